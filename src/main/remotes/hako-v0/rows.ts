/** One row of an answer. What is tolerated of its fields is said in `../hako/fields.ts`. */
import type { RemoteRecord } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { Result } from '../../../shared/domain/result.ts'
import {
  asKey,
  asNumber,
  asRow,
  asTime,
  attempt,
  readKey,
  readName,
  readTimes,
  take,
  type Draft,
} from '../hako/fields.ts'

/** The count of an item in a warehouse. */
export interface InventoryRow {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
  /** Milliseconds; the documents name it for reads and updates, their examples show none. */
  readonly updatedAt?: number
}

export const keyName = (kind: RecordKind): 'sku' | 'warehouseID' => (kind === 'warehouse' ? 'warehouseID' : 'sku')

/** The record without stock, or what is wrong with the row. */
export const parseRecord = (kind: RecordKind, value: unknown): Result<RemoteRecord, string> =>
  attempt(() => {
    const row = asRow(value)
    const draft: Draft = { kind, key: readKey(row, keyName(kind)) }
    const serverID = row['id']
    if (typeof serverID === 'number' || (typeof serverID === 'string' && serverID !== ''))
      draft.serverID = String(serverID)
    if (row['name'] !== undefined) take(draft, 'name', () => (draft.name = readName(row['name'])))
    readTimes(row, draft)
    if (kind === 'warehouse') return draft
    const { price, expires } = row
    if (price !== undefined)
      take(draft, 'price', () => (draft.price = price === null ? null : asNumber(price, 'price')))
    if (expires !== undefined)
      take(draft, 'expires', () => (draft.expires = expires === null ? null : asTime(expires, 'expires') / 1000))
    return draft
  })

/** A figure that can't be read fails the row: left out, it would mean that there is none. */
export const parseInventory = (value: unknown): Result<InventoryRow, string> =>
  attempt(() => {
    const row = asRow(value)
    const updatedAt = row['updatedAt'] ?? undefined
    return {
      sku: readKey(row, 'sku'),
      warehouseID: readKey(row, 'warehouseID'),
      quantity: asNumber(row['quantity'], 'quantity'),
      ...(updatedAt === undefined ? {} : { updatedAt: asTime(updatedAt, 'updatedAt') }),
    }
  })

/** A deleted record's key: a text, or an object that holds it. */
export const parseKey = (kind: RecordKind, value: unknown): Result<string, string> =>
  attempt(() =>
    typeof value === 'object' && value !== null ? readKey(asRow(value), keyName(kind)) : asKey(value, 'key'),
  )
