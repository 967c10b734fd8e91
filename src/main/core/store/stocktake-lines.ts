import type { ChangeState } from '../../../shared/domain/change.ts'
import type { Decision } from '../../../shared/domain/stocktake.ts'
import type { Reader, SqlValue, Writer } from './database.ts'
import { countedAt } from './stocktake-places.ts'
import type { Stocktake } from './stocktakes.ts'

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

/** Lines as the counter sees them, by SKU; the uncounted ones have nothing but their item. */
export function listLines(
  reader: Reader,
  stocktake: Stocktake,
  { filter, search, place, offset, limit }: LineFilter,
): { rows: ListedLine[]; total: number } {
  const places = placesOf(stocktake, filter)
  const matching = `FROM (${places.text}) AS place JOIN records ON records.uid = place.item
     LEFT JOIN stocktake_lines AS line ON line.stocktake_id = ? AND line.item = place.item`
  const condition = `(line.item IS NOT NULL OR records.present = 1) AND (? = '' OR instr(records.search_text, ?) > 0)
     ${filter === 'uncounted' ? 'AND line.item IS NULL' : ''} ${place === null ? '' : `AND ${countedAt('place.item')}`}`
  const there = place === null ? [] : [stocktake.id, place]
  const rows = reader.rows<ListedLine>(
    `SELECT place.item, records.key AS sku, records.name, line.counted, coalesce(last.expected, stock.quantity, 0) AS expected, first.at AS firstAt, last.at AS lastAt,
       coalesce(line.scans, 0) AS scans
     ${matching}
     LEFT JOIN scans AS first ON first.seq = line.first_seq LEFT JOIN scans AS last ON last.seq = line.last_seq
     LEFT JOIN stock ON stock.item = place.item AND stock.warehouse = ?
     WHERE ${condition} ORDER BY records.key LIMIT ? OFFSET ?`,
    ...places.parameters,
    stocktake.id,
    stocktake.warehouse,
    search,
    search,
    ...there,
    limit,
    offset,
  )
  if (filter === 'counted' && search === '' && place === null) return { rows, total: stocktake.totals.lines }
  const total = reader.row<{ count: number }>(
    `SELECT count(*) AS count ${matching} WHERE ${condition}`,
    ...places.parameters,
    stocktake.id,
    search,
    search,
    ...there,
  )
  return { rows, total: total?.count ?? 0 }
}

/** Where the items of a list come from: the lines, the scope, or both. */
function placesOf(
  stocktake: Stocktake,
  filter: LineFilter['filter'],
): { readonly text: string; readonly parameters: readonly SqlValue[] } {
  const lines = 'SELECT item FROM stocktake_lines WHERE stocktake_id = ?'
  const scope = stocktake.scoped
    ? 'SELECT item FROM stocktake_scope WHERE stocktake_id = ?'
    : 'SELECT item FROM stock WHERE warehouse = ? AND shown = 1'
  const scopeKey = stocktake.scoped ? stocktake.id : stocktake.warehouse
  if (filter === 'counted') return { text: lines, parameters: [stocktake.id] }
  if (filter === 'uncounted') return { text: scope, parameters: [scopeKey] }
  return { text: `${lines} UNION ${scope}`, parameters: [stocktake.id, scopeKey] }
}
