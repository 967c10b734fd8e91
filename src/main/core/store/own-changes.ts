import type { ChangeKind, ChangeState } from '../../../shared/domain/change.ts'
import type { OwnChange } from '../../../shared/domain/stocktake.ts'
import { subtract } from '../../../shared/domain/quantity.ts'
import { payloadSchema } from './change-payload.ts'
import type { Reader } from './database.ts'
import type { Stocktake } from './stocktakes.ts'

/**
 * The own changes that a review must know of: made after a line's first scan, or still open at its last one. By item,
 * oldest first. One statement for many lines, because most have none.
 */
export function ownChangesOfLines(
  reader: Reader,
  stocktake: Stocktake,
  items: readonly number[],
): Map<number, OwnChange[]> {
  const rows = reader.rows<Columns>(
    `SELECT own.id, own.uid, own.kind, own.state, own.warehouse, own.to_warehouse, own.quantity, own.payload,
       own.stocktake_id IS NOT NULL AS from_stocktake, successor.state IS 'applied' AS successor_applied
     FROM stocktake_lines AS line
     JOIN scans AS first ON first.seq = line.first_seq
     JOIN scans AS last ON last.seq = line.last_seq
     JOIN changes AS own ON own.uid = line.item AND (own.warehouse = ? OR own.to_warehouse = ? OR own.kind = 'create')
       AND (own.id > coalesce(first.change_mark, 0) OR own.id IN (SELECT value FROM json_each(coalesce(last.open_changes, '[]'))))
     LEFT JOIN changes AS successor ON successor.id = own.superseded_by
     WHERE line.stocktake_id = ? AND line.item IN (SELECT value FROM json_each(?))
     ORDER BY own.id`,
    stocktake.warehouse,
    stocktake.warehouse,
    stocktake.id,
    JSON.stringify(items),
  )
  const found = new Map<number, OwnChange[]>()
  for (const row of rows) {
    const known = found.get(row.uid)
    if (known) known.push(toOwnChange(row))
    else found.set(row.uid, [toOwnChange(row)])
  }
  return found
}

interface Columns {
  readonly id: number
  readonly uid: number
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly warehouse: number | null
  readonly to_warehouse: number | null
  readonly quantity: number | null
  readonly payload: string
  readonly from_stocktake: 0 | 1
  readonly successor_applied: 0 | 1
}

function toOwnChange(row: Columns): OwnChange {
  const { stock, carried = 0 } = row.payload === '{}' ? {} : payloadSchema.parse(JSON.parse(row.payload))
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    assumed: null,
    warehouse: row.warehouse,
    toWarehouse: row.to_warehouse,
    // Every movement is told by itself.
    quantity: row.quantity === null ? null : subtract(row.quantity, carried),
    stock,
    fromStocktake: row.from_stocktake === 1,
    successorApplied: row.successor_applied === 1,
  }
}

/** An own change as it stands now. */
export interface DatedChange extends OwnChange {
  /** When it came to its state, in this PC's time. */
  readonly stateAt: number
  /** Its fate is not known, and the base is taken to hold it. */
  readonly inBase: boolean
}

/** The own changes of a cell that were open at a time of this PC's clock, or were made since; oldest first. */
export const changesOfCell = (reader: Reader, item: number, warehouse: number, at: number): DatedChange[] =>
  reader
    .rows<Columns & { readonly state_at: number; readonly in_base: 0 | 1 }>(
      `SELECT own.id, own.uid, own.kind, own.state, own.state_at, own.warehouse, own.to_warehouse, own.quantity, own.payload,
         own.state IN ('unknown', 'quarantined') AND own.assumed IS 'applied' AS in_base,
         own.stocktake_id IS NOT NULL AS from_stocktake, successor.state IS 'applied' AS successor_applied
       FROM changes AS own LEFT JOIN changes AS successor ON successor.id = own.superseded_by
       WHERE own.uid = ? AND (own.warehouse = ? OR own.to_warehouse = ? OR own.kind = 'create')
         AND own.state <> 'discarded' AND (own.state NOT IN ('applied', 'superseded') OR own.state_at > ?)
       ORDER BY own.id`,
      item,
      warehouse,
      warehouse,
      at,
    )
    .map((row) => ({ ...toOwnChange(row), stateAt: row.state_at, inBase: row.in_base === 1 }))

/** The remote's time of the newest foreign movement of a cell after a mark, where one was seen. */
export const lastForeignMove = (reader: Reader, item: number, warehouse: number, mark: number): number | null =>
  reader.row<{ at: number | null }>(
    'SELECT server_updated_at AS at FROM observations WHERE item = ? AND warehouse = ? AND id > ? ORDER BY id DESC LIMIT 1',
    item,
    warehouse,
    mark,
  )?.at ?? null

/**
 * How far the remote's clock is ahead of this PC's, by the last request that told: for the order of two times in a
 * suggestion, never for a decision (invariant I18). 0 while nothing is known.
 */
export const remoteClockAhead = (reader: Reader, connection: number): number =>
  reader.row<{ ahead: number }>(
    'SELECT server_sent_at - sent_at AS ahead FROM attempts WHERE connection = ? AND server_sent_at IS NOT NULL ORDER BY id DESC LIMIT 1',
    connection,
  )?.ahead ?? 0

/** Whether an own change or somebody else moved a cell since. */
export const hasMovedSince = (
  reader: Reader,
  item: number,
  warehouse: number,
  { changeMark, observationMark }: { readonly changeMark: number; readonly observationMark: number },
): boolean =>
  reader.row(
    `SELECT 1 FROM changes WHERE uid = ?1 AND id > ?3 AND (warehouse = ?2 OR to_warehouse = ?2)
     UNION ALL SELECT 1 FROM observations WHERE item = ?1 AND id > ?4 AND warehouse = ?2 LIMIT 1`,
    item,
    warehouse,
    changeMark,
    observationMark,
  ) !== undefined
