import type { Topic } from '../../../shared/contract/events.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import { sum } from '../../../shared/domain/quantity.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import type { Reader, Writer } from './database.ts'
import {
  addRecord,
  componentsText,
  perKind,
  readCells,
  readRow,
  saveBase,
  saveBaseCells,
  saveColumns,
  type Base,
  type CellRow,
} from './records.ts'
import { addRemoteCodes, keepRemoteCodes, usableCodes } from './remote-codes.ts'
import { keepRemoteDetails } from './remote-details.ts'
import { codesOf, refold } from './view.ts'
import { warehouseName } from './warehouse-names.ts'

/**
 * The hot path of a pull: finding, comparing and keeping what the remote says, with prepared statements only. A record
 * without open changes skips the fold, because its view is its base; the result is the same as the fold's (a test holds
 * the two against each other).
 */
export interface KnownRecord {
  readonly uid: number
  readonly base_key: string
  readonly base_name: string | null
  readonly base_price: number | null
  readonly base_expires: number | null
  readonly base_components: string | null
  readonly server_id: string | null
  readonly server_created_at: number | null
  readonly server_updated_at: number | null
  readonly suspect_at: number | null
  readonly open_changes: number
  readonly barcodes: number
}

const knownColumns = `uid, base_key, base_name, base_price, base_expires, base_components, server_id,
  server_created_at, server_updated_at, suspect_at, open_changes, barcodes`

const byServerID = perKind(
  (kind) =>
    `SELECT ${knownColumns} FROM records WHERE connection = ? AND kind = '${kind}' AND server_id = ? AND base_key IS NOT NULL`,
)
const byKey = perKind(
  (kind) => `SELECT ${knownColumns} FROM records WHERE connection = ? AND kind = '${kind}' AND base_key = ?`,
)

export const knownByServerID = (
  reader: Reader,
  connection: number,
  kind: RecordKind,
  id: string,
): KnownRecord | undefined => reader.row<KnownRecord>(byServerID[kind], connection, id)

export const knownByKey = (
  reader: Reader,
  connection: number,
  kind: RecordKind,
  key: string,
): KnownRecord | undefined => reader.row<KnownRecord>(byKey[kind], connection, key)

/**
 * Whose key or coming into being is open is somebody for the claims and the judge. No ORDER BY: beside bound parameters it
 * would make SQLite prepare the statement anew for every row of a first copy.
 */
const goneByKey = perKind(
  (kind) =>
    `SELECT uid FROM records WHERE connection = ? AND kind = '${kind}' AND key = ? AND present = 0 AND base_key IS NULL
       AND (open_changes = 0 OR NOT EXISTS (SELECT 1 FROM changes WHERE changes.uid = records.uid
         AND (state IN ('inflight', 'unknown') OR (kind IN ('create', 'rename')
           AND state NOT IN ('applied', 'superseded', 'discarded')))))`,
)

/** Who bore this key last and is gone: coming back, it has its codes and its history again. */
export function knownAsGone(reader: Reader, connection: number, kind: RecordKind, key: string): number | undefined {
  const uids = reader.rows<{ uid: number }>(goneByKey[kind], connection, key).map(({ uid }) => uid)
  return uids.length === 0 ? undefined : Math.max(...uids)
}

/** The confirmed figures of one item, as pairs of warehouse uid and quantity. */
export function knownCells(reader: Reader, item: number): Map<number, number> {
  const cells = new Map<number, number>()
  for (const row of reader.rows<{ warehouse: number; base_quantity: number }>(
    'SELECT warehouse, base_quantity FROM stock WHERE item = ? AND base_quantity IS NOT NULL',
    item,
  )) {
    cells.set(row.warehouse, row.base_quantity)
  }
  return cells
}

/** Whether keeping `base` would change nothing but the time it was seen. */
export function sameBase(known: KnownRecord, base: Base): boolean {
  const { state } = base
  return (
    known.base_key === state.key &&
    known.base_name === state.name &&
    known.base_price === state.price &&
    known.base_expires === state.expires &&
    known.base_components === componentsText(state.components) &&
    known.server_id === base.serverID &&
    known.server_created_at === base.createdAt &&
    known.server_updated_at === base.updatedAt &&
    known.suspect_at === null
  )
}

