import { canonicalGtin } from '../../../shared/domain/gtin.ts'

/** A code as it is printed under its bars, in groups: 4 260118 731180. Anything that is no GTIN stays as it is. */
export function readableCode(code: string): string {
  if (canonicalGtin(code) === null) return code
  if (code.length === 13) return `${code.slice(0, 1)} ${code.slice(1, 7)} ${code.slice(7)}`
  if (code.length === 8) return `${code.slice(0, 4)} ${code.slice(4)}`
  if (code.length === 12) return `${code.slice(0, 1)} ${code.slice(1, 6)} ${code.slice(6, 11)} ${code.slice(11)}`
  return `${code.slice(0, 1)} ${code.slice(1, 3)} ${code.slice(3, 8)} ${code.slice(8, 13)} ${code.slice(13)}`
}

/** What kind of code it is, for the sentence beside it; null: no GTIN, or a wrong check digit. */
export function gtinName(code: string): string | null {
  if (canonicalGtin(code) === null) return null
  return code.length === 12 ? 'UPC-A' : code.length === 14 ? 'GTIN-14' : `EAN-${String(code.length)}`
}
