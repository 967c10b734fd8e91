/**
 * Stock as it stands beside the items: every inventory row, to be joined to the item of its SKU. The stamp of the joined
 * record is the newest of the item's and of its rows', so that a write of stock moves it as it does elsewhere.
 */
import type { RemoteRecord } from '../../core/ports.ts'
import type { InventoryRow } from './rows.ts'

export interface Shelf {
  put(row: InventoryRow): void
  /** The item with its stock: every warehouse that has a row for it. */
  join(item: RemoteRecord): RemoteRecord
  /** Some row said when it was written. */
  readonly stamped: boolean
}

interface Place {
  readonly stock: Map<string, number>
  updatedAt: number | undefined
}

export function createShelf(): Shelf {
  const places = new Map<string, Place>()
  let stamped = false
  return {
    put({ sku, warehouseID, quantity, updatedAt }) {
      const place = places.get(sku) ?? { stock: new Map<string, number>(), updatedAt: undefined }
      places.set(sku, place)
      place.stock.set(warehouseID, quantity)
      place.updatedAt = newer(place.updatedAt, updatedAt)
      stamped ||= updatedAt !== undefined
    },
    join(item) {
      const place = places.get(item.key)
      const updatedAt = newer(item.updatedAt, place?.updatedAt)
      return {
        ...item,
        stock: place?.stock ?? new Map<string, number>(),
        ...(updatedAt === undefined ? {} : { updatedAt }),
      }
    },
    get stamped() {
      return stamped
    },
  }
}

const newer = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
