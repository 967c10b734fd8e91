import type { Reader } from './database.ts'
import { unanswered } from './scans.ts'

/** What a count sheet needs beyond the lines of its stocktake. */

/** One code of each item that stands for a single piece, by SKU: one that was taught here, else one of the remote's. */
export const printedCodes = (reader: Reader, connection: number): Map<string, string> =>
  new Map(
    reader
      .rows<{ sku: string; code: string }>(
        `SELECT records.key AS sku, min(remote_codes.code) AS code FROM remote_codes JOIN records ON records.uid = remote_codes.item
         WHERE remote_codes.connection = ?1 GROUP BY remote_codes.item
         UNION ALL SELECT records.key, min(barcodes.code) FROM barcodes JOIN records ON records.uid = barcodes.item
         WHERE barcodes.connection = ?1 AND barcodes.quantity = 1 GROUP BY barcodes.item`,
        connection,
      )
      .map(({ sku, code }) => [sku, code]),
  )

/** Where each item stood in the stocktake of a warehouse that last named a place for it, by SKU; in the order of counting. */
export function lastPlaces(reader: Reader, warehouse: number): Map<string, string[]> {
  const rows = reader.rows<{ sku: string; place: string; stocktake: string }>(
    `SELECT records.key AS sku, scans.place, scans.stocktake_id AS stocktake FROM scans
     JOIN stocktakes USING (stocktake_id) JOIN records ON records.uid = scans.item
     WHERE stocktakes.warehouse = ? AND scans.place IS NOT NULL AND scans.kind IN ('scan', 'count', 'link') AND ${unanswered}
     GROUP BY scans.item, scans.stocktake_id, scans.place ORDER BY max(scans.seq)`,
    warehouse,
  )
  return new Map(
    [...Map.groupBy(rows, ({ sku }) => sku)].map(([sku, own]) => [
      sku,
      own.filter(({ stocktake }) => stocktake === own.at(-1)?.stocktake).map(({ place }) => place),
    ]),
  )
}

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
