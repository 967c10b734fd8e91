import type { HistoryRow } from '../../../shared/contract/stock.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'
import { add, negate, subtract, sum } from '../../../shared/domain/quantity.ts'

/**
 * Why a line is what it is, as facts in time order: what the remote said, what was moved here, what was counted, what
 * others moved, what the remote says now. The figures are the core's; from the history come only the moves between them.
 */
export type FactKind = 'said' | 'received' | 'issued' | 'sent' | 'arrived' | 'corrected' | 'counted' | 'others' | 'now'

export interface Fact {
  readonly kind: FactKind
  /** Null: the remote gives no time, so it reads “since then”. */
  readonly at: number | null
  /** What it added; null where it added nothing. */
  readonly change: number | null
  /** The figure after it; null where nobody can say. */
  readonly figure: number | null
}

interface OwnMove {
  readonly at: number
  readonly kind: FactKind
  readonly change: number
}

/** More moves than this make the list longer than the sentence is worth. */
const movesShown = 3

export function factsOf(
  row: ReviewRow,
  history: readonly HistoryRow[],
  warehouseID: string,
  now: number,
): readonly Fact[] {
  const moves = history.flatMap((entry) => moveOf(entry, warehouseID)).sort((a, b) => a.at - b.at)
  const before = moves.filter(({ at }) => at > (row.readAt ?? 0) && at <= row.countedAt)
  const after = moves.filter(({ at }) => at > row.countedAt)
  const said = subtract(row.expected, sum(before.map(({ change }) => change)))
  const middle: Fact[] = [
    { kind: 'counted', at: row.countedAt, change: row.variance, figure: row.counted },
    ...(row.drift === 0 ? [] : [{ kind: 'others' as const, at: row.driftAt, change: row.drift, figure: null }]),
    ...after.slice(-movesShown).map((move): Fact => ({ ...move, figure: null })),
  ]
  return [
    ...(row.readAt === null ? [] : [{ kind: 'said' as const, at: row.readAt, change: null, figure: said }]),
    ...running(before, said).slice(-movesShown),
    ...middle.toSorted((a, b) => (a.at ?? row.countedAt + 1) - (b.at ?? row.countedAt + 1)),
    ...(row.remote === null ? [] : [{ kind: 'now' as const, at: now, change: null, figure: row.remote }]),
  ]
}

function running(moves: readonly OwnMove[], start: number): readonly Fact[] {
  let figure = start
  return moves.map((move) => {
    figure = add(figure, move.change)
    return { ...move, figure }
  })
}

/** A change that was taken back never happened; one that was folded lives on in the change that took it up. */
function moveOf(entry: HistoryRow, warehouseID: string): readonly OwnMove[] {
  const { at, quantity, state } = entry
  if (entry.source !== 'here' || quantity === null || state === 'discarded' || state === 'superseded') return []
  if (entry.kind === 'transfer') {
    if (entry.warehouseID === warehouseID) return [{ at, kind: 'sent', change: negate(quantity) }]
    return entry.toWarehouseID === warehouseID ? [{ at, kind: 'arrived', change: quantity }] : []
  }
  if (entry.warehouseID !== warehouseID || entry.kind !== 'stock-delta') return []
  if (entry.stocktakeID !== null) return [{ at, kind: 'corrected', change: quantity }]
  return [{ at, kind: quantity < 0 ? 'issued' : 'received', change: quantity }]
}

/** Whether others moved goods before or after the counter stood at the shelf; the core knows the clocks. */
export function driftOrder(row: ReviewRow): 'none' | 'before' | 'after' | 'unknown' {
  if (row.drift === 0) return 'none'
  // A recount that the rules ask for is suggested whatever the order is.
  if (row.driftAt === null || row.suggested === 'recount') return 'unknown'
  return row.suggested === 'counted' ? 'before' : 'after'
}
