import type { FoldFields } from '../../../shared/domain/fold.ts'
import { negate, subtract } from '../../../shared/domain/quantity.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Batch, CreateRow, DeltaRow, Endpoint, RecordFields, TransferRow, UpdateRow } from '../ports.ts'
import type { PreImage, SentRow } from '../store/attempts.ts'
import type { Reader } from '../store/database.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord, type MirrorRecord } from '../store/records.ts'
import { wireComponents } from './components.ts'
import { soleKey } from './key-owner.ts'
import type { Intent, Step } from './intent.ts'
import type { PlannedBatch } from './plan.ts'

/**
 * Turns planned intents into the rows of one request: keys as the remote last confirmed them (rule 1), the pre-image, and
 * what is sent in this PC's terms. Reads only; what cannot be said yet (a key without a base) is left out.
 */
export interface SendRow {
  readonly intent: Intent
  /** The key on the wire; a create's own. */
  readonly key: string
  readonly preImage: PreImage
  readonly sent: SentRow
  readonly wire: WireRow
}

type WireRow =
  | { readonly of: 'create'; readonly row: CreateRow }
  | { readonly of: 'update'; readonly row: UpdateRow }
  | { readonly of: 'delete'; readonly row: { readonly key: string } }
  | { readonly of: 'stock'; readonly row: DeltaRow }
  | { readonly of: 'transfer'; readonly row: TransferRow }

export const endpointOf: Readonly<Record<Step, Endpoint>> = {
  createWarehouses: 'create',
  createItems: 'create',
  createBundles: 'create',
  rename: 'update',
  update: 'update',
  updateBundles: 'update',
  stockUp: 'increment',
  stockDown: 'decrement',
  transfer: 'transfer',
  setStock: 'setStock',
  deleteBundles: 'delete',
  deleteItems: 'delete',
  deleteWarehouses: 'delete',
}

/** The row of an intent, or null where it can't be said now. `serverDate`: D, the remote's time of the newest answer. */
export function prepareRow(reader: Reader, step: Step, intent: Intent, serverDate: number | null): SendRow | null {
  const record = getRecord(reader, intent.uid)
  if (!record) return null
  const cells = knownCells(reader, intent.uid)
  const row = wireRow(reader, step, intent, record, cells)
  if (row === null) return null
  return { intent, ...row, preImage: preImageOf(record, intent, row.sent, cells, serverDate) }
}

type Built = Pick<SendRow, 'key' | 'sent' | 'wire'>

const nothingSent: SentRow = { deltas: [], figures: [], fields: {}, newKey: null }

function wireRow(
  reader: Reader,
  step: Step,
  intent: Intent,
  record: MirrorRecord,
  cells: ReadonlyMap<number, number>,
): Built | null {
  const { action } = intent
  if (action.kind === 'create') return record.base === null ? createRow(reader, intent, action) : null
  const key = soleKey(reader, intent.uid)
  if (key === null) return null
  switch (action.kind) {
    case 'update': {
      const fields = wireFields(reader, intent, action.fields)
      return { key, sent: { ...nothingSent, fields: { ...fields } }, wire: { of: 'update', row: { key, fields } } }
    }
    case 'rename': {
      const { newKey } = action
      return { key, sent: { ...nothingSent, newKey }, wire: { of: 'update', row: { key, newKey, fields: {} } } }
    }
    case 'delete':
      return { key, sent: nothingSent, wire: { of: 'delete', row: { key } } }
    case 'delta':
      return stockRow(reader, step, key, action.warehouse, action.by)
    case 'figure':
      if (action.via === 'override') return figureRow(reader, key, action.warehouse, action.quantity)
      return stockRow(reader, step, key, action.warehouse, subtract(action.quantity, cells.get(action.warehouse) ?? 0))
    case 'transfer':
      return transferRow(reader, key, action)
    default:
      return unreachable(action)
  }
}

