import type { Reader } from './database.ts'
import { unanswered } from './scans.ts'

/** Where a stocktake was counted. Events that were taken back are not counted anywhere. */
const standing = `scans.kind IN ('scan', 'count', 'link') AND scans.place IS NOT NULL AND ${unanswered}`

export interface CountedPlace {
  readonly place: string
  readonly scans: number
  readonly lines: number
  readonly lastAt: number
}

/** Newest first. */
export const listPlaces = (reader: Reader, stocktakeID: string): CountedPlace[] =>
  reader.rows<CountedPlace>(
    `SELECT place, count(*) AS scans, count(DISTINCT item) AS lines, max(at) AS lastAt FROM scans
     WHERE stocktake_id = ? AND ${standing} GROUP BY place ORDER BY max(seq) DESC`,
    stocktakeID,
  )

/** In the order of the counting. */
export const placesOfItem = (reader: Reader, stocktakeID: string, item: number): string[] =>
  reader
    .rows<{
      place: string
    }>(
      `SELECT place FROM scans INDEXED BY scans_by_item WHERE stocktake_id = ? AND item = ? AND ${standing} GROUP BY place ORDER BY min(seq)`,
      stocktakeID,
      item,
    )
    .map(({ place }) => place)

/** Whether an item was counted at a place: for conditions that bring the stocktake and the place. */
export const countedAt = (item: string): string =>
  `EXISTS (SELECT 1 FROM scans INDEXED BY scans_by_item WHERE scans.stocktake_id = ? AND scans.item = ${item} AND scans.place = ? AND ${standing})`
