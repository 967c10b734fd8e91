import { err, ok, type Result } from './result.ts'

/**
 * Quantities are decimals of at most three places held as plain numbers, and only this file calculates with them: every
 * operation rounds to thousandths, so equal amounts are equal numbers (sync.md rule 5). Pieces; at most a billion.
 */
export const quantityLimit = 1e9

const thousandths = (value: number): number => {
  const rounded = Math.round(value * 1000) / 1000
  return rounded === 0 ? 0 : rounded // no minus zero
}

export const add = (a: number, b: number): number => thousandths(a + b)
export const subtract = (a: number, b: number): number => thousandths(a - b)
export const negate = (a: number): number => thousandths(-a)
export const multiply = (a: number, b: number): number => thousandths(a * b)
export const absolute = (a: number): number => Math.abs(thousandths(a))
export const sum = (quantities: Iterable<number>): number => {
  let total = 0
  for (const quantity of quantities) total = add(total, quantity)
  return total
}

export const equal = (a: number, b: number): boolean => thousandths(a) === thousandths(b)

/** How many whole times `part` goes into `whole`; `part` must be more than zero. */
export const wholeTimes = (whole: number, part: number): number =>
  Math.floor(Math.round(whole * 1000) / Math.round(part * 1000))

export type QuantityProblem = 'empty' | 'notANumber' | 'tooManyPlaces' | 'tooLarge'

/**
 * Reads a quantity as a person types it: decimal comma or point, a leading sign, spaces around. Grouping marks are
 * refused, because 1.234 is a different number in two countries.
 */
export function parseQuantity(text: string): Result<number, QuantityProblem> {
  const trimmed = text.trim().replace(/^[−–]/, '-')
  if (trimmed === '') return err('empty')
  const match = /^([+-]?)(\d+)(?:[.,](\d+))?$/.exec(trimmed)
  if (!match) return err('notANumber')
  const [, sign, whole, places = ''] = match
  if (places.replace(/0+$/, '').length > 3) return err('tooManyPlaces')
  const value = Number(`${sign ?? ''}${whole ?? ''}.${places === '' ? '0' : places}`)
  return Math.abs(value) > quantityLimit ? err('tooLarge') : ok(thousandths(value))
}
