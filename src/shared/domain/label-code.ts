import { canonicalGtin } from './gtin.ts'
import { err, ok, type Result } from './result.ts'

/** Which symbol stands for a code on a label, and how wide it is. In-house codes never look like GS1's. */
export type LabelSymbology = 'ean13' | 'ean8' | 'upca' | 'code128' | 'datamatrix'
/** auto: what its number says; the others: always this. */
export type SymbologyChoice = 'auto' | 'code128' | 'datamatrix'

/**
 * - empty: there is nothing to draw.
 * - signs: a scanner would not read every sign alike: only letters, digits and signs of ASCII.
 * - tooLong: no scanner reads that many signs from a label.
 */
export type LabelRefusal = 'empty' | 'signs' | 'tooLong'

export interface LabelSymbol {
  readonly symbology: LabelSymbology
  readonly code: string
  /** Width in modules, without its quiet zone; a DataMatrix is as high as it is wide. */
  readonly modules: number
  /** What stays empty on either side, in modules. */
  readonly quiet: number
}

const mostSigns = 48

export function symbolOf(code: string, choice: SymbologyChoice = 'auto'): Result<LabelSymbol, LabelRefusal> {
  if (code === '') return err('empty')
  if (!/^[\x20-\x7e]+$/.test(code)) return err('signs')
  if (choice === 'datamatrix') return dataMatrix(code)
  if (choice === 'auto' && canonicalGtin(code) !== null) {
    if (code.length === 8) return ok({ symbology: 'ean8', code, modules: 67, quiet: 7 })
    if (code.length === 12) return ok({ symbology: 'upca', code, modules: 95, quiet: 9 })
    if (code.length === 13) return ok({ symbology: 'ean13', code, modules: 95, quiet: 11 })
    if (code.startsWith('0')) return ok({ symbology: 'ean13', code: code.slice(1), modules: 95, quiet: 11 })
  }
  return code.length > mostSigns
    ? err('tooLong')
    : ok({ symbology: 'code128', code, modules: 11 * (code.length + 2) + 13, quiet: 10 })
}

/** Squares of ECC 200 (ISO/IEC 16022, table 7): data codewords and modules a side. */
const squares = [
  [3, 10],
  [5, 12],
  [8, 14],
  [12, 16],
  [18, 18],
  [22, 20],
  [30, 22],
  [36, 24],
  [44, 26],
  [62, 32],
  [86, 36],
  [114, 40],
] as const

/** As long as ASCII encodation makes it: two digits are one codeword. */
function dataMatrix(code: string): Result<LabelSymbol, LabelRefusal> {
  const codewords = code.replace(/\d\d/g, 'd').length
  const fitting = squares.find(([capacity]) => capacity >= codewords)
  return fitting === undefined ? err('tooLong') : ok({ symbology: 'datamatrix', code, modules: fitting[1], quiet: 2 })
}
