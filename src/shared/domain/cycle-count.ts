import type { AbcClass } from './counting-rules.ts'

/** Which items a cycle count should take next. Pure. */
export type SuggestReason = 'never' | 'old' | 'negative' | 'moved' | 'value'

export interface CycleFacts {
  /** Null: never. */
  readonly countedAt: number | null
  readonly quantity: number
  /** Movements lately. */
  readonly moves: number
  readonly abc: AbcClass
}

/** Movements of the last days from which an item counts as much moved. */
const manyMoves = 3
const day = 86_400_000

/** `days`: a count is old after so many. */
export function reasonsFor(facts: CycleFacts, now: number, days: number): SuggestReason[] {
  const { countedAt, quantity, moves, abc } = facts
  const reasons: SuggestReason[] = []
  if (quantity < 0) reasons.push('negative')
  if (countedAt === null) reasons.push('never')
  else if (now - countedAt >= days * day) reasons.push('old')
  if (moves >= manyMoves && (countedAt === null || now - countedAt >= day)) reasons.push('moved')
  // What was counted a moment ago is not suggested again for its price alone.
  if (abc === 'A' && (reasons.includes('never') || reasons.includes('old'))) reasons.push('value')
  return reasons
}

const weights: Readonly<Record<SuggestReason, number>> = { negative: 8, moved: 4, value: 3, never: 2, old: 1 }

export const urgency = (reasons: readonly SuggestReason[]): number =>
  reasons.reduce((sum, reason) => sum + weights[reason], 0)
