import type { ItemRow } from '../../../shared/contract/items.ts'
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { resolveCode } from './barcodes.ts'
import type { Reader, SqlValue } from './database.ts'
import { readItemRows } from './item-rows.ts'
import { countMatches, parseSearch, searchSource, textCondition, type Condition, type Search } from './item-search.ts'
import { hasOrder, type ListOrder } from './list-orders.ts'
import { readTallies } from './tallies.ts'

/**
 * The list of items: search, filter, order, page and exact total within a frame at 100,000 items. Two ways lead there.
 * Where any part of the question leaves few items, those are gathered and sorted. Otherwise matches are dense, and the
 * index of the order is walked until the page is full.
 */
export interface ItemQuery extends Pick<ParsedInput<'items.list'>, 'search' | 'filter' | 'offset' | 'limit'> {
  readonly connection: number
  /** Only items with a figure in this warehouse; quantities are then that warehouse's. */
  readonly warehouse: number | null
  readonly by: ItemSort
  readonly descending: boolean
}
type ItemSort = NonNullable<ParsedInput<'items.list'>['sort']>['by']

export interface ItemPage {
  readonly rows: readonly ItemRow[]
  readonly total: number
}

/** Fewer than this are gathered and sorted. */
const few = 2000

export function listItems(reader: Reader, query: ItemQuery): ItemPage {
  const search = parseSearch(query.search)
  const exact = search.words.length === 0 ? null : exactItem(reader, query)
  const gathered = gather(reader, query, search)
  const page = gathered === null ? walk(reader, query, search, exact) : slice(gathered, exact, query)
  return { rows: readItemRows(reader, page.uids, query.warehouse), total: page.total }
}

interface UidPage {
  readonly uids: readonly number[]
  readonly total: number
}

/** The item whose code or SKU is exactly what was asked; it comes first whatever the order. */
function exactItem(reader: Reader, query: ItemQuery): number | null {
  const found = resolveCode(reader, query.connection, (query.search ?? '').trim())
  return found !== null && matches(reader, query, found.item, []) ? found.item : null
}

function matches(reader: Reader, query: ItemQuery, uid: number, words: readonly string[]): boolean {
  const condition = conditionOf(query, words)
  return (
    reader.row(
      `SELECT 1 ${fromRecords(query)} WHERE r.uid = ? AND ${condition.sql}`,
      ...join(query),
      uid,
      ...condition.parameters,
    ) !== undefined
  )
}

// ------------------------------------------------------------------------------------------------------- few matches

/** Every match in order, or null where no part of the question leaves few. */
function gather(reader: Reader, query: ItemQuery, search: Search): number[] | null {
  for (const source of sources(reader, query, search)) {
    const uids = reader.rows<{ uid: number }>(source.sql, ...source.parameters).map((row) => row.uid)
    if (uids.length < few) return sortMatches(reader, query, search, uids)
  }
  return null
}

function sortMatches(reader: Reader, query: ItemQuery, search: Search, uids: readonly number[]): number[] {
  const condition = conditionOf(query, search.words)
  const order = `ORDER BY ${sortColumns[query.by](query)} ${direction(query.descending)}, r.uid ${direction(query.descending)}`
  const rows = reader.rows<{ uid: number }>(
    `SELECT r.uid FROM json_each(?) AS c CROSS JOIN records AS r ON r.uid = c.value ${joinStock(query)} WHERE ${condition.sql} ${order}`,
    JSON.stringify(uids),
    ...join(query),
    ...condition.parameters,
  )
  return rows.map((row) => row.uid)
}

function slice(gathered: readonly number[], exact: number | null, query: ItemQuery): UidPage {
  const ordered = exact === null ? gathered : [exact, ...gathered.filter((uid) => uid !== exact)]
  return { uids: ordered.slice(query.offset, query.offset + query.limit), total: ordered.length }
}

/** The ways that may leave few, cheapest first; each reads an index and stops at `few`. */
function sources(reader: Reader, query: ItemQuery, search: Search): Condition[] {
  const found: Condition[] = []
  if (search.words.length > 0) found.push(searchSource(query.connection, search, few))
  const filter = filterSource(reader, query)
  if (filter !== null) found.push(filter)
  return found
}

