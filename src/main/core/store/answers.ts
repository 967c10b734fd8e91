import { db, type Reader, type Writer } from './database.ts'

/** What commands with a requestID answered, so that a repeated one does nothing and is answered alike. */
export interface SavedAnswer {
  readonly method: string
  readonly output: unknown
}

/** How long an answer is kept: a week, in milliseconds. */
const keep = 7 * 24 * 3600 * 1000
/** At most this many old answers go with one new one, so that no single command pays for a busy week. */
const prunedAtOnce = 100

export function findAnswer(reader: Reader, requestID: string): SavedAnswer | undefined {
  const row = reader.row<{ method: string; output: string }>(
    'SELECT method, output FROM answers WHERE request_id = ?',
    requestID,
  )
  return row && { method: row.method, output: JSON.parse(row.output) }
}

/** The first answer stands: a job keeps its own together with its effect, before it is over. */
export function saveAnswer(writer: Writer, requestID: string, method: string, output: unknown, at: number): void {
  const row = { request_id: requestID, method, output: JSON.stringify(output), at }
  writer.run(
    db
      .insertInto('answers')
      .values(row)
      .onConflict((conflict) => conflict.doNothing()),
  )
  pruneAnswers(writer, at)
}

/** Forgets answers older than a week, some at a time. */
export function pruneAnswers(writer: Writer, now: number): void {
  writer.exec(
    'DELETE FROM answers WHERE request_id IN (SELECT request_id FROM answers WHERE at < ? ORDER BY at LIMIT ?)',
    now - keep,
    prunedAtOnce,
  )
}
