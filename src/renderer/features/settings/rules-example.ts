import type { CountingRulesSettings } from '../../../shared/contract/counting-rules.ts'
import { isBeyond, type AbcClass, type Limits, type Tolerance } from '../../../shared/domain/counting-rules.ts'
import { subtract } from '../../../shared/domain/quantity.ts'
import { valueOf } from '../../../shared/domain/stocktake.ts'

/** What the rules do with one counted line: for the example below them. */
interface Example {
  readonly expected: number
  readonly counted: number
  readonly price: number
  readonly abc: AbcClass | null
}

interface ExampleResult {
  readonly variance: number
  readonly value: number
  readonly beyond: boolean
  /** In the order in which they happen; empty: it can be posted. */
  readonly then: readonly ('recount' | 'recountByOther' | 'reason' | 'approve')[]
}

export function tryRules(rules: CountingRulesSettings, { expected, counted, price, abc }: Example): ExampleResult {
  const variance = subtract(counted, expected)
  const value = valueOf(variance, price) ?? 0
  const beyond = isBeyond(rules, { variance, expected, value, abc })
  const approves = rules.approval === 'always' || (rules.approval === 'beyond' && beyond)
  return {
    variance,
    value,
    beyond,
    then:
      variance === 0
        ? []
        : [
            ...(beyond && rules.recount ? [rules.byOther ? ('recountByOther' as const) : ('recount' as const)] : []),
            ...(beyond && rules.reason ? (['reason'] as const) : []),
            ...(approves ? (['approve'] as const) : []),
          ],
  }
}

const noLimits: Limits = { units: null, percent: null, value: null }

/** Everything is let pass until a limit is set. */
export const noTolerance: Tolerance = { plus: noLimits, minus: noLimits }

/** The tolerance of a class, or of all items; what is not set for a class is as for all. */
export const toleranceFor = (rules: CountingRulesSettings, abc: AbcClass | null): Tolerance | null =>
  abc === null ? rules.tolerance : (rules.classes[abc] ?? null)

/** Rules with one tolerance changed; null takes it away. */
export function withTolerance(
  rules: CountingRulesSettings,
  abc: AbcClass | null,
  tolerance: Tolerance | null,
): CountingRulesSettings {
  const copy = tolerance === null ? null : { plus: { ...tolerance.plus }, minus: { ...tolerance.minus } }
  if (abc === null) return { ...rules, tolerance: copy }
  const { [abc]: _before, ...rest } = rules.classes
  return { ...rules, classes: copy === null ? rest : { ...rest, [abc]: copy } }
}
