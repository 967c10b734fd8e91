import type { Output } from '../../../shared/contract/contract.ts'

export type BudgetPart = 'sent' | 'next' | 'reserved' | 'free'

/** Shares of one minute’s requests; what does not fit into it is sent in the next ones and not shown here. */
export function budgetParts({
  requests,
  budget,
}: Pick<Output<'queue.plan'>, 'requests' | 'budget'>): Record<BudgetPart, number> {
  const sent = Math.min(budget.used, budget.limit)
  const reserved = Math.min(budget.reserved, budget.limit - sent)
  const next = Math.min(requests, budget.limit - sent - reserved)
  return { sent, next, reserved, free: budget.limit - sent - reserved - next }
}
