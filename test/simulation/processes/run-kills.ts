/** Real processes, killed: at random moments and at every named point (docs/faults.md). */
import { availableParallelism } from 'node:os'
import { rottenEdits } from '../planted/edits.ts'
import { Dice } from '../dice.ts'
import { removeBundle } from './core-bundle.ts'
import { killPoints } from './points.ts'
import { Broken, Shift, type PlannedKill } from './shift.ts'

export interface Killed {
  readonly kills: number
  /** How often a process ended where. */
  readonly endedAt: ReadonlyMap<string, number>
  /** Each with the seed of its day, by which it is replayed. */
  readonly failures: readonly { readonly seed: number; readonly kills: number; readonly text: string }[]
  readonly seconds: number
}

/** Kills in one day: enough to share its start and its settling, few enough to replay. */
const aDay = 20

export async function runKills(n: number, seed: number, jobs = availableParallelism()): Promise<Killed> {
  const startedAt = performance.now()
  const rotten = rottenEdits(killPoints.map((point) => point.edit))
  if (rotten.length > 0) throw new Error(rotten.join('\n'))
  const days = Array.from({ length: Math.ceil(n / aDay) }, (_, day) => ({
    seed: seed + day,
    kills: Math.min(aDay, n - day * aDay),
  }))
  const endedAt = new Map<string, number>()
  const failures: { seed: number; kills: number; text: string }[] = []
  const waiting = [...days]
  const work = async (): Promise<void> => {
    for (let day = waiting.shift(); day !== undefined; day = waiting.shift()) {
      const shift = new Shift(new Dice(day.seed, 'shift'))
      try {
        await shift.live(planOf(day.seed, day.kills))
      } catch (error) {
        if (!(error instanceof Broken)) throw error
        failures.push({ ...day, text: error.message })
      }
      for (const [where, times] of shift.endedAt) endedAt.set(where, (endedAt.get(where) ?? 0) + times)
    }
  }
  await Promise.all(Array.from({ length: jobs }, work)).finally(removeBundle)
  return { kills: n, endedAt, failures, seconds: (performance.now() - startedAt) / 1000 }
}

/** At points by chance; every fourth kill comes at a moment of nobody's choice. */
export function planOf(seed: number, kills: number): PlannedKill[] {
  const dice = new Dice(seed, 'kills')
  return Array.from({ length: kills }, (_, index) => {
    const random = index % 4 === 3
    // Only a day's first start makes a new database.
    const point = index === 0 ? 'in a migration' : dice.pick(killPoints).name
    return {
      point: random ? null : point,
      times: dice.chance(0.7) ? 1 : dice.integer(2, 4),
      afterMs: dice.integer(0, 250),
    }
  })
}
