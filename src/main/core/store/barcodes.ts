import { readScannedCode, type ScannedCode } from '../../../shared/domain/barcode.ts'
import { readContent } from '../../../shared/domain/code-content.ts'
import {
  quantityOfContent,
  quantityOfRule,
  type CodeQuantity,
  type CodeWarning,
} from '../../../shared/domain/code-quantity.ts'
import { readByRules } from '../../../shared/domain/code-rules.ts'
import { readCodeRules } from './code-rules.ts'
import type { Reader, Writer } from './database.ts'
import { countCodes, holdersOfCode, holdersOfGtin, type Holder } from './remote-codes.ts'
import { refold } from './view.ts'

/**
 * Barcodes: what a code stands for. Those of this table are this PC's own knowledge, so they are not queued; what they
 * change is the item's search text and its number of codes. The remote's stand in `remote_codes`.
 */
export interface ResolvedCode {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  /** Pieces that one scan stands for; of weighed goods, kilograms. */
  readonly quantity: number
  readonly via: 'alias' | 'sku' | 'gtin' | 'remote' | 'gs1' | 'rule'
  readonly warning: CodeWarning | null
}

interface Found {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly price: number | null
  readonly quantity: number
}

const aliasBy = (barcodes: string, kind: 'item' | 'bundle', condition: string): string =>
  `SELECT records.uid AS item, records.key AS sku, records.name, records.price, barcodes.quantity
   FROM ${barcodes} CROSS JOIN records ON records.uid = barcodes.item AND records.present = 1 AND records.kind = '${kind}'
   WHERE barcodes.connection = ? AND ${condition} LIMIT 1`

const byCode = aliasBy('barcodes', 'item', 'barcodes.code = ?')
const byGtin = aliasBy('barcodes INDEXED BY barcodes_by_gtin', 'item', 'barcodes.gtin = ?')
const bundleByCode = aliasBy('barcodes', 'bundle', 'barcodes.code = ?')
const bundleByGtin = aliasBy('barcodes INDEXED BY barcodes_by_gtin', 'bundle', 'barcodes.gtin = ?')
const bySku = `SELECT uid AS item, key AS sku, name, price, 1 AS quantity FROM records
   WHERE connection = ? AND kind = 'item' AND present = 1 AND key = ?`

/**
 * What a scanned code stands for, or null: the exact alias first, then the exact SKU, then its GTIN in the 8, 12, 13 or
 * 14 digit form, then the remote's own codes, then the GTIN that its GS1 content names, then a rule of in-store codes. The
 * exact text wins over the text without a scanner's identifier and blanks. docs/codes.md says why in this order. A code
 * that the remote gave to several items stands for none of them: see `unclearHolders`. What was taught to a bundle
 * (bundle-codes.ts) overrules the remote's codes, and as an exact text also the other writings of a GTIN.
 */
export function resolveCode(reader: Reader, connection: number, code: string): ResolvedCode | null {
  const read = readScannedCode(code)
  const texts = read.text === code ? [code] : [code, read.text]
  for (const text of texts) {
    const alias = reader.row<Found>(byCode, connection, text)
    if (alias) return resolved(alias, 'alias')
  }
  for (const text of texts) {
    const item = reader.row<Found>(bySku, connection, text)
    if (item) return resolved(item, 'sku')
  }
  if (texts.some((text) => reader.row(bundleByCode, connection, text) !== undefined)) return null
  const own = read.gtin === null ? null : findOwnByGtin(reader, connection, read.gtin)
  if (own !== null) return resolved(own, 'gtin')
  const [holder, ...others] = holdersOf(reader, connection, texts, read.gtin)
  if (others.length > 0) return null
  if (holder !== undefined) return resolved({ ...holder, quantity: 1 }, 'remote')
  return read.gtin === null ? resolveContent(reader, connection, read) : resolveByRule(reader, connection, read.gtin)
}

/** The items that the remote gave one of the texts, or the number. */
function holdersOf(reader: Reader, connection: number, texts: readonly string[], gtin: string | null): Holder[] {
  // All writings of a GTIN have its number.
  if (gtin !== null) return holdersOfNumber(reader, connection, gtin)
  return texts.map((text) => holdersOfCode(reader, connection, text)).find((found) => found.length > 0) ?? []
}

const holdersOfNumber = (reader: Reader, connection: number, gtin: string): Holder[] =>
  reader.row(bundleByGtin, connection, gtin) === undefined ? holdersOfGtin(reader, connection, gtin) : []

/** The items between which a code is a question, because the remote gave it to all of them; else empty. */
export function unclearHolders(reader: Reader, connection: number, code: string): readonly Holder[] {
  if (resolveCode(reader, connection, code) !== null) return []
  const read = readScannedCode(code)
  const content = read.gtin === null ? readContent(read) : null
  const texts = read.text === code ? [code] : [code, read.text]
  const found = holdersOf(reader, connection, texts, read.gtin)
  const meant = found.length > 0 || content?.gtin == null ? found : holdersOfNumber(reader, connection, content.gtin)
  return meant.length > 1 ? meant : []
}

