import { add } from '../../../shared/domain/quantity.ts'
import type { Writer } from '../store/database.ts'

/**
 * A counted figure waits with the remote's figure it was decided by. When a movement of our own is confirmed, that
 * figure moves along: only what others did is drift (sync.md §9). The `+` keeps SQLite on the item's few open changes.
 */
export function shiftSeenFigures(writer: Writer, item: number, warehouse: number, by: number): void {
  const waiting = writer.rows<{ id: number; base_seen: string; quantity: number | null }>(
    `SELECT id, base_seen, json_extract(base_seen, '$.quantity') AS quantity FROM changes
     WHERE uid = ? AND kind = 'stock-set' AND +warehouse = ? AND state NOT IN ('applied', 'superseded', 'discarded')
       AND json_type(base_seen, '$.quantity') IS NOT NULL`,
    item,
    warehouse,
  )
  for (const { id, quantity } of waiting) {
    writer.exec(
      "UPDATE changes SET base_seen = json_set(base_seen, '$.quantity', ?) WHERE id = ?",
      add(quantity ?? 0, by),
      id,
    )
  }
}
