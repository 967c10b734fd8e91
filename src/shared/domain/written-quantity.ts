import { quantityLimit } from './quantity.ts'
import { err, ok, type Result } from './result.ts'

export type WrittenProblem = 'badQuantity' | 'ambiguous' | 'looksLikeCode'

/**
 * A quantity as somebody wrote it in a table, in any language: 12, 2.5, 2,5, 1.234,5. Null: blank, which is not zero.
 * `1,234` is refused: it is a thousand to some and one and a bit to others.
 */
export function readWritten(text: string): Result<number | null, WrittenProblem> {
  const written = text.replace(/[\s\u00a0\u202f'’]/gu, '')
  if (written === '') return ok(null)
  if (/^\d{8,14}$/.test(written)) return err('looksLikeCode')
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(written)) return err('ambiguous')
  const plain = plainNumber(written)
  if (plain === null) return err('badQuantity')
  const value = Number(plain)
  return value <= quantityLimit && /^\d+(\.\d{1,3}0*)?$/.test(plain) ? ok(value) : err('badQuantity')
}

/** With a point before the decimals and nothing between the thousands. */
function plainNumber(written: string): string | null {
  if (/^\d+$/.test(written)) return written
  if (/^\d+[.,]\d+$/.test(written)) return written.replace(',', '.')
  if (/^\d{1,3}(,\d{3})+\.\d+$/.test(written)) return written.replaceAll(',', '')
  if (/^\d{1,3}(\.\d{3})+,\d+$/.test(written)) return written.replaceAll('.', '').replace(',', '.')
  if (/^\d{1,3}(,\d{3}){2,}$/.test(written) || /^\d{1,3}(\.\d{3}){2,}$/.test(written))
    return written.replace(/[.,]/g, '')
  return null
}
