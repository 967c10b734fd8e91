import type { Reader } from './database.ts'

/**
 * What this PC knows of one cell at one moment: kept with every counting event, so that a review can say later what
 * was expected then (sync.md §9). Everything is told by marks in append-only tables, nothing by clocks.
 */
export interface CellSnapshot {
  /** The view's figure. */
  readonly expected: number
  readonly base: number | null
  /** Ids of the own changes that the view adds to the base, as a JSON array. */
  readonly openChanges: string
  /** When the base was read, in this PC's time: for people. */
  readonly readAt: number | null
  /** The newest own change and the newest observed foreign movement, of any cell. */
  readonly changeMark: number
  readonly observationMark: number
}

/** `newest`: handed in where many cells are looked at in one transaction. */
export function snapshotCell(
  reader: Reader,
  item: number,
  warehouse: number,
  readAt: number | null,
  newest: Marks = marks(reader),
): CellSnapshot {
  const cell = reader.row<{ quantity: number; base: number | null }>(
    'SELECT quantity, base_quantity AS base FROM stock WHERE item = ? AND warehouse = ?',
    item,
    warehouse,
  )
  return {
    expected: cell?.quantity ?? 0,
    base: cell?.base ?? null,
    openChanges: openChanges(reader, item, warehouse),
    readAt,
    ...newest,
  }
}

export type Marks = Pick<CellSnapshot, 'changeMark' | 'observationMark'>

export const marks = (reader: Reader): Marks => ({
  changeMark: reader.row<{ id: number | null }>('SELECT max(id) AS id FROM changes')?.id ?? 0,
  observationMark: reader.row<{ id: number | null }>('SELECT max(id) AS id FROM observations')?.id ?? 0,
})

/** A change that the view takes as already in the base is left out, as the view does. */
function openChanges(reader: Reader, item: number, warehouse: number): string {
  const rows = reader.rows<{ id: number }>(
    `SELECT id FROM changes WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded')
       AND (warehouse = ? OR to_warehouse = ? OR kind = 'create')
       AND NOT (state IN ('unknown', 'quarantined') AND assumed IS 'applied')`,
    item,
    warehouse,
    warehouse,
  )
  return rows.length === 0 ? '[]' : JSON.stringify(rows.map((row) => row.id).sort((a, b) => a - b))
}

/**
 * What another PC knew of the cell when it was counted there: the figure that its screen showed, own movements of that PC
 * included, and the movements of this PC that it could not know. Whatever that PC moved and has not sent yet shows as drift
 * here until it arrives, so a line is asked rather than corrected twice. Local clocks tell only which of our own movements
 * came before the count.
 */
export function snapshotOfOther(
  reader: Reader,
  item: number,
  warehouse: number,
  { expected, readAt, at }: { readonly expected: number; readonly readAt: number | null; readonly at: number },
): CellSnapshot {
  const read = readAt ?? at
  const open = reader.rows<{ id: number }>(
    `SELECT id FROM changes WHERE uid = ? AND (warehouse = ? OR to_warehouse = ? OR kind = 'create') AND at <= ?
       AND state NOT IN ('superseded', 'discarded') AND NOT (state = 'applied' AND state_at <= ?) ORDER BY id`,
    item,
    warehouse,
    warehouse,
    at,
    read,
  )
  const newest = (table: 'changes' | 'observations', until: number): number =>
    reader.row<{ id: number | null }>(`SELECT max(id) AS id FROM ${table} WHERE at <= ?`, until)?.id ?? 0
  return {
    expected,
    base: expected,
    openChanges: JSON.stringify(open.map(({ id }) => id)),
    readAt,
    changeMark: newest('changes', at),
    observationMark: newest('observations', read),
  }
}
