/**
 * Collects a listing of stock rows by item. Bins or lots of one location are summed where the mapping tells rows apart by
 * an id. Without one nobody knows whether a row that comes again is another bin or the same row, moved to a later page.
 */
import type { StockPath } from '../../../shared/domain/mapping/schema.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { err, type Result } from '../../../shared/domain/result.ts'
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
  /** Cells of the first page and of the last one, in their order. */
  let [first, before]: [readonly string[] | null, readonly string[]] = [null, []]
  let again: string | null = null
  /** A page begins with the last row of the one before where no total is told (pages.ts). */
  const isOverlap = (cell: string, place: number): boolean =>
    place === 0 && stock.total === undefined && cell === before.at(-1)
  return {
    clear() {
      byItem.clear()
      ;[first, before, again] = [null, [], null]
    },
    /** Of one page. */
    take(rows: readonly unknown[]): Result<readonly PageRow[], string> {
      const cells: string[] = []
      const own = new Set<string>()
      let metBefore: string | null = null
      const taken = collect(rows, (row): Result<PageRow, string> => {
        const read = readStockRow(stock, row)
        if (!read.ok) return read
        const { id, item, location, quantity, updatedAt } = read.value
        const cell = `${item}\n${location}`
        const heap = byItem.get(item) ?? { rows: new Map<string, Map<string, number>>(), updatedAt: null }
        const figures = heap.rows.get(location) ?? new Map<string, number>()
        if (id === null && figures.size > 0) {
          if (own.has(cell)) return err(severalRows(item, location))
          if (!isOverlap(cell, cells.length)) metBefore = severalRows(item, location)
        }
        cells.push(cell)
        own.add(cell)
        byItem.set(item, heap)
        heap.rows.set(location, figures.set(id ?? '', quantity))
        if (updatedAt !== undefined) heap.updatedAt = Math.max(heap.updatedAt ?? 0, updatedAt)
        return { ok: true, value: { id: `${cell}\n${id ?? ''}`, record: null } }
      })
      // The first page once more is a remote that heeds no offset, and tells nothing of bins.
      if (cells.join('\r') !== first?.join('\r')) again ??= metBefore
      first ??= cells
      before = cells
      return taken
    },
    /** What is wrong where a cell came again on a later page and the listing did not settle. */
    again: () => again,
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

const severalRows = (item: string, location: string): string =>
  `the item ${item} has several rows at the location ${location}, as with bins or lots: name the field that tells them apart as stock.fields.id in the mapping`
