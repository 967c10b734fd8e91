import type { ChangeState } from '../../../shared/domain/change.ts'
import { mergeSorted } from '../../../shared/domain/merge-sorted.ts'
import type { Decision } from '../../../shared/domain/stocktake.ts'
import type { Reader, Writer } from './database.ts'
import { countedAt } from './stocktake-places.ts'
import { scopeAfter, type ScopeItem, type Stocktake } from './stocktakes.ts'

/**
 * Lines of a stocktake: the sum of one item's standing events, the event it began with and the last one, and what was
 * decided and posted. What a line is compared with is read from its events (see cell-snapshot.ts).
 */
export interface StocktakeLine {
  readonly item: number
  readonly counted: number
  readonly scans: number
  readonly firstSeq: number
  readonly lastSeq: number
  /** The round that stands. */
  readonly round: number
  readonly decision: Decision | null
}

const own = 'item, counted, scans, first_seq AS firstSeq, last_seq AS lastSeq, round, decision'

export const getLine = (reader: Reader, stocktakeID: string, item: number): StocktakeLine | undefined =>
  reader.row<StocktakeLine>(`SELECT ${own} FROM stocktake_lines WHERE stocktake_id = ? AND item = ?`, stocktakeID, item)

/** Writes a line after an event. A new event makes the line a new question: what was decided or posted before is let go. */
export function saveLine(writer: Writer, stocktakeID: string, line: Omit<StocktakeLine, 'decision'>): void {
  writer.exec(
    `INSERT INTO stocktake_lines (stocktake_id, item, counted, scans, first_seq, last_seq, round) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET counted = excluded.counted, scans = excluded.scans, first_seq = excluded.first_seq,
       last_seq = excluded.last_seq, round = excluded.round, decision = NULL, decided_drift = NULL, reason = NULL,
       change_id = NULL, approved_by = NULL, approved_at = NULL, handed_over_at = NULL`,
    stocktakeID,
    line.item,
    line.counted,
    line.scans,
    line.firstSeq,
    line.lastSeq,
    line.round,
  )
}

/** Makes an item uncounted again: no event of it stands. */
export function removeLine(writer: Writer, stocktakeID: string, item: number): void {
  writer.exec('DELETE FROM stocktake_lines WHERE stocktake_id = ? AND item = ?', stocktakeID, item)
}

export function decideLine(
  writer: Writer,
  stocktakeID: string,
  item: number,
  decision: Decision | null,
  drift: number,
  reason: string | null,
): void {
  writer.exec(
    'UPDATE stocktake_lines SET decision = ?, decided_drift = ?, reason = ?, approved_by = NULL, approved_at = NULL WHERE stocktake_id = ? AND item = ?',
    decision,
    decision === null ? null : drift,
    reason,
    stocktakeID,
    item,
  )
  writer.touch('stocktakes')
}

/** Somebody who may agrees to a line's difference. */
export function approveLine(writer: Writer, stocktakeID: string, item: number, person: string, at: number): void {
  writer.exec(
    'UPDATE stocktake_lines SET approved_by = ?, approved_at = ? WHERE stocktake_id = ? AND item = ?',
    person,
    at,
    stocktakeID,
    item,
  )
  writer.touch('stocktakes')
}

export function setPosted(writer: Writer, stocktakeID: string, item: number, changeID: number): void {
  writer.exec(
    'UPDATE stocktake_lines SET change_id = ? WHERE stocktake_id = ? AND item = ?',
    changeID,
    stocktakeID,
    item,
  )
}

/** The line left in a file. */
export function setHandedOver(writer: Writer, stocktakeID: string, item: number, at: number): void {
  writer.exec(
    'UPDATE stocktake_lines SET handed_over_at = ? WHERE stocktake_id = ? AND item = ?',
    at,
    stocktakeID,
    item,
  )
}

/** When lines last left in a file; null: none did, or that was taken back. */
export const lastHandOver = (reader: Reader, stocktakeID: string): number | null =>
  reader.row<{ at: number | null }>(
    'SELECT max(handed_over_at) AS at FROM stocktake_lines WHERE stocktake_id = ?',
    stocktakeID,
  )?.at ?? null

/** The lines that left then are as they were before; answers how many. */
export const takeBackHandOver = (writer: Writer, stocktakeID: string, at: number): number =>
  writer.exec(
    'UPDATE stocktake_lines SET handed_over_at = NULL WHERE stocktake_id = ? AND handed_over_at = ?',
    stocktakeID,
    at,
  ).changes

/** A line with all that a review needs of it but its own changes (see own-changes.ts). */
export interface ReviewedLine {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly price: number | null
  readonly present: 0 | 1
  readonly serverUpdatedAt: number | null
  readonly counted: number
  readonly decision: Decision | null
  readonly decidedDrift: number | null
  readonly reason: string | null
  readonly changeID: number | null
  readonly changeState: ChangeState | null
  readonly handedOverAt: number | null
  readonly round: number
  readonly approvedBy: string | null
  readonly lastAt: number
  readonly baseThen: number | null
  readonly openThen: string
  readonly readAt: number | null
  readonly firstMark: number
  readonly lastMark: number
  readonly observationMark: number
  readonly baseNow: number | null
  readonly viewNow: number | null
  readonly low: number | null
}

/** Items of the next lines after an item, in no order that means anything. */
export const lineItemsAfter = (reader: Reader, stocktakeID: string, item: number, limit: number): number[] =>
  reader
    .rows<{
      item: number
    }>(
      'SELECT item FROM stocktake_lines WHERE stocktake_id = ? AND item > ? ORDER BY item LIMIT ?',
      stocktakeID,
      item,
      limit,
    )
    .map((row) => row.item)

