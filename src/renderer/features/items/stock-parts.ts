import type { StockRow } from '../../../shared/contract/stock.ts'

/**
 * The bar of one cell as shares of the longest: `solid` is what is certain either way, `hatched` what is not in the
 * remote yet, or is in doubt. A negative figure has no bar, nor has a hidden one.
 */
export function stockParts(row: StockRow, largest: number): { readonly solid: number; readonly hatched: number } {
  if (row.quantity === null) return { solid: 0, hatched: 0 }
  const low = row.low ?? row.quantity
  const high = row.high ?? row.quantity
  const remote = row.remote ?? 0
  const certain = Math.max(0, Math.min(low, row.remote === null ? 0 : remote))
  const reach = Math.max(0, high, remote)
  return { solid: certain / largest, hatched: (reach - certain) / largest }
}
