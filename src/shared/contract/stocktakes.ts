import { z } from 'zod'
import { codeWarnings } from '../domain/code-quantity.ts'
import { quantityDoubts } from '../domain/quantity-doubts.ts'
import { longestPlace } from '../domain/reserved-codes.ts'
import { inCatalogue, unclear } from './barcodes.ts'
import { bundleProblem } from './bundles.ts'
import { countingRules } from './counting-rules.ts'
import { command, query } from './method.ts'
import * as v from './values.ts'

/**
 * Stocktakes (sync.md §9). A scan is an append-only event, a line is the sum of one item's events, undo is a negating
 * event, and blank is not zero.
 */

export const stocktakeID = z.string().min(1).max(64)
export const scanID = z.string().min(1).max(64).describe('Chosen by the caller; the same scanID is counted once')
/** For scans that had to wait: the time and the person of the scan, not of the saving. */
export const scanMoment = {
  scannedAt: v.at
    .optional()
    .describe('When it was scanned, by this PC’s clock; left out, within 3 seconds or in the future: now'),
  person: z
    .string()
    .max(64)
    .nullable()
    .optional()
    .describe('The personID of who was signed in at `scannedAt`, null: nobody; left out: whoever is signed in now'),
}
const place = z
  .string()
  .trim()
  .min(1)
  .max(longestPlace)
  .optional()
  .describe('Where the counter stands, as they said it; left out: they said nothing')
const doubts = z
  .array(z.enum([...quantityDoubts, 'sameSerial']))
  .optional()
  .describe(
    'Slips to look at; it is counted all the same. tenfold: ten times the expected or more. swapped: two digits changed places. look: either of them, in a blind count. sameSerial: this serial number is counted already.',
  )
export const scanOutcomes = ['known', 'unknown', 'outOfScope', 'duplicate'] as const
export const decisions = ['difference', 'counted', 'recount', 'leave'] as const
export const methods = ['single', 'double'] as const
export const stocktakeStates = ['open', 'posted', 'cancelled'] as const

export const stocktakeRow = z.object({
  stocktakeID,
  name: z.string(),
  warehouseID: v.warehouseID,
  warehouseName: z.string().nullable(),
  blind: z.boolean(),
  method: z.enum(methods),
  rules: countingRules,
  round: z.number().int().nullable().describe('In a double count, the round of whoever is signed in; null: not begun'),
  counters: z
    .array(z.object({ person: z.string(), round: z.number().int() }))
    .describe('Who counts which round of a double count'),
  state: z.enum(stocktakeStates),
  openedAt: v.at,
  lastScanAt: v.at.nullable(),
  closedAt: v.at.nullable(),
  stockReadAt: v.at.nullable().describe('When this PC last read the remote’s figures'),
  lines: z.number().int().describe('Items counted'),
  items: z.number().int().describe('Items in scope'),
  quantity: v.quantity.describe('Pieces counted'),
  scans: z.number().int(),
  unknownCodes: z.number().int(),
  sinceMark: v.quantity.describe('Pieces scanned since the last mark, unknown ones included'),
  sinceMarkUnknown: v.quantity,
  markedAt: v.at.nullable(),
})
export type StocktakeRow = z.infer<typeof stocktakeRow>

/** One event on the tape, newest first. */
export const tapeRow = z.object({
  seq: z.number().int(),
  scanID,
  at: v.at,
  kind: z.enum(['scan', 'count', 'undo', 'mark', 'link', 'zero']),
  outcome: z.enum(scanOutcomes).nullable(),
  code: z.string().nullable(),
  sku: v.sku.nullable(),
  name: z.string().nullable(),
  round: z.number().int(),
  place: z.string().nullable(),
  lot: z.string().nullable(),
  expiry: z.string().nullable().describe('YYYY-MM-DD'),
  serial: z.string().nullable(),
  device: z.string().nullable().describe('The PC it happened on; null: this one'),
  quantity: v.quantity.describe('What the event added; negative for an undo'),
  typed: z.boolean().describe('True where a person typed the quantity'),
  counted: v.quantity.nullable().describe('The line’s sum after this event'),
  undone: z.boolean(),
  undoes: scanID.nullable(),
  person: z.string().nullable(),
})
export type TapeRow = z.infer<typeof tapeRow>

