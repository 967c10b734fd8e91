/** What seeding puts into an account, and the fast way in: straight into the tables, in one go. */
import type { Component } from '../tables/components.ts'
import type { Tables } from '../tables/tables.ts'

export interface SeedItem {
  readonly sku: string
  readonly name: string
  readonly price: number
  /** Unix seconds; null when it keeps for ever. */
  readonly expires: number | null
  /** Milliseconds. */
  readonly createdAt: number
  readonly updatedAt: number
  readonly stock: readonly (readonly [warehouseID: string, quantity: number])[]
}

export interface SeedWarehouse {
  readonly warehouseID: string
  readonly name: string
}

export interface SeedBundle {
  readonly sku: string
  readonly name: string
  readonly price: number
  readonly components: readonly Component[]
}

export interface Seed {
  readonly warehouses: readonly SeedWarehouse[]
  readonly items: Iterable<SeedItem>
  readonly bundles: readonly SeedBundle[]
  /** When the warehouses and bundles were made, in milliseconds. */
  readonly foundedAt: number
}

/** Adds to what is there; throws when a key is taken. */
export function plantSeed(tables: Tables, { warehouses, items, bundles, foundedAt }: Seed): void {
  tables.attempt(() => {
    const stamps = { createdAt: foundedAt, updatedAt: foundedAt }
    for (const { warehouseID, name } of warehouses) {
      tables.warehouses.insert({ key: warehouseID, name, price: null, expires: null, ...stamps })
    }
    for (const { sku, stock, ...fields } of items) {
      tables.items.insert({ key: sku, ...fields })
      for (const [warehouseID, quantity] of stock) tables.stock.put(sku, warehouseID, quantity, fields.updatedAt)
    }
    for (const { sku, name, price, components } of bundles) {
      const bundle = tables.bundles.insert({ key: sku, name, price, expires: null, ...stamps })
      tables.components.replace(bundle.id, components)
    }
    return { keep: true, value: undefined }
  })
}
