import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { canonicalGtin } from '../../../shared/domain/gtin.ts'
import type { Reader, Writer } from './database.ts'
import { refold } from './view.ts'

/**
 * Barcodes: what a code stands for. They are this PC's own knowledge, so they are not queued; what they change is the
 * item's search text and its number of codes.
 */
export interface ResolvedCode {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  /** Pieces that one scan stands for. */
  readonly quantity: number
  readonly via: 'alias' | 'sku' | 'gtin'
}

interface Found {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly quantity: number
}

const aliasBy = (barcodes: string, condition: string): string =>
  `SELECT records.uid AS item, records.key AS sku, records.name, barcodes.quantity
   FROM ${barcodes} CROSS JOIN records ON records.uid = barcodes.item AND records.present = 1
   WHERE barcodes.connection = ? AND ${condition} LIMIT 1`

const byCode = aliasBy('barcodes', 'barcodes.code = ?')
const byGtin = aliasBy('barcodes INDEXED BY barcodes_by_gtin', 'barcodes.gtin = ?')
const bySku = `SELECT uid AS item, key AS sku, name, 1 AS quantity FROM records
   WHERE connection = ? AND kind = 'item' AND present = 1 AND key = ?`

/**
 * What a scanned code stands for, or null: the exact alias first, then the exact SKU, then its GTIN in the 8, 12, 13 or
 * 14 digit form. The exact text wins over the text without a scanner's identifier and blanks.
 */
export function resolveCode(reader: Reader, connection: number, code: string): ResolvedCode | null {
  const read = readScannedCode(code)
  const texts = read.text === code ? [code] : [code, read.text]
  for (const text of texts) {
    const alias = reader.row<Found>(byCode, connection, text)
    if (alias) return { ...alias, via: 'alias' }
  }
  for (const text of texts) {
    const item = reader.row<Found>(bySku, connection, text)
    if (item) return { ...item, via: 'sku' }
  }
  return read.gtin === null ? null : resolveGtin(reader, connection, read.gtin)
}

function resolveGtin(reader: Reader, connection: number, gtin: string): ResolvedCode | null {
  const alias = reader.row<Found>(byGtin, connection, gtin)
  if (alias) return { ...alias, via: 'gtin' }
  for (const form of gtinForms(gtin)) {
    const item = reader.row<Found>(bySku, connection, form)
    if (item) return { ...item, via: 'gtin' }
  }
  return null
}

/** Every way of writing a canonical GTIN-14, longest first. */
const gtinForms = (gtin: string): string[] =>
  [14, 13, 12, 8].filter((length) => /^0*$/.test(gtin.slice(0, 14 - length))).map((length) => gtin.slice(14 - length))

export interface SavedCode {
  readonly code: string
  readonly item: number
  readonly quantity: number
}

export function findCode(reader: Reader, connection: number, code: string): SavedCode | undefined {
  return reader.row<SavedCode>(
    'SELECT code, item, quantity FROM barcodes WHERE connection = ? AND code = ?',
    connection,
    code,
  )
}

/** Teaches a code to an item, or gives it to another one; the items' searches and counts follow. */
export function saveCode(
  writer: Writer,
  connection: number,
  code: string,
  item: number,
  quantity: number,
  at: number,
): void {
  const before = findCode(writer, connection, code)
  writer.exec(
    `INSERT INTO barcodes (connection, code, gtin, item, quantity, created_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET item = excluded.item, quantity = excluded.quantity`,
    connection,
    code,
    canonicalGtin(readScannedCode(code).text),
    item,
    quantity,
    at,
  )
  if (before !== undefined && before.item !== item) recount(writer, before.item)
  recount(writer, item)
}

export function removeCode(writer: Writer, connection: number, code: string): void {
  const before = findCode(writer, connection, code)
  if (!before) return
  writer.exec('DELETE FROM barcodes WHERE connection = ? AND code = ?', connection, code)
  recount(writer, before.item)
}

function recount(writer: Writer, item: number): void {
  writer.exec('UPDATE records SET barcodes = (SELECT count(*) FROM barcodes WHERE item = ?) WHERE uid = ?', item, item)
  refold(writer, item)
  writer.touch('barcodes')
}

export interface CodeRow {
  readonly code: string
  readonly sku: string
  readonly name: string | null
  readonly quantity: number
}

const codeRow = `SELECT barcodes.code, records.key AS sku, records.name, barcodes.quantity
   FROM barcodes JOIN records ON records.uid = barcodes.item AND records.present = 1`

export const codesOfItem = (reader: Reader, item: number): CodeRow[] =>
  reader.rows<CodeRow>(`${codeRow} WHERE barcodes.item = ? ORDER BY barcodes.code`, item)
