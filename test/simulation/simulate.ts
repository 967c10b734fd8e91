/**
 * One seed, one story: devices, other clients, people and a network with faults on virtual time, every promise checked
 * after every step; then everything calms down, and the queue must empty and all sides agree (invariant I15).
 */
import type { TakenAct } from './acts.ts'
import { drawProfile, drawV0Profile, type Profile, type SimulatedRemote } from './profile.ts'
import { Violation } from './story.ts'
import { World } from './world.ts'

export interface Outcome {
  readonly seed: number
  readonly profile: Profile
  /** Of everything that was told: the same for the same seed (invariant I17). */
  readonly digest: string
  /** Of the requests alone: the same whatever the local clocks say (invariant I18). */
  readonly wire: string
  readonly lines: readonly string[]
  /** The single things that happened. */
  readonly acts: readonly TakenAct[]
  readonly violation: { readonly invariant: string; readonly text: string; readonly stack: string } | null
  readonly changes: number
  /** How often each kind came. */
  readonly faults: Readonly<Record<string, number>>
  readonly questions: Readonly<Record<string, number>>
}

export interface Changed {
  readonly remote?: SimulatedRemote
  readonly profile?: Partial<Profile>
  /** Ends the work this early, to shorten a story. */
  readonly until?: number
  /** Only these acts take place. */
  readonly only?: readonly string[]
}

export async function simulate(seed: number, changed: Changed = {}): Promise<Outcome> {
  const drawn = changed.remote === 'hako-v0' ? drawV0Profile(seed) : drawProfile(seed)
  const profile = { ...drawn, ...changed.profile }
  const world = new World(seed, profile, changed)
  const violation = await watched(world)
  const { story, acts } = world
  return {
    seed,
    profile,
    digest: story.digest(),
    wire: story.wireDigest(),
    lines: story.lines,
    acts: acts.taken,
    violation,
    ...world.tally(),
  }
}

/** What nobody waits for and fails all the same is a story's failure too. */
async function watched(world: World): Promise<Outcome['violation']> {
  const fail = (error: unknown): void => {
    world.timeline.failure ??= error instanceof Error ? error : new Error(String(error))
  }
  process.on('unhandledRejection', fail)
  try {
    return await world.live().then(() => null, described)
  } finally {
    process.off('unhandledRejection', fail)
  }
}

function described(error: unknown): NonNullable<Outcome['violation']> {
  if (error instanceof Violation) return { invariant: error.invariant, text: error.message, stack: error.stack ?? '' }
  const text = error instanceof Error ? error.message : String(error)
  return { invariant: 'crash', text, stack: error instanceof Error ? (error.stack ?? '') : '' }
}
