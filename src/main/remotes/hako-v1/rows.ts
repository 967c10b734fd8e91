/**
 * One row of an answer as a `RemoteRecord`. What is tolerated of its fields is said in `../hako/fields.ts`.
 */
import type { Component, RemoteCell, RemoteRecord } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { Result } from '../../../shared/domain/result.ts'
import {
  asKey,
  asNumber,
  asRow,
  asTime,
  attempt,
  Malformed,
  readKey,
  readName,
  readTimes,
  show,
  take,
  type Draft,
  type Row,
} from '../hako/fields.ts'

export const keyName = (kind: RecordKind): 'sku' | 'warehouseID' => (kind === 'warehouse' ? 'warehouseID' : 'sku')

/** The record, or what is wrong with the row. */
export function parseRecord(kind: RecordKind, value: unknown): Result<RemoteRecord, string> {
  return attempt(() => readRecord(kind, value))
}

/** A row of a stock movement's answer: a whole item, or a figure of one warehouse (hako.md point 8). */
export function parseMovement(value: unknown): Result<RemoteRecord | RemoteCell, string> {
  return attempt(() => {
    const row = asRow(value)
    return row['warehouseID'] === undefined ? readRecord('item', value) : readCell(row)
  })
}

/** A deleted record's key: a text, or an object that holds it. */
export function parseKey(kind: RecordKind, value: unknown): Result<string, string> {
  return attempt(() =>
    typeof value === 'object' && value !== null ? readKey(asRow(value), keyName(kind)) : asKey(value, 'key'),
  )
}

function readRecord(kind: RecordKind, value: unknown): RemoteRecord {
  const row = asRow(value)
  const draft: Draft = { kind, key: readKey(row, keyName(kind)) }
  const serverID = row['id']
  if (typeof serverID === 'number' || (typeof serverID === 'string' && serverID !== ''))
    draft.serverID = String(serverID)
  if (row['name'] !== undefined) take(draft, 'name', () => (draft.name = readName(row['name'])))
  readTimes(row, draft)
  if (kind === 'warehouse') return draft
  const { price, expires } = row
  if (price !== undefined) take(draft, 'price', () => (draft.price = price === null ? null : asNumber(price, 'price')))
  // A null, like a missing one, is "not said", never "no stock" or "no parts" (hako.md point 3).
  if (kind === 'bundle') {
    const parts = row['item_skus'] ?? undefined
    if (parts !== undefined) take(draft, 'item_skus', () => (draft.components = readComponents(parts)))
    return draft
  }
  if (expires !== undefined)
    take(draft, 'expires', () => (draft.expires = expires === null ? null : asTime(expires, 'expires') / 1000))
  // One bad figure leaves all of them unsaid: a warehouse that is merely missing would mean "no stock there".
  const stock = row['Inventories'] ?? undefined
  if (stock !== undefined) take(draft, 'Inventories', () => (draft.stock = readStock(stock)))
  return draft
}

/** An array of `{warehouseID, quantity}`, or an object from warehouseID to a figure. */
function readStock(value: unknown): ReadonlyMap<string, number> {
  const stock = new Map<string, number>()
  if (Array.isArray(value)) {
    for (const part of value) {
      const row = asRow(part, 'Inventories')
      const warehouseID = readKey(row, 'warehouseID')
      if (stock.has(warehouseID)) throw new Malformed(`Inventories names the warehouse ${show(warehouseID)} twice`)
      stock.set(warehouseID, asNumber(row['quantity'], 'quantity'))
    }
    return stock
  }
  for (const [warehouseID, figure] of Object.entries(asRow(value, 'Inventories'))) {
    const quantity = typeof figure === 'object' && figure !== null ? asRow(figure)['quantity'] : figure
    stock.set(warehouseID, asNumber(quantity, 'quantity'))
  }
  return stock
}

/** The table says "all Item SKUs", the examples show `{sku, quantity}`: a bare SKU is one piece. */
function readComponents(parts: unknown): readonly Component[] {
  if (!Array.isArray(parts)) throw new Malformed('item_skus is not an array')
  return parts.map((part: unknown): Component => {
    if (typeof part === 'string') return { sku: asKey(part, 'sku'), quantity: 1 }
    const component = asRow(part, 'item_skus')
    const quantity = component['quantity'] ?? 1
    return { sku: readKey(component, 'sku'), quantity: asNumber(quantity, 'quantity') }
  })
}

const readCell = (row: Row): RemoteCell => ({
  sku: readKey(row, 'sku'),
  warehouseID: readKey(row, 'warehouseID'),
  quantity: asNumber(row['quantity'], 'quantity'),
})
