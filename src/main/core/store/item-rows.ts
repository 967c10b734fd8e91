import type { ItemRow } from '../../../shared/contract/items.ts'
import { add } from '../../../shared/domain/quantity.ts'
import type { Reader } from './database.ts'

interface Columns extends Omit<ItemRow, 'low' | 'high'> {
  readonly uid: number
  readonly low: number | null
  readonly high: number | null
  readonly doubt: number
}

const common = `r.uid, r.key AS sku, r.name, r.price, r.expires, r.server_updated_at AS updatedAt, r.barcodes,
   r.open_changes AS waiting, r.questions, r.doubt`

const everywhere = `SELECT ${common}, r.quantity, iif(r.base_key IS NULL, NULL, r.base_quantity) AS remote, NULL AS low, NULL AS high
   FROM json_each(?) AS c CROSS JOIN records AS r ON r.uid = c.value ORDER BY c.key`

const inWarehouse = `SELECT ${common}, coalesce(s.quantity, 0) AS quantity, s.base_quantity AS remote, s.low, s.high
   FROM json_each(?) AS c CROSS JOIN records AS r ON r.uid = c.value
   LEFT JOIN stock AS s ON s.item = r.uid AND s.warehouse = ? ORDER BY c.key`

/** Items as the contract shows them, in the order of the uids; figures of one warehouse, or summed over all (null). */
export function readItemRows(reader: Reader, uids: readonly number[], warehouse: number | null): ItemRow[] {
  if (uids.length === 0) return []
  const list = JSON.stringify(uids)
  const rows =
    warehouse === null ? reader.rows<Columns>(everywhere, list) : reader.rows<Columns>(inWarehouse, list, warehouse)
  return rows.map(({ uid, low, high, doubt, ...row }) => {
    if (warehouse === null) return doubt === 0 ? row : { ...row, ...intervalOf(reader, uid) }
    return low === null || high === null ? row : { ...row, low, high }
  })
}

/** The interval of an item over all its warehouses. */
function intervalOf(reader: Reader, item: number): { low: number; high: number } {
  const cells = reader.rows<{ low: number; high: number }>(
    'SELECT coalesce(low, quantity) AS low, coalesce(high, quantity) AS high FROM stock WHERE item = ?',
    item,
  )
  return cells.reduce((total, cell) => ({ low: add(total.low, cell.low), high: add(total.high, cell.high) }), {
    low: 0,
    high: 0,
  })
}
