/** Rows as version 0 answers them: items and warehouses without stock, and inventory rows. */
import type { RecordRow } from '../hako-v1/tables/records.ts'
import type { StockRow } from '../hako-v1/tables/stock.ts'
import { showItem, showStamps, showStock, showWarehouse } from '../hako-v1/wire.ts'
import type { HakoV0Switches } from './switches.ts'

type Fields = Readonly<Record<string, unknown>>

export function showPlainItem(row: RecordRow, switches: HakoV0Switches): Fields {
  const { Inventories: _, ...fields } = showItem(row, [], switches, 'read')
  return fields
}

export const showPlainWarehouse = (row: RecordRow, switches: HakoV0Switches): Fields =>
  showWarehouse(row, null, switches)

/** The document names no stamps in the answer to a create. */
export const showInventory = (
  row: StockRow,
  switches: HakoV0Switches,
  occasion: 'read' | 'create' | 'update',
): Fields => ({
  ...showStock(row, switches),
  ...(switches.inventoryStamps === 'shown' && occasion !== 'create' ? showStamps(row, switches) : {}),
})
