import type { Reader } from './database.ts'
import type { StocktakeTotals } from './stocktakes.ts'

/** What one person counted of a double count: all of it that they may see. */
export type OwnTotals = Pick<StocktakeTotals, 'lines' | 'quantity' | 'scans' | 'sinceMark' | 'sinceMarkUnknown'>

export function ownTotals(reader: Reader, stocktakeID: string, person: string): OwnTotals {
  const counts = reader.row<{ lines: number; quantity: number | null; scans: number | null }>(
    `SELECT count(DISTINCT item) AS lines, sum(counted) AS quantity, sum(scans) AS scans FROM stocktake_counts
     WHERE stocktake_id = ? AND person = ?`,
    stocktakeID,
    person,
  )
  const since = reader.row<{ pieces: number | null; unknown: number | null }>(
    `SELECT sum(quantity) AS pieces, sum(CASE WHEN item IS NULL THEN quantity END) AS unknown FROM scans
     WHERE stocktake_id = ?1 AND person = ?2 AND kind IN ('scan', 'count', 'undo') AND outcome IS NOT 'outOfScope'
       AND seq > coalesce((SELECT max(seq) FROM scans WHERE stocktake_id = ?1 AND person = ?2 AND kind = 'mark'), 0)`,
    stocktakeID,
    person,
  )
  return {
    lines: counts?.lines ?? 0,
    quantity: counts?.quantity ?? 0,
    scans: counts?.scans ?? 0,
    sinceMark: since?.pieces ?? 0,
    sinceMarkUnknown: since?.unknown ?? 0,
  }
}

/** What a person counted of each item, in whatever round. */
export function ownCounts(reader: Reader, stocktakeID: string, person: string): ReadonlyMap<string, number> {
  const rows = reader.rows<{ sku: string; counted: number }>(
    `SELECT records.key AS sku, counts.counted FROM stocktake_counts AS counts JOIN records ON records.uid = counts.item
     WHERE counts.stocktake_id = ? AND counts.person = ? ORDER BY counts.round`,
    stocktakeID,
    person,
  )
  return new Map(rows.map(({ sku, counted }) => [sku, counted]))
}
