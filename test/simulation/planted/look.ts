import { runTorn } from '../processes/run-torn.ts'
import { simulate } from '../simulate.ts'

export interface Seen {
  readonly invariant: string
  readonly text: string
}

/** Copies that are damaged for one seed. */
const copies = 60

/** What of this seed breaks a promise; null: nothing. */
export async function look(at: 'stories' | 'copies', seed: number): Promise<Seen | null> {
  if (at === 'stories') return (await simulate(seed)).violation
  const [first] = (await runTorn(copies, seed)).failures
  if (first === undefined) return null
  return { invariant: /^I\d+/.exec(first.text)?.[0] ?? 'I16', text: `${first.damage}: ${first.text}` }
}
