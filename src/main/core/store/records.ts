import { z } from 'zod'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { add } from '../../../shared/domain/quantity.ts'
import type { Reader, Writer } from './database.ts'
import type { SaidDetails } from './remote-details.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Items, warehouses and bundles: one table, because sync treats them alike. A record's `uid` is this PC's own number
 * for it; its key (SKU or warehouseID) is an attribute that may change (sync.md rule 1). Rows are never deleted.
 */
export interface MirrorRecord {
  readonly uid: number
  readonly connection: number
  readonly kind: RecordKind
  /** The view; what a user sees. `present` is false where the record does not exist (any more). */
  readonly present: boolean
  readonly view: RecordState
  /** What the remote last confirmed; null while it has no such record. */
  readonly base: RecordState | null
  readonly serverID: string | null
  readonly serverCreatedAt: number | null
  readonly serverUpdatedAt: number | null
  readonly seenAt: number | null
  readonly suspectAt: number | null
  readonly openChanges: number
  readonly questions: number
}

/** Known by its key alone, from stock that named it: no listing has shown it. */
export const isPlaceholder = ({ base, serverID, serverCreatedAt, serverUpdatedAt, seenAt }: MirrorRecord): boolean =>
  base !== null &&
  base.name === null &&
  serverID === null &&
  serverCreatedAt === null &&
  serverUpdatedAt === null &&
  seenAt === null

/** What the remote said of a record, to be kept as its base. */
export interface Base {
  readonly state: RecordState
  readonly serverID: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly seenAt: number | null
  /** Barcodes of an item; left out: not said. */
  readonly codes?: readonly string[]
  /** What else was said of it, to be shown. */
  readonly details?: SaidDetails
}

export type RecordRow = Selectable<Tables['records']>

export const readRow = (reader: Reader, uid: number): RecordRow | undefined =>
  reader.row<RecordRow>('SELECT * FROM records WHERE uid = ?', uid)

export function getRecord(reader: Reader, uid: number): MirrorRecord | undefined {
  const row = readRow(reader, uid)
  return row && toRecord(row)
}

/** Writes the columns that differ, because SQLite rewrites every index of a column that is named, changed or not. */
export function saveColumns(writer: Writer, saved: RecordRow, values: Partial<RecordRow>): void {
  const names = Object.keys(values) as (keyof RecordRow)[] // safe: the keys of the object itself
  const changed = names.filter((name) => values[name] !== saved[name])
  if (changed.length === 0) return
  const assignments = changed.map((name) => `${name} = ?`).join(', ')
  writer.exec(
    `UPDATE records SET ${assignments} WHERE uid = ?`,
    ...changed.map((name) => values[name] ?? null),
    saved.uid,
  )
}

/**
 * A statement for each kind. What partial indexes compare with a constant (`kind`, `present`) is written into statements
 * and never bound: SQLite looks at such a value while planning, and prepares the statement anew whenever it is bound.
 */
export const perKind = (text: (kind: RecordKind) => string): Readonly<Record<RecordKind, string>> => ({
  item: text('item'),
  warehouse: text('warehouse'),
  bundle: text('bundle'),
})

const byKey = perKind(
  (kind) => `SELECT * FROM records WHERE connection = ? AND kind = '${kind}' AND present = 1 AND key = ?`,
)
const byBaseKey = perKind((kind) => `SELECT * FROM records WHERE connection = ? AND kind = '${kind}' AND base_key = ?`)
const byServerID = perKind(
  (kind) =>
    `SELECT * FROM records WHERE connection = ? AND kind = '${kind}' AND server_id = ? AND base_key IS NOT NULL`,
)

/** By the key that users see: own renames and creations included. */
export function findByKey(reader: Reader, connection: number, kind: RecordKind, key: string): MirrorRecord | undefined {
  const row = reader.row<RecordRow>(byKey[kind], connection, key)
  return row && toRecord(row)
}

/** By the key that the remote last confirmed: what an answer is matched with. */
export function findByBaseKey(
  reader: Reader,
  connection: number,
  kind: RecordKind,
  key: string,
): MirrorRecord | undefined {
  const row = reader.row<RecordRow>(byBaseKey[kind], connection, key)
  return row && toRecord(row)
}

