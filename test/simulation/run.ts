/**
 * `npm run simulate -- --seeds N [--from K] [--jobs J]`: many stories, and the shortest form of what they find.
 * `--seed S [--changed JSON]`: one of them told in full. `--kill N`, `--torn N`, `--planted …`: see the folders.
 */
import { availableParallelism } from 'node:os'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { tellMany } from './pool.ts'
import { otherCommand } from './processes/command.ts'
import { readChanged, showShrunk, showStory, Tally } from './report.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'

const other = await otherCommand(process.argv.slice(2))
if (other !== null) process.exit(other)

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    /** Which remote: hako-v1 or hako-v0. */
    remote: { type: 'string', default: 'hako-v1' },
    from: { type: 'string', default: '1' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    seed: { type: 'string' },
    changed: { type: 'string' },
    /** How many failures are made short. */
    shrink: { type: 'string', default: '2' },
    /** A file that gets the numbers, for other programs. */
    report: { type: 'string' },
  },
})

const remote = values.remote === 'hako-v0' ? 'hako-v0' : 'hako-v1'

if (values.seed === undefined) process.exit(await runSeeds())
process.exit(await runOne(Number(values.seed)))

async function runOne(seed: number): Promise<number> {
  const outcome = await simulate(seed, { remote, ...readChanged(values.changed) })
  showStory(outcome)
  return outcome.violation === null ? 0 : 1
}

async function runSeeds(): Promise<number> {
  const [from, seeds, jobs] = [Number(values.from), Number(values.seeds ?? 200), Number(values.jobs)]
  const tally = new Tally()
  let toldAt = performance.now()
  await tellMany({
    remote,
    from,
    seeds,
    jobs: Math.min(jobs, seeds),
    onTold(told) {
      tally.add(told)
      if (told.violation !== null) console.log(`seed ${String(told.seed)}: ${told.violation.text.slice(0, 300)}`)
      if (performance.now() - toldAt < 10_000) return
      toldAt = performance.now()
      console.log(tally.progress(seeds))
    },
  })
  const kinds = new Map(tally.failed.map((told) => [told.violation?.invariant, told.seed]))
  for (const seed of [...kinds.values()].slice(0, Number(values.shrink))) {
    const outcome = await simulate(seed, { remote })
    if (outcome.violation !== null) showShrunk(await shrink(outcome, undefined, { remote }))
  }
  for (const line of tally.summary(from)) console.log(line)
  if (values.report !== undefined) {
    mkdirSync(dirname(values.report), { recursive: true })
    writeFileSync(values.report, JSON.stringify({ passed: seeds - tally.failed.length, failed: tally.failed.length }))
  }
  return tally.failed.length === 0 ? 0 : 1
}
