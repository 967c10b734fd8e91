import { subtract } from '../../../shared/domain/quantity.ts'
import type { Reader } from './database.ts'

/** Movements that others were seen to make: how often, how large, and the newest of one cell. */
export interface OthersSeen {
  /** Since `since`, in the cell, in the item's other cells, and in the whole account per record. */
  readonly inCell: number
  readonly elsewhere: number
  readonly perRecord: number
  /** How long the account was watched of that, in minutes. */
  readonly minutes: number
  readonly sizes: readonly number[]
  readonly newest: readonly { readonly at: number; readonly by: number }[]
}

/** The newest sightings that are looked at. */
const most = 500
const shown = 5

interface Row {
  readonly item: number
  readonly warehouse: number
  readonly before: number | null
  readonly after: number | null
  readonly at: number
}

/** Between two local times: what came with or after the sending may be our own. */
export function othersSeen(
  reader: Reader,
  connection: number,
  cell: { readonly item: number; readonly warehouse: number },
  between: { readonly since: number; readonly until: number },
): OthersSeen {
  const rows = reader.rows<Row>(
    `SELECT o.item, o.warehouse, o.before, o.after, o.at FROM (SELECT * FROM observations ORDER BY id DESC LIMIT ?) AS o
     CROSS JOIN records AS r ON r.uid = o.item WHERE r.connection = ? AND o.at >= ? AND o.at < ?`,
    most,
    connection,
    between.since,
    between.until,
  )
  const account = reader.row<{ created: number; items: number }>(
    `SELECT created_at AS created, coalesce((SELECT count FROM tallies WHERE connection = ?1 AND name = 'item'), 1) AS items
     FROM connections WHERE connection = ?1`,
    connection,
  )
  const own = rows.filter((row) => row.item === cell.item)
  const here = own.filter((row) => row.warehouse === cell.warehouse)
  const from = Math.max(between.since, account?.created ?? between.since)
  const by = (row: Row): number => subtract(row.after ?? 0, row.before ?? 0)
  return {
    inCell: here.length,
    elsewhere: own.length - here.length,
    perRecord: rows.length / Math.max(1, account?.items ?? 1),
    minutes: Math.max(1, (between.until - from) / 60_000),
    sizes: rows.map(by),
    newest: here.slice(0, shown).map((row) => ({ at: row.at, by: by(row) })),
  }
}
