/**
 * A batch as Hako takes it. Strict: exactly the documented fields, nothing that wasn't asked for, and a batch that Hako
 * has no words for is a bug. The text is canonical, since it is hashed into the journal before it is sent.
 */
import type { Batch, CreateRow, DeltaRow, RecordFields, TransferRow, UpdateRow } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { collectionPath } from './paths.ts'
import { keyName } from './rows.ts'

interface WriteTarget {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
}

export function writeTarget(batch: Pick<Batch, 'endpoint'> & { readonly kind?: RecordKind }): WriteTarget {
  const collection = collectionPath(batch.kind ?? 'item')
  switch (batch.endpoint) {
    case 'create':
      return { method: 'POST', path: collection }
    case 'update':
      return { method: 'PATCH', path: collection }
    case 'delete':
      return { method: 'DELETE', path: collection }
    case 'increment':
    case 'decrement':
    case 'transfer':
      return { method: 'PATCH', path: `items/inventory/${batch.endpoint}` }
    case 'setStock':
      return { method: 'PATCH', path: 'items' }
    default:
      return unreachable(batch.endpoint)
  }
}

export function writeBody(batch: Batch): string {
  if (batch.rows.length === 0) throw new Error('A batch without rows must not be sent')
  return JSON.stringify(wireRows(batch))
}

function wireRows(batch: Batch): readonly unknown[] {
  switch (batch.endpoint) {
    case 'create':
      return batch.rows.map((row) => createRow(batch.kind, row))
    case 'update':
      return batch.rows.map((row) => updateRow(batch.kind, row))
    case 'delete':
      return batch.rows.map((row) => ({ [keyName(batch.kind)]: key(row.key) }))
    case 'increment':
      return batch.rows.map((row) => ({ ...cell(row), incrementBy: movement(row.quantity) }))
    case 'decrement':
      return batch.rows.map((row) => ({ ...cell(row), decrementBy: movement(row.quantity) }))
    case 'transfer':
      return batch.rows.map(transferRow)
    case 'setStock':
      return setStockRows(batch.rows)
    default:
      return unreachable(batch)
  }
}

function createRow(kind: RecordKind, row: CreateRow): unknown {
  if (row.stock !== undefined && kind !== 'item') throw new Error(`A ${kind} has no stock`)
  const inventory = row.stock?.map(({ warehouseID, quantity }) => ({
    warehouseID: key(warehouseID),
    quantity: number(quantity),
  }))
  return {
    [keyName(kind)]: key(row.key),
    ...wireFields(kind, row.fields),
    ...(inventory !== undefined && { inventory }),
  }
}

const updateRow = (kind: RecordKind, row: UpdateRow): unknown => ({
  [keyName(kind)]: key(row.key),
  updates: {
    ...(row.newKey !== undefined && { [keyName(kind)]: key(row.newKey) }),
    ...wireFields(kind, row.fields),
  },
})

const cell = (row: DeltaRow): { readonly sku: string; readonly warehouseID: string } => ({
  sku: key(row.sku),
  warehouseID: key(row.warehouseID),
})

const transferRow = (row: TransferRow): unknown => ({
  sku: key(row.sku),
  sourceWarehouseID: key(row.from),
  destinationWarehouseID: key(row.to),
  quantity: movement(row.quantity),
})

/** Figures of one item go into one record, in the order given. */
function setStockRows(rows: readonly DeltaRow[]): readonly unknown[] {
  const bySku = new Map<string, { readonly warehouseID: string; readonly quantity: number }[]>()
  for (const row of rows) {
    const figures = bySku.get(key(row.sku)) ?? []
    figures.push({ warehouseID: key(row.warehouseID), quantity: number(row.quantity) })
    bySku.set(row.sku, figures)
  }
  return [...bySku].map(([sku, inventory]) => ({ sku, updates: { inventory } }))
}

/** Which fields a kind has, in the order in which they are written. */
const fieldsOf: Readonly<Record<RecordKind, readonly (keyof RecordFields)[]>> = {
  item: ['name', 'expires', 'price'],
  bundle: ['name', 'components', 'price'],
  warehouse: ['name'],
}

function wireFields(kind: RecordKind, fields: RecordFields): Readonly<Record<string, unknown>> {
  const foreign = Object.entries(fields).find(
    // The keys of an object of this type are its fields.
    ([name, value]) => value !== undefined && !fieldsOf[kind].includes(name as keyof RecordFields),
  )
  if (foreign !== undefined) throw new Error(`A ${kind} has no field ${foreign[0]}`)
  const wire: Record<string, unknown> = {}
  for (const name of fieldsOf[kind]) {
    const value = fields[name]
    if (value === undefined) continue
    if (name === 'components')
      wire['item_skus'] = fields.components?.map((part) => ({ sku: key(part.sku), quantity: number(part.quantity) }))
    else wire[name] = typeof value === 'number' ? number(value) : value
  }
  return wire
}

function key(value: string): string {
  if (value === '') throw new Error('A key must not be empty')
  return value
}

/** JSON has no word for NaN and would write null, which empties a field. */
function number(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`Not a number to send: ${String(value)}`)
  return value
}

function movement(quantity: number): number {
  if (!(quantity > 0)) throw new Error(`Not a quantity to move: ${String(quantity)}`)
  return number(quantity)
}
