/** Rows as the API answers them, in the forms its switches ask for. */
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { HakoSwitches } from './switches.ts'
import type { ComponentRow } from './tables/components.ts'
import type { RecordRow } from './tables/records.ts'
import type { StockRow } from './tables/stock.ts'

/** The document's examples show more of an inventory row in a listing than in the answer to a write. */
type Occasion = 'read' | 'write'

type Fields = Readonly<Record<string, unknown>>

export const showItem = (
  row: RecordRow,
  stock: readonly StockRow[],
  switches: HakoSwitches,
  occasion: Occasion,
): Fields => ({
  ...showID(row.id, switches),
  sku: row.key,
  ...showField('name', row.name, switches),
  ...showField('expires', row.expires === null ? null : showTime(row.expires * 1000, switches), switches),
  ...showField('price', row.price, switches),
  ...showStamps(row, switches),
  ...showInventories(stock, (cell) => cell.warehouseID, switches, occasion),
})

export const showBundle = (row: RecordRow, components: readonly ComponentRow[], switches: HakoSwitches): Fields => ({
  ...showID(row.id, switches),
  sku: row.key,
  ...showField('name', row.name, switches),
  ...showField('price', row.price, switches),
  ...showStamps(row, switches),
  item_skus: components.map(({ sku, quantity }) => ({ sku, quantity })),
})

/** Without stock where `Inventories` is not part of the answer. */
export const showWarehouse = (row: RecordRow, stock: readonly StockRow[] | null, switches: HakoSwitches): Fields => ({
  ...showID(row.id, switches),
  warehouseID: row.key,
  ...showField('name', row.name, switches),
  ...showStamps(row, switches),
  ...(stock === null ? {} : showInventories(stock, (cell) => cell.sku, switches, 'read')),
})

export const showStock = ({ id, sku, warehouseID, quantity }: StockRow, switches: HakoSwitches): Fields => ({
  ...showID(id, switches),
  sku,
  warehouseID,
  quantity,
})

const showID = (id: number, switches: HakoSwitches): Fields => (switches.ids === 'absent' ? {} : { id })

const showField = (field: string, value: unknown, switches: HakoSwitches): Fields =>
  value === null && switches.emptyFields === 'omitted' ? {} : { [field]: value }

export const showStamps = (
  { createdAt, updatedAt }: Pick<RecordRow, 'createdAt' | 'updatedAt'>,
  switches: HakoSwitches,
): Fields =>
  switches.timestamps === 'absent'
    ? {}
    : { createdAt: showTime(createdAt, switches), updatedAt: showTime(updatedAt, switches) }

function showTime(ms: number, { timestamps }: HakoSwitches): number | string {
  switch (timestamps) {
    case 'seconds':
    case 'absent':
      return ms / 1000
    case 'milliseconds':
      return ms
    case 'iso':
      return new Date(ms).toISOString()
    default:
      return unreachable(timestamps)
  }
}

function showInventories(
  stock: readonly StockRow[],
  keyOf: (cell: StockRow) => string,
  switches: HakoSwitches,
  occasion: Occasion,
): Fields {
  if (switches.inventoriesShown === 'in-reads-only' && occasion === 'write') return {}
  if (switches.inventoriesShown === 'unless-empty' && stock.length === 0) return {}
  if (switches.inventories === 'dictionary') {
    return { Inventories: Object.fromEntries(stock.map((cell) => [keyOf(cell), cell.quantity])) }
  }
  const showCell = (cell: StockRow): Fields =>
    occasion === 'read' ? showStock(cell, switches) : { warehouseID: cell.warehouseID, quantity: cell.quantity }
  return { Inventories: stock.map(showCell) }
}
