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

export type NumberedEvent = Pick<
  ScanEvent,
  'seq' | 'at' | 'kind' | 'outcome' | 'code' | 'sku' | 'quantity' | 'counted' | 'place' | 'person' | 'device' | 'hash'
>

/** Some of a tape at a time, oldest first. */
export const eventsAfter = (reader: Reader, stocktakeID: string, seq: number, limit: number): NumberedEvent[] =>
  reader.rows<NumberedEvent>(
    `SELECT seq, at, kind, outcome, code, sku, quantity, counted, place, person, device, hash FROM scans
     WHERE stocktake_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
    stocktakeID,
    seq,
    limit,
  )

const counting = "kind IN ('scan', 'count', 'link', 'zero')"

/** Items that a person counted in any round, whether or not it stands. */
export const itemsCountedBy = (reader: Reader, stocktakeID: string, person: string): Set<number> =>
  new Set(
    reader
      .rows<{ item: number }>(
        `SELECT DISTINCT item FROM scans WHERE stocktake_id = ? AND person = ? AND item IS NOT NULL AND ${counting}`,
        stocktakeID,
        person,
      )
      .map(({ item }) => item),
  )
