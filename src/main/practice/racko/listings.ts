/** Listings as a mapping shows them. */
import type { Listing, Mapping } from '../../../shared/domain/mapping/schema.ts'
import type { Account, Booked, Item } from './account.ts'
import { putAt, takeFromPath, type Taken } from './shapes.ts'
import type { RackoSwitches } from './switches.ts'

export interface Listed {
  readonly rows: readonly unknown[]
  readonly listing: Listing
  /** One row and no list. */
  readonly single: boolean
}

type Query = Readonly<Record<string, string>>

const first = (field: string | readonly string[]): string => (typeof field === 'string' ? field : (field[0] ?? ''))

/** What a GET asks for; undefined: there is no such path. */
export function findListing(
  mapping: Mapping,
  account: Account,
  switches: RackoSwitches,
  path: string,
  query: Query,
): Listed | undefined {
  const { items, locations, stock, adjustments } = mapping
  const item = singleOf(items.one, path, query)
  if (item !== null) {
    const rows = account
      .items()
      .filter(isMeant(item))
      .map((row) => itemRow(mapping, switches, row))
    return { rows, listing: { ...items, rows: items.one?.rows ?? '' }, single: items.one?.path.includes('{') === true }
  }
  if (stock?.in === 'path') {
    const one = singleOf(stock.one, path, query)
    const of = account.items().filter(one === null ? () => true : isMeant(one))
    const rows = of.flatMap((row) => stockRows(stock, switches, row))
    if (one !== null) return { rows, listing: { ...stock, rows: stock.one?.rows ?? '' }, single: false }
    if (path === stock.path) return { rows, listing: stock, single: false }
  }
  if (path === items.path)
    return { rows: account.items().map((row) => itemRow(mapping, switches, row)), listing: items, single: false }
  if (path === locations.path)
    return { rows: account.places().map((row) => placeRow(locations, row)), listing: locations, single: false }
  if (adjustments !== undefined && path === adjustments.path)
    return { rows: account.booked().map((row) => bookedRow(adjustments, row)), listing: adjustments, single: false }
  return undefined
}

type Single = NonNullable<Mapping['items']['one']>

/** The values by which one record was asked for; null: that is not what was asked. */
function singleOf(one: Single | undefined, path: string, query: Query): Taken | null {
  if (one === undefined) return null
  const taken = takeFromPath(one.path, path)
  if (taken === null) return null
  for (const [name, template] of Object.entries(one.query ?? {})) {
    const [, sign] = /^\{(\w+)/.exec(String(template)) ?? []
    const value = query[name]
    if (value === undefined) return null
    if (sign !== undefined) taken[sign] = value
  }
  return Object.keys(taken).length === 0 ? null : taken
}

const isMeant =
  ({ sku, id }: Taken) =>
  (item: Item): boolean =>
    (sku === undefined || item.key === sku) && (id === undefined || String(item.id) === id)

const stamp = (time: number, { timestamps }: RackoSwitches): string | number =>
  timestamps === 'iso' ? new Date(Math.floor(time / 1000) * 1000).toISOString() : Math.floor(time / 1000)

export function itemRow({ items, stock }: Mapping, switches: RackoSwitches, item: Item): unknown {
  const { fields } = items
  const row: Record<string, unknown> = {}
  const put = (field: string | readonly string[] | undefined, value: unknown): void => {
    if (field !== undefined) putAt(row, first(field), value)
  }
  put(fields.name, item.name)
  put(fields.id, stock?.in === 'path' ? item.id : String(item.id))
  put(fields.sku, item.key)
  put(fields.price, item.price)
  put(fields.type, item.type)
  put(fields.createdAt, stamp(item.createdAt, switches))
  put(fields.updatedAt, stamp(item.updatedAt, switches))
  // The field for several, where there is one, else the one that the item has.
  if (typeof fields.barcode === 'object') putAt(row, fields.barcode[1] ?? first(fields.barcode), item.codes)
  else put(fields.barcode, item.codes[0] ?? null)
  if (stock?.in === 'item')
    putAt(
      row,
      stock.rows,
      item.stock.map(({ location, quantity }) => {
        const cell: Record<string, unknown> = {}
        putAt(cell, stock.fields.location, location)
        putAt(cell, stock.fields.quantity, quantity)
        return cell
      }),
    )
  return row
}

function stockRows(
  { fields, itemBy }: Extract<NonNullable<Mapping['stock']>, { in: 'path' }>,
  switches: RackoSwitches,
  item: Item,
): readonly unknown[] {
  return item.stock.map(({ location, quantity }) => {
    const row: Record<string, unknown> = {}
    putAt(row, fields.item, itemBy === 'id' ? item.id : item.key)
    putAt(row, fields.location, location)
    putAt(row, fields.quantity, quantity)
    if (fields.updatedAt !== undefined) putAt(row, fields.updatedAt, stamp(item.updatedAt, switches))
    return row
  })
}

function placeRow({ fields }: Mapping['locations'], place: { readonly key: string; readonly name: string | null }) {
  const row: Record<string, unknown> = {}
  putAt(row, fields.id, place.key)
  if (fields.name !== undefined) putAt(row, first(fields.name), place.name)
  return row
}

function bookedRow({ fields }: NonNullable<Mapping['adjustments']>, { id, notes }: Booked) {
  const row: Record<string, unknown> = { number: id }
  putAt(row, fields.token, notes)
  return row
}
