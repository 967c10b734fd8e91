import { absolute } from './quantity.ts'

/** When a counted difference is small enough to be taken without a second look, and what is asked of one that is not. */

/** A difference is within it when every limit that is set holds; null: not limited. */
export interface Limits {
  readonly units: number | null
  /** Of the expected figure. */
  readonly percent: number | null
  /** Of the difference at the item's price. */
  readonly value: number | null
}

export interface Tolerance {
  readonly plus: Limits
  readonly minus: Limits
}

/** By what the stock of an item is worth: A the few that make most of it, C the many that make little. */
export type AbcClass = 'A' | 'B' | 'C'

export interface CountingRules {
  /** Null: every difference is taken as it is. */
  readonly tolerance: Tolerance | null
  /** Tighter or looser for a class. */
  readonly classes: Readonly<Partial<Record<AbcClass, Tolerance | undefined>>>
  /** Beyond the tolerance a second count is asked for. */
  readonly recount: boolean
  /** The second count is somebody else's. */
  readonly byOther: boolean
  /** Beyond the tolerance a reason must be given. */
  readonly reason: boolean
  /** Who has to agree before a difference is posted: somebody who may approve and did not count it. */
  readonly approval: 'none' | 'beyond' | 'always'
}

export const noRules: CountingRules = {
  tolerance: null,
  classes: {},
  recount: false,
  byOther: false,
  reason: false,
  approval: 'none',
}

/** Of the line's class, else the one for all. */
export const toleranceOf = (
  { tolerance, classes }: Pick<CountingRules, 'tolerance' | 'classes'>,
  abc: AbcClass | null,
): Tolerance | null => (abc === null ? undefined : classes[abc]) ?? tolerance

/** Whether a difference is beyond what the rules let pass. Without a tolerance nothing is. */
export function isBeyond(
  rules: Pick<CountingRules, 'tolerance' | 'classes'>,
  line: {
    readonly variance: number
    readonly expected: number
    readonly value: number | null
    readonly abc: AbcClass | null
  },
): boolean {
  const tolerance = toleranceOf(rules, line.abc)
  if (tolerance === null || line.variance === 0) return false
  const { units, percent, value } = line.variance > 0 ? tolerance.plus : tolerance.minus
  const pieces = absolute(line.variance)
  if (units !== null && pieces > units) return true
  // A difference from nothing is beyond any percentage.
  if (percent !== null && pieces * 100 > percent * Math.max(0, line.expected)) return true
  // What it is worth nobody knows without a price.
  return value !== null && (line.value === null || Math.abs(line.value) > value)
}
