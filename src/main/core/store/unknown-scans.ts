import type { Reader, Writer } from './database.ts'
import type { ScanEvent } from './scans.ts'

/**
 * Scans whose code nobody knew: kept on their tapes with quantity and neighbours until a person says what they are, or
 * takes the code off the list. A scan that was taken back, counted or dismissed is not on the list.
 */
const pending = `scans.outcome = 'unknown'
  AND NOT EXISTS (SELECT 1 FROM scans AS answer WHERE answer.answers = scans.seq)
  AND NOT EXISTS (SELECT 1 FROM dismissed_codes AS gone
    WHERE gone.connection = stocktakes.connection AND gone.code = scans.code AND gone.seq >= scans.seq)`

const from = 'FROM scans JOIN stocktakes ON stocktakes.stocktake_id = scans.stocktake_id'

export const countUnknownCodes = (reader: Reader, stocktakeID: string): number =>
  reader.row<{ count: number }>(
    `SELECT count(DISTINCT scans.code) AS count ${from} WHERE scans.stocktake_id = ? AND ${pending}`,
    stocktakeID,
  )?.count ?? 0

export interface UnknownScan extends ScanEvent {
  readonly state: 'open' | 'posted' | 'cancelled'
}

/** The pending scans of a connection's stocktakes, oldest first; those of cancelled stocktakes are nobody's question any more. */
export function pendingScans(reader: Reader, connection: number, stocktakeID?: string): UnknownScan[] {
  return reader.rows<UnknownScan>(
    `SELECT scans.*, stocktakes.state ${from}
     WHERE stocktakes.connection = ? AND stocktakes.state <> 'cancelled' AND (? IS NULL OR scans.stocktake_id = ?) AND ${pending} ORDER BY scans.seq`,
    connection,
    stocktakeID ?? null,
    stocktakeID ?? null,
  )
}

/** The item counted right before or after an event of the same tape, by name or SKU. */
export function neighbour(reader: Reader, stocktakeID: string, seq: number, side: 'before' | 'after'): string | null {
  const [comparison, order] = side === 'before' ? ['<', 'DESC'] : ['>', 'ASC']
  const row = reader.row<{ label: string }>(
    `SELECT coalesce(records.name, records.key) AS label FROM scans JOIN records ON records.uid = scans.item
     WHERE scans.stocktake_id = ? AND scans.seq ${comparison} ? AND scans.kind IN ('scan', 'count') ORDER BY scans.seq ${order} LIMIT 1`,
    stocktakeID,
    seq,
  )
  return row?.label ?? null
}

/** Takes a code off the list with the scans it has so far; a later scan puts it on again. */
export function dismissCode(writer: Writer, connection: number, code: string): void {
  writer.exec(
    `INSERT INTO dismissed_codes (connection, code, seq, move_seq)
     VALUES (?, ?, (SELECT coalesce(max(seq), 0) FROM scans), (SELECT coalesce(max(seq), 0) FROM move_scans))
     ON CONFLICT DO UPDATE SET seq = excluded.seq, move_seq = excluded.move_seq`,
    connection,
    code,
  )
  writer.touch('barcodes', 'stocktakes', 'moves', 'status')
}

/** Codes that open stocktakes are still waiting to be told of. */
export const countOpenUnknownCodes = (reader: Reader, connection: number): number =>
  reader.row<{ count: number }>(
    `SELECT count(DISTINCT scans.code) AS count FROM stocktakes CROSS JOIN scans ON scans.stocktake_id = stocktakes.stocktake_id
     WHERE stocktakes.connection = ? AND stocktakes.state = 'open' AND ${pending}`,
    connection,
  )?.count ?? 0
