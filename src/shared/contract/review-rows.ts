import { z } from 'zod'
import * as v from './values.ts'

/** What the review shows: lines with what was expected of them, their totals, and what is to be counted again. */

export const decisions = ['difference', 'counted', 'recount', 'leave'] as const

export const lineStatuses = [
  'exact',
  'ready',
  'decide',
  'recount',
  'second',
  'tieBreak',
  'reason',
  'approve',
  'left',
  'doubt',
  'moved',
  'gone',
  'posted',
] as const

export const reviewRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  price: z.number().nullable(),
  counted: v.quantity,
  expected: v.quantity.describe('E(t): the figure at the last scan, own movements included'),
  variance: v.quantity.describe('counted − expected'),
  value: z.number().nullable().describe('variance × price; null without a price'),
  drift: v.quantity.describe('What others moved since the figures this line was compared with were read'),
  remote: v.quantity.nullable().describe('The last confirmed figure now'),
  countedAt: v.at,
  readAt: v.at.nullable().describe('When the figures behind `expected` were read'),
  driftAt: v.at.nullable().describe('The remote’s time of the row’s last change, where it says one'),
  suggested: z
    .enum(decisions)
    .describe('What the order of the two times suggests; recount where the rules ask for one'),
  decision: z.enum(decisions).optional(),
  reason: z.string().nullable(),
  abc: z.enum(['A', 'B', 'C']).nullable().describe('Null where the rules don’t ask for it'),
  beyond: z.boolean().describe('More than the tolerance lets pass'),
  round: z.number().int().describe('The round that stands'),
  counts: z
    .array(z.object({ round: z.number().int(), counted: v.quantity, person: z.string().nullable(), at: v.at }))
    .describe('What each round counted, oldest first'),
  places: z.array(z.string()).describe('Where it was counted'),
  placesBefore: z
    .array(z.string())
    .optional()
    .describe(
      'Where it stood in the stocktake of this warehouse before that last named a place; left out: in none, and in reports',
    ),
  own: z.boolean().describe('Counted by whoever is signed in, who therefore can’t approve it'),
  approvedBy: z.string().nullable(),
  recountCause: z
    .enum(['asked', 'moved', 'corrected', 'tolerance', 'otherPerson'])
    .nullable()
    .describe(
      'moved: an own movement fell between first and last scan. corrected: the books were corrected here since. tolerance: beyond it. otherPerson: the recount was done by whoever counted before.',
    ),
  status: z
    .enum(lineStatuses)
    .describe(
      'exact: nothing to post. ready: can be posted. decide: drift, or three people’s different counts, want an answer. recount: see recountCause. second: the other person has not counted it yet. tieBreak: two counts differ. reason: one must be given. approve: somebody else has to agree. left: leave as it is. doubt: a sent change of this cell is unanswered. moved: moved again since it was decided. gone: the item does not exist any more. posted.',
    ),
  changeID: v.changeID.nullable(),
  changeState: v.changeState.nullable().describe('The fate of the posted change'),
  handedOverAt: v.at.nullable().describe('When it left in a file, because the remote takes no counts'),
})
export type ReviewRow = z.infer<typeof reviewRow>

export const reviewSummary = z.object({
  counted: z.number().int(),
  exact: z.number().int(),
  uncounted: z.number().int(),
  toDecide: z.number().int(),
  ready: z.number().int(),
  posted: z.number().int(),
  short: v.quantity.describe('Pieces missing, never netted'),
  over: v.quantity,
  shortValue: z.number().describe('Value of what is missing, never netted'),
  overValue: z.number(),
  netValue: z.number(),
  absoluteValue: z.number().describe('Sum of |variance × price|, never netted'),
  within: z.number().int().describe('Lines within the tolerance; without one, lines without a difference'),
  beyond: z.number().int().describe('Lines that the rules hold back'),
  differences: z.number().int(),
  largest: v.quantity.describe('The biggest difference, without its sign'),
  statuses: z.array(z.object({ status: z.enum(lineStatuses), lines: z.number().int() })),
  toApprove: z.number().int().describe('Lines that whoever is signed in could approve: not their own'),
  ownToApprove: z.number().int().describe('Lines that wait for approval and that they counted themselves'),
  people: z.array(z.string()).describe('Who counted'),
  places: z
    .array(
      z.object({
        place: z.string().nullable().describe('Null: none was said'),
        several: z.boolean().describe('Counted in more than one place, so its difference belongs to none of them'),
        lines: z.number().int(),
        short: v.quantity,
        over: v.quantity,
        shortValue: z.number(),
        overValue: z.number(),
      }),
    )
    .describe('Differences by place'),
  bars: z
    .array(z.object({ sku: v.sku, name: z.string().nullable(), value: z.number() }))
    .describe('The largest differences by value, at most 60, from most short to most over'),
  valued: z.number().int().describe('Differences that have a value'),
  fewShare: z.number().nullable().describe('What share of all differences the five largest make'),
})
export type ReviewSummary = z.infer<typeof reviewSummary>

/** A line that somebody has to count again, without its figures. */
export const recountRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  cause: z
    .enum(['recount', 'second', 'tieBreak'])
    .describe('recount: asked for. second: the other counter has not been there. tieBreak: two counts differ'),
  places: z.array(z.string()),
  own: z.boolean().describe('Counted by whoever is signed in, so that somebody else should'),
})
export type RecountRow = z.infer<typeof recountRow>
