import { equal, negate } from './quantity.ts'

/**
 * Goods in the wrong warehouse: what is too much here is missing there. Then a transfer is the truth, and two corrections
 * would hide it. Only equal amounts are proposed: anything else is a guess. Pure.
 */
export interface CountedCell {
  readonly warehouse: number
  readonly stocktakeID: string
  readonly variance: number
}

export interface BookedCell {
  readonly warehouse: number
  readonly quantity: number
}

export interface WrongPlace {
  readonly other: number
  /** The open stocktake that counted the other side; null: only the books say so. */
  readonly otherStocktakeID: string | null
  /** Positive: comes here from there. */
  readonly quantity: number
}

/**
 * The other side of a difference, or null. A count is believed before the books, and the books only where they are
 * striking: less than nothing there, or all that should be there found here, where none was expected.
 */
export function findWrongPlace(
  here: { readonly variance: number; readonly expected: number },
  counted: readonly CountedCell[],
  booked: readonly BookedCell[],
): WrongPlace | null {
  const { variance, expected } = here
  if (variance === 0) return null
  const opposite = counted.filter((cell) => equal(cell.variance, negate(variance)))
  const [other] = opposite
  // Two warehouses that fit equally well: nobody can say which.
  if (opposite.length > 1) return null
  if (other !== undefined) return { other: other.warehouse, otherStocktakeID: other.stocktakeID, quantity: variance }
  const striking = booked.filter(({ quantity }) => equal(quantity, variance) && (variance < 0 || expected === 0))
  const [book] = striking
  return striking.length === 1 && book !== undefined
    ? { other: book.warehouse, otherStocktakeID: null, quantity: variance }
    : null
}
