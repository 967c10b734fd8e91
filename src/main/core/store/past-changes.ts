import type { Selectable } from 'kysely'
import { toChange, type Change } from './changes.ts'
import type { Reader } from './database.ts'
import type { Tables } from './tables.ts'

/** Changes of one record that are over, where what is open has to reckon with them. */

/** Edits and renames of a record that a person gave up since it was last made here. */
export const givenUpOf = (reader: Reader, uid: number): Change[] =>
  reader
    .rows<Selectable<Tables['changes']>>(
      `SELECT * FROM changes INDEXED BY changes_by_uid WHERE uid = ?1 AND kind IN ('set-field', 'rename')
         AND state = 'discarded' AND id > coalesce(
           (SELECT max(id) FROM changes INDEXED BY changes_by_uid WHERE uid = ?1 AND kind = 'create' AND state = 'applied'), 0)`,
      uid,
    )
    .map(toChange)

/** Counts of a cell that were made after a change and have had effect, or were so already. */
export const countsAfter = (reader: Reader, item: number, warehouse: number, id: number): number[] =>
  reader
    .rows<{ id: number }>(
      `SELECT id FROM changes INDEXED BY changes_by_uid WHERE uid = ? AND kind = 'stock-set' AND warehouse = ? AND id > ?
         AND (state = 'applied' OR (state = 'superseded' AND superseded_by IS NULL))`,
      item,
      warehouse,
      id,
    )
    .map((row) => row.id)

/** The movements of one item in or out of a warehouse that had effect, or that something took the place of. */
export const pastMovements = (reader: Reader, item: number, warehouse: number): Change[] =>
  reader
    .rows<Selectable<Tables['changes']>>(
      `SELECT * FROM changes INDEXED BY changes_by_uid WHERE uid = ? AND kind IN ('stock-delta', 'transfer')
         AND state IN ('applied', 'superseded') AND ? IN (warehouse, to_warehouse)`,
      item,
      warehouse,
    )
    .map(toChange)
