import type { Reader } from './database.ts'

/** What a cycle count may be about: every item with a figure in a warehouse, and what is known of it there. */
export interface SuggestedItem {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly quantity: number
  readonly price: number | null
}

export const itemsToSuggest = (reader: Reader, warehouse: number): SuggestedItem[] =>
  reader.rows<SuggestedItem>(
    `SELECT stock.item, records.key AS sku, records.name, stock.quantity, records.price
     FROM stock JOIN records ON records.uid = stock.item
     WHERE stock.warehouse = ? AND stock.shown = 1 AND records.present = 1 AND records.kind = 'item'`,
    warehouse,
  )

/** When each item was counted last in a warehouse, in stocktakes that were not given up. */
export function lastCounted(reader: Reader, warehouse: number): ReadonlyMap<number, number> {
  const rows = reader.rows<{ item: number; at: number }>(
    `SELECT line.item, max(last.at) AS at FROM stocktakes JOIN stocktake_lines AS line ON line.stocktake_id = stocktakes.stocktake_id
       JOIN scans AS last ON last.seq = line.last_seq
     WHERE stocktakes.warehouse = ? AND stocktakes.state <> 'cancelled' GROUP BY line.item`,
    warehouse,
  )
  return new Map(rows.map(({ item, at }) => [item, at]))
}

/** How often each item of a warehouse moved since a time: own changes and what the remote was seen to change. */
export function movesSince(reader: Reader, warehouse: number, since: number): ReadonlyMap<number, number> {
  const rows = reader.rows<{ item: number; moves: number }>(
    `SELECT item, sum(moves) AS moves FROM (
       SELECT uid AS item, count(*) AS moves FROM changes
         WHERE at >= ?1 AND (warehouse = ?2 OR to_warehouse = ?2) AND state <> 'discarded' GROUP BY uid
       UNION ALL
       SELECT item, count(*) AS moves FROM observations WHERE at >= ?1 AND warehouse = ?2 AND before IS NOT NULL GROUP BY item)
     GROUP BY item`,
    since,
    warehouse,
  )
  return new Map(rows.map(({ item, moves }) => [item, moves]))
}
