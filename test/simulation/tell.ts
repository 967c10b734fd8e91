import type { SimulatedRemote } from './profile.ts'
import { simulate, type Outcome } from './simulate.ts'

/** What is left of a story once it was told. */
export interface Told {
  readonly seed: number
  readonly violation: { readonly invariant: string; readonly text: string } | null
  readonly changes: number
  readonly faults: Readonly<Record<string, number>>
  readonly questions: Readonly<Record<string, number>>
}

/** Some stories are told once more: whether the same seed tells the same, and whether the local clock decides anything. */
const againEvery = 97
const shiftedEvery = 101

export async function tellChecked(seed: number, remote: SimulatedRemote): Promise<Told> {
  const outcome = await simulate(seed, { remote })
  const { violation, changes, faults, questions } = outcome
  const different = violation === null ? await differs(outcome) : null
  return { seed, violation: violation ?? different, changes, faults, questions }
}

async function differs(first: Outcome): Promise<Told['violation']> {
  const { seed } = first
  const { remote } = first.profile
  if (seed % againEvery === 0) {
    const second = await simulate(seed, { remote })
    if (second.digest !== first.digest)
      return { invariant: 'I17', text: `I17: told twice, ${difference(first, second)}` }
  }
  if (seed % shiftedEvery === 0) {
    const steady = { clockShiftEvery: null, clockShift: 0 }
    const [here, there] = [
      await simulate(seed, { remote, profile: steady }),
      await simulate(seed, { remote, profile: { ...steady, clockShift: seed % 2 === 0 ? tenYears : -tenYears } }),
    ]
    if (here.wire !== there.wire)
      return { invariant: 'I18', text: `I18: with another clock, ${difference(here, there)}` }
  }
  return null
}

const tenYears = 10 * 365 * 86_400_000

function difference(first: Outcome, second: Outcome): string {
  const at = first.lines.findIndex((line, index) => line !== second.lines[index])
  return `line ${String(at + 1)} is “${String(first.lines[at])}” and “${String(second.lines[at])}”`
}
