import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { readContent } from '../../../shared/domain/code-content.ts'
import type { Component } from '../ports.ts'
import { gtinForms } from './barcodes.ts'
import type { Reader } from './database.ts'
import { parseComponents } from './records.ts'

/** A bundle that a code stands for. */
export interface ResolvedBundle {
  readonly uid: number
  readonly sku: string
  readonly name: string | null
  /** Bundles that one scan stands for. */
  readonly bundles: number
  readonly components: readonly Component[]
  readonly via: 'alias' | 'sku' | 'gtin'
}

interface Found {
  readonly uid: number
  readonly sku: string
  readonly name: string | null
  readonly components: string | null
  readonly bundles: number
}

const columns = 'records.uid, records.key AS sku, records.name, records.components'
const aliasBy = (barcodes: string, condition: string): string =>
  `SELECT ${columns}, barcodes.quantity AS bundles
   FROM ${barcodes} CROSS JOIN records ON records.uid = barcodes.item AND records.present = 1 AND records.kind = 'bundle'
   WHERE barcodes.connection = ? AND ${condition} LIMIT 1`
const byCode = aliasBy('barcodes', 'barcodes.code = ?')
const byGtin = aliasBy('barcodes INDEXED BY barcodes_by_gtin', 'barcodes.gtin = ?')
const bySku = `SELECT ${columns}, 1 AS bundles FROM records
   WHERE connection = ? AND kind = 'bundle' AND present = 1 AND key = ?`

/** As items are found (store/barcodes.ts), where no item is: taught code, SKU, GTIN in any of its forms or inside of GS1 content. */
export function resolveBundle(reader: Reader, connection: number, code: string): ResolvedBundle | null {
  const read = readScannedCode(code)
  const texts = read.text === code ? [code] : [code, read.text]
  const gtin = read.gtin ?? readContent(read)?.gtin ?? null
  const ways: readonly (readonly [ResolvedBundle['via'], string, readonly string[]])[] = [
    ['alias', byCode, texts],
    ['sku', bySku, texts],
    ['gtin', byGtin, gtin === null ? [] : [gtin]],
    ['gtin', bySku, gtin === null ? [] : gtinForms(gtin)],
  ]
  for (const [via, query, keys] of ways)
    for (const key of keys) {
      const found = reader.row<Found>(query, connection, key)
      if (found) return { ...found, components: parseComponents(found.components) ?? [], via }
    }
  return null
}

export interface BundleCode {
  readonly code: string
  readonly quantity: number
}

/** The codes that were taught to a bundle. */
export const codesOfBundle = (reader: Reader, connection: number, sku: string): BundleCode[] =>
  reader.rows<BundleCode>(
    `SELECT barcodes.code, barcodes.quantity FROM records JOIN barcodes ON barcodes.item = records.uid
     WHERE records.connection = ? AND records.kind = 'bundle' AND records.present = 1 AND records.key = ? ORDER BY barcodes.code`,
    connection,
    sku,
  )
