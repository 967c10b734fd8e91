import type { ReadFilter } from '../../core/ports.ts'

const iso = (ms: number): string => new Date(ms).toISOString()

/** The list of SKUs, newest first. `page` counts from 1. */
export function skusPath(page: number, filter: Pick<ReadFilter, 'key' | 'createdFrom' | 'createdBefore'>): string {
  const query = new URLSearchParams({ page: String(page) })
  if (filter.key !== undefined) query.append('merchant_sku_ids[]', filter.key)
  if (filter.createdFrom !== undefined) query.append('created_at[gte]', iso(filter.createdFrom))
  if (filter.createdBefore !== undefined) query.append('created_at[lt]', iso(filter.createdBefore))
  return `skus?${query.toString()}`
}

export function skusByKeysPath(page: number, keys: readonly string[]): string {
  const query = new URLSearchParams({ page: String(page) })
  for (const key of keys) query.append('merchant_sku_ids[]', key)
  return `skus?${query.toString()}`
}

export const skuPath = (id: string): string => `skus/${encodeURIComponent(id)}`
export const bulkPath = 'skus/bulk_upsert'
export const shipmentsPath = 'restocking_shipments/'
export const shipmentsPagePath = (page: number): string => `restocking_shipments?page=${String(page)}`
