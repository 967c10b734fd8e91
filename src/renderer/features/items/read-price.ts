import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Language } from '../../i18n/i18n.ts'

/**
 * A price as a person types it: decimal comma or point. Grouping marks are refused, because 1.234 is a different number in
 * two countries; so a point with three places is only read where nobody would group with it.
 */
export function readPrice(text: string, language: Language): Result<number, 'notAPrice' | 'ambiguous'> {
  const plain = text.trim().replace(/^[−–]/, '-')
  const match = /^([+-]?)(\d+)(?:([.,])(\d+))?$/.exec(plain)
  if (!match) return err('notAPrice')
  const [, sign = '', whole = '', mark, places] = match
  const grouping = language === 'de' ? '.' : ','
  if (mark === grouping && places?.length === 3) return err('ambiguous')
  const value = Number(`${sign}${whole}.${places ?? '0'}`)
  return Math.abs(value) > 1e12 ? err('notAPrice') : ok(value)
}

export const writePrice = (price: number, language: Language): string =>
  language === 'de' ? String(price).replace('.', ',') : String(price)
