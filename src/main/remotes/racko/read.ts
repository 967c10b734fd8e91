/** Listings of items and locations. Where stock has a path of its own, it is read first and joined to the items. */
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord, Turn } from '../../core/ports.ts'
import type { Mapping, StockPath } from '../../../shared/domain/mapping/schema.ts'
import { fillPath, fillTemplate } from '../../../shared/domain/mapping/template.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { walkPages, type PageRow } from '../http/walk.ts'
import type { Client, JsonAnswer } from './client.ts'
import { badBody, noSingleReads } from './errors.ts'
import { fetchPage, getJson, noList, pagesOf } from './pages.ts'
import { lookUp } from './routes.ts'
import { collect, readItem, readLocation } from './rows.ts'
import { createStockHeap, type StockOf } from './stock-heap.ts'

export interface Reading {
  readonly client: Client
  readonly mapping: Mapping
  readonly pageSize: number
  readonly signal: AbortSignal
  readonly turn: Turn
  readonly onRows: (rows: readonly RemoteRecord[]) => Promise<void>
  /** Racko's ids by SKU, as far as they have been read. */
  readonly ids: Map<string, string>
}

type Read<T> = Promise<Result<T, RemoteFailure>>

export const nothingRead: ReadSummary = { rows: 0, bytes: 0, serverDate: null, newest: null, tick: null }

export async function readLocations(reading: Reading, { key }: ReadFilter): Read<ReadSummary> {
  const { mapping, onRows } = reading
  let own = 0
  const onOwn: Reading['onRows'] = async (rows) => {
    const wanted = key === undefined ? rows : rows.filter((row) => row.key === key)
    own += wanted.length
    if (wanted.length > 0) await onRows(wanted)
  }
  const read = await walkPages({
    turn: reading.turn,
    onRows: onOwn,
    fetch: pagesOf({
      listing: mapping.locations,
      limit: reading.pageSize,
      fetch: (offset) => fetchPage(reading.client, mapping.locations, windowAt(reading, offset), reading.signal),
      take: (rows) =>
        collect(rows, (row): Result<PageRow, string> => {
          const location = readLocation(mapping.locations, row)
          return location.ok ? ok({ id: location.value.key, record: location.value }) : location
        }),
    }),
  })
  return read.ok ? ok({ ...read.value, rows: own }) : read
}

export async function readItems(reading: Reading): Read<ReadSummary> {
  const { mapping, ids, turn } = reading
  const stock = mapping.stock?.in === 'path' ? await readStock(reading, mapping.stock) : ok(null)
  if (!stock.ok) return stock
  if (stock.value !== null) await turn()
  const read = await walkPages({
    ...reading,
    fetch: pagesOf({
      listing: mapping.items,
      limit: reading.pageSize,
      fetch: (offset) => fetchPage(reading.client, mapping.items, windowAt(reading, offset), reading.signal),
      take: (rows) =>
        collect(rows, (row) => {
          const item = readItem(mapping, row, stock.value?.of)
          if (item.ok && item.value.record !== null) ids.set(item.value.record.key, item.value.id)
          return item
        }),
    }),
  })
  if (!read.ok || stock.value === null) return read
  const { summary } = stock.value
  const unsteady = read.value.whole === false || summary.whole === false
  return ok({ ...read.value, bytes: read.value.bytes + summary.bytes, ...(unsteady && { whole: false }) })
}

/** The whole listing of stock, in memory: an item's rows may stand anywhere in it. */
async function readStock(reading: Reading, stock: StockPath): Read<{ of: StockOf; summary: ReadSummary }> {
  const heap = createStockHeap(stock)
  const read = await walkPages({
    turn: reading.turn,
    onRows: () => Promise.resolve(),
    fetch: pagesOf({
      listing: stock,
      limit: reading.pageSize,
      fetch: (offset) => fetchPage(reading.client, stock, windowAt(reading, offset), reading.signal),
      startOver: heap.clear,
      take: heap.take,
    }),
  })
  if (!read.ok) return read
  const again = heap.again()
  if (read.value.whole === false && again !== null) return err(badBody(200, `${stock.path}: ${again}`, false))
  return ok({ of: heap.of, summary: read.value })
}

/** One item by its SKU, where the mapping says how. Rows of others alone mean that the question was not understood. */
export async function readOneItem(reading: Reading, sku: string): Read<ReadSummary> {
  const { mapping, ids, onRows, turn } = reading
  const { one } = mapping.items
  const single = one && address(one, { sku, id: ids.get(sku) })
  if (one === undefined || single === null || single === undefined) return err(noSingleReads)
  if (mapping.stock?.in === 'path' && mapping.stock.one === undefined) return err(noSingleReads)
  const read = await getJson(reading.client, single.path, single.query, reading.signal, true)
  if (!read.ok) return read
  const rows = rowsOrOne(lookUp(read.value.value, one.rows))
  if (rows === null) return err(badBody(read.value.status, noList(one.path, one.rows), false))
  const own = rows.find((row) => {
    const item = readItem(mapping, row)
    return item.ok && item.value.record?.key === sku
  })
  const summary = { ...nothingRead, bytes: read.value.bytes, serverDate: read.value.serverDate }
  if (own === undefined)
    return rows.length === 0 ? ok(summary) : err({ ...noSingleReads, text: `The answer is not about ${sku}` })
  const stock = await readStockOf(reading, own, turn)
  if (!stock.ok) return stock
  const item = readItem(mapping, own, stock.value ?? undefined)
  if (!item.ok || item.value.record === null) return ok(summary)
  const { record } = item.value
  ids.set(sku, item.value.id)
  await onRows([record])
  return ok({ ...summary, rows: 1, newest: record.updatedAt ?? null, tick: null })
}

async function readStockOf(reading: Reading, row: unknown, turn: Turn): Read<StockOf | null> {
  const { mapping } = reading
  const { stock } = mapping
  if (stock?.in !== 'path' || stock.one === undefined) return ok(null)
  const item = readItem(mapping, row)
  if (!item.ok || item.value.record === null) return ok(null)
  const single = address(stock.one, { sku: item.value.record.key, id: item.value.id })
  if (single === null) return err(noSingleReads)
  await turn()
  const read = await getJson(reading.client, single.path, single.query, reading.signal, true)
  if (!read.ok) return read
  return takeStockOf(stock, stock.one.rows, read.value)
}

function takeStockOf(stock: StockPath, route: string, { value, status }: JsonAnswer): Result<StockOf, RemoteFailure> {
  const rows = rowsOrOne(lookUp(value, route))
  if (rows === null) return err(badBody(status, noList(stock.path, route), false))
  const heap = createStockHeap(stock)
  const taken = heap.take(rows)
  return taken.ok ? ok(heap.of) : err(badBody(status, `${stock.path}: ${taken.error}`, false))
}

const rowsOrOne = (found: unknown): readonly unknown[] | null =>
  Array.isArray(found) ? found : found === null || found === undefined ? [] : typeof found === 'object' ? [found] : null

type Single = NonNullable<StockPath['one']>

function address({ path, query = {} }: Single, values: { readonly sku: string; readonly id: string | undefined }) {
  const filled = fillPath(path, values)
  // safe: a template of scalars is filled with scalars
  const asked = fillTemplate(query, values) as Readonly<Record<string, string | number | boolean>>
  return filled === null || Object.keys(asked).length < Object.keys(query).length
    ? null
    : { path: filled, query: asked }
}

const windowAt = ({ pageSize }: Reading, offset: number) => ({ limit: pageSize, offset })
