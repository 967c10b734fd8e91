import type { Reader, Writer } from './database.ts'

/**
 * Brings the trigrams of the search up to the mirror. Until then new items are found by reading them (item-search.ts), so
 * nothing depends on when this is done; but the longer it waits, the longer a search takes.
 */

/** So many new records are read by a search without anybody noticing. */
export const indexAtOnce = 1000

/** Records that were added since; uids are never used twice. */
export function countUnindexed(reader: Reader): number {
  const row = reader.row<{ newest: number | null; indexed: number }>(
    'SELECT (SELECT max(uid) FROM records) AS newest, indexed_to AS indexed FROM search_progress',
  )
  return row?.newest === undefined || row.newest === null ? 0 : Math.max(0, row.newest - row.indexed)
}

/** Indexes the oldest records that are not yet, up to `indexAtOnce` of them. */
export function indexSearch(writer: Writer): void {
  const last = writer.row<{ uid: number | null }>(
    `SELECT max(uid) AS uid FROM
       (SELECT uid FROM records WHERE uid > (SELECT indexed_to FROM search_progress) ORDER BY uid LIMIT ?)`,
    indexAtOnce,
  )?.uid
  if (last === undefined || last === null) return
  writer.exec(
    `INSERT INTO item_search (rowid, search_text) SELECT uid, search_text FROM records
     WHERE uid > (SELECT indexed_to FROM search_progress) AND uid <= ? AND search_text <> ''`,
    last,
  )
  writer.exec('UPDATE search_progress SET indexed_to = ?', last)
}
