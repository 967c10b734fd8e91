/** I4: the view is the fold of base and open changes, record by record and cell by cell. */
import { isQuestion } from '../../../src/shared/domain/change.ts'
import { foldCell, foldRecord, type FoldChange, type RecordState } from '../../../src/shared/domain/fold.ts'
import { equal } from '../../../src/shared/domain/quantity.ts'
import { broken, type ChangeRow, type Observed } from './facts.ts'

export interface RecordRow {
  readonly uid: number
  readonly kind: 'item' | 'warehouse' | 'bundle'
  readonly present: number
  readonly key: string
  readonly name: string | null
  readonly price: number | null
  readonly expires: number | null
  readonly components: string | null
  readonly quantity: number
  readonly open_changes: number
  readonly questions: number
  readonly base_key: string | null
  readonly base_name: string | null
  readonly base_price: number | null
  readonly base_expires: number | null
  readonly base_components: string | null
  readonly server_id: string | null
}

interface CellRow {
  readonly warehouse: number
  readonly quantity: number
  readonly base_quantity: number | null
  readonly low: number | null
  readonly high: number | null
}

export function checkView(device: Observed, record: RecordRow, open: readonly ChangeRow[]): void {
  const changes = open.map(foldable)
  const fold = foldRecord(baseOf(record), changes)
  const told = (record.present === 1) === (fold !== null) && (fold === null || sameState(fold, record))
  if (!told) {
    const shown = JSON.stringify(record)
    broken('I4', device, `${record.kind} ${record.key} shows ${shown}, the fold is ${JSON.stringify(fold)}`)
  }
  const questions = open.filter((change) => isQuestion(change.state)).length
  if (record.open_changes !== open.length || record.questions !== questions) {
    const counts = `${String(record.open_changes)} open, ${String(record.questions)} questions`
    broken('I4', device, `${record.key} counts ${counts}; there are ${String(open.length)} and ${String(questions)}`)
  }
  if (record.kind === 'item') checkCells(device, record, changes)
}

function checkCells(device: Observed, record: RecordRow, changes: readonly FoldChange[]): void {
  const cells = device.rows<CellRow>(
    'SELECT warehouse, quantity, base_quantity, low, high FROM stock WHERE item = ?',
    record.uid,
  )
  const known = new Map(cells.map((cell) => [cell.warehouse, cell]))
  const touched = new Set([
    ...known.keys(),
    ...changes.flatMap((change) => [
      change.warehouse,
      change.toWarehouse,
      ...(change.stock ?? []).map((figure) => figure.warehouse),
    ]),
  ])
  for (const warehouse of touched) {
    if (warehouse === null) continue
    const cell = known.get(warehouse)
    const fold = foldCell(cell?.base_quantity ?? null, warehouse, changes)
    if (sameCell(cell, fold)) continue
    const shown = JSON.stringify(cell)
    broken('I4', device, `cell ${record.key}/${String(warehouse)} shows ${shown}, the fold is ${JSON.stringify(fold)}`)
  }
}

function sameCell(cell: CellRow | undefined, fold: ReturnType<typeof foldCell>): boolean {
  if (fold === null || cell === undefined) return fold === null && cell === undefined
  const certain = fold.low === fold.high
  return (
    equal(cell.quantity, fold.quantity) &&
    equal(cell.low ?? cell.quantity, certain ? fold.quantity : fold.low) &&
    equal(cell.high ?? cell.quantity, certain ? fold.quantity : fold.high)
  )
}

function foldable(change: ChangeRow): FoldChange {
  const { key, fields, stock } = JSON.parse(change.payload) as Pick<FoldChange, 'key' | 'fields' | 'stock'> // safe: the store wrote it
  const { kind, state, assumed, warehouse, quantity } = change
  return { kind, state, assumed, warehouse, toWarehouse: change.to_warehouse, quantity, key, fields, stock }
}

function baseOf(row: RecordRow): RecordState | null {
  if (row.base_key === null) return null
  const components =
    row.base_components === null ? null : (JSON.parse(row.base_components) as RecordState['components']) // safe: as above
  return { key: row.base_key, name: row.base_name, price: row.base_price, expires: row.base_expires, components }
}

const sameState = (state: RecordState, row: RecordRow): boolean =>
  state.key === row.key &&
  state.name === row.name &&
  state.price === row.price &&
  state.expires === row.expires &&
  (state.components === null ? null : JSON.stringify(state.components)) === row.components
