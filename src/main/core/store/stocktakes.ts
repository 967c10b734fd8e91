import type { Topic } from '../../../shared/contract/events.ts'
import { db, type Reader, type Writer } from './database.ts'
import { noRules, type CountingRules } from '../../../shared/domain/counting-rules.ts'
import type { CountingMethod } from '../../../shared/domain/rounds.ts'
import type { Tables } from './tables.ts'
import type { Selectable } from 'kysely'

/**
 * Stocktakes and their running totals. The totals stand on the stocktake's own row and are written with every event,
 * so that neither a scan nor a look at the totals reads the tape.
 */
export interface Stocktake {
  readonly id: string
  readonly connection: number
  readonly warehouse: number
  readonly name: string
  readonly blind: boolean
  readonly state: 'open' | 'posted' | 'cancelled'
  readonly openedAt: number
  readonly closedAt: number | null
  readonly scoped: boolean
  readonly method: CountingMethod
  readonly rules: CountingRules
  /** Which of the remote's figures it is compared with, where the remote has several. */
  readonly figure: string | null
  readonly totals: StocktakeTotals
}

export interface StocktakeTotals {
  readonly lastAt: number | null
  readonly lines: number
  readonly quantity: number
  readonly scans: number
  /** The event of the last mark; 0 before the first. */
  readonly markSeq: number
  readonly markedAt: number | null
  readonly sinceMark: number
  readonly sinceMarkUnknown: number
}

export interface NewStocktake {
  readonly id: string
  readonly connection: number
  readonly warehouse: number
  readonly name: string
  readonly blind: boolean
  readonly at: number
  readonly method: CountingMethod
  readonly rules: CountingRules
  readonly figure: string | null
  /** Uids of the items it is limited to; null: the whole warehouse. */
  readonly scope: readonly number[] | null
}

export function addStocktake(writer: Writer, stocktake: NewStocktake): void {
  writer.run(
    db.insertInto('stocktakes').values({
      stocktake_id: stocktake.id,
      connection: stocktake.connection,
      warehouse: stocktake.warehouse,
      name: stocktake.name,
      blind: stocktake.blind ? 1 : 0,
      state: 'open',
      opened_at: stocktake.at,
      closed_at: null,
      scoped: stocktake.scope === null ? 0 : 1,
      method: stocktake.method,
      rules: JSON.stringify(stocktake.rules),
      stock_figure: stocktake.figure,
    }),
  )
  for (const item of stocktake.scope ?? [])
    writer.exec(
      'INSERT INTO stocktake_scope (stocktake_id, item) VALUES (?, ?) ON CONFLICT DO NOTHING',
      stocktake.id,
      item,
    )
  writer.touch('stocktakes')
}

export function getStocktake(reader: Reader, id: string): Stocktake | undefined {
  const row = reader.row<Selectable<Tables['stocktakes']>>('SELECT * FROM stocktakes WHERE stocktake_id = ?', id)
  return row && toStocktake(row)
}

/** Newest first. */
export function listStocktakes(
  reader: Reader,
  connection: number,
  state: Stocktake['state'] | undefined,
  limit: number,
): Stocktake[] {
  const rows = reader.rows<Selectable<Tables['stocktakes']>>(
    'SELECT * FROM stocktakes WHERE connection = ? AND (? IS NULL OR state = ?) ORDER BY opened_at DESC, stocktake_id DESC LIMIT ?',
    connection,
    state ?? null,
    state ?? null,
    limit,
  )
  return rows.map(toStocktake)
}

export function setStocktakeState(
  writer: Writer,
  id: string,
  state: Stocktake['state'],
  closedAt: number | null,
): void {
  writer.exec('UPDATE stocktakes SET state = ?, closed_at = ? WHERE stocktake_id = ?', state, closedAt, id)
  writer.touch('stocktakes')
}

export function saveTotals(writer: Writer, id: string, totals: StocktakeTotals, topic: Topic = 'stocktakes'): void {
  writer.exec(
    `UPDATE stocktakes SET last_at = ?, lines = ?, quantity = ?, scans = ?, mark_seq = ?, marked_at = ?, since_mark = ?, since_mark_unknown = ?
     WHERE stocktake_id = ?`,
    totals.lastAt,
    totals.lines,
    totals.quantity,
    totals.scans,
    totals.markSeq,
    totals.markedAt,
    totals.sinceMark,
    totals.sinceMarkUnknown,
    id,
  )
  writer.touch(topic)
}

