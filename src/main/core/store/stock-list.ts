import type { StockRow } from '../../../shared/contract/stock.ts'
import type { Reader } from './database.ts'
import { countCells } from './tallies.ts'

/** Cells of the view, by SKU and warehouse; null: any. */
export interface StockQuery {
  readonly connection: number
  readonly item: number | null
  readonly warehouse: number | null
  readonly offset: number
  readonly limit: number
}

interface Columns {
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
  readonly remote: number | null
  readonly low: number | null
  readonly high: number | null
}

const columns = `r.key AS sku, w.key AS warehouseID, s.quantity, s.base_quantity AS remote, s.low, s.high`
/** The order of SKUs is walked, so that a page costs no sorting. */
const byItem = `FROM records AS r INDEXED BY records_by_key CROSS JOIN stock AS s ON s.item = r.uid AND s.shown = 1
   CROSS JOIN records AS w ON w.uid = s.warehouse`
const ofItem = `FROM stock AS s CROSS JOIN records AS r ON r.uid = s.item CROSS JOIN records AS w ON w.uid = s.warehouse`

export function listStock(reader: Reader, query: StockQuery): { rows: StockRow[]; total: number } {
  const { connection, item, warehouse, offset, limit } = query
  const inWarehouse = warehouse === null ? '' : ' AND s.warehouse = ?'
  const where = item === null ? `r.connection = ? AND r.kind = 'item' AND r.present = 1` : 's.item = ? AND s.shown = 1'
  const rows = reader.rows<Columns>(
    `SELECT ${columns} ${item === null ? byItem : ofItem} WHERE ${where}${inWarehouse} ORDER BY r.key, w.key LIMIT ? OFFSET ?`,
    item ?? connection,
    ...(warehouse === null ? [] : [warehouse]),
    limit,
    offset,
  )
  return { rows: rows.map(toRow), total: count(reader, query) }
}

function count(reader: Reader, { connection, item, warehouse }: StockQuery): number {
  if (item === null && warehouse === null) return countCells(reader, connection)
  if (item === null && warehouse !== null) return warehouseTotals(reader, warehouse).cells
  const row = reader.row<{ count: number }>(
    'SELECT count(*) AS count FROM stock WHERE item = ? AND shown = 1 AND (? IS NULL OR warehouse = ?)',
    item,
    warehouse,
    warehouse,
  )
  return row?.count ?? 0
}

function toRow({ low, high, ...row }: Columns): StockRow {
  return low === null || high === null ? row : { ...row, low, high }
}

export interface WarehouseTotals {
  readonly cells: number
  readonly quantity: number
}

/** What the view shows of a warehouse, kept by triggers in thousandths of pieces. */
export function warehouseTotals(reader: Reader, warehouse: number): WarehouseTotals {
  const row = reader.row<{ cells: number; thousandths: number }>(
    'SELECT cells, thousandths FROM warehouse_totals WHERE warehouse = ?',
    warehouse,
  )
  return { cells: row?.cells ?? 0, quantity: (row?.thousandths ?? 0) / 1000 }
}

/** Whether any figure of the warehouse is other than zero: pieces that would be lost with it. */
export function hasStock(reader: Reader, warehouse: number): boolean {
  const cell = (comparison: string): boolean =>
    reader.row(
      `SELECT 1 FROM stock WHERE warehouse = ? AND shown = 1 AND quantity ${comparison} 0 LIMIT 1`,
      warehouse,
    ) !== undefined
  return cell('>') || cell('<')
}

export interface CellFigures {
  /** The view's; null where nothing is known of the cell. */
  readonly quantity: number | null
  readonly base: number | null
  readonly doubtful: boolean
}

export function readCell(reader: Reader, item: number, warehouse: number): CellFigures {
  const row = reader.row<{ quantity: number; base: number | null; low: number | null }>(
    'SELECT quantity, base_quantity AS base, low FROM stock WHERE item = ? AND warehouse = ?',
    item,
    warehouse,
  )
  return row
    ? { quantity: row.quantity, base: row.base, doubtful: row.low !== null }
    : { quantity: null, base: null, doubtful: false }
}
