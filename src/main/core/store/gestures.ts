import type { Reader } from './database.ts'
import { unanswered, type ScanEvent } from './scans.ts'

/** What one undo takes back: one event, a bundle, or everything that was written under one name. */

/** The name of everything that one import of a sheet counted. */
export const sheetGesture = (id: string): string => `sheet-${id}`
export const isOfSheet = (scanID: string): boolean => scanID.startsWith('sheet-')

interface Undoable {
  /** Only what that person did. */
  readonly by?: { readonly person: string | null } | undefined
  readonly zeros: boolean
  /** A gesture that is passed over, because it is under way. */
  readonly except?: string | undefined
}

/** The newest event of this PC that an undo would take back. */
export function lastUndoable(
  reader: Reader,
  stocktakeID: string,
  { by, zeros, except }: Undoable,
): ScanEvent | undefined {
  return reader.row<ScanEvent>(
    `SELECT * FROM scans WHERE stocktake_id = ? AND kind IN ('scan', 'count', 'link'${zeros ? ", 'zero'" : ''})
       AND outcome IN ('known', 'unknown') AND device IS NULL AND NOT (scan_id >= ? AND scan_id < ?)
       ${by === undefined ? '' : 'AND person IS ?'} AND ${unanswered}
     ORDER BY seq DESC LIMIT 1`,
    stocktakeID,
    ...(except === undefined ? ['', ''] : rangeOf(except)),
    ...(by === undefined ? [] : [by.person]),
  )
}

/** The scanIDs of one gesture begin with it and a colon: from the first that is possible, up to the first that is not. */
const rangeOf = (gesture: string): readonly [string, string] => [`${gesture}:`, `${gesture};`]

const standing = `stocktake_id = ? AND kind IN ('zero', 'count') AND scan_id >= ? AND scan_id <= ? AND ${unanswered}`

/** Zeros, or rows of a sheet, of one gesture that stand. `part`: only those from one scanID to another. */
export function standingOfGesture(
  reader: Reader,
  stocktakeID: string,
  gesture: string,
  part?: { readonly from: string; readonly to: string },
): ScanEvent[] {
  const [from, to] = part === undefined ? rangeOf(gesture) : [part.from, part.to]
  return reader.rows<ScanEvent>(`SELECT * FROM scans WHERE ${standing} ORDER BY seq`, stocktakeID, from, to)
}

/** Whether anything of a gesture stands. */
export const gestureStands = (reader: Reader, stocktakeID: string, gesture: string): boolean =>
  reader.row(`SELECT 1 FROM scans WHERE ${standing} LIMIT 1`, stocktakeID, ...rangeOf(gesture)) !== undefined

/** The next scanIDs of a gesture, whatever became of them. */
export function gesturePage(
  reader: Reader,
  stocktakeID: string,
  { gesture, reached }: { readonly gesture: string; readonly reached: string },
  limit: number,
): string[] {
  const [from, to] = rangeOf(gesture)
  return reader
    .rows<{
      id: string
    }>(
      'SELECT scan_id AS id FROM scans WHERE stocktake_id = ? AND scan_id > ? AND scan_id < ? ORDER BY scan_id LIMIT ?',
      stocktakeID,
      reached === '' ? from : reached,
      to,
      limit,
    )
    .map(({ id }) => id)
}

/** Events of a gesture, whatever became of them. */
export const countGesture = (reader: Reader, stocktakeID: string, gesture: string): number =>
  reader.row<{ events: number }>(
    'SELECT count(*) AS events FROM scans WHERE stocktake_id = ? AND scan_id >= ? AND scan_id < ?',
    stocktakeID,
    ...rangeOf(gesture),
  )?.events ?? 0

/** The other events of the bundle that an event was counted with, as far as they stand. */
export const standingOfBundle = (reader: Reader, { seq, bundle }: ScanEvent): ScanEvent[] =>
  reader.rows<ScanEvent>(
    `SELECT * FROM scans WHERE seq <> ?1 AND (seq = ?2 OR bundle = ?2) AND outcome = 'known' AND ${unanswered} ORDER BY seq`,
    seq,
    bundle ?? seq,
  )
