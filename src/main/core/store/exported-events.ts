import type { Reader } from './database.ts'
import { unanswered, type ScanEvent } from './scans.ts'

/** One event of a tape as it leaves this PC: the tape's own columns, and what its local numbers stand for. */
export interface ExportedEvent extends Pick<
  ScanEvent,
  'at' | 'kind' | 'outcome' | 'code' | 'sku' | 'quantity' | 'counted' | 'round' | 'place' | 'lot' | 'expiry' | 'serial'
> {
  readonly scanID: string
  /** What the item is called now. */
  readonly item: string | null
  readonly typed: 0 | 1
  readonly fresh: 0 | 1
  readonly person: string | null
  readonly device: string | null
  readonly hash: string | null
  readonly expected: number | null
  readonly readAt: number | null
  readonly answers: string | null
  /** 1: nothing took it back, and no link counted it. */
  readonly open: 0 | 1
}

/** Oldest first. */
export const exportedEvents = (reader: Reader, stocktakeID: string): ExportedEvent[] =>
  reader.rows<ExportedEvent>(
    `SELECT scans.scan_id AS scanID, scans.at, scans.kind, scans.outcome, scans.code, scans.sku, records.key AS item, scans.quantity,
       scans.typed, scans.fresh, scans.counted, scans.round, scans.place, scans.lot, scans.expiry, scans.serial, scans.person,
       scans.device, scans.hash, scans.expected, scans.read_at AS readAt, answered.scan_id AS answers, ${unanswered} AS open
     FROM scans LEFT JOIN records ON records.uid = scans.item LEFT JOIN scans AS answered ON answered.seq = scans.answers
     WHERE scans.stocktake_id = ? ORDER BY scans.seq`,
    stocktakeID,
  )

/** Who counted each item, in any round, whether or not it stands. */
export function countersByItem(reader: Reader, stocktakeID: string): Map<number, Set<string>> {
  const rows = reader.rows<{ item: number; person: string }>(
    `SELECT DISTINCT item, person FROM scans
     WHERE stocktake_id = ? AND item IS NOT NULL AND person IS NOT NULL AND kind IN ('scan', 'count', 'link', 'zero')`,
    stocktakeID,
  )
  return new Map(
    [...Map.groupBy(rows, ({ item }) => item)].map(([item, own]) => [item, new Set(own.map(({ person }) => person))]),
  )
}