/** Whether a scan of this item counts: in a whole warehouse every item does. */
export function isInScope(reader: Reader, stocktake: Stocktake, item: number): boolean {
  if (!stocktake.scoped) return true
  return (
    reader.row('SELECT 1 FROM stocktake_scope WHERE stocktake_id = ? AND item = ?', stocktake.id, item) !== undefined
  )
}

/**
 * How many items there are to count: those of the scope, or those with a figure in the warehouse; and whatever was
 * found on a shelf without being expected there.
 */
export function countScope(reader: Reader, stocktake: Stocktake): number {
  if (stocktake.scoped) {
    return count(reader, 'SELECT count(*) AS count FROM stocktake_scope WHERE stocktake_id = ?', stocktake.id)
  }
  const expected = count(reader, 'SELECT cells AS count FROM warehouse_totals WHERE warehouse = ?', stocktake.warehouse)
  const found = count(
    reader,
    `SELECT count(*) AS count FROM stocktake_lines AS line
     WHERE stocktake_id = ? AND NOT EXISTS (SELECT 1 FROM stock WHERE stock.item = line.item AND stock.warehouse = ? AND stock.shown = 1)`,
    stocktake.id,
    stocktake.warehouse,
  )
  return expected + found
}

const count = (reader: Reader, text: string, ...parameters: (string | number)[]): number =>
  reader.row<{ count: number }>(text, ...parameters)?.count ?? 0

/** An item to be counted, and where a page of them ends. */
export interface ScopeItem {
  readonly item: number
  readonly sku: string
  readonly quantity: number
  /** 1: no line yet. Blank is not zero: it is merely uncounted. */
  readonly uncounted: 0 | 1
}

/**
 * The next items of the scope, in the order of their index; a figure that changes between two pages may hide its item.
 * `search`, in the form of `searchText`: others don't count as uncounted.
 */
export function scopeAfter(
  reader: Reader,
  { id, warehouse, scoped }: Stocktake,
  last: Pick<ScopeItem, 'item' | 'quantity'> | null,
  limit: number,
  search = '',
): ScopeItem[] {
  const columns = `records.key AS sku, (? = '' OR instr(records.search_text, ?) > 0) AND present AND NOT EXISTS (SELECT 1 FROM stocktake_lines AS line WHERE line.stocktake_id = ? AND line.item = place.item) AS uncounted`
  if (scoped)
    return reader.rows<ScopeItem>(
      `SELECT place.item, 0 AS quantity, ${columns} FROM stocktake_scope AS place JOIN records ON records.uid = place.item
       WHERE place.stocktake_id = ? AND place.item > ? ORDER BY place.item LIMIT ?`,
      search,
      search,
      id,
      id,
      last?.item ?? 0,
      limit,
    )
  return reader.rows<ScopeItem>(
    `SELECT place.item, place.quantity, ${columns} FROM stock AS place JOIN records ON records.uid = place.item
     WHERE place.warehouse = ? AND place.shown = 1 AND (place.quantity, place.item) > (?, ?) ORDER BY place.quantity, place.item LIMIT ?`,
    search,
    search,
    id,
    warehouse,
    last?.quantity ?? -Number.MAX_VALUE,
    last?.item ?? 0,
    limit,
  )
}

function toStocktake(row: Selectable<Tables['stocktakes']>): Stocktake {
  return {
    id: row.stocktake_id,
    connection: row.connection,
    warehouse: row.warehouse,
    name: row.name,
    blind: row.blind === 1,
    state: row.state,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    scoped: row.scoped === 1,
    method: row.method,
    rules: { ...noRules, ...(JSON.parse(row.rules) as Partial<CountingRules>) }, // safe: written by addStocktake
    figure: row.stock_figure,
    totals: {
      lastAt: row.last_at,
      lines: row.lines,
      quantity: row.quantity,
      scans: row.scans,
      markSeq: row.mark_seq,
      markedAt: row.marked_at,
      sinceMark: row.since_mark,
      sinceMarkUnknown: row.since_mark_unknown,
    },
  }
}
