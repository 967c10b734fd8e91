import { subtract } from '../../../shared/domain/quantity.ts'
import { figure } from '../../../shared/domain/stocktake.ts'
import type { CellSnapshot, Marks } from './cell-snapshot.ts'
import type { Reader } from './database.ts'
import { changesOfCell, type DatedChange } from './own-changes.ts'

/** An earlier moment: in this PC's time, and by the marks of what was known then. */
export interface Moment extends Marks {
  readonly at: number
}

/**
 * The cell as it was known at an earlier moment, for what is written to the tape later than it was counted: what others
 * were seen to move in between shows as drift, and what was moved here in between came after the count (sync.md §6).
 */
export function snapshotAt(
  reader: Reader,
  item: number,
  warehouse: number,
  readAt: number | null,
  { at, changeMark, observationMark }: Moment,
): CellSnapshot {
  const changes = changesOfCell(reader, item, warehouse, at)
  const base = baseAt(reader, item, warehouse, observationMark, changes)
  const open = changes.filter(({ id, inBase }) => id <= changeMark && !inBase)
  return {
    expected: figure(base, warehouse, open),
    base,
    openChanges: JSON.stringify(open.map(({ id }) => id)),
    // Of when the figures before the newest reading were read nothing is kept.
    readAt: readAt !== null && readAt <= at ? readAt : null,
    changeMark,
    observationMark,
  }
}

/** What was the newest change and the newest observation at a time of this PC's clock. */
export const marksAt = (reader: Reader, at: number): Marks => ({
  changeMark: newest(reader, 'changes', at),
  observationMark: newest(reader, 'observations', at),
})

const newest = (reader: Reader, table: 'changes' | 'observations', at: number): number =>
  reader.row<{ id: number }>(`SELECT id FROM ${table} WHERE at <= ? ORDER BY id DESC LIMIT 1`, at)?.id ?? 0

/** The figure before the first movement that was seen since, without the own changes that reached the remote before it. */
function baseAt(
  reader: Reader,
  item: number,
  warehouse: number,
  observationMark: number,
  changes: readonly DatedChange[],
): number | null {
  const moved = reader.row<{ before: number | null; at: number }>(
    'SELECT before, at FROM observations WHERE item = ? AND warehouse = ? AND id > ? ORDER BY id LIMIT 1',
    item,
    warehouse,
    observationMark,
  )
  const until = moved === undefined ? Infinity : moved.at
  const reached = changes.filter(({ state, stateAt }) => state === 'applied' && stateAt <= until)
  const known = moved === undefined ? figureNow(reader, item, warehouse) : moved.before
  if (known === null || reached.some(({ kind }) => kind === 'create')) return null
  // A figure that was set says nothing of the one before it; the review asks about such a line in any case.
  const deltas = reached.filter(({ kind }) => kind !== 'stock-set')
  return subtract(known, figure(0, warehouse, deltas))
}

const figureNow = (reader: Reader, item: number, warehouse: number): number | null =>
  reader.row<{ base: number | null }>(
    'SELECT base_quantity AS base FROM stock WHERE item = ? AND warehouse = ?',
    item,
    warehouse,
  )?.base ?? null
