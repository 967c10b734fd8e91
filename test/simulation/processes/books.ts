import Sqlite from 'better-sqlite3'
import { join } from 'node:path'

/** Looks into the database of a data folder from outside, beside the process that has it open. */
export interface BookedChange {
  readonly id: number
  readonly kind: string
  readonly state: string
  readonly quantity: number | null
  readonly key: string
  readonly fromKey: string | null
  readonly toKey: string | null
}

export interface BookedAttempt {
  readonly bodyHash: string
  readonly changeIDs: readonly number[]
}

export interface Books {
  readonly integrity: string
  readonly changes: readonly BookedChange[]
  readonly attempts: readonly BookedAttempt[]
  readonly scanIDs: ReadonlySet<string>
}

export function readBooks(directory: string): Books {
  const sqlite = new Sqlite(join(directory, 'hakomori.db'), { readonly: true })
  try {
    const rows = <R>(text: string): R[] => sqlite.prepare(text).all() as R[] // safe: the statement says what it selects
    const attempts = rows<{ body_hash: string; change_ids: string }>('SELECT body_hash, change_ids FROM attempts')
    return {
      integrity: String(sqlite.pragma('integrity_check(1)', { simple: true })),
      changes: rows<BookedChange>(
        `SELECT c.id, c.kind, c.state, c.quantity, item.key, place.key AS fromKey, other.key AS toKey FROM changes AS c
         JOIN records AS item ON item.uid = c.uid LEFT JOIN records AS place ON place.uid = c.warehouse
         LEFT JOIN records AS other ON other.uid = c.to_warehouse ORDER BY c.id`,
      ),
      attempts: attempts.map((row) => ({
        bodyHash: row.body_hash,
        changeIDs: JSON.parse(row.change_ids) as number[], // safe: the store wrote it
      })),
      scanIDs: new Set(rows<{ scan_id: string }>('SELECT scan_id FROM scans').map((row) => row.scan_id)),
    }
  } finally {
    sqlite.close()
  }
}

/** The requests behind one change that the remote carried out. */
export function timesLanded(books: Books, landed: ReadonlyMap<string, number>, changeID: number): number {
  const hashes = new Set(
    books.attempts.flatMap((attempt) => (attempt.changeIDs.includes(changeID) ? [attempt.bodyHash] : [])),
  )
  return [...hashes].reduce((sum, hash) => sum + (landed.get(hash) ?? 0), 0)
}

/** What the changes that were not given up add to each cell. */
export function movedBy(books: Books): ReadonlyMap<string, number> {
  const moved = new Map<string, number>()
  const add = (key: string, place: string | null, by: number): void => {
    const cell = `${key} ${String(place)}`
    moved.set(cell, (moved.get(cell) ?? 0) + by)
  }
  for (const { kind, state, quantity, key, fromKey, toKey } of books.changes) {
    if (state === 'discarded' || quantity === null) continue
    if (kind === 'stock-delta') add(key, fromKey, quantity)
    if (kind !== 'transfer') continue
    add(key, fromKey, -quantity)
    add(key, toKey, quantity)
  }
  return moved
}
