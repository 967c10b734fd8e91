import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { isReserved } from '../../../shared/domain/reserved-codes.ts'
import type { Reader, Writer } from './database.ts'

/**
 * Barcodes that the remote keeps of its items, as it said them last. They are read only here; this PC's own codes stand in
 * `barcodes`. Unlike those, one code may be that of several items.
 */

/** Longer than any scanner sends. */
const longestCode = 512

/** What of the remote's codes a scan could send; each once. Codes of commands, places and badges stand for no goods. */
export const usableCodes = (codes: readonly string[]): string[] =>
  [...new Set(codes.map((code) => code.trim()))]
    .filter((code) => code !== '' && code.length <= longestCode && !isReserved(code))
    .sort()

export const remoteCodesOf = (reader: Reader, item: number): string[] =>
  reader.rows<{ code: string }>('SELECT code FROM remote_codes WHERE item = ?', item).map(({ code }) => code)

export function sameRemoteCodes(reader: Reader, item: number, codes: readonly string[]): boolean {
  const known = new Set(remoteCodesOf(reader, item))
  const said = usableCodes(codes)
  return known.size === said.length && said.every((code) => known.has(code))
}

/** Of an item that has none yet. The caller sees to its search text and its number of codes. */
export function addRemoteCodes(writer: Writer, connection: number, item: number, codes: readonly string[]): void {
  for (const code of codes) {
    writer.exec(
      'INSERT INTO remote_codes (item, code, connection, gtin) VALUES (?, ?, ?, ?)',
      item,
      code,
      connection,
      readScannedCode(code).gtin,
    )
  }
  if (codes.length > 0) writer.touch('barcodes')
}

/** Replaces them. The caller folds the view again, which brings the search up. */
export function keepRemoteCodes(writer: Writer, item: number, codes: readonly string[]): void {
  if (sameRemoteCodes(writer, item, codes)) return
  const record = writer.row<{ connection: number }>('SELECT connection FROM records WHERE uid = ?', item)
  if (record === undefined) throw new Error(`No record ${String(item)}`)
  writer.exec('DELETE FROM remote_codes WHERE item = ?', item)
  addRemoteCodes(writer, record.connection, item, usableCodes(codes))
  countCodes(writer, item)
  writer.touch('barcodes')
}

/** Brings the item's number of codes up. */
export function countCodes(writer: Writer, item: number): void {
  writer.exec(
    `UPDATE records SET barcodes = (SELECT count(*) FROM
       (SELECT code FROM barcodes WHERE item = ?1 UNION SELECT code FROM remote_codes WHERE item = ?1)) WHERE uid = ?1`,
    item,
  )
}

export interface Holder {
  readonly item: number
  readonly sku: string
  readonly name: string | null
  readonly price: number | null
}

const heldBy = (condition: string): string =>
  `SELECT records.uid AS item, records.key AS sku, records.name, records.price
   FROM remote_codes INDEXED BY ${condition}
   CROSS JOIN records ON records.uid = remote_codes.item AND records.present = 1
   WHERE remote_codes.connection = ? AND`

const holders = 20
const byCode = `${heldBy('remote_codes_by_code')} remote_codes.code = ? LIMIT ${String(holders)}`
const byGtin = `${heldBy('remote_codes_by_gtin')} remote_codes.gtin = ? LIMIT ${String(holders)}`

/** The items that the remote gave this text. */
export const holdersOfCode = (reader: Reader, connection: number, code: string): Holder[] =>
  distinct(reader.rows<Holder>(byCode, connection, code))

/** The items that the remote gave this number, in whatever form; `gtin` has 14 digits. */
export const holdersOfGtin = (reader: Reader, connection: number, gtin: string): Holder[] =>
  distinct(reader.rows<Holder>(byGtin, connection, gtin))

const distinct = (found: readonly Holder[]): Holder[] => [...new Map(found.map((row) => [row.item, row])).values()]
