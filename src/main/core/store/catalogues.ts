import { resolveCode } from './barcodes.ts'
import { getConnection, type Connection } from './connections.ts'
import type { Reader } from './database.ts'
import { listItems } from './item-list.ts'

/** Connections that answer for codes that the one in use does not know. */

const others =
  "SELECT connection AS id FROM connections WHERE removed = 0 AND in_use = 0 AND json_extract(options, '$.catalogue') = 1 ORDER BY connection"

export const listCatalogues = (reader: Reader): Connection[] =>
  reader.rows<{ id: number }>(others).flatMap(({ id }) => getConnection(reader, id) ?? [])

export interface CatalogueItem {
  readonly connection: number
  /** Of the catalogue. */
  readonly catalogue: string
  readonly sku: string
  readonly name: string | null
}

/** Items that match, catalogue by catalogue. */
export function searchCatalogues(
  reader: Reader,
  search: string,
  limit: number,
): { rows: CatalogueItem[]; total: number } {
  const rows: CatalogueItem[] = []
  let total = 0
  for (const { id, name: catalogue } of listCatalogues(reader)) {
    const asked = { search, filter: 'all', offset: 0, limit, warehouse: null, by: 'sku', descending: false } as const
    const page = listItems(reader, { connection: id, ...asked })
    total += page.total
    rows.push(...page.rows.map(({ sku, name }) => ({ connection: id, catalogue, sku, name })))
  }
  return { rows: rows.slice(0, limit), total }
}

/** The item that the first catalogue knows under this code. */
export function findInCatalogues(reader: Reader, connection: number, code: string): CatalogueItem | null {
  for (const { id } of reader.rows<{ id: number }>(others)) {
    if (id === connection) continue
    const found = resolveCode(reader, id, code)
    if (found === null) continue
    const { sku, name } = found
    return { connection: id, catalogue: getConnection(reader, id)?.name ?? '', sku, name }
  }
  return null
}
