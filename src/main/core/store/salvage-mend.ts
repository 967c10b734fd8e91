import type Sqlite from 'better-sqlite3'
import { z } from 'zod'
import type { Row } from './tolerant-rows.ts'

/**
 * Makes saved rows fit each other again. What a row hangs on is made up where its name is known from elsewhere; a
 * reference that may be empty is emptied; only what makes no sense alone is taken out, and told.
 */
export interface TakenOut {
  readonly table: string
  readonly row: Row
}

export function mendReferences(sqlite: Sqlite.Database): TakenOut[] {
  makeConnections(sqlite)
  makeRecords(sqlite)
  const out: TakenOut[] = []
  // What was taken out may have been hung on by others; every round takes out at least one row.
  for (;;) {
    const taken = references(sqlite).flatMap((reference) => mendReference(sqlite, reference))
    out.push(...taken)
    if (taken.length === 0) break
  }
  sqlite.exec(
    "UPDATE scans SET outcome = 'unknown' WHERE kind = 'scan' AND outcome = 'known' AND item IS NULL AND code IS NOT NULL",
  )
  countLines(sqlite)
  return out
}

const connectionHolders = ['records', 'changes', 'stocktakes', 'barcodes', 'move_drafts']

/** A connection that can't be read gets a new row under its number: its credentials are kept under it elsewhere. */
function makeConnections(sqlite: Sqlite.Database): void {
  for (const table of connectionHolders)
    sqlite.exec(
      `INSERT INTO connections (connection, name, remote, base_url, options, created_at)
       SELECT DISTINCT connection, 'Saved connection ' || connection, 'hako-v1', 'https://address-was-lost.invalid', '{}', 0
       FROM ${table} WHERE connection NOT IN (SELECT connection FROM connections)`,
    )
  sqlite.exec(
    `UPDATE connections SET in_use = 1 WHERE connection = (SELECT min(connection) FROM connections WHERE removed = 0)
       AND NOT EXISTS (SELECT 1 FROM connections WHERE in_use = 1)`,
  )
}

/** An item whose row is lost is found again by the name that a request or a scan kept of it. */
function makeRecords(sqlite: Sqlite.Database): void {
  const missing = 'NOT IN (SELECT uid FROM records)'
  const insert = 'INSERT OR IGNORE INTO records (uid, connection, kind, present, key, base_key)'
  sqlite.exec(
    `${insert} SELECT uid, connection, record_kind, 1, json_extract(payload, '$.key'), NULL FROM changes
       WHERE kind = 'create' AND uid ${missing} AND json_extract(payload, '$.key') IS NOT NULL`,
  )
  sqlite.exec(
    `${insert} SELECT a.uid, a.connection, c.record_kind, 1, json_extract(a.pre_image, '$.key'), json_extract(a.pre_image, '$.key')
       FROM attempts AS a JOIN changes AS c ON c.uid = a.uid
       WHERE a.uid ${missing} AND json_extract(a.pre_image, '$.key') IS NOT NULL ORDER BY a.id DESC`,
  )
  if (!hasColumn(sqlite, 'scans', 'sku')) return
  sqlite.exec(
    `${insert} SELECT s.item, t.connection, 'item', 1, s.sku, s.sku FROM scans AS s JOIN stocktakes AS t USING (stocktake_id)
       WHERE s.item ${missing} AND s.sku IS NOT NULL ORDER BY s.seq DESC`,
  )
}

const hasColumn = (sqlite: Sqlite.Database, table: string, column: string): boolean =>
  sqlite.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined

const referenceSchema = z.object({
  table: z.string(),
  column: z.string(),
  parent: z.string(),
  key: z.string(),
  action: z.string(),
  required: z.number(),
})
type Reference = z.infer<typeof referenceSchema>

/** Every foreign key of the schema; `key` is the parent's primary key where the reference names none. */
function references(sqlite: Sqlite.Database): Reference[] {
  const rows = sqlite
    .prepare(
      `SELECT t.name AS "table", f."from" AS "column", f."table" AS parent, f.on_delete AS action,
         coalesce(f."to", (SELECT name FROM pragma_table_info(f."table") WHERE pk = 1)) AS key,
         (SELECT c."notnull" OR c.pk > 0 FROM pragma_table_info(t.name) AS c WHERE c.name = f."from") AS required
       FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'`,
    )
    .all()
  return z.array(referenceSchema).parse(rows)
}

function mendReference(sqlite: Sqlite.Database, { table, column, parent, key, required }: Reference): TakenOut[] {
  const orphan = `"${column}" IS NOT NULL AND "${column}" NOT IN (SELECT "${key}" FROM "${parent}")`
  if (required === 0) {
    sqlite.exec(`UPDATE "${table}" SET "${column}" = NULL WHERE ${orphan}`)
    return []
  }
  // Safe: better-sqlite3 answers objects by column name.
  const rows = sqlite.prepare(`SELECT * FROM "${table}" WHERE ${orphan}`).all() as Row[]
  if (rows.length > 0) sqlite.exec(`DELETE FROM "${table}" WHERE ${orphan}`)
  return rows.map((row) => ({ table, row }))
}

/** Lines that are lost are counted again from the tape, whose last event of an item has its sum. */
function countLines(sqlite: Sqlite.Database): void {
  sqlite.exec(
    `INSERT OR IGNORE INTO stocktake_lines (stocktake_id, item, counted, scans, first_seq, last_seq)
     SELECT s.stocktake_id, s.item, s.counted, own.scans, own.first_seq, own.last_seq
     FROM (SELECT stocktake_id, item, count(*) AS scans, min(seq) AS first_seq, max(seq) AS last_seq FROM scans
           WHERE item IS NOT NULL AND outcome IS NOT 'duplicate' GROUP BY stocktake_id, item) AS own
     JOIN scans AS s ON s.seq = own.last_seq WHERE s.counted IS NOT NULL`,
  )
}
