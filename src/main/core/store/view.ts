import { isQuestion, type ChangeKind, type ChangeState } from '../../../shared/domain/change.ts'
import { foldCell, foldRecord, type CellState, type FoldChange } from '../../../shared/domain/fold.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import { payloadSchema } from './change-payload.ts'
import type { Reader, Writer } from './database.ts'
import {
  componentsText,
  readCells,
  readRow,
  saveColumns,
  toRecord,
  type CellRow,
  type MirrorRecord,
} from './records.ts'
import { warehouseName } from './warehouse-names.ts'

/**
 * Keeps the materialised view equal to fold(base, open changes) (sync.md rule 2, invariant I4). Called in the same
 * transaction as every write to a base or a change; the rule itself is `domain/fold.ts`.
 */
export function refold(writer: Writer, uid: number): void {
  const row = readRow(writer, uid)
  if (!row) throw new Error(`No record ${String(uid)}`)
  const record = toRecord(row)
  const changes = foldChanges(writer, uid)
  const state = foldRecord(record.base, changes)
  const quantity = record.kind === 'item' ? refoldCells(writer, uid, changes, state !== null) : { total: 0, doubt: 0 }
  const view = state ?? record.view
  const codes = row.barcodes > 0 ? codesOf(writer, uid) : []
  saveColumns(writer, row, {
    present: state === null ? 0 : 1,
    key: view.key,
    name: record.kind === 'warehouse' ? warehouseName(writer, uid, state?.name ?? null) : view.name,
    price: view.price,
    expires: view.expires,
    components: componentsText(view.components),
    quantity: quantity.total,
    doubt: quantity.doubt,
    open_changes: changes.length,
    questions: changes.filter((change) => isQuestion(change.state)).length,
    search_text: record.kind === 'item' && state !== null ? searchText(view.key, view.name, ...codes) : '',
  })
  writer.touch(...topicsOf(record))
}

function refoldCells(
  writer: Writer,
  item: number,
  changes: readonly FoldChange[],
  shown: boolean,
): { total: number; doubt: number } {
  const saved = new Map(readCells(writer, item).map((cell) => [cell.warehouse, cell]))
  let total = 0
  let doubt = 0
  for (const warehouse of touchedWarehouses(saved.keys(), changes)) {
    const known = saved.get(warehouse)
    const cell = foldCell(known?.base_quantity ?? null, warehouse, changes)
    if (cell === null) {
      writer.exec('DELETE FROM stock WHERE item = ? AND warehouse = ?', item, warehouse)
      continue
    }
    total = add(total, cell.quantity)
    if (cell.low !== cell.high) doubt += 1
    saveCell(writer, item, warehouse, cell, shown, known)
  }
  return { total, doubt }
}

function saveCell(
  writer: Writer,
  item: number,
  warehouse: number,
  cell: CellState,
  isShown: boolean,
  known: CellRow | undefined,
): void {
  const doubtful = cell.low !== cell.high
  const [low, high, shown] = [doubtful ? cell.low : null, doubtful ? cell.high : null, isShown ? 1 : 0]
  if (known?.quantity === cell.quantity && known.low === low && known.high === high && known.shown === shown) return
  writer.exec(
    `INSERT INTO stock (item, warehouse, quantity, low, high, shown) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET quantity = excluded.quantity, low = excluded.low, high = excluded.high, shown = excluded.shown`,
    item,
    warehouse,
    cell.quantity,
    low,
    high,
    shown,
  )
}

function touchedWarehouses(known: Iterable<number>, changes: readonly FoldChange[]): Set<number> {
  const touched = new Set(known)
  for (const change of changes) {
    if (change.warehouse !== null) touched.add(change.warehouse)
    if (change.toWarehouse !== null) touched.add(change.toWarehouse)
    for (const figure of change.stock ?? []) touched.add(figure.warehouse)
  }
  return touched
}

interface ChangeColumns {
  readonly id: number
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
    `SELECT id, kind, state, assumed, warehouse, to_warehouse, quantity, payload FROM changes
     WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded')`,
    uid,
  )
  // Not by ORDER BY: SQLite prepares such a statement anew at every call, which costs many times what finding them does.
  rows.sort((a, b) => a.id - b.id)
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

/** Codes of an item, this PC's and the remote's; they are part of what it is found by. */
export const codesOf = (reader: Reader, item: number): string[] =>
  reader
    .rows<{
      code: string
    }>(
      'SELECT code FROM barcodes WHERE item = ?1 UNION SELECT code FROM remote_codes WHERE item = ?1 ORDER BY code',
      item,
    )
    .map((row) => row.code)

function topicsOf(record: MirrorRecord): ('items' | 'stock' | 'warehouses' | 'bundles')[] {
  if (record.kind === 'item') return ['items', 'stock']
  return record.kind === 'warehouse' ? ['warehouses'] : ['bundles']
}
