import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'
import type { CellSnapshot } from './cell-snapshot.ts'
import type { Reader, Writer } from './database.ts'
import type { Tables } from './tables.ts'
import { eventHash } from './tape-hash.ts'
import type { Selectable } from 'kysely'

/** The tape of a stocktake: append-only events. An undo, and the later counting of an unknown code, are events too. */
export type ScanEvent = Selectable<Tables['scans']>

export interface NewScan {
  readonly stocktakeID: string
  readonly scanID: string
  readonly at: number
  readonly kind: ScanEvent['kind']
  readonly outcome: ScanEvent['outcome']
  readonly quantity: number
  readonly code?: string | null
  readonly item?: number | null
  readonly typed?: boolean
  readonly fresh?: boolean
  readonly counted?: number | null
  readonly answers?: number | null
  readonly person: string | null
  /** Left out: 1. */
  readonly round?: number
  /** The PC it happened on; left out: this one. */
  readonly device?: string | null
  readonly particulars?: Particulars
  readonly snapshot?: Partial<CellSnapshot>
  /** The first event of the bundle that this one is a part of. */
  readonly bundle?: number | null
}

/** Where it was counted, and what its code said or a person typed of lot, expiry ('YYYY-MM-DD') and serial number. */
export interface Particulars {
  readonly place?: string | null
  readonly lot?: string | null
  readonly expiry?: string | null
  readonly serial?: string | null
}

