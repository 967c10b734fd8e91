import type { BookedCell } from '../../../shared/domain/wrong-place.ts'
import type { Reader } from './database.ts'

/** What the view shows of items in warehouses but one, by item; only figures that are not zero. */
export function figuresElsewhere(
  reader: Reader,
  items: readonly number[],
  warehouse: number,
): Map<number, BookedCell[]> {
  const rows = reader.rows<BookedCell & { item: number }>(
    `SELECT item, warehouse, quantity FROM stock
     WHERE item IN (SELECT value FROM json_each(?)) AND warehouse <> ? AND shown = 1 AND quantity <> 0 AND low IS NULL`,
    JSON.stringify(items),
    warehouse,
  )
  return Map.groupBy(rows, ({ item }) => item)
}
