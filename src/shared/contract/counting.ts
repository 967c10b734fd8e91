import { z } from 'zod'
import { bundlePreview } from './bundles.ts'
import { command, query } from './method.ts'
import { stocktakeID } from './stocktake-rows.ts'
import * as v from './values.ts'

/** Beside the counting itself: what a bundle's scan would add, and how far an act over many lines is. */
export const countingMethods = {
  'stocktakes.preview': query(
    'What a scan would add if its code is a bundle’s. Changes nothing.',
    { stocktakeID, code: v.code, quantity: v.positiveQuantity.default(1).describe('Scans') },
    z.object({ bundle: bundlePreview.nullable().describe('Null: the code is an item’s, or unknown') }),
  ),
  'stocktakes.progress': query(
    'How far an act is that is carried out in pieces, because it is about many lines.',
    { stocktakeID },
    z.object({
      act: z
        .object({ kind: z.enum(['zero', 'undo']), done: z.number().int(), total: z.number().int() })
        .nullable()
        .describe('zero: uncounted items become zero. undo: a large act is taken back. Null: none is under way'),
    }),
  ),
  'stocktakes.stop': command(
    'Stops the zeroing of uncounted items that is under way and takes back what it did.',
    { stocktakeID },
    z.object({ stopped: z.boolean().describe('False: none was under way') }),
  ),
} as const