export function sameCells(known: ReadonlyMap<number, number>, cells: ReadonlyMap<number, number>): boolean {
  if (known.size !== cells.size) return false
  for (const [warehouse, quantity] of cells) if (known.get(warehouse) !== quantity) return false
  return true
}

/** Adds a record that the remote has and this PC had not. Answers its uid. */
export function addConfirmed(
  writer: Writer,
  connection: number,
  kind: RecordKind,
  base: Base,
  cells: ReadonlyMap<number, number>,
): number {
  const { state } = base
  writer.touch(...topicsOf(kind))
  const total = sum(cells.values())
  const components = componentsText(state.components)
  const codes = usableCodes(base.codes ?? [])
  // Plain parameters, because numbered ones take an eighth of a first copy's time.
  const view = [state.key, state.name, state.price, state.expires, components, total]
  const { id } = writer.exec(
    `INSERT INTO records (connection, kind, present, key, name, price, expires, components, quantity,
       base_key, base_name, base_price, base_expires, base_components, base_quantity,
       server_id, server_created_at, server_updated_at, seen_at, search_text, barcodes)
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    connection,
    kind,
    ...view,
    ...view,
    base.serverID,
    base.createdAt,
    base.updatedAt,
    base.seenAt,
    kind === 'item' ? searchText(state.key, state.name, ...codes) : '',
    codes.length,
  )
  addRemoteCodes(writer, connection, id, codes)
  if (base.details !== undefined) keepRemoteDetails(writer, id, base.details)
  for (const [warehouse, quantity] of cells) {
    writer.exec(
      'INSERT INTO stock (item, warehouse, quantity, base_quantity) VALUES (?, ?, ?, ?)',
      id,
      warehouse,
      quantity,
      quantity,
    )
  }
  return id
}

/** Keeps a new base of a known record; `cells` null: nothing was said of its stock. Answers how many changes are open. */
export function keepConfirmed(
  writer: Writer,
  kind: RecordKind,
  uid: number,
  base: Base,
  cells: ReadonlyMap<number, number> | null,
): number {
  if (base.codes !== undefined) keepRemoteCodes(writer, uid, base.codes)
  if (base.details !== undefined) keepRemoteDetails(writer, uid, base.details)
  const open = writer.row<{ count: number }>(
    "SELECT count(*) AS count FROM changes WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded')",
    uid,
  )
  if (open === undefined || open.count > 0) {
    saveBase(writer, uid, base)
    if (cells !== null) saveBaseCells(writer, uid, cells)
    refold(writer, uid)
    return open?.count ?? 0
  }
  writer.touch(...topicsOf(kind))
  keepPlain(writer, kind, uid, base, cells)
  return 0
}

function topicsOf(kind: RecordKind): readonly Topic[] {
  if (kind === 'item') return ['items', 'stock', 'status']
  return kind === 'warehouse' ? ['warehouses', 'status'] : ['bundles', 'status']
}

/** Nothing is queued for the record: its view is its base. */
function keepPlain(
  writer: Writer,
  kind: RecordKind,
  uid: number,
  base: Base,
  cells: ReadonlyMap<number, number> | null,
): void {
  const row = readRow(writer, uid)
  if (!row) throw new Error(`No record ${String(uid)}`)
  const { key, name, price, expires } = base.state
  const shown = kind === 'warehouse' ? warehouseName(writer, uid, name) : name
  const components = componentsText(base.state.components)
  const total = kind === 'item' ? keepPlainCells(writer, uid, cells) : 0
  const codes = row.barcodes > 0 ? codesOf(writer, uid) : []
  saveColumns(writer, row, {
    ...{ present: 1, key, name: shown, price, expires, components, quantity: total },
    ...{ base_key: key, base_name: name, base_price: price, base_expires: expires, base_components: components },
    base_quantity: total,
    server_id: base.serverID,
    server_created_at: base.createdAt,
    server_updated_at: base.updatedAt,
    seen_at: base.seenAt,
    ...{ suspect_at: null, open_changes: 0, questions: 0, doubt: 0 },
    search_text: kind === 'item' ? searchText(key, name, ...codes) : '',
  })
}

/** Answers the sum. `cells` null: the confirmed ones stay. */
function keepPlainCells(writer: Writer, item: number, cells: ReadonlyMap<number, number> | null): number {
  const saved = readCells(writer, item)
  const kept =
    cells ??
    new Map(saved.flatMap((cell) => (cell.base_quantity === null ? [] : [[cell.warehouse, cell.base_quantity]])))
  for (const { warehouse } of saved) {
    if (!kept.has(warehouse)) writer.exec('DELETE FROM stock WHERE item = ? AND warehouse = ?', item, warehouse)
  }
  for (const [warehouse, quantity] of kept) {
    const known = saved.find((cell) => cell.warehouse === warehouse)
    if (known !== undefined && isPlain(known, quantity)) continue
    writer.exec(
      `INSERT INTO stock (item, warehouse, quantity, base_quantity) VALUES (?1, ?2, ?3, ?3)
       ON CONFLICT DO UPDATE SET quantity = ?3, base_quantity = ?3, low = NULL, high = NULL, shown = 1`,
      item,
      warehouse,
      quantity,
    )
  }
  return sum(kept.values())
}

const isPlain = (cell: CellRow, quantity: number): boolean =>
  cell.quantity === quantity && cell.base_quantity === quantity && cell.low === null && cell.shown === 1

/** Takes the base away: the remote has no such record any more, and no stock in it. */
export function dropConfirmed(writer: Writer, uid: number): void {
  dropFigures(writer, uid, Number.MAX_SAFE_INTEGER)
  keepRemoteCodes(writer, uid, [])
  keepRemoteDetails(writer, uid, { lots: [], attributes: [] })
  saveBase(writer, uid, null)
  saveBaseCells(writer, uid, new Map())
  refold(writer, uid)
}

/** Takes confirmed figures of a warehouse away, of at most so many items. Answers whether there were any. */
export function dropFigures(writer: Writer, warehouse: number, limit: number): boolean {
  const items = writer.rows<{ item: number }>(
    'SELECT item FROM stock WHERE warehouse = ? AND base_quantity IS NOT NULL LIMIT ?',
    warehouse,
    limit,
  )
  for (const { item } of items) {
    writer.exec('UPDATE stock SET base_quantity = NULL WHERE item = ? AND warehouse = ?', item, warehouse)
    writer.exec(
      'UPDATE records SET base_quantity = (SELECT coalesce(sum(base_quantity), 0) FROM stock WHERE item = uid) WHERE uid = ?',
      item,
    )
    refold(writer, item)
  }
  return items.length > 0
}

/** Whether any item has a confirmed figure there. */
export const hasFigures = (reader: Reader, warehouse: number): boolean =>
  reader.row('SELECT 1 FROM stock WHERE warehouse = ? AND base_quantity IS NOT NULL LIMIT 1', warehouse) !== undefined

/** Makes a record known by its key alone, where stock names a warehouse that no listing has shown yet. */
export function addPlaceholder(writer: Writer, connection: number, kind: RecordKind, key: string): number {
  const uid = addRecord(writer, connection, kind, key)
  const state = { key, name: null, price: null, expires: null, components: null }
  keepConfirmed(writer, kind, uid, { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null }, null)
  return uid
}

export function markSuspect(writer: Writer, uid: number, at: number): void {
  writer.exec('UPDATE records SET suspect_at = ? WHERE uid = ?', at, uid)
}

const knownKeys = perKind(
  (kind) =>
    `SELECT uid, base_key AS key FROM records WHERE connection = ? AND kind = '${kind}' AND base_key > ? ORDER BY base_key LIMIT ?`,
)

/** uid and base key of what the remote is known to have of one kind, in the order of keys, from behind one of them. */
export const listKnown = (
  reader: Reader,
  connection: number,
  kind: RecordKind,
  after: string,
  limit: number,
): { uid: number; key: string }[] => reader.rows(knownKeys[kind], connection, after, limit)

/** Notes that a confirmed figure changed by somebody else's doing. */
export function addObservation(
  writer: Writer,
  observation: {
    item: number
    warehouse: number
    before: number | null
    after: number | null
    at: number
    updatedAt: number | null
  },
): void {
  const { item, warehouse, before, after, at, updatedAt } = observation
  writer.exec(
    'INSERT INTO observations (item, warehouse, before, after, at, server_updated_at) VALUES (?, ?, ?, ?, ?, ?)',
    item,
    warehouse,
    before,
    after,
    at,
    updatedAt,
  )
}
