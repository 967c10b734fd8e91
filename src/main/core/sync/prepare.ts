import type { FoldFields } from '../../../shared/domain/fold.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { Batch, CreateRow, DeleteRow, DeltaRow, Endpoint, RecordFields, UpdateRow } from '../ports.ts'
import type { PreImage, SentRow } from '../store/attempts.ts'
import type { Reader } from '../store/database.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord, type MirrorRecord } from '../store/records.ts'
import { wireComponents } from './components.ts'
import { soleKey } from './key-owner.ts'
import type { Intent, Step } from './intent.ts'
import { waitingCounts } from './own-moves.ts'
import type { PlannedBatch } from './split.ts'
import { sayStock, type Speech, type StockWire } from './stock-rows.ts'

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
  /** Only makes room for what is to be sent: its changes go on after it. */
  readonly opens?: true
}

type WireRow =
  | { readonly of: 'create'; readonly row: CreateRow }
  | { readonly of: 'update'; readonly row: UpdateRow }
  | { readonly of: 'delete'; readonly row: DeleteRow }
  | StockWire

const endpointOf: Readonly<Record<Step, Endpoint>> = {
  createWarehouses: 'create',
  createItems: 'create',
  createBundles: 'create',
  rename: 'update',
  update: 'update',
  updateBundles: 'update',
  firstStock: 'setStock',
  stockUp: 'increment',
  stockDown: 'decrement',
  transfer: 'transfer',
  setStock: 'setStock',
  deleteBundles: 'delete',
  deleteItems: 'delete',
  deleteWarehouses: 'delete',
}

const figuresOnly: ReadonlySet<Step> = new Set<Step>(['stockUp', 'stockDown', 'transfer'])

/** Where a step goes: to a remote that knows figures only, movements go as figures. */
export function endpointFor(
  step: Step,
  { relativeStock }: Speech,
): Pick<Batch, 'endpoint'> & { readonly first?: true } {
  if (step === 'firstStock') return { endpoint: 'setStock', first: true }
  return { endpoint: !relativeStock && figuresOnly.has(step) ? 'setStock' : endpointOf[step] }
}

/** The row of an intent, or null where it can't be said now. `serverDate`: D, the remote's time of the newest answer. */
export function prepareRow(
  reader: Reader,
  step: Step,
  intent: Intent,
  serverDate: number | null,
  speech: Speech,
): SendRow | null {
  const record = getRecord(reader, intent.uid)
  if (!record) return null
  const cells = knownCells(reader, intent.uid)
  const row = wireRow(reader, step, intent, record, cells, speech)
  if (row === null) return null
  const preImage = preImageOf(record, intent, row.sent, cells, serverDate, speech)
  const counts = row.sent.deltas.length + row.sent.figures.length === 0 ? [] : waitingCounts(reader, intent.uid)
  return { intent, ...row, preImage: counts.length === 0 ? preImage : { ...preImage, counts } }
}

type Built = Pick<SendRow, 'key' | 'sent' | 'wire' | 'opens'>

const nothingSent: SentRow = { deltas: [], figures: [], fields: {}, newKey: null }

function wireRow(
  reader: Reader,
  step: Step,
  intent: Intent,
  record: MirrorRecord,
  cells: ReadonlyMap<number, number>,
  speech: Speech,
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
    case 'figure':
    case 'transfer': {
      const said = sayStock(reader, { step, sku: key, action, cells }, speech)
      return said === null ? null : { key, ...said }
    }
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
  { relativeStock }: Speech,
): PreImage {
  const { base, serverID, serverUpdatedAt } = record
  const written = [...sent.deltas, ...sent.figures].map(([warehouse]) => warehouse)
  // Of a figure that was written the other cells tell whether anybody else was there.
  const wantsAll = intent.action.kind === 'delete' || (!relativeStock && written.length > 0)
  const touched = wantsAll ? new Set([...cells.keys(), ...written]) : written
  const { name = null, price = null, expires = null, components = null } = base ?? {}
  return {
    key: base?.key ?? null,
    serverID,
    updatedAt: serverUpdatedAt,
    serverDate: serverDate === null ? null : Math.round(serverDate),
    cells: [...touched].map((warehouse) => [warehouse, cells.get(warehouse) ?? null]),
    fields: { name, price, expires, components },
  }
}

/** With what the remote calls the record: some take nothing else. */
function identified({ wire, preImage: { serverID } }: SendRow): WireRow {
  if (serverID === null || wire.of === 'create') return wire
  const id = { serverID }
  switch (wire.of) {
    case 'update':
      return { ...wire, row: { ...wire.row, ...id } }
    case 'delete':
      return { ...wire, row: { ...wire.row, ...id } }
    case 'stock':
      return { ...wire, row: { ...wire.row, ...id } }
    case 'figures':
      return { ...wire, rows: wire.rows.map((row) => ({ ...row, ...id })) }
    case 'transfer':
      return { ...wire, row: { ...wire.row, ...id } }
    default:
      return unreachable(wire)
  }
}

function figuresIn(wire: WireRow): readonly DeltaRow[] {
  if (wire.of === 'figures') return wire.rows
  return wire.of === 'stock' ? [wire.row] : []
}

/** The request for rows that were prepared for one planned batch. */
export function batchOf(
  planned: Pick<PlannedBatch, 'step' | 'recordKind'>,
  rows: readonly SendRow[],
  speech: Speech,
): Batch {
  const { endpoint, ...first } = endpointFor(planned.step, speech)
  const kind = planned.recordKind
  const wires = rows.map(identified)
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
      return { endpoint, rows: wires.flatMap((wire) => (wire.of === 'stock' ? [wire.row] : [])) }
    case 'setStock':
      return { endpoint, ...first, rows: wires.flatMap(figuresIn) }
    default:
      return unreachable(endpoint)
  }
}