const resolved = (
  { item, sku, name, quantity }: Found,
  via: ResolvedCode['via'],
  counted: CodeQuantity = { quantity, warning: null },
): ResolvedCode => ({ item, sku, name, ...counted, via })

/** A code that the remote gave to several items is nobody's. */
function findByGtin(reader: Reader, connection: number, gtin: string): Found | null {
  const own = findOwnByGtin(reader, connection, gtin)
  if (own !== null) return own
  const [holder, ...others] = holdersOfNumber(reader, connection, gtin)
  return holder === undefined || others.length > 0 ? null : { ...holder, quantity: 1 }
}

function findOwnByGtin(reader: Reader, connection: number, gtin: string): Found | null {
  const alias = reader.row<Found>(byGtin, connection, gtin)
  if (alias) return alias
  for (const form of gtinForms(gtin)) {
    const item = reader.row<Found>(bySku, connection, form)
    if (item) return item
  }
  return null
}

function resolveContent(reader: Reader, connection: number, read: ScannedCode): ResolvedCode | null {
  const content = readContent(read)
  const found = content === null || content.gtin === null ? null : findByGtin(reader, connection, content.gtin)
  return content === null || found === null ? null : resolved(found, 'gs1', quantityOfContent(content, found.quantity))
}

/** In-store prefixes in a canonical GTIN-14. Rules are read for these alone. */
const inStore = /^0(02|2)/

function resolveByRule(reader: Reader, connection: number, gtin: string): ResolvedCode | null {
  if (!inStore.test(gtin)) return null
  const ruled = readByRules(readCodeRules(reader), gtin)
  if (ruled === null) return null
  const { rule, reading } = ruled
  const found = findByGtin(reader, connection, `0${reading.base}`) ?? findByItemDigits(reader, connection, reading.item)
  return found === null ? null : resolved(found, 'rule', quantityOfRule(rule, reading, found.quantity, found.price))
}

/** A pattern fills an item's number up with zeros; the exact digits come first. */
function findByItemDigits(reader: Reader, connection: number, digits: string): Found | null {
  for (const text of [digits, digits.replace(/^0+(?=\d)/, '')]) {
    const found = reader.row<Found>(byCode, connection, text) ?? reader.row<Found>(bySku, connection, text)
    if (found) return found
  }
  return null
}

/** Every way of writing a canonical GTIN-14, longest first. */
export const gtinForms = (gtin: string): string[] =>
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

/** Codes of other writings of one GTIN, and the code itself: all that would answer to it. */
export const codesLike = (reader: Reader, connection: number, code: string): SavedCode[] =>
  reader.rows<SavedCode>(
    'SELECT code, item, quantity FROM barcodes WHERE connection = ? AND code = ? UNION SELECT code, item, quantity FROM barcodes INDEXED BY barcodes_by_gtin WHERE connection = ? AND gtin = ?',
    connection,
    code,
    connection,
    readScannedCode(code).gtin,
  )

/** Teaches a code to an item, or gives it to another one; the items' searches and counts follow. */
export function saveCode(
  writer: Writer,
  connection: number,
  code: string,
  item: number,
  quantity: number,
  at: number,
): void {
  saveCodes(writer, connection, [{ code, item, quantity }], at)
}

/** Many at once: every item is searched and counted anew only once. */
export function saveCodes(writer: Writer, connection: number, codes: readonly SavedCode[], at: number): void {
  const items = new Set<number>()
  for (const { code, item, quantity } of codes) {
    const before = findCode(writer, connection, code)
    writer.exec(
      `INSERT INTO barcodes (connection, code, gtin, item, quantity, created_at) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET item = excluded.item, quantity = excluded.quantity`,
      connection,
      code,
      readScannedCode(code).gtin,
      item,
      quantity,
      at,
    )
    items.add(item)
    if (before !== undefined) items.add(before.item)
  }
  for (const item of items) recount(writer, item)
}

export function removeCode(writer: Writer, connection: number, code: string): void {
  removeCodes(writer, connection, [code])
}

export function removeCodes(writer: Writer, connection: number, codes: readonly string[]): void {
  const items = new Set<number>()
  for (const code of codes) {
    const before = findCode(writer, connection, code)
    if (!before) continue
    writer.exec('DELETE FROM barcodes WHERE connection = ? AND code = ?', connection, code)
    items.add(before.item)
  }
  for (const item of items) recount(writer, item)
}

function recount(writer: Writer, item: number): void {
  countCodes(writer, item)
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
   FROM barcodes JOIN records ON records.uid = barcodes.item AND records.present = 1 AND records.kind = 'item'`

export const codesOfItem = (reader: Reader, item: number): CodeRow[] =>
  reader.rows<CodeRow>(`${codeRow} WHERE barcodes.item = ? ORDER BY barcodes.code`, item)
