import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import { add, subtract } from '../../../shared/domain/quantity.ts'
import type { TapeRows } from './tape-rows.ts'

/** The item that a quantity typed now would be about. */
export interface LastLine {
  readonly sku: string
  readonly name: string | null
  readonly counted: number
  /** What its last scan added, if that still stands: a typed quantity may mean that scan alone. */
  readonly lastAdded: number | null
}

/** What a typed number means: this instead of the last scan, this on top, or this and nothing else. */
export const quantityModes = ['scan', 'add', 'set'] as const
export type QuantityMode = (typeof quantityModes)[number]

export function lastLineOf(rows: TapeRows): LastLine | null {
  const row = rows.find((other) => other.sku !== null && other.outcome !== 'outOfScope' && other.kind !== 'zero')
  if (row === undefined || row.sku === null) return null
  const { sku, name, counted } = row
  return { sku, name, counted: counted ?? 0, lastAdded: isStandingScan(row) ? row.quantity : null }
}

const isStandingScan = (row: TapeRow): boolean => row.kind === 'scan' && row.outcome === 'known' && !row.undone

/** What the line comes to; null: it would be less than nothing. */
export function sumAfter(line: LastLine, mode: QuantityMode, quantity: number): number | null {
  const sum =
    mode === 'set'
      ? quantity
      : add(mode === 'scan' ? subtract(line.counted, line.lastAdded ?? 0) : line.counted, quantity)
  return sum < 0 ? null : sum
}
