import { isQuestion, type ChangeKind, type ChangeState } from '../../../shared/domain/change.ts'
import { foldCell, foldRecord, type CellState, type FoldChange } from '../../../shared/domain/fold.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import { payloadSchema } from './change-payload.ts'
import type { Reader, Writer } from './database.ts'
import { baseCells, componentsText, getRecord, type MirrorRecord } from './records.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Keeps the materialised view equal to fold(base, open changes) (sync.md rule 2, invariant I4). Called in the same
 * transaction as every write to a base or a change; the rule itself is `domain/fold.ts`.
 */
export function refold(writer: Writer, uid: number): void {
  const record = getRecord(writer, uid)
  if (!record) throw new Error(`No record ${String(uid)}`)
  const changes = foldChanges(writer, uid)
  const state = foldRecord(record.base, changes)
  const quantity = record.kind === 'item' ? refoldCells(writer, uid, changes, state !== null) : { total: 0, doubt: 0 }
  const view = state ?? record.view
  save(writer, uid, {
    present: state === null ? 0 : 1,
    key: view.key,
    name: view.name,
    price: view.price,
    expires: view.expires,
    components: componentsText(view.components),
    quantity: quantity.total,
    doubt: quantity.doubt,
    open_changes: changes.length,
    questions: changes.filter((change) => isQuestion(change.state)).length,
    search_text:
      record.kind === 'item' && state !== null ? searchText(view.key, view.name, ...codesOf(writer, uid)) : '',
  })
  writer.touch(...topicsOf(record))
}

type ViewColumns = Pick<
  Selectable<Tables['records']>,
  | 'present'
  | 'key'
  | 'name'
  | 'price'
  | 'expires'
  | 'components'
  | 'quantity'
  | 'doubt'
  | 'open_changes'
  | 'questions'
  | 'search_text'
>

/** Writes the columns that differ, because SQLite rewrites every index of a column that is named, changed or not. */
function save(writer: Writer, uid: number, view: ViewColumns): void {
  const names = Object.keys(view) as (keyof ViewColumns)[] // safe: the keys of the object itself
  const saved = writer.row<ViewColumns>(`SELECT ${names.join(', ')} FROM records WHERE uid = ?`, uid)
  const changed = names.filter((name) => view[name] !== saved?.[name])
  if (changed.length === 0) return
  const assignments = changed.map((name) => `${name} = ?`).join(', ')
  writer.exec(`UPDATE records SET ${assignments} WHERE uid = ?`, ...changed.map((name) => view[name]), uid)
}

function refoldCells(
  writer: Writer,
  item: number,
  changes: readonly FoldChange[],
  shown: boolean,
): { total: number; doubt: number } {
  const base = baseCells(writer, item)
  let total = 0
  let doubt = 0
  const kept = new Set<number>()
  for (const warehouse of touchedWarehouses(base, changes)) {
    const cell = foldCell(base.get(warehouse) ?? null, warehouse, changes)
    if (cell === null) continue
    kept.add(warehouse)
    total = add(total, cell.quantity)
    if (cell.low !== cell.high) doubt += 1
    saveCell(writer, item, warehouse, cell, shown)
  }
  const known = writer.rows<{ warehouse: number }>('SELECT warehouse FROM stock WHERE item = ?', item)
  for (const { warehouse } of known)
    if (!kept.has(warehouse)) writer.exec('DELETE FROM stock WHERE item = ? AND warehouse = ?', item, warehouse)
  return { total, doubt }
}

function saveCell(writer: Writer, item: number, warehouse: number, cell: CellState, shown: boolean): void {
  const doubtful = cell.low !== cell.high
  writer.exec(
    `INSERT INTO stock (item, warehouse, quantity, low, high, shown) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity, low = excluded.low, high = excluded.high, shown = excluded.shown
     WHERE quantity <> excluded.quantity OR shown <> excluded.shown OR low IS NOT excluded.low OR high IS NOT excluded.high`,
    item,
    warehouse,
    cell.quantity,
    doubtful ? cell.low : null,
    doubtful ? cell.high : null,
    shown ? 1 : 0,
  )
}

function touchedWarehouses(base: ReadonlyMap<number, number>, changes: readonly FoldChange[]): Set<number> {
  const touched = new Set(base.keys())
  for (const change of changes) {
    if (change.warehouse !== null) touched.add(change.warehouse)
    if (change.toWarehouse !== null) touched.add(change.toWarehouse)
    for (const figure of change.stock ?? []) touched.add(figure.warehouse)
  }
  return touched
}

interface ChangeColumns {
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly assumed: 'applied' | 'notApplied' | null
  readonly warehouse: number | null
  readonly to_warehouse: number | null
  readonly quantity: number | null
  readonly payload: string
}

/** The open changes of a record as the fold takes them, oldest first. */
export function foldChanges(reader: Reader, uid: number): FoldChange[] {
  const rows = reader.rows<ChangeColumns>(
    `SELECT kind, state, assumed, warehouse, to_warehouse, quantity, payload FROM changes
     WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded') ORDER BY id`,
    uid,
  )
  return rows.map((row) => {
    const payload = row.payload === '{}' ? {} : payloadSchema.parse(JSON.parse(row.payload))
    return {
      kind: row.kind,
      state: row.state,
      assumed: row.assumed,
      warehouse: row.warehouse,
      toWarehouse: row.to_warehouse,
      quantity: row.quantity,
      key: payload.key,
      fields: payload.fields,
      stock: payload.stock,
    }
  })
}

const codesOf = (reader: Reader, item: number): string[] =>
  reader.rows<{ code: string }>('SELECT code FROM barcodes WHERE item = ? ORDER BY code', item).map((row) => row.code)

function topicsOf(record: MirrorRecord): ('items' | 'stock' | 'warehouses' | 'bundles')[] {
  if (record.kind === 'item') return ['items', 'stock']
  return record.kind === 'warehouse' ? ['warehouses'] : ['bundles']
}
