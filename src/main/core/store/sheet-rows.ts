import type { Reader } from './database.ts'
import { unanswered } from './scans.ts'

/** What a count sheet needs beyond the lines of its stocktake. */

/** One code of each of the items that stands for a single piece: one that was taught here, else one of the remote's. */
export const printedCodes = (reader: Reader, items: readonly number[]): Map<number, string> =>
  new Map(
    reader
      .rows<{ item: number; code: string }>(
        `SELECT item, min(code) AS code FROM remote_codes WHERE item IN (SELECT value FROM json_each(?1)) GROUP BY item
         UNION ALL SELECT item, min(code) FROM barcodes WHERE item IN (SELECT value FROM json_each(?1)) AND quantity = 1 GROUP BY item`,
        JSON.stringify(items),
      )
      .map(({ item, code }) => [item, code]),
  )

interface Stood {
  readonly item: number
  readonly sku: string
  readonly place: string
  readonly stocktake: string
}

const stood = `SELECT scans.item, records.key AS sku, scans.place, scans.stocktake_id AS stocktake FROM`
const namedPlaces = `scans.place IS NOT NULL AND scans.kind IN ('scan', 'count', 'link') AND ${unanswered}
     GROUP BY scans.item, scans.stocktake_id, scans.place ORDER BY max(scans.seq)`

/** Where each item stood in the stocktake of a warehouse that last named a place for it, by SKU; in the order of counting. */
export function lastPlaces(reader: Reader, warehouse: number): Map<string, string[]> {
  const rows = reader.rows<Stood>(
    `${stood} scans JOIN stocktakes USING (stocktake_id) JOIN records ON records.uid = scans.item
     WHERE stocktakes.warehouse = ? AND ${namedPlaces}`,
    warehouse,
  )
  return ofLastStocktake(rows, ({ sku }) => sku)
}

/** The same of the named items, by item; `but`: not where they stood in that stocktake. */
export function lastPlacesOf(
  reader: Reader,
  warehouse: number,
  items: readonly number[],
  but = '',
): Map<number, string[]> {
  const rows = reader.rows<Stood>(
    `${stood} json_each(?) AS wanted CROSS JOIN scans INDEXED BY scans_by_item ON scans.item = wanted.value
     CROSS JOIN stocktakes USING (stocktake_id) CROSS JOIN records ON records.uid = scans.item
     WHERE stocktakes.warehouse = ? AND stocktake_id <> ? AND ${namedPlaces}`,
    JSON.stringify(items),
    warehouse,
    but,
  )
  return ofLastStocktake(rows, ({ item }) => item)
}

const ofLastStocktake = <K>(rows: readonly Stood[], keyOf: (row: Stood) => K): Map<K, string[]> =>
  new Map(
    [...Map.groupBy(rows, keyOf)].map(([key, own]) => [
      key,
      own.filter(({ stocktake }) => stocktake === own.at(-1)?.stocktake).map(({ place }) => place),
    ]),
  )

/** Rows of sheets that were imported and still stand: `sheetID:no` and the pieces they counted. */
export const importedRows = (reader: Reader, stocktakeID: string): Map<string, number> =>
  new Map(
    reader
      .rows<{ id: string; quantity: number }>(
        `SELECT scan_id AS id, quantity FROM scans
         WHERE stocktake_id = ? AND kind = 'count' AND scan_id >= 'sheet-' AND scan_id < 'sheet.' AND ${unanswered}`,
        stocktakeID,
      )
      .map(({ id, quantity }) => [id.slice(id.indexOf(':') + 1), quantity]),
  )

/** Pieces of standing events of each item at each place in one stocktake, by `placeKey`. */
export const countedAtPlaces = (reader: Reader, stocktakeID: string): Map<string, number> =>
  new Map(
    reader
      .rows<{ item: number; place: string | null; quantity: number }>(
        `SELECT item, place, sum(quantity) AS quantity FROM scans
         WHERE stocktake_id = ? AND item IS NOT NULL AND outcome = 'known' AND kind IN ('scan', 'count', 'link') AND ${unanswered}
         GROUP BY item, place`,
        stocktakeID,
      )
      .map(({ item, place, quantity }) => [placeKey(item, place), quantity]),
  )

export const placeKey = (item: number, place: string | null): string => `${String(item)} ${place ?? ''}`
