import { z } from 'zod'
import { connectionID } from './connections.ts'
import { command, query } from './method.ts'
import { moveKinds } from './stock.ts'
import { scanID, scanMoment } from './stocktake-rows.ts'
import * as v from './values.ts'

/**
 * Receiving, issuing and transferring by scan. There is one draft of each kind; it is on disk before a scan is answered,
 * survives a restart, and becomes changes of one group when it is queued.
 */

const kind = z.enum(moveKinds)
export type MoveKind = z.infer<typeof kind>

export const moveOutcomes = ['known', 'unknown', 'duplicate'] as const
export const moveProblems = ['notEnough', 'gone'] as const

export const moveLine = z.object({
  sku: v.sku,
  name: z.string().nullable(),
  quantity: v.quantity.describe('Pieces to move'),
  scans: z.number().int(),
  pack: v.positiveQuantity.nullable().describe('Pieces that one code of its last scan stood for'),
  onHand: v.shownQuantity.describe(
    'The view now, where the pieces are taken from, or arrive when receiving; 0 without a warehouse',
  ),
  onHandTo: v.shownQuantity.describe('The view now where a transfer goes to'),
  problem: z
    .enum(moveProblems)
    .optional()
    .describe(
      'notEnough: a transfer of more than is on hand. gone: the item does not exist any more. Such a line stays when the draft is queued',
    ),
})
export type MoveLine = z.infer<typeof moveLine>

export const moveTapeRow = z.object({
  seq: z.number().int(),
  scanID,
  at: v.at,
  event: z.enum(['scan', 'set', 'undo', 'link']),
  outcome: z.enum(['known', 'unknown']),
  code: z.string().nullable(),
  sku: v.sku.nullable(),
  name: z.string().nullable(),
  added: v.quantity.describe('Negative for an undo'),
  pack: v.positiveQuantity.nullable(),
  typed: z.boolean(),
  total: v.quantity.describe('The line’s sum after this event; for an unknown code the pieces kept under it'),
  undone: z.boolean(),
})
export type MoveTapeRow = z.infer<typeof moveTapeRow>

export const moveDraft = z.object({
  kind,
  warehouseID: v.warehouseID.nullable().describe('Where the pieces are taken from, or arrive when receiving'),
  toWarehouseID: v.warehouseID.nullable().describe('Only for a transfer'),
  note: z.string(),
  lines: z.array(moveLine).describe('The one touched last is first'),
  ready: z.object({ lines: z.number().int(), pieces: v.quantity }).describe('What queueing would move'),
  unknown: z
    .array(z.object({ code: z.string(), quantity: v.quantity, scans: z.number().int() }))
    .describe('Kept until they are taught, dismissed or cleared'),
  tape: z.array(moveTapeRow).describe('The newest events of this draft, newest first'),
})
export type MoveDraft = z.infer<typeof moveDraft>

export const moveMethods = {
  'moves.get': query('The draft of one kind.', { kind }, moveDraft),
  'moves.set': command(
    'Says where a draft moves from and to, and notes something for the history.',
    {
      kind,
      warehouseID: v.warehouseID.nullable().optional(),
      toWarehouseID: v.warehouseID.nullable().optional(),
      note: v.note,
    },
    v.nothing,
  ),
  'moves.scan': command(
    'Adds one scan to a draft. It is on disk when this answers. Unknown codes are kept with their quantity.',
    {
      kind,
      code: v.code,
      quantity: v.positiveQuantity.optional(),
      scanID,
      ...scanMoment,
      connectionID: connectionID.optional().describe('Whose draft it is for; left out: that of the one in use'),
    },
    z.object({
      outcome: z.enum(moveOutcomes),
      seq: z.number().int(),
      sku: v.sku.optional(),
      name: z.string().nullable().optional(),
      added: v.quantity.optional(),
      pack: v.positiveQuantity.optional().describe('Pieces that one code stands for'),
      total: v.quantity.describe('The line’s sum; for an unknown code the pieces kept under it'),
    }),
  ),
  'moves.setLine': command(
    'Sets the pieces of a line; 0 takes it off.',
    { kind, sku: v.sku, quantity: v.notNegativeQuantity },
    z.object({ total: v.quantity }),
  ),
  'moves.undo': command(
    'Takes back the last event of a draft by a counter-event.',
    { kind },
    z.object({ undone: scanID.nullable(), sku: v.sku.nullable(), total: v.quantity.nullable() }),
  ),
  'moves.clear': command(
    'Starts a draft over: its lines and unknown codes go, its places and note too.',
    { kind },
    v.nothing,
  ),
  'moves.queue': command(
    'Queues every line that has no problem, as one group; the others stay in the draft.',
    { kind },
    v.queued.extend({ left: z.array(z.object({ sku: v.sku, problem: z.enum(moveProblems) })) }),
  ),
} as const
