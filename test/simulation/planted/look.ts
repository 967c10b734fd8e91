import { runKills } from '../processes/run-kills.ts'
import { runTorn } from '../processes/run-torn.ts'
import { simulate } from '../simulate.ts'
import type { SeenIn } from './bug.ts'

export interface Seen {
  readonly invariant: string
  readonly text: string
}

/** Copies that are damaged for one seed. */
const copies = 60

/** Kills in the day of one seed. */
const kills = 12

/** What of this seed breaks a promise; null: nothing. */
export async function look(at: SeenIn, seed: number): Promise<Seen | null> {
  if (at === 'stories') return (await simulate(seed)).violation
  if (at === 'v0') return (await simulate(seed, { remote: 'hako-v0' })).violation
  if (at === 'kills') {
    const [first] = (await runKills(kills, seed, 1)).failures
    return first === undefined ? null : { invariant: 'I16', text: first.text }
  }
  const [first] = (await runTorn(copies, seed)).failures
  if (first === undefined) return null
  return { invariant: /^I\d+/.exec(first.text)?.[0] ?? 'I16', text: `${first.damage}: ${first.text}` }
}
