import type { Reader, Writer } from './database.ts'

/** When requests were made, so that the limit of sync.md rule 18 holds over a restart. Local times. */
export function readRequestTimes(reader: Reader, connection: number): number[] {
  const rows = reader.rows<{ at: number }>('SELECT at FROM request_times WHERE connection = ? ORDER BY at', connection)
  return rows.map((row) => row.at)
}

/** Adds times and forgets those that are too old to matter. */
export function addRequestTimes(
  writer: Writer,
  connection: number,
  times: readonly number[],
  forgetBefore: number,
): void {
  writer.exec('DELETE FROM request_times WHERE connection = ? AND at < ?', connection, forgetBefore)
  for (const at of times)
    writer.exec('INSERT INTO request_times (connection, at) VALUES (?, ?)', connection, Math.round(at))
}
