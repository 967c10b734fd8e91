/**
 * Rows of an answer as records, read by the mapping. Tolerant in form: a field that can't be understood is left out and
 * named. Strict in what everything hangs on: a row without its key is an error.
 */
import type { RemoteRecord } from '../../core/ports.ts'
import type { Mapping, StockMapping } from '../../../shared/domain/mapping/schema.ts'
import { add } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { parseStamp } from '../http/stamps.ts'
import { entriesAt, lookUp, lookUpFirst, routesOf } from './routes.ts'

type Draft = { -readonly [K in keyof RemoteRecord]: RemoteRecord[K] }

/** Stock of one item that comes from a listing of its own. */
export interface StockOfItem {
  readonly figures: ReadonlyMap<string, number>
  readonly updatedAt?: number
}

export interface ReadItem {
  readonly id: string
  /** Null: an item of a type that carries no stock. */
  readonly record: RemoteRecord | null
}

/** `stockOf`: figures from a path of their own; undefined: they stand in the row, or are not mapped. */
export function readItem(
  { items, stock }: Mapping,
  row: unknown,
  stockOf?: (item: { readonly id: string; readonly sku: string }) => StockOfItem,
): Result<ReadItem, string> {
  const { fields } = items
  const id = asKey(lookUp(row, fields.id))
  if (id === null) return err(`there is no id at "${fields.id}"`)
  if (!isStocked(items, row)) return ok({ id, record: null })
  const sku = asKey(lookUpFirst(row, fields.sku))
  if (sku === null) return err(`the item ${id} has no SKU at "${routesOf(fields.sku).join('", "')}"`)
  const draft: Draft = { kind: 'item', key: sku, serverID: id }
  const malformed: string[] = []
  readFields(items, row, draft, malformed)
  if (stock?.in === 'item') readOwnStock(stock, row, draft, malformed)
  else if (stockOf !== undefined) {
    const { figures, updatedAt } = stockOf({ id, sku })
    draft.stock = figures
    if (updatedAt !== undefined) draft.updatedAt = Math.max(draft.updatedAt ?? 0, updatedAt)
  }
  if (malformed.length > 0) draft.malformed = malformed
  return ok({ id, record: draft })
}

function isStocked({ fields, stockedTypes }: Mapping['items'], row: unknown): boolean {
  if (fields.type === undefined || stockedTypes === undefined) return true
  const type = lookUp(row, fields.type)
  return typeof type !== 'string' || stockedTypes.some((stocked) => stocked.toLowerCase() === type.toLowerCase())
}

function readFields({ fields }: Mapping['items'], row: unknown, draft: Draft, malformed: string[]): void {
  const name = fields.name === undefined ? undefined : lookUpFirst(row, fields.name)
  if (name === null || typeof name === 'string') draft.name = name
  else if (typeof name === 'number') draft.name = String(name)
  else if (name !== undefined) malformed.push('name')
  const price = fields.price === undefined ? undefined : lookUpFirst(row, fields.price)
  if (price === null) draft.price = null
  else if (price !== undefined) {
    const number = asNumber(price)
    if (number === null) malformed.push('price')
    else draft.price = number
  }
  if (fields.barcode !== undefined) draft.codes = codesIn(row, routesOf(fields.barcode))
  for (const part of ['createdAt', 'updatedAt'] as const) {
    const route = fields[part]
    const value = route === undefined ? undefined : (lookUp(row, route) ?? undefined)
    if (value === undefined) continue
    const time = parseStamp(value)
    if (time === null) malformed.push(part)
    else draft[part] = time
  }
}

/** A text, a number, or a list of them. */
const codesIn = (row: unknown, routes: readonly string[]): readonly string[] => [
  ...new Set(
    routes
      .flatMap((route): unknown => lookUp(row, route))
      .map((code) => (typeof code === 'number' ? String(code) : typeof code === 'string' ? code.trim() : ''))
      .filter((code) => code !== ''),
  ),
]

/** One bad figure leaves all of them unsaid: a location that is merely missing would mean "no stock there". */
function readOwnStock(
  { rows, fields }: Extract<StockMapping, { in: 'item' }>,
  row: unknown,
  draft: Draft,
  malformed: string[],
): void {
  const entries = entriesAt(row, rows)
  if (entries === undefined) return
  const figures = new Map<string, number>()
  for (const entry of entries ?? []) {
    const location = asKey(lookUp(entry, fields.location))
    const quantity = asNumber(lookUp(entry, fields.quantity === '' ? '$value' : fields.quantity))
    if (location === null || quantity === null) return void malformed.push('stock')
    // Bins or lots of one location: its stock is what they hold together.
    figures.set(location, add(figures.get(location) ?? 0, quantity))
  }
  if (entries === null) malformed.push('stock')
  else draft.stock = figures
}

export function readLocation({ fields }: Mapping['locations'], row: unknown): Result<RemoteRecord, string> {
  const key = asKey(lookUp(row, fields.id))
  if (key === null) return err(`there is no id at "${fields.id}"`)
  const name = fields.name === undefined ? undefined : lookUpFirst(row, fields.name)
  return ok({ kind: 'warehouse', key, serverID: key, ...(typeof name === 'string' && { name }) })
}

export interface StockRow {
  /** What tells it from other rows of the same item and location (bins, lots), where that is mapped. */
  readonly id: string | null
  readonly item: string
  readonly location: string
  readonly quantity: number
  readonly updatedAt?: number
}

export function readStockRow(
  { fields }: Extract<StockMapping, { in: 'path' }>,
  row: unknown,
): Result<StockRow, string> {
  const item = asKey(lookUp(row, fields.item))
  const location = asKey(lookUp(row, fields.location))
  const quantity = asNumber(lookUp(row, fields.quantity))
  if (item === null) return err(`there is no item at "${fields.item}"`)
  if (location === null) return err(`there is no location at "${fields.location}"`)
  if (quantity === null) return err(`there is no figure at "${fields.quantity}"`)
  const updatedAt = fields.updatedAt === undefined ? null : parseStamp(lookUp(row, fields.updatedAt))
  const id = fields.id === undefined ? null : asKey(lookUp(row, fields.id))
  return ok({ id, item, location, quantity, ...(updatedAt !== null && { updatedAt }) })
}

export function asKey(value: unknown): string | null {
  if (typeof value === 'string' && value !== '') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** Decimals come as texts from some servers. */
function asNumber(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : null
}

/** Every row, or the first that is wrong, by its place on the page. */
export function collect<T>(
  rows: readonly unknown[],
  read: (row: unknown) => Result<T, string>,
): Result<readonly T[], string> {
  const all: T[] = []
  for (const [place, row] of rows.entries()) {
    const one = read(row)
    if (!one.ok) return err(`row ${String(place + 1)} of the page: ${one.error}`)
    all.push(one.value)
  }
  return ok(all)
}
