import { changeStates, type ChangeState, type RecordKind } from '../../../shared/domain/change.ts'
import type { Reader } from './database.ts'

/** Counts that triggers keep up to date, so that asking for them costs nothing however large the mirror and the queue are. */
export interface Tallies {
  /** Records that the view has. */
  readonly records: Readonly<Record<RecordKind, number>>
  readonly changes: Readonly<Record<ChangeState, number>>
}

export function readTallies(reader: Reader, connection: number): Tallies {
  const rows = reader.rows<{ name: string; count: number }>(
    'SELECT name, count FROM tallies WHERE connection = ?',
    connection,
  )
  const counts = new Map(rows.map((row) => [row.name, row.count]))
  const count = (name: string): number => counts.get(name) ?? 0
  const changes = Object.fromEntries(changeStates.map((state) => [state, count(state)]))
  return {
    records: { item: count('item'), warehouse: count('warehouse'), bundle: count('bundle') },
    changes: changes as Record<ChangeState, number>, // safe: made of every state just above
  }
}

/** Whether the mirror holds items of this connection alone, so that what counts all counts its own. */
export function isOnlyMirror(reader: Reader, connection: number): boolean {
  const others = reader.row("SELECT 1 FROM tallies WHERE name = 'item' AND connection <> ? AND count > 0", connection)
  return others === undefined
}

/** Cells that the view shows, in all warehouses. */
export function countCells(reader: Reader, connection: number): number {
  const row = reader.row<{ cells: number | null }>(
    'SELECT sum(cells) AS cells FROM warehouse_totals CROSS JOIN records ON records.uid = warehouse WHERE records.connection = ?',
    connection,
  )
  return row?.cells ?? 0
}
