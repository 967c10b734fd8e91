/** The whole account in plain objects, for assertions. Untouched by switches; times are milliseconds. */
import { groupBy } from './group-by.ts'
import type { Component } from './tables/components.ts'
import type { RecordRow, RecordTable } from './tables/records.ts'
import type { Tables } from './tables/tables.ts'

export interface Snapshot {
  readonly items: readonly ItemSnapshot[]
  readonly warehouses: readonly WarehouseSnapshot[]
  readonly bundles: readonly BundleSnapshot[]
}

interface Stamped {
  readonly id: number
  readonly name: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

interface ItemSnapshot extends Stamped {
  readonly sku: string
  readonly price: number | null
  /** Unix seconds. */
  readonly expires: number | null
  /** Quantity per warehouseID; no entry where there is no figure. */
  readonly stock: Readonly<Record<string, number>>
}

interface WarehouseSnapshot extends Stamped {
  readonly warehouseID: string
}

interface BundleSnapshot extends Stamped {
  readonly sku: string
  readonly price: number | null
  readonly components: readonly Component[]
}

export function takeSnapshot(tables: Tables): Snapshot {
  const items = allRows(tables.items)
  const stock = groupBy(tables.stock.ofItems(items.map((item) => item.key)), (cell) => cell.sku)
  const bundles = allRows(tables.bundles)
  const components = groupBy(tables.components.ofBundles(bundles.map((bundle) => bundle.id)), (row) => row.bundleID)
  return {
    items: items.map(({ key, ...item }) => ({
      sku: key,
      ...item,
      stock: Object.fromEntries((stock.get(key) ?? []).map((cell) => [cell.warehouseID, cell.quantity])),
    })),
    warehouses: allRows(tables.warehouses).map(({ key, ...row }) => ({ warehouseID: key, ...stamped(row) })),
    bundles: bundles.map(({ key, price, ...row }) => ({
      sku: key,
      price,
      ...stamped(row),
      components: (components.get(row.id) ?? []).map(({ sku, quantity }) => ({ sku, quantity })),
    })),
  }
}

const stamped = ({ id, name, createdAt, updatedAt }: Omit<RecordRow, 'key' | 'price' | 'expires'>): Stamped => ({
  id,
  name,
  createdAt,
  updatedAt,
})

const allRows = (table: RecordTable): readonly RecordRow[] => table.page([], 0, Number.MAX_SAFE_INTEGER)