export function findByServerID(
  reader: Reader,
  connection: number,
  kind: RecordKind,
  serverID: string,
): MirrorRecord | undefined {
  const row = reader.row<RecordRow>(byServerID[kind], connection, serverID)
  return row && toRecord(row)
}

/** Makes a record that exists nowhere yet; a create change or a base gives it its view. Answers its uid. */
export function addRecord(writer: Writer, connection: number, kind: RecordKind, key: string): number {
  return writer.exec('INSERT INTO records (connection, kind, present, key) VALUES (?, ?, 0, ?)', connection, kind, key)
    .id
}

/** Replaces a record's base, or takes it away (null). The caller folds the view again: see view.ts. */
export function saveBase(writer: Writer, uid: number, base: Base | null): void {
  const state = base?.state
  writer.exec(
    `UPDATE records SET base_key = ?, base_name = ?, base_price = ?, base_expires = ?, base_components = ?, server_id = ?,
       server_created_at = ?, server_updated_at = ?, seen_at = ?, suspect_at = NULL WHERE uid = ?`,
    state?.key ?? null,
    state?.name ?? null,
    state?.price ?? null,
    state?.expires ?? null,
    componentsText(state?.components ?? null),
    base?.serverID ?? null,
    base?.createdAt ?? null,
    base?.updatedAt ?? null,
    base?.seenAt ?? null,
    uid,
  )
}

/** The confirmed figures of one item, by the warehouse's uid. */
export function baseCells(reader: Reader, item: number): Map<number, number> {
  const rows = reader.rows<{ warehouse: number; base_quantity: number }>(
    'SELECT warehouse, base_quantity FROM stock WHERE item = ? AND base_quantity IS NOT NULL',
    item,
  )
  return new Map(rows.map((row) => [row.warehouse, row.base_quantity]))
}

/** The view's figures of one item beside the confirmed ones. */
export type CellRow = Omit<Selectable<Tables['stock']>, 'item'>

export const readCells = (reader: Reader, item: number): CellRow[] =>
  reader.rows<CellRow>('SELECT warehouse, quantity, base_quantity, low, high, shown FROM stock WHERE item = ?', item)

/** Replaces the confirmed figures of one item; a warehouse that is missing has no figure any more. The caller folds again. */
export function saveBaseCells(writer: Writer, item: number, cells: ReadonlyMap<number, number>): void {
  const known = baseCells(writer, item)
  for (const warehouse of known.keys()) {
    if (cells.has(warehouse)) continue
    writer.exec('UPDATE stock SET base_quantity = NULL WHERE item = ? AND warehouse = ?', item, warehouse)
  }
  let total = 0
  for (const [warehouse, quantity] of cells) {
    total = add(total, quantity)
    if (known.get(warehouse) === quantity) continue
    writer.exec(
      'INSERT INTO stock (item, warehouse, base_quantity) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET base_quantity = excluded.base_quantity',
      item,
      warehouse,
      quantity,
    )
  }
  writer.exec('UPDATE records SET base_quantity = ? WHERE uid = ?', total, item)
}

export const componentsText = (components: RecordState['components']): string | null =>
  components === null ? null : JSON.stringify(components)

const componentsSchema = z.array(z.object({ sku: z.string(), quantity: z.number() }))

export const parseComponents = (text: string | null): RecordState['components'] =>
  text === null ? null : componentsSchema.parse(JSON.parse(text))

export function toRecord(row: RecordRow): MirrorRecord {
  return {
    uid: row.uid,
    connection: row.connection,
    kind: row.kind,
    present: row.present === 1,
    view: {
      key: row.key,
      name: row.name,
      price: row.price,
      expires: row.expires,
      components: parseComponents(row.components),
    },
    base:
      row.base_key === null
        ? null
        : {
            key: row.base_key,
            name: row.base_name,
            price: row.base_price,
            expires: row.base_expires,
            components: parseComponents(row.base_components),
          },
    serverID: row.server_id,
    serverCreatedAt: row.server_created_at,
    serverUpdatedAt: row.server_updated_at,
    seenAt: row.seen_at,
    suspectAt: row.suspect_at,
    openChanges: row.open_changes,
    questions: row.questions,
  }
}
