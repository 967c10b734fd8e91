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
  readonly declared: 0 | 1
  readonly contradicted_at: number | null
  readonly quiet_writes: number | null
}

/** So many own writes must meet nobody before a warehouse where somebody was met can be declared again (rule 21). */
export const quietWrites = 100

const select = `SELECT key AS warehouseID, records.name, coalesce(cells, 0) AS items, coalesce(thousandths, 0) AS thousandths, base_key, open_changes AS waiting,
     EXISTS (SELECT 1 FROM json_each(options, '$.soleWriter') WHERE value = base_key) AS declared,
     json_extract(sync_state, '$.contested."' || uid || '".at') AS contradicted_at,
     json_extract(sync_state, '$.contested."' || uid || '".writes') AS quiet_writes
   FROM records JOIN connections USING (connection) LEFT JOIN warehouse_totals ON warehouse = uid
   WHERE connection = ? AND kind = 'warehouse' AND present = 1`

export const listWarehouses = (reader: Reader, connection: number): WarehouseRow[] =>
  reader.rows<Columns>(`${select} ORDER BY key`, connection).map(toRow)

export function getWarehouse(reader: Reader, connection: number, warehouseID: string): WarehouseRow | undefined {
  const row = reader.row<Columns>(`${select} AND key = ?`, connection, warehouseID)
  return row && toRow(row)
}

function toRow(columns: Columns): WarehouseRow {
  const { thousandths, base_key, declared, contradicted_at, quiet_writes, ...row } = columns
  return {
    ...row,
    quantity: thousandths / 1000,
    confirmed: base_key !== null,
    sole: {
      declared: declared === 1,
      contradictedAt: contradicted_at,
      writesLeft: quiet_writes === null ? 0 : quietWrites - quiet_writes,
    },
  }
}

/** Names of the stocktakes that are open in a warehouse. */
export const openStocktakesOf = (reader: Reader, warehouse: number): string[] =>
  reader
    .rows<{ name: string }>(
      "SELECT name FROM stocktakes WHERE warehouse = ? AND state = 'open' ORDER BY opened_at",
      warehouse,
    )
    .map((row) => row.name)