export function appendScan(writer: Writer, scan: NewScan): number {
  const { item = null, code = null, counted = null, round = 1, device = null } = scan
  const { place = null, lot = null, expiry = null, serial = null } = scan.particulars ?? {}
  const typed = scan.typed === true
  const sku = item === null ? null : keyOf(writer, item)
  const event = { ...scan, code, sku, counted, round, device, typed, place, lot, expiry, serial }
  return writer.exec(
    `INSERT INTO scans (stocktake_id, scan_id, at, kind, outcome, code, item, quantity, typed, fresh, counted, answers, person,
       round, device, place, lot, expiry, serial, sku, hash, expected, base, open_changes, read_at, change_mark, observation_mark, bundle)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    scan.stocktakeID,
    scan.scanID,
    scan.at,
    scan.kind,
    scan.outcome,
    code,
    item,
    scan.quantity,
    typed ? 1 : 0,
    scan.fresh === true ? 1 : 0,
    counted,
    scan.answers ?? null,
    scan.person,
    round,
    device,
    place,
    lot,
    expiry,
    serial,
    sku,
    eventHash(lastHash(writer, scan.stocktakeID), event),
    ...snapshotColumns(scan.snapshot),
    scan.bundle ?? null,
  ).id
}

const keyOf = (reader: Reader, item: number): string | null =>
  reader.row<{ key: string }>('SELECT key FROM records WHERE uid = ?', item)?.key ?? null

/** The hash of the newest event of a tape; empty before the first. */
export const lastHash = (reader: Reader, stocktakeID: string): string =>
  reader.row<{ hash: string | null }>(
    'SELECT hash FROM scans WHERE seq = (SELECT max(seq) FROM scans WHERE stocktake_id = ?)',
    stocktakeID,
  )?.hash ?? ''

const snapshotColumns = (snapshot: Partial<CellSnapshot> = {}): (number | string | null)[] => [
  snapshot.expected ?? null,
  snapshot.base ?? null,
  snapshot.openChanges ?? null,
  snapshot.readAt ?? null,
  snapshot.changeMark ?? null,
  snapshot.observationMark ?? null,
]

export const findScan = (reader: Reader, stocktakeID: string, scanID: string): ScanEvent | undefined =>
  reader.row<ScanEvent>('SELECT * FROM scans WHERE stocktake_id = ? AND scan_id = ?', stocktakeID, scanID)

export const getScan = (reader: Reader, seq: number): ScanEvent | undefined =>
  reader.row<ScanEvent>('SELECT * FROM scans WHERE seq = ?', seq)

/** The event that took this one back, or counted it under its item after all. */
export const answerTo = (reader: Reader, seq: number): ScanEvent | undefined =>
  reader.row<ScanEvent>(
    `SELECT * FROM scans WHERE answers = ?1 AND kind IN ('undo', 'link')
       AND NOT EXISTS (SELECT 1 FROM reopened_scans AS again WHERE again.seq = ?1 AND again.answered_to >= scans.seq) ORDER BY seq DESC LIMIT 1`,
    seq,
  )

/** An answer before a kept scan was reopened doesn't count any more. */
export const unanswered = `NOT EXISTS (SELECT 1 FROM scans AS answer WHERE answer.answers = scans.seq
  AND NOT EXISTS (SELECT 1 FROM reopened_scans AS again WHERE again.seq = scans.seq AND again.answered_to >= answer.seq))`

/** Counting events of one item in one round that stand, oldest first. */
export const standingEvents = (reader: Reader, stocktakeID: string, item: number, round: number): ScanEvent[] =>
  reader
    .rows<ScanEvent>(
      `SELECT * FROM scans WHERE stocktake_id = ? AND item = ? AND round = ? AND kind IN ('scan', 'count', 'zero', 'link') AND outcome = 'known' AND ${unanswered}`,
      stocktakeID,
      item,
      round,
    )
    .sort((a, b) => a.seq - b.seq)

/** Whether this serial number of an item is counted in a stocktake, in any round. */
export const hasStandingSerial = (reader: Reader, stocktakeID: string, item: number, serial: string): boolean =>
  reader.row(
    `SELECT 1 FROM scans WHERE stocktake_id = ? AND item = ? AND serial = ? AND kind IN ('scan', 'link') AND ${unanswered}`,
    stocktakeID,
    item,
    serial,
  ) !== undefined

/** Pieces kept under an unknown code in one stocktake. */
export const keptUnder = (reader: Reader, stocktakeID: string, code: string): number =>
  reader.row<{ kept: number | null }>(
    `SELECT sum(quantity) AS kept FROM scans WHERE stocktake_id = ? AND code = ? AND outcome = 'unknown' AND ${unanswered}`,
    stocktakeID,
    code,
  )?.kept ?? 0

type JoinedTape = Omit<TapeRow, 'typed' | 'undone'> & { typed: 0 | 1; undone: 0 | 1 }

export interface TapeQuery {
  /** Only what is older than this event. */
  readonly before: number | undefined
  /** In the form of `searchText`: every word must be found; empty: everything. */
  readonly search: string
  /** Only what this person did; null: everybody’s. */
  readonly person: string | null
  readonly limit: number
}

/** What a search of the tape looks through, besides the item's own search text. */
const searched =
  "lower(coalesce(scans.code, '') || ' ' || coalesce(scans.place, '') || ' ' || coalesce(scans.lot, '') || ' ' || coalesce(scans.serial, '') || ' ' || coalesce(scans.person, ''))"

/** Newest first. */
export function readTape(reader: Reader, stocktakeID: string, { before, search, person, limit }: TapeQuery): TapeRow[] {
  const words = search.split(' ').filter((word) => word !== '')
  const found = `AND (instr(coalesce(records.search_text, ''), ?) > 0 OR instr(${searched}, ?) > 0) `
  const rows = reader.rows<JoinedTape>(
    `SELECT scans.seq, scans.scan_id AS scanID, scans.at, scans.kind, scans.outcome, scans.code, records.key AS sku, records.name,
       scans.round, scans.place, scans.lot, scans.expiry, scans.serial, scans.device, scans.quantity, scans.typed, scans.counted, scans.person,
       EXISTS (SELECT 1 FROM scans AS undo WHERE undo.answers = scans.seq AND undo.kind = 'undo') AS undone,
       CASE scans.kind WHEN 'undo' THEN answered.scan_id END AS undoes
     FROM scans LEFT JOIN records ON records.uid = scans.item LEFT JOIN scans AS answered ON answered.seq = scans.answers
     WHERE scans.stocktake_id = ? AND scans.seq < ? ${person === null ? '' : 'AND scans.person = ? '}${found.repeat(words.length)}ORDER BY scans.seq DESC LIMIT ?`,
    stocktakeID,
    before ?? Number.MAX_SAFE_INTEGER,
    ...(person === null ? [] : [person]),
    ...words.flatMap((word) => [word, word]),
    limit,
  )
  return rows.map((row) => ({ ...row, typed: row.typed === 1, undone: row.undone === 1 }))
}
