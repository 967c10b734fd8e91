import type { TapeRow } from '../../../shared/contract/stocktake-rows.ts'

/**
 * The part of a tape that is here, newest first. Tapes only grow, so rows that came once stay; what is added here from
 * the answer to a scan is replaced by the core's own row as soon as that is read.
 */
export type TapeRows = readonly TapeRow[]

/** Beyond this many the oldest are let go; scrolling there reads them again. */
const kept = 2000

/** Puts the newest rows, as read, over what is here. Rows with nothing in common with them lie beyond a gap and go. */
export function mergeHead(known: TapeRows, head: TapeRows): TapeRows {
  const oldest = head.at(-1)
  if (oldest === undefined) return known
  const newest = head[0]?.seq ?? oldest.seq
  const ahead = known.filter((row) => row.seq > newest)
  const behind = known.some((row) => row.seq >= oldest.seq && row.seq <= newest)
    ? known.filter((row) => row.seq < oldest.seq)
    : []
  return withUndone([...ahead, ...head, ...behind].slice(0, kept))
}

/** Adds one row that a command's answer told of; a row that is here already stays as it is. */
export function addRow(known: TapeRows, row: TapeRow): TapeRows {
  if (known.some((other) => other.seq === row.seq)) return known
  const place = known.findIndex((other) => other.seq < row.seq)
  const rows = place === -1 ? [...known, row] : [...known.slice(0, place), row, ...known.slice(place)]
  return withUndone(rows.slice(0, kept))
}

/** Adds rows read from before the oldest one here. */
export function addOlder(known: TapeRows, older: TapeRows): TapeRows {
  const oldest = known.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER
  return withUndone([...known, ...older.filter((row) => row.seq < oldest)])
}

/** A counter-entry strikes its scan through even where that row was read before it was taken back. */
function withUndone(rows: TapeRows): TapeRows {
  const takenBack = new Set(rows.flatMap((row) => (row.undoes === null ? [] : [row.undoes])))
  if (takenBack.size === 0) return rows
  return rows.map((row) => (takenBack.has(row.scanID) && !row.undone ? { ...row, undone: true } : row))
}
