/** What becomes of an array when one of its elements is refused, or the server dies on the way. */
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Refusal } from './refusal.ts'
import type { HakoSwitches } from './switches.ts'
import type { Tables } from './tables/tables.ts'
import type { Done } from './work.ts'

export interface BatchOutcome {
  /** The rows of the elements that took effect, in the order sent. */
  readonly rows: readonly unknown[]
  /** The first refusal, naming its element. */
  readonly refusal: Refusal | null
}

interface BatchRules {
  readonly batch: HakoSwitches['batch']
  /** Whether a death in the middle leaves what was already written, as separate legs of a transfer do. */
  readonly keepsHalves: boolean
  /** Two elements with the same text here write to the same place, and the later one wins. Null: each counts. */
  readonly sameKey: ((index: number) => string) | null
}

export function runBatch<T>(
  tables: Tables,
  elements: readonly T[],
  rules: BatchRules,
  apply: (element: T) => Done,
): BatchOutcome {
  const winners = findWinners(elements.length, rules.sameKey)
  switch (rules.batch) {
    case 'atomic':
      return tables.attempt(() => {
        const outcome = runEach(elements, winners, apply, () => 'stop')
        return {
          keep: survives(outcome.refusal, rules),
          value: outcome.refusal === null ? outcome : { ...outcome, rows: [] },
        }
      })
    case 'prefix':
    case 'independent': {
      const applyAlone = (element: T): Done =>
        tables.attempt(() => {
          const done = apply(element)
          return { keep: survives(done.ok ? null : done.error, rules), value: done }
        })
      const goesOn = (refusal: Refusal): 'stop' | 'go on' =>
        rules.batch === 'prefix' || refusal.kind === 'interrupted' ? 'stop' : 'go on'
      return tables.attempt(() => ({ keep: true, value: runEach(elements, winners, applyAlone, goesOn) }))
    }
    default:
      return unreachable(rules.batch)
  }
}

const survives = (refusal: Refusal | null, rules: BatchRules): boolean =>
  refusal === null || (refusal.kind === 'interrupted' && rules.keepsHalves)

function runEach<T>(
  elements: readonly T[],
  winners: readonly number[],
  apply: (element: T) => Done,
  afterRefusal: (refusal: Refusal) => 'stop' | 'go on',
): BatchOutcome {
  const rows = new Map<number, readonly unknown[]>()
  let refusal: Refusal | null = null
  for (const [index, element] of elements.entries()) {
    if (winners[index] !== index) continue
    const done = apply(element)
    if (done.ok) {
      rows.set(index, done.value)
      continue
    }
    refusal ??= { ...done.error, message: `[${String(index)}]: ${done.error.message}` }
    if (afterRefusal(done.error) === 'stop') break
  }
  // An element that lost to a later one is answered with the row the winner left.
  return { rows: winners.flatMap((winner) => rows.get(winner) ?? []), refusal }
}

/** For each element, the index of the one that takes effect in its place: itself, unless the last write wins. */
function findWinners(count: number, sameKey: BatchRules['sameKey']): readonly number[] {
  const indexes = Array.from({ length: count }, (_, index) => index)
  if (sameKey === null) return indexes
  const last = new Map(indexes.map((index) => [sameKey(index), index]))
  return indexes.map((index) => last.get(sameKey(index)) ?? index)
}
