import { z } from 'zod'
import { codeWarnings } from '../domain/code-quantity.ts'
import { quantityDoubts } from '../domain/quantity-doubts.ts'
import { longestPlace } from '../domain/reserved-codes.ts'
import { inCatalogue, unclear } from './barcodes.ts'
import { bundleProblem } from './bundles.ts'
import { countingRules } from './counting-rules.ts'
import { command, query } from './method.ts'
import { decisions, lineStatuses, recountRow, reviewRow, reviewSummary } from './review-rows.ts'
import {
  lineRow,
  methods,
  scanID,
  scanMoment,
  scanOutcomes,
  stocktakeID,
  stocktakeRow,
  stocktakeStates,
  tapeRow,
} from './stocktake-rows.ts'
import * as v from './values.ts'

/**
 * Stocktakes (sync.md §9). A scan is an append-only event, a line is the sum of one item's events, undo is a negating
 * event, and blank is not zero.
 */

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
