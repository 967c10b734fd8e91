import { z } from 'zod'
import { abcMeasures } from '../domain/abc.ts'
import { query } from './method.ts'
import * as v from './values.ts'

export const suggestReasons = ['never', 'old', 'negative', 'moved', 'value'] as const
/** An item that a cycle count should take next, and why. */
const suggestRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  reasons: z
    .array(z.enum(suggestReasons))
    .describe(
      'never: not counted yet. old: not for the named days. negative: less than nothing in stock. moved: among those moved most lately. value: class A.',
    ),
  countedAt: v.at.nullable().describe('When it was counted last in this warehouse'),
})

/** What a count is about: items found in some way, or those that a cycle count should take next. */
export const scopingMethods = {
  'stocktakes.suggest': query(
    'Which items of a warehouse a cycle count should take next, the most pressing first.',
    {
      warehouseID: v.warehouseID,
      days: z.number().int().min(1).max(3650).default(90).describe('`old` from this many days'),
      reasons: z.array(z.enum(suggestReasons)).optional().describe('Only for these reasons'),
      limit: v.limit,
    },
    z.object({ rows: z.array(suggestRow), total: v.total }),
  ),
  'stocktakes.findScope': query(
    'The items that a list of barcodes and SKUs, a search, ABC classes or places name: what a count could be limited to.',
    {
      warehouseID: v.warehouseID.optional().describe('Whose places are meant'),
      places: z
        .array(z.string().max(64))
        .max(1000)
        .optional()
        .describe('Where items stood when they were last counted'),
      codes: z.array(v.code).max(100_000).optional(),
      search: z.string().max(200).optional(),
      classes: z
        .array(z.enum(['A', 'B', 'C']))
        .optional()
        .describe('Only for whoever may review: what is worth most tells how many there are'),
      classesBy: z
        .enum(abcMeasures)
        .default('worth')
        .describe('worth: by price × stock. moves: by how often they moved in the warehouse in the last 90 days'),
    },
    z.object({
      skus: z.array(v.sku),
      unknown: z.array(z.string()).describe('Codes of the list that nobody knows'),
      knownPlaces: z.array(z.string()).describe('Every place of the warehouse that a count has named; in their order'),
    }),
  ),
}
