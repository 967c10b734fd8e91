import { useConnection } from './connections.ts'
import type { Reader, Writer } from './database.ts'

/**
 * Removing a connection with everything kept under it: mirror, changes, stocktakes, codes. That is far too much for one
 * transaction, so it is first marked, which takes it out of everybody's sight, and then goes piece by piece; what a crash
 * leaves is taken up at the next start.
 */
export function markRemoved(writer: Writer, id: number): void {
  writer.exec('UPDATE connections SET removed = 1, in_use = 0 WHERE connection = ?', id)
  // The trigrams go at once, and come back for what other connections have with their next reading (search-index.ts).
  writer.exec("INSERT INTO item_search (item_search) VALUES ('delete-all')")
  writer.exec('UPDATE search_progress SET indexed_to = 0')
  const inUse = writer.row<{ id: number }>('SELECT connection AS id FROM connections WHERE in_use = 1')?.id
  useConnection(writer, inUse ?? null)
}

/** Connections that were removed and are not gone yet. */
export const listRemoved = (reader: Reader): number[] =>
  reader.rows<{ id: number }>('SELECT connection AS id FROM connections WHERE removed = 1').map((row) => row.id)

/** Rows of one table that go in one transaction. */
const atOnce = 200

/** Removes the next piece. Answers whether there may be more. */
export function removePiece(writer: Writer, id: number): boolean {
  for (const text of countingLists) if (writer.exec(text, id, atOnce).changes > 0) return true
  for (const { table, key, own, refers } of pieces) {
    const rows = writer.rows<{ key: number | string }>(`SELECT ${key} AS key FROM ${own} LIMIT ?`, id, atOnce)
    if (rows.length === 0) continue
    const keys = JSON.stringify(rows.map((row) => row.key))
    const among = 'IN (SELECT value FROM json_each(?))'
    if (refers !== undefined) writer.exec(`UPDATE ${table} SET ${refers} = NULL WHERE ${refers} ${among}`, keys)
    writer.exec(`DELETE FROM ${table} WHERE ${key} ${among}`, keys)
    return true
  }
  writer.exec('DELETE FROM connections WHERE connection = ?', id)
  return false
}

/** What stocktakes keep per item. */
const countingLists = ['stocktake_lines', 'stocktake_scope'].map(
  (table) =>
    `DELETE FROM ${table} WHERE (stocktake_id, item) IN (
       SELECT stocktake_id, item FROM stocktakes CROSS JOIN ${table} USING (stocktake_id) WHERE connection = ? LIMIT ?)`,
)

interface Piece {
  readonly table: string
  readonly key: string
  /** The connection's rows. */
  readonly own: string
  /** A reference to a sibling (a scan to its undo, a change to what replaced it), which is cut first. */
  readonly refers?: string
}

/** Dependents first; what hangs on a record alone (its figures, codes, attempts) goes with it. */
const pieces: readonly Piece[] = [
  { table: 'announcements', key: 'announcement_id', own: 'announcements WHERE connection = ?' },
  {
    table: 'scans',
    key: 'seq',
    own: 'stocktakes CROSS JOIN scans USING (stocktake_id) WHERE connection = ?',
    refers: 'answers',
  },
  { table: 'stocktakes', key: 'stocktake_id', own: 'stocktakes WHERE connection = ?' },
  { table: 'move_scans', key: 'seq', own: 'move_scans WHERE connection = ?', refers: 'answers' },
  { table: 'changes', key: 'id', own: 'changes WHERE connection = ?', refers: 'superseded_by' },
  { table: 'records', key: 'uid', own: "records WHERE connection = ? AND kind = 'item'" },
  { table: 'records', key: 'uid', own: 'records WHERE connection = ?' },
]
