import { z } from 'zod'

/** What is asked of a counted difference before it may be posted (domain/counting-rules.ts). */

const limit = z.number().min(0).max(1e9).nullable().default(null)

const limits = z.strictObject({
  units: limit.describe('Pieces'),
  percent: limit.describe('Of the expected figure'),
  value: limit.describe('Of the difference at the item’s price'),
})

const tolerance = z.strictObject({ plus: limits.prefault({}), minus: limits.prefault({}) })

export const countingRules = z.strictObject({
  tolerance: tolerance.nullable().default(null).describe('Null: every difference is taken as it is'),
  classes: z
    .strictObject({ A: tolerance.optional(), B: tolerance.optional(), C: tolerance.optional() })
    .prefault({})
    .describe('Tighter or looser by ABC class'),
  recount: z.boolean().default(false).describe('Beyond the tolerance a second count is asked for'),
  byOther: z.boolean().default(false).describe('A recount counts only when somebody else did it'),
  reason: z.boolean().default(false).describe('Beyond the tolerance a reason must be given'),
  approval: z.enum(['none', 'beyond', 'always']).default('none').describe('When somebody else has to agree'),
})
export type CountingRulesSettings = z.infer<typeof countingRules>
