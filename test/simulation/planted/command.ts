/**
 * The part of `npm run simulate` about planted bugs:
 * `--planted` all of them, `--planted quick` the dozen that are seen soonest, `--planted NAME[,NAME]` these;
 * `--seed S --planted NAME` tells one story with the bug in; `--record` keeps where each was seen for docs/faults.md.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bugs } from './bugs.ts'
import { editsVariable, rottenEdits } from './edits.ts'
import { readFound, writeFound, type Found } from './found.ts'
import { writeGallery } from './gallery.ts'
import { hook } from './hook-path.ts'
import { runPlanted, type Hunted } from './run-planted.ts'

export interface PlantedFlags {
  /** `all`, `quick`, or names. */
  readonly which: 'all' | 'quick' | readonly string[]
  readonly seed: number | null
  readonly from: number | null
  readonly limit: number | null
  readonly jobs: number | null
  readonly record: boolean
}

/** Answers how the process should end. */
export async function plantedCommand(flags: PlantedFlags): Promise<number> {
  const { which, seed, from, limit, jobs, record } = flags
  if (seed !== null) return tellPlanted(seed, which)
  const startedAt = performance.now()
  const hunted = await runPlanted(which, {
    ...(from === null ? {} : { from }),
    ...(limit === null ? {} : { limit }),
    ...(jobs === null ? {} : { jobs }),
    known: !record,
    onHunted: (one) => console.log(row(one)),
  })
  if (record) keep(hunted)
  const missed = hunted.filter((one) => one.caughtBy === null)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  for (const { bug: name } of missed) console.log(`not seen: ${name}: ${bugs.find((known) => known.name === name)?.wrong ?? ''}`)
  console.log(`\n${String(hunted.length)} planted bugs, ${String(missed.length)} not seen; ${seconds} s`)
  return missed.length === 0 ? 0 : 1
}

const row = ({ bug, caughtBy, seed, seeds, seconds, text }: Hunted): string =>
  [
    bug.padEnd(34),
    (caughtBy ?? 'NOT SEEN').padEnd(9),
    `seed ${String(seed ?? '–').padStart(5)}`,
    `after ${String(seeds).padStart(3)}`,
    `${seconds.toFixed(1).padStart(5)} s`,
    text.replaceAll('\n', ' ').slice(0, 110),
  ].join('  ')

function keep(hunted: readonly Hunted[]): void {
  const found: Record<string, Found> = Object.fromEntries(
    Object.entries(readFound()).filter(([name]) => bugs.some((known) => known.name === name)),
  )
  for (const { bug: name, seed, caughtBy, seeds, lastSeconds } of hunted) {
    if (seed === null || caughtBy === null) Reflect.deleteProperty(found, name)
    else found[name] = { seed, invariant: caughtBy, seeds, seconds: Math.round(lastSeconds * 100) / 100 }
  }
  writeFound(found)
  writeGallery()
}

/** The same program again, with the bug in. */
function tellPlanted(seed: number, which: PlantedFlags['which']): Promise<number> {
  const name = typeof which === 'string' ? which : (which[0] ?? '')
  const bug = bugs.find((known) => known.name === name)
  if (bug === undefined) throw new Error(`There is no planted bug called ${name}`)
  const rotten = rottenEdits(bug.edits)
  if (rotten.length > 0) throw new Error(rotten.join('\n'))
  const program = fileURLToPath(new URL('../run.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', hook, program, '--seed', String(seed)], {
    env: { ...process.env, [editsVariable]: JSON.stringify(bug.edits) },
    stdio: 'inherit',
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}