/** The lines of the named items, by SKU. */
export function reviewedLines(reader: Reader, stocktake: Stocktake, items: readonly number[]): ReviewedLine[] {
  return reader.rows<ReviewedLine>(
    `SELECT line.item, records.key AS sku, records.name, records.price, records.present, records.server_updated_at AS serverUpdatedAt,
       line.counted, line.decision, line.decided_drift AS decidedDrift, line.reason, line.change_id AS changeID, posted.state AS changeState, line.handed_over_at AS handedOverAt,
       line.round, line.approved_by AS approvedBy, last.at AS lastAt, last.base AS baseThen, coalesce(last.open_changes, '[]') AS openThen, last.read_at AS readAt,
       coalesce(first.change_mark, 0) AS firstMark, coalesce(last.change_mark, 0) AS lastMark, coalesce(last.observation_mark, 0) AS observationMark,
       stock.base_quantity AS baseNow, stock.quantity AS viewNow, stock.low
     FROM stocktake_lines AS line
     JOIN records ON records.uid = line.item
     JOIN scans AS first ON first.seq = line.first_seq
     JOIN scans AS last ON last.seq = line.last_seq
     LEFT JOIN stock ON stock.item = line.item AND stock.warehouse = ?
     LEFT JOIN changes AS posted ON posted.id = line.change_id
     WHERE line.stocktake_id = ? AND line.item IN (SELECT value FROM json_each(?))
     ORDER BY records.key`,
    stocktake.warehouse,
    stocktake.id,
    JSON.stringify(items),
  )
}

export interface ListedLine {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly counted: number | null
  readonly expected: number | null
  readonly firstAt: number | null
  readonly lastAt: number | null
  readonly scans: number
}

export interface LineFilter {
  readonly filter: 'counted' | 'uncounted' | 'all'
  /** In the form of `searchText`; empty: everything. */
  readonly search: string
  /** Only what was counted there; null: anywhere. */
  readonly place: string | null
  readonly offset: number
  readonly limit: number
}

interface Match {
  readonly item: number
  readonly sku: string
}

const matchedAtOnce = 1_000
const describedAtOnce = 500

/** Lines as the counter sees them, by SKU; the uncounted ones have nothing but their item. May be interrupted. */
export function* listingLines(
  reader: Reader,
  stocktake: Stocktake,
  { filter, search, place, offset, limit }: LineFilter,
): Generator<undefined, { rows: ListedLine[]; total: number }> {
  const parts: Match[][] = []
  if (filter !== 'uncounted') yield* matchLines(reader, stocktake.id, { search, place }, parts)
  // What is uncounted was counted nowhere.
  if (filter !== 'counted' && place === null) yield* matchUncounted(reader, stocktake, search, parts)
  const matches = yield* mergeSorted(parts, (a, b) => a.sku < b.sku)
  const wanted = matches.slice(offset, offset + limit)
  const rows: ListedLine[] = []
  for (let from = 0; from < wanted.length; from += describedAtOnce) {
    rows.push(...describeLines(reader, stocktake, wanted.slice(from, from + describedAtOnce)))
    yield
  }
  return { rows, total: matches.length }
}

const bySku = (a: Match, b: Match): number => (a.sku < b.sku ? -1 : 1)

function* matchLines(
  reader: Reader,
  stocktakeID: string,
  { search, place }: Pick<LineFilter, 'search' | 'place'>,
  parts: Match[][],
): Generator<undefined, void> {
  for (let last = 0; ;) {
    const rows = reader.rows<Match & { fits: 0 | 1 }>(
      `SELECT line.item, records.key AS sku,
         (? = '' OR instr(records.search_text, ?) > 0) ${place === null ? '' : `AND ${countedAt('line.item')}`} AS fits
       FROM stocktake_lines AS line JOIN records ON records.uid = line.item
       WHERE line.stocktake_id = ? AND line.item > ? ORDER BY line.item LIMIT ?`,
      search,
      search,
      ...(place === null ? [] : [stocktakeID, place]),
      stocktakeID,
      last,
      matchedAtOnce,
    )
    parts.push(rows.filter(({ fits }) => fits === 1).sort(bySku))
    if (rows.length < matchedAtOnce) return
    last = rows.at(-1)?.item ?? last
    yield
  }
}

function* matchUncounted(
  reader: Reader,
  stocktake: Stocktake,
  search: string,
  parts: Match[][],
): Generator<undefined, void> {
  for (let last: ScopeItem | null = null; ;) {
    const rows: ScopeItem[] = scopeAfter(reader, stocktake, last, matchedAtOnce, search)
    parts.push(rows.filter(({ uncounted }) => uncounted === 1).sort(bySku))
    if (rows.length < matchedAtOnce) return
    last = rows.at(-1) ?? last
    yield
  }
}

/** In the order they are named in, which is that of their SKUs. */
const describeLines = (reader: Reader, stocktake: Stocktake, items: readonly Match[]): ListedLine[] =>
  reader.rows<ListedLine>(
    `SELECT records.uid AS item, records.key AS sku, records.name, line.counted, coalesce(last.expected, stock.quantity, 0) AS expected,
       first.at AS firstAt, last.at AS lastAt, coalesce(line.scans, 0) AS scans
     FROM json_each(?) AS wanted CROSS JOIN records ON records.uid = wanted.value
     LEFT JOIN stocktake_lines AS line ON line.stocktake_id = ? AND line.item = records.uid
     LEFT JOIN scans AS first ON first.seq = line.first_seq LEFT JOIN scans AS last ON last.seq = line.last_seq
     LEFT JOIN stock ON stock.item = records.uid AND stock.warehouse = ?
     ORDER BY wanted.key`,
    JSON.stringify(items.map(({ item }) => item)),
    stocktake.id,
    stocktake.warehouse,
  )
