import { toleranceOf, type AbcClass, type CountingRules } from './counting-rules.ts'

/**
 * How right the books were: lines within the tolerance of all lines counted. Two wrongs never make a right: plus and minus
 * are summed apart.
 */
interface JudgedLine {
  readonly variance: number
  readonly beyond: boolean
  readonly abc: AbcClass | null
}

/** Where no tolerance is set for a line, only an exact count is right. */
export const isWithin = (
  rules: Pick<CountingRules, 'tolerance' | 'classes'>,
  { variance, beyond, abc }: JudgedLine,
): boolean => (toleranceOf(rules, abc) === null ? variance === 0 : !beyond)
