import { nextRound, type RoundCount } from '../../../shared/domain/rounds.ts'
import type { Reader, Writer } from './database.ts'

/** What each round counted of an item: the sum of its standing events. The line holds the round that stands. */
export interface StocktakeCount extends RoundCount {
  readonly scans: number
  readonly firstSeq: number
  readonly lastSeq: number
}

const columns = `counts.round, counts.counted, counts.scans, first_seq AS firstSeq, last_seq AS lastSeq, counts.person, began.at AS beganAt
  FROM stocktake_counts AS counts JOIN scans AS began ON began.seq = first_seq`

/** Oldest round first. */
export const countsOf = (reader: Reader, stocktakeID: string, item: number): StocktakeCount[] =>
  reader
    .rows<StocktakeCount>(`SELECT ${columns} WHERE counts.stocktake_id = ? AND counts.item = ?`, stocktakeID, item)
    .sort((a, b) => a.round - b.round)

/** Of the named items of a stocktake. */
export function countsByItem(
  reader: Reader,
  stocktakeID: string,
  items: readonly number[],
): Map<number, StocktakeCount[]> {
  const rows = reader.rows<StocktakeCount & { item: number }>(
    `SELECT counts.item, ${columns} WHERE counts.stocktake_id = ? AND counts.item IN (SELECT value FROM json_each(?))
     ORDER BY counts.item, counts.round`,
    stocktakeID,
    JSON.stringify(items),
  )
  return Map.groupBy(rows, (row) => row.item)
}

/** 0 where nothing is counted. */
export const countedIn = (reader: Reader, stocktakeID: string, item: number, round: number): number =>
  countsOf(reader, stocktakeID, item).find((count) => count.round === round)?.counted ?? 0

export function saveCount(
  writer: Writer,
  stocktakeID: string,
  item: number,
  count: Omit<StocktakeCount, 'beganAt'>,
): void {
  writer.exec(
    `INSERT INTO stocktake_counts (stocktake_id, item, round, counted, scans, first_seq, last_seq, person)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET counted = excluded.counted, scans = excluded.scans, first_seq = excluded.first_seq,
       last_seq = excluded.last_seq, person = excluded.person`,
    stocktakeID,
    item,
    count.round,
    count.counted,
    count.scans,
    count.firstSeq,
    count.lastSeq,
    count.person,
  )
}

/** No event of that round stands any more. */
export function removeCount(writer: Writer, stocktakeID: string, item: number, round: number): void {
  writer.exec(
    'DELETE FROM stocktake_counts WHERE stocktake_id = ? AND item = ? AND round = ?',
    stocktakeID,
    item,
    round,
  )
}

/** Which round of a double count a person counts, or null while they have not begun. */
export const roundOfCounter = (reader: Reader, stocktakeID: string, person: string): number | null =>
  reader.row<{ round: number }>(
    'SELECT round FROM stocktake_counters WHERE stocktake_id = ? AND person = ?',
    stocktakeID,
    person,
  )?.round ?? null

/** Rounds that people count and rounds that were recounts of some item. */
export const roundsInUse = (reader: Reader, stocktakeID: string): number[] =>
  reader
    .rows<{ round: number }>(
      `SELECT round FROM stocktake_counters WHERE stocktake_id = ?1
       UNION SELECT round FROM stocktake_counts WHERE stocktake_id = ?1`,
      stocktakeID,
    )
    .map(({ round }) => round)

/** Gives a person a round of a double count; left out: the next one. */
export function joinRound(writer: Writer, stocktakeID: string, person: string, given?: number): number {
  const round = given ?? nextRound(roundsInUse(writer, stocktakeID))
  writer.exec(
    'INSERT INTO stocktake_counters (stocktake_id, person, round) VALUES (?, ?, ?)',
    stocktakeID,
    person,
    round,
  )
  return round
}

export const listCounters = (reader: Reader, stocktakeID: string): { person: string; round: number }[] =>
  reader.rows('SELECT person, round FROM stocktake_counters WHERE stocktake_id = ? ORDER BY round, person', stocktakeID)
