/**
 * Collects a listing of stock rows by item. Bins or lots of one location are summed. A row that comes again on a later page,
 * because the listing moved meanwhile, takes its own place and is not added twice.
 */
import type { StockPath } from '../../../shared/domain/mapping/schema.ts'
import { add } from '../../../shared/domain/quantity.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type { PageRow } from '../http/walk.ts'
import { collect, readStockRow, type StockOfItem } from './rows.ts'

export type StockOf = (item: { readonly id: string; readonly sku: string }) => StockOfItem

interface Heap {
  /** Of each location the figure of each of its rows. */
  readonly rows: Map<string, Map<string, number>>
  updatedAt: number | null
}

export function createStockHeap(stock: StockPath) {
  const byItem = new Map<string, Heap>()
  return {
    clear: () => byItem.clear(),
    /** Of one page. */
    take(rows: readonly unknown[]): Result<readonly PageRow[], string> {
      const met = new Map<string, number>()
      return collect(rows, (row) => {
        const read = readStockRow(stock, row)
        if (!read.ok) return read
        const { item, location, quantity, updatedAt } = read.value
        const cell = `${item}\n${location}`
        const nth = met.get(cell) ?? 0
        met.set(cell, nth + 1)
        const own = read.value.id ?? String(nth)
        const heap = byItem.get(item) ?? { rows: new Map<string, Map<string, number>>(), updatedAt: null }
        byItem.set(item, heap)
        heap.rows.set(location, (heap.rows.get(location) ?? new Map<string, number>()).set(own, quantity))
        if (updatedAt !== undefined) heap.updatedAt = Math.max(heap.updatedAt ?? 0, updatedAt)
        return { ok: true, value: { id: `${cell}\n${own}`, record: null } }
      })
    },
    of: (({ id, sku }) => {
      const heap = byItem.get(stock.itemBy === 'id' ? id : sku)
      const figures = new Map(
        [...(heap?.rows ?? [])].map(([location, rows]) => [location, [...rows.values()].reduce(add, 0)] as const),
      )
      const updatedAt = heap?.updatedAt ?? null
      return { figures, ...(updatedAt !== null && { updatedAt }) }
    }) satisfies StockOf as StockOf, // safe: `satisfies` has just said so; this names it
  }
}
