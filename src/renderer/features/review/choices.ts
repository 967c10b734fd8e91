import type { CountingRulesSettings } from '../../../shared/contract/counting-rules.ts'
import type { ReviewRow, ReviewSummary, decisions } from '../../../shared/contract/review-rows.ts'
import { add } from '../../../shared/domain/quantity.ts'
import type { IconName } from '../../ui/icon-paths.ts'

/** The four answers to a difference, in the order of their keys 1 to 4. */
export type Decision = (typeof decisions)[number]
export const choices = ['difference', 'counted', 'recount', 'leave'] as const satisfies readonly Decision[]

export const choiceIcons: Readonly<Record<Decision, IconName>> = {
  difference: 'plusMinus',
  counted: 'check',
  recount: 'recount',
  leave: 'minusRing',
}

/** What stands preselected: what was decided, otherwise what the order of the times suggests. */
export const preselected = (row: ReviewRow): Decision =>
  row.status === 'moved' ? row.suggested : (row.decision ?? row.suggested)

/** Lines on which the posting waits for somebody, and that this screen can settle. */
export const wantsAnswer = (row: ReviewRow): boolean =>
  row.status === 'decide' ||
  row.status === 'moved' ||
  row.status === 'reason' ||
  (row.status === 'approve' && !row.own) ||
  (row.status === 'recount' && row.decision === undefined)

/** Whether a choice can only be saved with a reason. */
export const needsReason = (row: ReviewRow, choice: Decision, rules: Pick<CountingRulesSettings, 'reason'>): boolean =>
  rules.reason && row.beyond && (choice === 'difference' || choice === 'counted')

/** Posted lines, items that are gone and unanswered changes cannot be decided here. */
export const canDecide = (row: ReviewRow): boolean =>
  row.status !== 'posted' && row.status !== 'gone' && row.status !== 'doubt'

/** What the remote will read if this line is posted so. */
export const figureAfter = (row: ReviewRow, decision: Decision): number => {
  const now = row.remote ?? 0
  if (decision === 'difference') return add(now, row.variance)
  return decision === 'counted' ? row.counted : now
}

/** A line's difference as a share of what was expected; null where nothing was. */
export const shareOff = (row: ReviewRow): number | null =>
  row.expected === 0 ? null : Math.abs(row.variance) / Math.abs(row.expected)

/** Suggestions of all lines, grouped so that each group is one command. */
export function bySuggestion(rows: readonly ReviewRow[]): ReadonlyMap<Decision, readonly string[]> {
  const groups = new Map<Decision, string[]>()
  for (const { suggested, sku } of rows) {
    const group = groups.get(suggested)
    if (group === undefined) groups.set(suggested, [sku])
    else group.push(sku)
  }
  return groups
}

/** One answer for all of them; undefined: whatever was decided stays. */
export const sameForAll =
  <D extends Decision | undefined>(decision: D) =>
  (rows: readonly ReviewRow[]): ReadonlyMap<D, readonly string[]> =>
    new Map([[decision, rows.map(({ sku }) => sku)]])

/** Lines within the tolerance of all counted; without a tolerance only exact ones are. Never netted. */
export const accuracyOf = ({ counted, within }: Pick<ReviewSummary, 'counted' | 'within'>): number | null =>
  counted === 0 ? null : within / counted
