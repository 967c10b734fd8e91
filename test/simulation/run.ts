/** `npm run simulate -- --seeds N [--from K] [--seed S]`: many stories, or one of them told in full. */
import { parseArgs } from 'node:util'
import { simulate, type Outcome } from './simulate.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    lines: { type: 'string', default: '60' },
  },
})

const show = ({ seed, profile, violation, lines }: Outcome, last: number): void => {
  console.log(`\nseed ${String(seed)}  ${JSON.stringify(profile)}`)
  for (const line of lines.slice(-last)) console.log(line)
  if (violation) console.log(`>>> ${violation.text}\n${violation.stack}`)
}

if (values.seed !== undefined) {
  const outcome = await simulate(Number(values.seed))
  show(outcome, Number.POSITIVE_INFINITY)
  console.log(`${String(outcome.lines.length)} lines, trace ${outcome.digest}`)
  process.exit(outcome.violation === null ? 0 : 1)
}

const [from, seeds] = [Number(values.from), Number(values.seeds)]
const startedAt = performance.now()
const failed: Outcome[] = []
let changes = 0
for (let seed = from; seed < from + seeds; seed += 1) {
  const outcome = await simulate(seed)
  changes += outcome.changes
  if (outcome.violation) {
    failed.push(outcome)
    console.log(`seed ${String(seed)}: ${outcome.violation.text.slice(0, 300)}`)
  }
}
const seconds = (performance.now() - startedAt) / 1000
const [first] = failed
if (first) show(first, Number(values.lines))
console.log(
  `\n${String(seeds)} seeds from ${String(from)}: ${String(failed.length)} broke a promise; ${String(changes)} changes, ` +
    `${seconds.toFixed(1)} s, ${(seeds / seconds).toFixed(1)} seeds a second`,
)
process.exit(failed.length === 0 ? 0 : 1)
