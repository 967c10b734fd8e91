/** What this PC calls warehouses that their remote gives no name. */
import type { Reader, Writer } from './database.ts'

/** The remote's name, else this PC's. */
export const warehouseName = (reader: Reader, warehouse: number, name: string | null): string | null =>
  name ?? reader.row<{ name: string }>('SELECT name FROM warehouse_names WHERE warehouse = ?', warehouse)?.name ?? null

/** Null: it has none of this PC any more. */
export function nameWarehouse(writer: Writer, warehouse: number, name: string | null): void {
  if (name === null) writer.exec('DELETE FROM warehouse_names WHERE warehouse = ?', warehouse)
  else
    writer.exec(
      'INSERT INTO warehouse_names (warehouse, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
      warehouse,
      name,
    )
}