function createRow(
  reader: Reader,
  intent: Intent,
  action: Extract<Intent['action'], { kind: 'create' }>,
): Built | null {
  const { key } = action
  const stock: { warehouseID: string; quantity: number }[] = []
  for (const { warehouse, quantity } of action.stock) {
    const warehouseID = soleKey(reader, warehouse)
    if (warehouseID === null) return null
    stock.push({ warehouseID, quantity })
  }
  const fields = wireFields(reader, intent, action.fields)
  const figures = action.stock.map(({ warehouse, quantity }): [number, number] => [warehouse, quantity])
  const row = stock.length > 0 ? { key, fields, stock } : { key, fields }
  return { key, sent: { deltas: [], figures, fields: { ...fields }, newKey: key }, wire: { of: 'create', row } }
}

/** A delta whose sign turned since the plan (a fresh figure did that) waits for the next plan. */
function stockRow(reader: Reader, step: Step, sku: string, warehouse: number, by: number): Built | null {
  const warehouseID = soleKey(reader, warehouse)
  if (warehouseID === null || by === 0 || (step === 'stockUp') !== by > 0) return null
  const row = { sku, warehouseID, quantity: Math.abs(by) }
  return { key: sku, sent: { ...nothingSent, deltas: [[warehouse, by]] }, wire: { of: 'stock', row } }
}

function figureRow(reader: Reader, sku: string, warehouse: number, quantity: number): Built | null {
  const warehouseID = soleKey(reader, warehouse)
  if (warehouseID === null) return null
  return {
    key: sku,
    sent: { ...nothingSent, figures: [[warehouse, quantity]] },
    wire: { of: 'stock', row: { sku, warehouseID, quantity } },
  }
}

function transferRow(
  reader: Reader,
  sku: string,
  action: Extract<Intent['action'], { kind: 'transfer' }>,
): Built | null {
  const [from, to] = [soleKey(reader, action.from), soleKey(reader, action.to)]
  if (from === null || to === null) return null
  const { quantity } = action
  const deltas: [number, number][] = [
    [action.from, negate(quantity)],
    [action.to, quantity],
  ]
  return { key: sku, sent: { ...nothingSent, deltas }, wire: { of: 'transfer', row: { sku, from, to, quantity } } }
}

function wireFields(reader: Reader, intent: Intent, fields: FoldFields): RecordFields {
  const { name, price, expires, components } = fields
  return {
    ...(name === undefined ? {} : { name }),
    ...(price === undefined ? {} : { price }),
    ...(expires === undefined ? {} : { expires }),
    ...(components === undefined ? {} : { components: wireComponents(reader, intent.uid, components ?? []) }),
  }
}

function preImageOf(
  record: MirrorRecord,
  intent: Intent,
  sent: SentRow,
  cells: ReadonlyMap<number, number>,
  serverDate: number | null,
): PreImage {
  const { base, serverID, serverUpdatedAt } = record
  const touched =
    intent.action.kind === 'delete'
      ? [...cells.keys()]
      : [...sent.deltas, ...sent.figures].map(([warehouse]) => warehouse)
  const { name = null, price = null, expires = null, components = null } = base ?? {}
  return {
    key: base?.key ?? null,
    serverID,
    updatedAt: serverUpdatedAt,
    serverDate: serverDate === null ? null : Math.round(serverDate),
    cells: touched.map((warehouse) => [warehouse, cells.get(warehouse) ?? null]),
    fields: { name, price, expires, components },
  }
}

/** The request for rows that were prepared for one planned batch. */
export function batchOf(planned: Pick<PlannedBatch, 'step' | 'recordKind'>, rows: readonly SendRow[]): Batch {
  const endpoint = endpointOf[planned.step]
  const kind = planned.recordKind
  const wires = rows.map((row) => row.wire)
  switch (endpoint) {
    case 'create':
      return { endpoint, kind, rows: wires.flatMap((wire) => (wire.of === 'create' ? [wire.row] : [])) }
    case 'update':
      return { endpoint, kind, rows: wires.flatMap((wire) => (wire.of === 'update' ? [wire.row] : [])) }
    case 'delete':
      return { endpoint, kind, rows: wires.flatMap((wire) => (wire.of === 'delete' ? [wire.row] : [])) }
    case 'transfer':
      return { endpoint, rows: wires.flatMap((wire) => (wire.of === 'transfer' ? [wire.row] : [])) }
    case 'increment':
    case 'decrement':
    case 'setStock':
      return { endpoint, rows: wires.flatMap((wire) => (wire.of === 'stock' ? [wire.row] : [])) }
    default:
      return unreachable(endpoint)
  }
}
