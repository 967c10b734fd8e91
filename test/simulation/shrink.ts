/**
 * Makes a story that breaks a promise as short as it can quickly be: an earlier end, a plainer world, fewer acts; whatever
 * can go while the same promise still breaks.
 */
import { simulate, type Changed, type Outcome } from './simulate.ts'
import type { Profile } from './profile.ts'

export interface Shrunk {
  readonly changed: Changed
  readonly outcome: Outcome
  readonly tries: number
}

/** `changed`: how the story was told when it failed. */
export async function shrink(failed: Outcome, budgetMs = 60_000, changed: Changed = {}): Promise<Shrunk> {
  const search = new Search(failed, changed, budgetMs)
  await search.endEarlier()
  for (const plainer of plainerWorlds(failed.profile)) await search.try({ profile: plainer })
  await search.dropFaults()
  await search.dropSwitches()
  await search.dropActs()
  await search.endEarlier()
  return search.best
}

class Search {
  best: Shrunk
  readonly #invariant: string | undefined
  readonly #until: number

  constructor(failed: Outcome, changed: Changed, budgetMs: number) {
    this.best = { changed, outcome: failed, tries: 0 }
    this.#invariant = failed.violation?.invariant
    this.#until = performance.now() + budgetMs
  }

  get #seed(): number {
    return this.best.outcome.seed
  }

  /** Keeps the change if the same promise breaks. */
  async try(change: Changed): Promise<boolean> {
    if (performance.now() > this.#until) return false
    const { changed } = this.best
    const profile = { ...changed.profile, ...change.profile }
    const candidate = { ...changed, ...change, ...(Object.keys(profile).length > 0 ? { profile } : {}) }
    const outcome = await simulate(this.#seed, candidate)
    const tries = this.best.tries + 1
    const same = outcome.violation?.invariant === this.#invariant
    this.best = same ? { changed: candidate, outcome, tries } : { ...this.best, tries }
    return same
  }

  async endEarlier(): Promise<void> {
    const whole = this.best.changed.until ?? this.best.outcome.profile.minutes * 60_000
    for (const part of [0.1, 0.25, 0.5, 0.75]) if (await this.try({ until: Math.round(whole * part) })) return
  }

  async dropFaults(): Promise<void> {
    for (const { fault } of this.best.outcome.profile.faults)
      await this.try({ profile: { faults: this.best.outcome.profile.faults.filter((other) => other.fault !== fault) } })
  }

  /** A switch that doesn't matter stands as the remote's document has it. */
  async dropSwitches(): Promise<void> {
    if (await this.try({ profile: { switches: {} } })) return
    for (const name of Object.keys(this.best.outcome.profile.switches)) {
      const { [name as keyof Profile['switches']]: _dropped, ...switches } = this.best.outcome.profile.switches // safe: its own key
      await this.try({ profile: { switches } })
    }
  }

  /** Leaves out acts, in parts that get smaller. */
  async dropActs(): Promise<void> {
    let kept = this.best.outcome.acts.map(({ id }) => id)
    for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let from = 0; from < kept.length;) {
        const only = [...kept.slice(0, from), ...kept.slice(from + size)]
        if (await this.try({ only })) kept = only
        else from += size
      }
    }
  }
}

function* plainerWorlds(profile: Profile): Generator<Partial<Profile>> {
  yield { killEvery: null, diskFailureEvery: null, sleepEvery: null, clockShiftEvery: null, outageEvery: null }
  if (profile.secondThoughtsEvery !== null) yield { secondThoughtsEvery: null }
  if (profile.otherEvery !== null) yield { otherEvery: null }
  for (const name of ['killEvery', 'diskFailureEvery', 'sleepEvery', 'clockShiftEvery', 'outageEvery'] as const)
    if (profile[name] !== null) yield { [name]: null }
  if (profile.restoreEvery !== null) yield { restoreEvery: null }
  if (profile.secondInstanceEvery !== null) yield { secondInstanceEvery: null }
  if (profile.tornTails > 0) yield { tornTails: 0 }
  for (let devices = 1; devices < profile.devices; devices += 1) yield { devices }
  if (profile.warehouses > 1) yield { warehouses: 1 }
  if (profile.items > 2) yield { items: 2 }
  if (profile.exodus) yield { exodus: false }
  if (profile.upheaval > 0) yield { upheaval: 0 }
  yield { batchSize: 100 }
  yield { latencyMs: 150 }
}
