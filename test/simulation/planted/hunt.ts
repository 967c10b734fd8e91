/**
 * Simulates seeds one after the other until one breaks a promise, and says so line by line. Started in a process of its
 * own, with the product changed while it is loaded.
 */
import { parseArgs } from 'node:util'
import { simulate } from '../simulate.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, seeds: { type: 'string' } } })
const from = Number(values.from)

for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  const { violation } = await simulate(seed)
  process.stdout.write(
    `${JSON.stringify({ seed, invariant: violation?.invariant ?? null, text: violation?.text ?? '' })}\n`,
  )
  if (violation !== null) break
}
process.exit(0)
