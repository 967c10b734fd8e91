import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { teachableCode } from '../../../shared/domain/code-teaching.ts'
import { readCodeRules } from './code-rules.ts'
import type { Reader, Writer } from './database.ts'
import { unanswered, type ScanEvent } from './scans.ts'

/**
 * Scans whose code nobody knew: kept on their tapes with quantity and neighbours until a person says what they are, or
 * takes the code off the list. A scan that was taken back, counted or dismissed is not on the list.
 */
const pending = `scans.outcome = 'unknown'
  AND ${unanswered}
  AND NOT EXISTS (SELECT 1 FROM dismissed_codes AS gone
    WHERE gone.connection = stocktakes.connection AND gone.code = scans.code AND gone.seq >= scans.seq)`

const from = 'FROM scans JOIN stocktakes ON stocktakes.stocktake_id = scans.stocktake_id'

export const countUnknownCodes = (reader: Reader, stocktakeID: string): number =>
  countTeachable(
    reader,
    reader.rows<{ code: string | null }>(
      `SELECT DISTINCT scans.code ${from} WHERE scans.stocktake_id = ? AND ${pending}`,
      stocktakeID,
    ),
  )

/** Two lots of one thing are one code to teach. */
function countTeachable(reader: Reader, rows: readonly { readonly code: string | null }[]): number {
  if (rows.length === 0) return 0
  const rules = readCodeRules(reader)
  return new Set(rows.map(({ code }) => teachableCode(readScannedCode(code ?? ''), rules))).size
}

export interface UnknownScan extends ScanEvent {
  readonly state: 'open' | 'posted' | 'cancelled'
  /** Of its stocktake. */
  readonly name: string
}

/** The pending scans of a connection's stocktakes, oldest first; those of cancelled stocktakes are nobody's question any more. */
export function pendingScans(reader: Reader, connection: number, stocktakeID?: string): UnknownScan[] {
  return reader.rows<UnknownScan>(
    `SELECT scans.*, stocktakes.state, stocktakes.name ${from}
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

/** Puts a dismissed code on the list again. */
export function restoreCode(writer: Writer, connection: number, code: string): void {
  writer.exec('DELETE FROM dismissed_codes WHERE connection = ? AND code = ?', connection, code)
  writer.touch('barcodes', 'stocktakes', 'moves', 'status')
}

export const dismissedCodes = (reader: Reader, connection: number): string[] =>
  reader
    .rows<{ code: string }>('SELECT code FROM dismissed_codes WHERE connection = ?', connection)
    .map(({ code }) => code)

/** The links of an item's kept scans that stand in open stocktakes, oldest first. */
export const standingLinks = (reader: Reader, connection: number, item: number): ScanEvent[] =>
  reader.rows<ScanEvent>(
    `SELECT scans.* ${from} WHERE stocktakes.connection = ? AND stocktakes.state = 'open' AND scans.kind = 'link' AND scans.item = ?
       AND ${unanswered} ORDER BY scans.seq`,
    connection,
    item,
  )

/** Makes a kept scan unknown once more, whatever answered it so far. */
export function reopenScan(writer: Writer, seq: number): void {
  writer.exec(
    `INSERT INTO reopened_scans (seq, answered_to) VALUES (?, (SELECT max(seq) FROM scans))
     ON CONFLICT DO UPDATE SET answered_to = excluded.answered_to`,
    seq,
  )
  writer.touch('barcodes', 'stocktakes', 'status')
}

/** Codes that open stocktakes are still waiting to be told of. */
export const countOpenUnknownCodes = (reader: Reader, connection: number): number =>
  countTeachable(
    reader,
    reader.rows<{ code: string | null }>(
      `SELECT DISTINCT scans.code FROM stocktakes CROSS JOIN scans ON scans.stocktake_id = stocktakes.stocktake_id
       WHERE stocktakes.connection = ? AND stocktakes.state = 'open' AND ${pending}`,
      connection,
    ),
  )
