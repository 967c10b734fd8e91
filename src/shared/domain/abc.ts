import type { AbcClass } from './counting-rules.ts'

/** By what the ABC classes are cut: what the stock of an item is worth, or how often it moves. */
export const abcMeasures = ['worth', 'moves'] as const
export type AbcMeasure = (typeof abcMeasures)[number]

/**
 * The usual cut of the Pareto analysis: A are the items that make the first 80 % of the whole, B those up to 95 %, C the
 * rest and whatever measures nothing. The largest come first in `measured`.
 */
export function cutClasses(
  measured: readonly { readonly item: number; readonly measure: number }[],
): Map<number, AbcClass> {
  const whole = measured.reduce((sum, { measure }) => sum + measure, 0)
  let before = 0
  return new Map(
    measured.map(({ item, measure }) => {
      const share = whole === 0 ? 1 : before / whole
      before += measure
      return [item, measure === 0 ? 'C' : share < 0.8 ? 'A' : share < 0.95 ? 'B' : 'C'] as const
    }),
  )
}
