import { equal } from './quantity.ts'

/**
 * Slips of the hand that a typed quantity shows beside the expected one. They warn and never block: the shelf is right and
 * the figure on this PC may be wrong. `look` is all that a blind count may say, because the others tell the figure.
 */
export const quantityDoubts = ['tenfold', 'swapped', 'look'] as const
export type QuantityDoubt = (typeof quantityDoubts)[number]

/** Times the expected figure from which a count is doubted. */
const far = 10

/** What to doubt of a line that comes to `counted` where `expected` was known; null: nothing. */
export function doubtOf(counted: number, expected: number | null, blind: boolean): QuantityDoubt | null {
  const doubt = plainDoubt(counted, expected)
  return doubt !== null && blind ? 'look' : doubt
}

function plainDoubt(counted: number, expected: number | null): Exclude<QuantityDoubt, 'look'> | null {
  if (expected === null || expected <= 0 || equal(counted, expected)) return null
  if (areSwapped(String(counted), String(expected))) return 'swapped'
  return counted >= far * expected ? 'tenfold' : null
}

/** Two neighbouring digits changed places, and nothing else differs: 21 for 12, 1,320 for 1,230. */
function areSwapped(typed: string, expected: string): boolean {
  if (typed.length !== expected.length) return false
  const first = [...typed].findIndex((digit, index) => digit !== expected[index])
  return (
    typed[first] === expected[first + 1] &&
    typed[first + 1] === expected[first] &&
    typed.slice(first + 2) === expected.slice(first + 2)
  )
}
