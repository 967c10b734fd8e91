import { logRow, type LogRow } from '../../../shared/contract/sync.ts'
import { db, type Reader, type Writer } from './database.ts'

/** What the engine did, in sentences for users. Developers' diagnostics go through the log port instead. */
export type LogEntry = Omit<LogRow, 'id' | 'at'>

export function writeLog(writer: Writer, connection: number | null, at: number, entry: LogEntry): void {
  const { level, event, text } = entry
  writer.run(
    db.insertInto('log').values({ connection, at, level, event, text, details: JSON.stringify(entry.details) }),
  )
  writer.touch('log')
}

/** Newest first, from before the entry `before`. */
export function readLog(reader: Reader, connection: number, limit: number, before?: number): LogRow[] {
  const rows = reader.all(
    db
      .selectFrom('log')
      .select(['id', 'at', 'level', 'event', 'text', 'details'])
      .where('connection', '=', connection)
      .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('id', 'desc')
      .limit(limit),
  )
  return rows.map((row) => logRow.parse({ ...row, details: JSON.parse(row.details) as unknown }))
}

/** The newest entries of all connections, for support. */
export const readAllLog = (reader: Reader, limit: number): Record<string, unknown>[] =>
  reader.rows<Record<string, unknown>>(
    'SELECT connection, at, level, event, text, details FROM log ORDER BY id DESC LIMIT ?',
    limit,
  )

/** Forgets entries beyond the newest `keep` of a connection. */
export function pruneLog(writer: Writer, connection: number, keep: number): void {
  writer.exec(
    'DELETE FROM log WHERE connection = ? AND id <= (SELECT id FROM log WHERE connection = ? ORDER BY id DESC LIMIT 1 OFFSET ?)',
    connection,
    connection,
    keep,
  )
}
