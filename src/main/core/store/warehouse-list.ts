import type { WarehouseRow } from '../../../shared/contract/warehouses.ts'
import type { Reader } from './database.ts'

/** Warehouses of the view with their totals, which triggers keep. */

interface Columns {
  readonly warehouseID: string
  readonly name: string | null
  readonly items: number
  readonly thousandths: number
  readonly base_key: string | null
  readonly waiting: number
}

const select = `SELECT key AS warehouseID, name, coalesce(cells, 0) AS items, coalesce(thousandths, 0) AS thousandths, base_key, open_changes AS waiting
   FROM records LEFT JOIN warehouse_totals ON warehouse = uid WHERE connection = ? AND kind = 'warehouse' AND present = 1`

export const listWarehouses = (reader: Reader, connection: number): WarehouseRow[] =>
  reader.rows<Columns>(`${select} ORDER BY key`, connection).map(toRow)

export function getWarehouse(reader: Reader, connection: number, warehouseID: string): WarehouseRow | undefined {
  const row = reader.row<Columns>(`${select} AND key = ?`, connection, warehouseID)
  return row && toRow(row)
}

const toRow = ({ thousandths, base_key, ...row }: Columns): WarehouseRow => ({
  ...row,
  quantity: thousandths / 1000,
  confirmed: base_key !== null,
})

/** Names of the stocktakes that are open in a warehouse. */
export const openStocktakesOf = (reader: Reader, warehouse: number): string[] =>
  reader
    .rows<{ name: string }>(
      "SELECT name FROM stocktakes WHERE warehouse = ? AND state = 'open' ORDER BY opened_at",
      warehouse,
    )
    .map((row) => row.name)