function filterSource(reader: Reader, query: ItemQuery): Condition | null {
  const { filter, warehouse, connection } = query
  if (filter === 'waiting') return limited(`${itemsBy('records_with_changes')} AND open_changes > 0`, connection)
  if (filter === 'doubt') return limited(`${itemsBy('items_in_doubt')} AND doubt > 0`, connection)
  if (filter === 'noBarcode' && warehouse === null)
    return limited(`${itemsBy('items_without_code')} AND barcodes = 0`, connection)
  const range = quantityRange(filter, 'quantity')
  if (warehouse !== null)
    return limited(
      `SELECT item AS uid FROM stock INDEXED BY stock_by_warehouse WHERE warehouse = ? AND shown = 1${range}`,
      warehouse,
    )
  return range === '' ? null : limited(`${itemsBy(orNone(reader, 'items_by_quantity'))}${range}`, connection)
}

const itemsBy = (index: string): string =>
  `SELECT uid FROM records INDEXED BY ${index} WHERE connection = ? AND kind = 'item' AND present = 1`

const limited = (sql: string, ...parameters: SqlValue[]): Condition => ({
  sql: `${sql} LIMIT ?`,
  parameters: [...parameters, few],
})

// ------------------------------------------------------------------------------------------------------ many matches

function walk(reader: Reader, query: ItemQuery, search: Search, exact: number | null): UidPage {
  const matching = countAll(reader, query, search)
  if (exact === null)
    return {
      uids: walkPage(reader, query, search, { total: matching, offset: query.offset, limit: query.limit }, null),
      total: matching,
    }
  const total = matches(reader, query, exact, search.words) ? matching : matching + 1
  const first = query.offset === 0 && query.limit > 0
  const span = { total: total - 1, offset: Math.max(0, query.offset - 1), limit: first ? query.limit - 1 : query.limit }
  const rest = walkPage(reader, query, search, span, exact)
  return { uids: first ? [exact, ...rest] : rest, total }
}

interface Span {
  readonly total: number
  readonly offset: number
  readonly limit: number
}

/** From the nearer end, so that the last page costs as little as the first. */
function walkPage(reader: Reader, query: ItemQuery, search: Search, span: Span, without: number | null): number[] {
  const limit = Math.min(span.limit, span.total - span.offset)
  if (limit <= 0) return []
  const backwards = span.offset > span.total / 2
  const descending = query.descending !== backwards
  const condition = conditionOf(query, search.words)
  const byStock = query.by === 'quantity' && query.warehouse !== null
  const from = byStock
    ? 'FROM stock AS s INDEXED BY stock_by_warehouse CROSS JOIN records AS r ON r.uid = s.item'
    : `FROM records AS r INDEXED BY ${sortIndex(reader, query.by)} ${joinStock(query)}`
  const order = `${sortColumns[query.by](query)} ${direction(descending)}, ${byStock ? 's.item' : 'r.uid'} ${direction(descending)}`
  const rows = reader.rows<{ uid: number }>(
    `SELECT r.uid ${from} WHERE ${byStock ? 's.warehouse = ? AND s.shown = 1 AND ' : ''}${condition.sql}${without === null ? '' : ' AND r.uid <> ?'}
     ORDER BY ${order} LIMIT ? OFFSET ?`,
    ...join(query),
    ...condition.parameters,
    ...(without === null ? [] : [without]),
    limit,
    backwards ? span.total - span.offset - limit : span.offset,
  )
  const uids = rows.map((row) => row.uid)
  return backwards ? uids.reverse() : uids
}

