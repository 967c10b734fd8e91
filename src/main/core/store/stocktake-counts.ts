import { nextRound, type RoundCount } from '../../../shared/domain/rounds.ts'
import type { Reader, Writer } from './database.ts'

/** What each round counted of an item: the sum of its standing events. The line holds the round that stands. */
export interface StocktakeCount extends RoundCount {
  readonly scans: number
  readonly firstSeq: number
  readonly lastSeq: number
}

const columns = 'round, counted, scans, first_seq AS firstSeq, last_seq AS lastSeq, person'

/** Oldest round first. */
export const countsOf = (reader: Reader, stocktakeID: string, item: number): StocktakeCount[] =>
  reader
    .rows<StocktakeCount>(
      `SELECT ${columns} FROM stocktake_counts WHERE stocktake_id = ? AND item = ?`,
      stocktakeID,
      item,
    )
    .sort((a, b) => a.round - b.round)

/** Of the named items of a stocktake. */
export function countsByItem(
  reader: Reader,
  stocktakeID: string,
  items: readonly number[],
): Map<number, StocktakeCount[]> {
  const rows = reader.rows<StocktakeCount & { item: number }>(
    `SELECT item, ${columns} FROM stocktake_counts WHERE stocktake_id = ? AND item IN (SELECT value FROM json_each(?)) ORDER BY item, round`,
    stocktakeID,
    JSON.stringify(items),
  )
  return Map.groupBy(rows, (row) => row.item)
}

/** 0 where nothing is counted. */
export const countedIn = (reader: Reader, stocktakeID: string, item: number, round: number): number =>
  countsOf(reader, stocktakeID, item).find((count) => count.round === round)?.counted ?? 0

export function saveCount(writer: Writer, stocktakeID: string, item: number, count: StocktakeCount): void {
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

/** Gives a person a round of a double count; left out: the next one. */
export function joinRound(writer: Writer, stocktakeID: string, person: string, given?: number): number {
  const taken = writer.rows<{ round: number }>(
    'SELECT round FROM stocktake_counters WHERE stocktake_id = ?',
    stocktakeID,
  )
  const round = given ?? nextRound(taken.map((counter) => counter.round))
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
