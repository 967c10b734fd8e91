import { z } from 'zod'
import { command, query } from './method.ts'
import { queueMethods } from './queue.ts'
import { lineStatuses } from './review-rows.ts'
import { stocktakeID, stocktakeStates } from './stocktake-rows.ts'
import * as v from './values.ts'

/** Around the review of a stocktake: what posting would do, goods in the wrong place, and how good past counts were. */

const dryRunRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  now: v.quantity.nullable().describe('The last confirmed figure'),
  change: v.quantity.describe('What posting adds to it'),
  after: v.quantity.describe('What the remote then reads, with this PC’s other waiting changes of the cell'),
  set: z.boolean().describe('Sent as the difference to a figure that is read again right before'),
})
export type DryRunRow = z.infer<typeof dryRunRow>

const proposalRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  quantity: v.quantity,
  from: v.warehouseID,
  fromName: z.string().nullable(),
  to: v.warehouseID,
  toName: z.string().nullable(),
  other: v.warehouseID.describe('Which of the two is the other warehouse'),
  basis: z
    .enum(['counted', 'books'])
    .describe(
      'counted: an open stocktake of the other warehouse misses what is too much here, or the reverse. books: the books say so, and nobody counted there: less than nothing there, or everything that should be there lies here.',
    ),
  otherStocktakeID: stocktakeID.nullable(),
  ready: z.boolean().describe('False where a line waits for an approval first'),
})
export type ProposalRow = z.infer<typeof proposalRow>

const accuracyRow = z.object({
  stocktakeID,
  name: z.string(),
  warehouseID: v.warehouseID,
  warehouseName: z.string().nullable(),
  state: z.enum(stocktakeStates),
  closedAt: v.at.nullable(),
  lines: z.number().int().describe('Lines counted'),
  within: z.number().int().describe('Lines within the tolerance; without one, lines without a difference'),
  exact: z.number().int(),
  short: v.quantity.describe('Pieces missing, never netted'),
  over: v.quantity,
  shortValue: z.number(),
  overValue: z.number(),
})
export type AccuracyRow = z.infer<typeof accuracyRow>

export const reviewingMethods = {
  'stocktakes.dryRun': query(
    'What posting would do: the calls of the next sending with the posted lines among them, the resulting stock, and what stays.',
    { stocktakeID, offset: v.offset, limit: v.limit },
    z.object({
      plan: queueMethods['queue.plan'].output
        .nullable()
        .describe('Everything that waits, with these lines; null while there is no key for the remote'),
      rows: z.array(dryRunRow).describe('The largest change first'),
      total: v.total,
      up: z.object({ lines: z.number().int(), pieces: v.quantity }),
      down: z.object({ lines: z.number().int(), pieces: v.quantity }),
      stays: z.array(z.object({ status: z.enum(lineStatuses), lines: z.number().int() })),
      uncounted: z.number().int(),
      closes: z.boolean().describe('No line is left afterwards that waits for somebody'),
    }),
  ),
  'stocktakes.proposals': query(
    'Goods that are probably in the wrong warehouse: as many too much here as are missing there. A transfer settles both.',
    { stocktakeID },
    z.object({ rows: z.array(proposalRow) }),
  ),
  'stocktakes.transfer': command(
    'Accepts proposals: each becomes a transfer instead of two corrections, and its lines are settled. Without `proposals`, all that were counted on both sides.',
    {
      stocktakeID,
      proposals: z
        .array(z.strictObject({ sku: v.sku, other: v.warehouseID }))
        .min(1)
        .max(10_000)
        .optional(),
    },
    v.queued.extend({ lines: z.number().int().describe('Lines that are settled by it, of all stocktakes') }),
  ),
  'stocktakes.accuracy': query(
    'How right the books were, by stocktake, newest first: closed ones and those still open with lines.',
    { limit: z.number().int().min(1).max(100).default(24) },
    z.object({ rows: z.array(accuracyRow) }),
  ),
} as const