function countAll(reader: Reader, query: ItemQuery, search: Search): number {
  const { connection, warehouse, filter } = query
  if (search.words.length > 0 && warehouse === null && filter === 'all') return countMatches(reader, connection, search)
  if (search.words.length === 0 && warehouse === null && filter === 'all')
    return readTallies(reader, connection).records.item
  const source = search.words.length === 0 && isWhole(query) ? filterSource(reader, query) : null
  if (source !== null)
    return countRows(reader, { sql: source.sql, parameters: [...source.parameters.slice(0, -1), -1] })
  const condition = conditionOf(query, search.words)
  if (search.words.length === 0) {
    return countRows(reader, {
      sql: `SELECT r.uid ${fromRecords(query)} WHERE ${condition.sql}`,
      parameters: [...join(query), ...condition.parameters],
    })
  }
  const found = searchSource(connection, search, -1)
  return countRows(reader, {
    sql: `SELECT r.uid FROM (${found.sql}) AS c CROSS JOIN records AS r ON r.uid = c.uid ${joinStock(query)} WHERE ${condition.sql}`,
    parameters: [...found.parameters, ...join(query), ...condition.parameters],
  })
}

/** Whether the filter's source says all: with a warehouse it knows figures only, without one everything. */
const isWhole = (query: ItemQuery): boolean =>
  query.warehouse === null || !['waiting', 'doubt', 'noBarcode'].includes(query.filter)

const countRows = (reader: Reader, rows: Condition): number =>
  reader.row<{ count: number }>(`SELECT count(*) AS count FROM (${rows.sql})`, ...rows.parameters)?.count ?? 0

// --------------------------------------------------------------------------------------------------------- fragments

const joinStock = (query: ItemQuery): string =>
  query.warehouse === null ? '' : 'CROSS JOIN stock AS s ON s.item = r.uid AND s.warehouse = ? AND s.shown = 1'

const fromRecords = (query: ItemQuery): string => `FROM records AS r ${joinStock(query)}`

/** The parameters of `joinStock`. */
const join = (query: ItemQuery): SqlValue[] => (query.warehouse === null ? [] : [query.warehouse])

function conditionOf(query: ItemQuery, words: readonly string[]): Condition {
  const text = textCondition('r.search_text', words)
  return {
    sql: `r.connection = ? AND r.kind = 'item' AND r.present = 1${filterCondition(query)}${text.sql}`,
    parameters: [query.connection, ...text.parameters],
  }
}

function filterCondition(query: ItemQuery): string {
  switch (query.filter) {
    case 'all':
    case 'inStock':
    case 'outOfStock':
    case 'negative':
      return quantityRange(query.filter, query.warehouse === null ? 'r.quantity' : 's.quantity')
    case 'waiting':
      return ' AND r.open_changes > 0'
    case 'doubt':
      return query.warehouse === null ? ' AND r.doubt > 0' : ' AND s.low IS NOT NULL'
    case 'noBarcode':
      return ' AND r.barcodes = 0'
    default:
      return unreachable(query.filter)
  }
}

function quantityRange(filter: ItemQuery['filter'], column: string): string {
  if (filter === 'inStock') return ` AND ${column} > 0`
  if (filter === 'outOfStock') return ` AND ${column} <= 0`
  return filter === 'negative' ? ` AND ${column} < 0` : ''
}

const direction = (descending: boolean): string => (descending ? 'DESC' : 'ASC')

const sortColumns: Readonly<Record<ItemSort, (query: ItemQuery) => string>> = {
  sku: () => 'r.key',
  name: () => 'r.name COLLATE NOCASE',
  price: () => 'r.price',
  expires: () => 'r.expires',
  quantity: (query) => (query.warehouse === null ? 'r.quantity' : 's.quantity'),
  updatedAt: () => 'r.server_updated_at',
}

const sortIndexes: Readonly<Record<Exclude<ItemSort, 'sku'>, ListOrder>> = {
  name: 'items_by_name',
  price: 'items_by_price',
  expires: 'items_by_expires',
  quantity: 'items_by_quantity',
  updatedAt: 'items_by_update',
}

/** During a large first copy the orders are missing: then what there is is read and sorted. */
const orNone = (reader: Reader, order: ListOrder): string => (hasOrder(reader, order) ? order : 'records_by_key')

const sortIndex = (reader: Reader, by: ItemSort): string =>
  by === 'sku' ? 'records_by_key' : orNone(reader, sortIndexes[by])
