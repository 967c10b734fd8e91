/**
 * A SKU of an answer as a `RemoteRecord`. Tolerant in form (captures of the documents differ in which fields they have): a
 * field that can't be understood is left out and named in `malformed`. Strict in what it hangs on: a row without its id or
 * its key is an error. Hive's cost is no price, so there is none.
 */
import type { RemoteLot, RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { figureOf, type FigureName, type StockFigure } from './stock-figure.ts'

type Row = Readonly<Record<string, unknown>>

export interface HiveSku {
  /** Hive's own number. */
  readonly id: string
  readonly key: string
  readonly deleted: boolean
  readonly record: RemoteRecord
  /** As it came. */
  readonly row: Row
  /** Warehouses that it names. */
  readonly warehouses: readonly string[]
}

export function parseSku(value: unknown, figure: StockFigure): Result<HiveSku, string> {
  const row = asRow(value)
  if (row === null) return err('is not an object')
  const id = asID(row['id'])
  const key = row['merchant_sku_id']
  if (id === null) return err('has no id')
  if (typeof key !== 'string' || key === '') return err('has no merchant_sku_id')
  const parts = [nameOf(row), codesOf(row), bornAt(row), stockOf(row, figure), lotsOf(row)]
  const malformed = parts.flatMap((part) => (part.ok ? [] : [part.error]))
  const record: RemoteRecord = {
    kind: 'item',
    key,
    serverID: id,
    ...(Object.assign({}, ...parts.map((part) => (part.ok ? part.value : {}))) as Partial<RemoteRecord>), // safe: each part is one of a record
    ...(malformed.length > 0 && { malformed }),
  }
  return ok({ id, key, deleted: row['status'] === 'deleted', record, row, warehouses: warehousesOf(row) })
}

type Part = Result<Partial<RemoteRecord>, string>

function nameOf({ name }: Row): Part {
  if (name === undefined) return ok({})
  return name === null || typeof name === 'string' ? ok({ name }) : err('name')
}

function codesOf({ barcode }: Row): Part {
  if (barcode === undefined) return ok({})
  if (barcode === null) return ok({ codes: [] })
  if (typeof barcode !== 'string') return err('barcode')
  return ok({ codes: barcode.trim() === '' ? [] : [barcode.trim()] })
}

function bornAt({ created_at: text }: Row): Part {
  if (text === undefined || text === null) return ok({})
  const createdAt = typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(createdAt) ? err('created_at') : ok({ createdAt })
}

/** One bad figure leaves all of them unsaid: a warehouse that is merely missing would mean "no stock there". */
function stockOf({ inventory_per_warehouse: shelves }: Row, figure: StockFigure): Part {
  if (shelves === undefined || shelves === null) return ok({})
  if (!Array.isArray(shelves)) return err('inventory_per_warehouse')
  const stock = new Map<string, number>()
  for (const value of shelves) {
    const shelf = asRow(value)
    const warehouse = shelf === null ? null : asID(shelf['warehouse_id'])
    if (shelf === null || warehouse === null || stock.has(warehouse)) return err('inventory_per_warehouse')
    const quantity = figureOf((name) => numberIn(shelf, name), figure)
    if (!Number.isFinite(quantity)) return err('inventory_per_warehouse')
    stock.set(warehouse, quantity)
  }
  return ok({ stock })
}

/** A batch in each warehouse where some of it lies, first to expire first. */
function lotsOf({ inventory_batches: batches }: Row): Part {
  if (batches === undefined || batches === null) return ok({})
  if (!Array.isArray(batches)) return err('inventory_batches')
  const lots: RemoteLot[] = []
  for (const value of batches) {
    const batch = asRow(value)
    const { name, expiry_date: expires = null, stocked_quantities: places } = batch ?? {}
    if (typeof name !== 'string' || !isDate(expires) || !Array.isArray(places)) return err('inventory_batches')
    for (const place of places) {
      const cell = asRow(place)
      const warehouseID = cell === null ? null : asID(cell['warehouse_id'])
      const quantity = cell?.['quantity']
      if (warehouseID === null || typeof quantity !== 'number') return err('inventory_batches')
      if (quantity !== 0) lots.push({ name, expires, warehouseID, quantity })
    }
  }
  return ok({ lots: lots.sort((a, b) => compare(a.expires ?? '9', b.expires ?? '9') || compare(a.name, b.name)) })
}

const isDate = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const numberIn = (shelf: Row, name: FigureName): number => {
  const value = shelf[name]
  return typeof value === 'number' ? value : Number.NaN
}

function warehousesOf({ inventory_per_warehouse: shelves }: Row): readonly string[] {
  if (!Array.isArray(shelves)) return []
  return shelves.flatMap((shelf) => asID(asRow(shelf)?.['warehouse_id']) ?? [])
}

export function asRow(value: unknown): Row | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return value as Row // safe: objects out of JSON.parse have string keys and nothing else
}

export function asID(value: unknown): string | null {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}
