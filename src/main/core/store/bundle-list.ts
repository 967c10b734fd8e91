import type { BundleRow } from '../../../shared/contract/bundles.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import type { Reader } from './database.ts'
import { parseComponents } from './records.ts'

/** Bundles of the view. There are few of them beside the items, so they are searched by reading them. */

interface Columns {
  readonly sku: string
  readonly name: string | null
  readonly price: number | null
  readonly components: string | null
  readonly base_key: string | null
  readonly waiting: number
}

const select = `SELECT key AS sku, name, price, components, base_key, open_changes AS waiting FROM records
   WHERE connection = ? AND kind = 'bundle' AND present = 1`

export interface BundleQuery {
  readonly connection: number
  readonly search: string | undefined
  readonly offset: number
  readonly limit: number
}

export function listBundles(reader: Reader, query: BundleQuery): { rows: BundleRow[]; total: number } {
  const words = searchText(query.search ?? '').split(' ')
  const all = reader.rows<Columns>(`${select} ORDER BY key`, query.connection)
  const found = all.filter((row) => {
    const text = searchText(row.sku, row.name)
    return words.every((word) => text.includes(word))
  })
  return { rows: found.slice(query.offset, query.offset + query.limit).map(toRow), total: found.length }
}

export function getBundle(reader: Reader, connection: number, sku: string): BundleRow | undefined {
  const row = reader.row<Columns>(`${select} AND key = ?`, connection, sku)
  return row && toRow(row)
}

export interface BundleUse {
  readonly sku: string
  readonly name: string | null
  /** How many of the item one bundle takes. */
  readonly quantity: number
}

/** The bundles that an item is part of, by any of the keys it goes by. */
export function bundlesWith(reader: Reader, connection: number, itemKeys: readonly string[]): BundleUse[] {
  return reader.rows<BundleUse>(
    `SELECT records.key AS sku, records.name, json_extract(part.value, '$.quantity') AS quantity
     FROM records CROSS JOIN json_each(records.components) AS part
     WHERE records.connection = ? AND records.kind = 'bundle' AND records.present = 1
       AND json_extract(part.value, '$.sku') IN (SELECT value FROM json_each(?))
     ORDER BY records.key`,
    connection,
    JSON.stringify(itemKeys),
  )
}

const toRow = (row: Columns): BundleRow => ({
  sku: row.sku,
  name: row.name,
  price: row.price,
  item_skus: (parseComponents(row.components) ?? []).map((part) => ({ ...part })),
  confirmed: row.base_key !== null,
  waiting: row.waiting,
})
