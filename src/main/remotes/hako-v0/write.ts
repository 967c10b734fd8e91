/**
 * A batch as version 0 takes it. Strict: exactly the documented fields, nothing that wasn't asked for, and a batch that it
 * has no words for is a bug. The text is canonical, since it is hashed into the journal before it is sent.
 */
import type { Batch, CreateRow, DeltaRow, Endpoint, RecordFields, Remote, UpdateRow } from '../../core/ports.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { collectionOf, type Collection } from './paths.ts'
import { keyName } from './rows.ts'

interface WriteTarget {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  readonly path: Collection
}

/** What of a batch says where it goes. */
type Addressed = Parameters<Remote['describe']>[0]

export function writeTarget({ endpoint, kind, first }: Addressed): WriteTarget {
  switch (endpoint) {
    case 'create':
      return { method: 'POST', path: collectionOf(kind ?? 'item') }
    case 'update':
      return { method: 'PUT', path: collectionOf(kind ?? 'item') }
    case 'delete':
      return { method: 'DELETE', path: collectionOf(kind ?? 'item') }
    case 'setStock':
      return { method: first === true ? 'POST' : 'PUT', path: 'inventory' }
    default:
      return unspeakable(endpoint)
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
    case 'setStock':
      return batch.rows.map((row) => ({ ...cell(row), ...figure(row, batch.first === true) }))
    default:
      return unspeakable(batch.endpoint)
  }
}

function unspeakable(endpoint: Endpoint): never {
  throw new Error(`Hako version 0 has no words for ${endpoint}`)
}

function createRow(kind: RecordKind, row: CreateRow): unknown {
  if (row.stock !== undefined) throw new Error('Stock is written by itself')
  return { [keyName(kind)]: key(row.key), ...wireFields(kind, row.fields) }
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

/** The first figure of an item in a warehouse is made, every later one is updated. */
const figure = ({ quantity }: DeltaRow, first: boolean): object =>
  first ? { quantity: number(quantity) } : { updates: { quantity: number(quantity) } }

/** Which fields a kind has, in the order in which they are written. */
const fieldsOf: Readonly<Record<'item' | 'warehouse', readonly (keyof RecordFields)[]>> = {
  item: ['name', 'expires', 'price'],
  warehouse: ['name'],
}

function wireFields(kind: RecordKind, fields: RecordFields): Readonly<Record<string, unknown>> {
  const known = kind === 'bundle' ? [] : fieldsOf[kind]
  const foreign = Object.entries(fields).find(
    ([name, value]) => value !== undefined && !known.some((field) => field === name),
  )
  if (foreign !== undefined) throw new Error(`A ${kind} has no field ${foreign[0]}`)
  const wire: Record<string, unknown> = {}
  for (const name of known) {
    const value = fields[name]
    if (value !== undefined) wire[name] = typeof value === 'number' ? number(value) : value
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
