/** Does the simulator see? Plants one bug after the other and simulates until a promise breaks (docs/faults.md). */
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { PlantedBug, SeenIn } from './bug.ts'
import { bugs } from './bugs.ts'
import { editsVariable, rottenEdits } from './edits.ts'
import { readFound, type Found } from './found.ts'
import { hook } from './hook-path.ts'
import { look } from './look.ts'

export interface Hunted {
  readonly bug: string
  /** Null: the bug was not seen. */
  readonly caughtBy: string | null
  readonly text: string
  readonly seed: number | null
  /** Simulated with the bug in. */
  readonly seeds: number
  readonly seconds: number
  /** The last story alone, with the start of its process. */
  readonly lastSeconds: number
}

/** By name; `quick`: the dozen that are seen soonest, and one each for killed processes and damaged folders. */
export type Chosen = readonly string[] | 'all' | 'quick'

export interface HuntChoices {
  /** After so many seeds a bug counts as not seen. */
  readonly limit?: number
  readonly from?: number
  readonly jobs?: number
  readonly onHunted?: (hunted: Hunted) => void
}

/** A story that doesn't go on for so long never ends. */
const silenceMs = 90_000
const usualLimit = 400

const program = fileURLToPath(new URL('hunt.ts', import.meta.url))

/** Every planted bug, or those of these names. Throws where a bug's place in the source is no longer there. */
export async function runPlanted(names: Chosen, choices: HuntChoices = {}): Promise<Hunted[]> {
  const found = readFound()
  const chosen = choose(names, found)
  const rotten = chosen.flatMap((bug) => rottenEdits(bug.edits).map((problem) => `${bug.name}: ${problem}`))
  if (rotten.length > 0) throw new Error(rotten.join('\n'))
  const waiting = [...chosen]
  const hunted: Hunted[] = []
  const work = async (): Promise<void> => {
    for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
      const result = await hunt(bug, choices, found[bug.name])
      hunted.push(result)
      choices.onHunted?.(result)
    }
  }
  await Promise.all(Array.from({ length: choices.jobs ?? availableParallelism() }, work))
  return hunted
}

/** So many are seen so soon that they can be looked for at every test. */
const quickOnes = 12

function choose(names: Chosen, found: Record<string, Found>): readonly PlantedBug[] {
  if (names === 'all') return bugs
  const soonest = Object.entries(found)
    .toSorted(([, a], [, b]) => a.seconds - b.seconds)
    .map(([name]) => name)
  const others = (['kills', 'copies'] as const).flatMap((where) => soonest.filter(isSeenIn(where)).slice(0, 1))
  if (names === 'quick' && soonest.length < quickOnes)
    throw new Error('Too few planted bugs were ever seen: npm run simulate -- --planted --record')
  const wanted = names === 'quick' ? [...new Set([...soonest.slice(0, quickOnes), ...others])] : names
  return wanted.map((name) => {
    const bug = bugs.find((known) => known.name === name)
    if (bug === undefined) throw new Error(`There is no planted bug called ${name}`)
    return bug
  })
}

const isSeenIn =
  (where: SeenIn) =>
  (name: string): boolean =>
    bugs.some((bug) => bug.name === name && bug.seenIn === where)

async function hunt(bug: PlantedBug, choices: HuntChoices, known: Found | undefined): Promise<Hunted> {
  const startedAt = performance.now()
  const first = choices.from ?? 1
  const limit = choices.limit ?? usualLimit
  const seconds = (): number => (performance.now() - startedAt) / 1000
  let seeds = 0
  let from = known?.seed ?? first
  let left = known === undefined ? limit : 1
  for (;;) {
    const seen = await tell(bug, from, left)
    seeds += seen.seeds
    if (seen.invariant !== null && (await isClean(bug, seen.seed))) {
      const { invariant: caughtBy, text, seed, lastSeconds } = seen
      return { bug: bug.name, caughtBy, text, seed, seeds, seconds: seconds(), lastSeconds }
    }
    if (seeds >= limit)
      return { bug: bug.name, caughtBy: null, text: '', seed: null, seeds, seconds: seconds(), lastSeconds: 0 }
    from = known !== undefined && from === known.seed && left === 1 ? first : seen.seed + 1
    left = limit - seeds
  }
}

interface Told {
  readonly seed: number
  readonly seeds: number
  readonly invariant: string | null
  readonly text: string
  readonly lastSeconds: number
}

/** Tells stories with the bug in, until one breaks a promise. */
function tell(bug: PlantedBug, from: number, seeds: number): Promise<Told> {
  const what = ['--from', String(from), '--seeds', String(seeds), '--in', bug.seenIn ?? 'stories']
  const child = spawn(process.execPath, ['--import', hook, program, ...what], {
    env: { ...process.env, [editsVariable]: JSON.stringify(bug.edits) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const startedAt = performance.now()
  let startup: number | null = null
  let toldAt = startedAt
  let last: Told = { seed: from - 1, seeds: 0, invariant: null, text: '', lastSeconds: 0 }
  let trouble = ''
  let silent = false
  const watch = setTimeout(() => {
    silent = true
    child.kill('SIGKILL')
  }, silenceMs)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { seed, invariant, text } = JSON.parse(line) as Pick<Told, 'seed' | 'invariant' | 'text'> // safe: hunt.ts writes exactly these
    const now = performance.now()
    startup ??= now - startedAt
    const own = last.seeds === 0 ? 0 : now - toldAt
    toldAt = now
    last = { seed, invariant, text, seeds: last.seeds + 1, lastSeconds: (startup + own) / 1000 }
    watch.refresh()
  })
  child.stderr.on('data', (data: Buffer) => (trouble += data.toString()))
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      clearTimeout(watch)
      const next = { seed: last.seed + 1, seeds: last.seeds + 1, lastSeconds: (performance.now() - toldAt) / 1000 }
      if (silent) resolve({ ...next, invariant: 'I15', text: 'the story never ends' })
      else if (code === 0) resolve(last)
      else if (last.seeds === 0 && !trouble.includes('src/')) reject(new Error(`${bug.name}: ${trouble}`))
      else resolve({ ...next, invariant: 'crash', text: trouble.trim().split('\n').slice(0, 6).join(' ') })
    })
  })
}

const clean = new Map<string, Promise<boolean>>()

/** Whether the same seed keeps every promise without the bug: only then it is the bug that was seen. */
function isClean({ seenIn = 'stories' }: PlantedBug, seed: number): Promise<boolean> {
  const name = `${seenIn} ${String(seed)}`
  const known = clean.get(name) ?? look(seenIn, seed).then((seen) => seen === null)
  clean.set(name, known)
  return known
}