export const lineRow = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  counted: v.quantity.nullable().describe('Null: uncounted, which is not zero'),
  expected: v.quantity.nullable().describe('As of the last scan; hidden (null) in a blind stocktake until review'),
  firstAt: v.at.nullable(),
  lastAt: v.at.nullable(),
  scans: z.number().int(),
  places: z.array(z.string()).describe('Where it was counted'),
})
export type LineRow = z.infer<typeof lineRow>

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

export const stocktakeMethods = {
  'stocktakes.open': command(
    'Opens a stocktake of one warehouse, or of the named items in it.',
    {
      warehouseID: v.warehouseID,
      name: z.string().trim().min(1).max(200).optional(),
      blind: z.boolean().optional().describe('Hides expected figures from the counter; default from the settings'),
      method: z.enum(methods).default('single').describe('double: two people count blindly, a third breaks ties'),
      rules: countingRules.optional().describe('Default from the settings'),
      scope: z.strictObject({ skus: z.array(v.sku).min(1).max(100_000) }).optional(),
    },
    z.object({ stocktakeID }),
  ),
  'stocktakes.list': query(
    'Stocktakes, newest first.',
    { state: z.enum(stocktakeStates).optional(), limit: v.limit },
    z.object({ rows: z.array(stocktakeRow) }),
  ),
  'stocktakes.get': query('One stocktake with its totals.', { stocktakeID }, stocktakeRow),
  'stocktakes.scan': command(
    'Records one scan. It is on disk when this answers. Unknown codes are kept with their quantity and neighbours.',
    {
      stocktakeID,
      code: v.code,
      quantity: v.positiveQuantity.optional().describe('Pieces, or packs where the code stands for a pack'),
      scanID,
      place,
      ...scanMoment,
    },
    z.object({
      outcome: z.enum(scanOutcomes),
      seq: z.number().int(),
      sku: v.sku.optional(),
      name: z.string().nullable().optional(),
      added: v.quantity.optional(),
      counted: v.quantity.optional().describe('The line’s sum; for an unknown code the pieces kept under it'),
      warning: z.enum(codeWarnings).optional().describe('What to check of how the code was read'),
      unclear: unclear.optional(),
      catalogue: inCatalogue.optional(),
      parts: z
        .array(z.object({ sku: v.sku, name: z.string().nullable(), added: v.quantity, counted: v.quantity.nullable() }))
        .optional()
        .describe('Of a bundle, whose SKU is `sku`: what was counted of each component; counted null: out of scope'),
      bundle: bundleProblem.optional().describe('The code is a bundle’s that can’t be counted; its scan is kept'),
      doubts,
      asks: z
        .array(z.enum(['lot', 'expiry', 'serial']))
        .optional()
        .describe('What the item is tracked by and the code did not say; `stocktakes.amend` takes it'),
    }),
  ),
  'stocktakes.count': command(
    'Sets or adds a typed quantity to a line without a scan.',
    {
      stocktakeID,
      sku: v.sku,
      quantity: v.quantity,
      mode: z.enum(['set', 'add']).default('add'),
      scanID: scanID.optional(),
      place,
    },
    z.object({ counted: v.quantity, seq: z.number().int(), doubts }),
  ),
  'stocktakes.amend': command(
    'Says lot, expiry or serial number of a scan after it: the scan is taken back and counted again with them.',
    {
      stocktakeID,
      scanID,
      lot: z.string().trim().min(1).max(64).optional(),
      expiry: z.iso.date().optional().describe('YYYY-MM-DD'),
      serial: z.string().trim().min(1).max(64).optional(),
      newScanID: scanID,
    },
    z.object({ counted: v.quantity, seq: z.number().int(), doubts }),
  ),
  'stocktakes.undo': command(
    'Negates one event (the last one without `scanID`), or with `sku` every standing event of that item in the counter’s round, by counter-events; nothing is erased. Zeros need the right to review; the last one is never of an act that is under way.',
    { stocktakeID, scanID: scanID.optional(), sku: v.sku.optional() },
    z.object({
      undone: scanID.nullable(),
      sku: v.sku.nullable(),
      counted: v.quantity.nullable(),
      events: z.number().int().describe('How many were taken back'),
    }),
  ),
  'stocktakes.mark': command('Starts a new subtotal.', { stocktakeID }, z.object({ sinceMark: v.quantity })),
  'stocktakes.zero': command(
    'Turns uncounted items of the scope into zero: the named ones, or all that are left. Never happens by itself. Many are promised at once and follow in pieces; it answers at the end. Refused while another such act is under way.',
    { stocktakeID, skus: z.array(v.sku).max(100_000).optional() },
    z.object({ lines: z.number().int().describe('0 where it was stopped') }),
  ),
  'stocktakes.tape': query(
    'The events of a stocktake, newest first.',
    {
      stocktakeID,
      before: z.number().int().optional(),
      search: z.string().max(200).optional().describe('Words in code, SKU, name, place, lot, serial number or person'),
      limit: v.limit,
    },
    z.object({ rows: z.array(tapeRow) }),
  ),
  'stocktakes.lines': query(
    'Lines of a stocktake.',
    {
      stocktakeID,
      filter: z.enum(['counted', 'uncounted', 'all']).default('counted'),
      search: z.string().max(200).optional(),
      place: z.string().max(longestPlace).optional().describe('Only items counted there'),
      offset: v.offset,
      limit: v.limit,
    },
    z.object({ rows: z.array(lineRow), total: v.total }),
  ),
  'stocktakes.places': query(
    'Where was counted, newest first.',
    { stocktakeID },
    z.object({
      rows: z.array(z.object({ place: z.string(), scans: z.number().int(), lines: z.number().int(), lastAt: v.at })),
    }),
  ),
  'stocktakes.recounts': query(
    'Lines to be counted again, for those who count: no figures.',
    { stocktakeID },
    z.object({ rows: z.array(recountRow) }),
  ),
  'stocktakes.review': query(
    'Every counted line with expected, variance and drift.',
    {
      stocktakeID,
      offset: v.offset,
      limit: v.limit,
      filter: z
        .enum(['all', 'decide', 'variance', ...lineStatuses, 'beyond'])
        .default('all')
        .describe('decide: all that wait for somebody; variance: all that differ; or one status'),
      sku: v.sku.optional().describe('Only this line'),
      search: z.string().max(200).optional().describe('Words in SKU or name'),
      place: z.string().max(200).optional(),
      person: z.string().max(200).optional().describe('Who counted it, in any round'),
      status: z.enum(lineStatuses).optional(),
    },
    z.object({ rows: z.array(reviewRow), total: v.total, summary: reviewSummary }),
  ),
  'stocktakes.decide': command(
    'Decides lines: post the difference, set to counted, count again, or leave. A line that has not moved since is never asked twice.',
    {
      stocktakeID,
      sku: v.sku.optional(),
      skus: z.array(v.sku).max(100_000).optional(),
      decision: z
        .enum(decisions)
        .nullable()
        .optional()
        .describe('Null: undecided again. Left out: what was decided stays, and only the reason is given'),
      reason: z.string().max(1000).optional(),
    },
    z.object({ decided: z.number().int() }),
  ),
  'stocktakes.approve': command(
    'Agrees to the named lines, or to all that wait for it. Whoever counted a line can’t approve it.',
    { stocktakeID, skus: z.array(v.sku).max(100_000).optional() },
    z.object({
      approved: z.number().int(),
      own: z.number().int().describe('Lines left out because the same person counted them'),
    }),
  ),
  'stocktakes.post': command(
    'Turns every line that can be posted into changes; the others stay and say why. Closes the stocktake when none is left.',
    { stocktakeID },
    v.queued.extend({
      left: z.array(z.object({ sku: v.sku, status: reviewRow.shape.status })),
      state: z.enum(stocktakeStates),
    }),
  ),
  'stocktakes.cancel': command('Closes a stocktake without posting; its tape stays.', { stocktakeID }, v.nothing),
} as const
