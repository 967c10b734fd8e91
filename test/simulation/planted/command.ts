/**
 * `npm run simulate -- --planted`: all planted bugs; `--planted quick`: the dozen that are seen soonest; `--planted NAME`:
 * one; with `--seed S` the one story (or, with `--torn N`, the damaged folders, with `--kill N` the day of that seed) with
 * the bug in.
 * `--record` keeps where each was seen and writes docs/faults.md.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bugs } from './bugs.ts'
import { editsVariable, rottenEdits } from './edits.ts'
import { readFound, writeFound, type Found } from './found.ts'
import { writeGallery } from './gallery.ts'
import { hook } from './hook-path.ts'
import { runPlanted, type Chosen, type Hunted } from './run-planted.ts'

export interface PlantedFlags {
  readonly which: Chosen
  readonly seed: number | null
  readonly torn: number | null
  readonly kill: number | null
  readonly from: number | null
  readonly limit: number | null
  readonly jobs: number | null
  readonly record: boolean
}

/** Answers how the process should end. */
export async function plantedCommand(flags: PlantedFlags): Promise<number> {
  const { which, seed, torn, kill, from, limit, jobs, record } = flags
  if (seed !== null)
    return tellPlanted(which, ['--seed', String(seed), ...given('--torn', torn), ...given('--kill', kill)])
  const startedAt = performance.now()
  const hunted = await runPlanted(which, {
    ...(from === null ? {} : { from }),
    ...(limit === null ? {} : { limit }),
    ...(jobs === null ? {} : { jobs }),
    onHunted: (one) => {
      console.log(lineOf(one))
      if (record) keep(one)
    },
  })
  if (record) writeGallery()
  const missed = hunted.filter((one) => one.caughtBy === null)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`\n${String(hunted.length)} planted bugs, ${String(missed.length)} not seen; ${seconds} s`)
  for (const { bug: name } of missed)
    console.log(`  ${name}: ${bugs.find((known) => known.name === name)?.wrong ?? ''}`)
  return missed.length === 0 ? 0 : 1
}

const given = (flag: string, value: number | null): string[] => (value === null ? [] : [flag, String(value)])

const lineOf = ({ bug, caughtBy, seed, seeds, seconds, text }: Hunted): string =>
  [
    bug.padEnd(34),
    (caughtBy ?? 'NOT SEEN').padEnd(9),
    `seed ${String(seed ?? '–').padStart(5)}`,
    `after ${String(seeds).padStart(3)}`,
    `${seconds.toFixed(1).padStart(5)} s`,
    text.replaceAll('\n', ' ').slice(0, 110),
  ].join('  ')

/** At once, so that a long hunt may be broken off. */
function keep({ bug: name, seed, caughtBy, seeds, lastSeconds }: Hunted): void {
  const known = Object.entries(readFound()).filter(
    ([other]) => other !== name && bugs.some((bug) => bug.name === other),
  )
  const found: Record<string, Found> = Object.fromEntries(known)
  if (seed !== null && caughtBy !== null)
    found[name] = { seed, invariant: caughtBy, seeds, seconds: Math.round(lastSeconds * 100) / 100 }
  writeFound(found)
}

/** The same program again, with the bug in. */
function tellPlanted(which: Chosen, args: readonly string[]): Promise<number> {
  const name = typeof which === 'string' ? which : (which[0] ?? '')
  const bug = bugs.find((known) => known.name === name)
  if (bug === undefined) throw new Error(`There is no planted bug called ${name}`)
  const rotten = rottenEdits(bug.edits)
  if (rotten.length > 0) throw new Error(rotten.join('\n'))
  const program = fileURLToPath(new URL('../run.ts', import.meta.url))
  const remote = bug.seenIn === 'v0' ? ['--remote', 'hako-v0'] : []
  const child = spawn(process.execPath, ['--import', hook, program, ...remote, ...args], {
    env: { ...process.env, [editsVariable]: JSON.stringify(bug.edits) },
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}
