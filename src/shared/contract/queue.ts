import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** The queue: every change ever made on this PC, with its fate, and the questions that only a person can answer. */

export const answers = ['applied', 'resend', 'count', 'mine', 'theirs', 'retry', 'discard'] as const

/** One read of the remote made to find out what became of a sent change. */
export const evidenceRead = z.object({
  at: v.at,
  quantity: v.quantity.nullable().describe('The figure read; null where the row or cell was gone'),
  updatedAt: v.at.nullable(),
})

export const question = z.object({
  reason: z
    .enum([
      'lostAnswer',
      'fieldConflict',
      'deletedRemotely',
      'changedRemotely',
      'keyTaken',
      'stockMoved',
      'refused',
      'restored',
    ])
    .describe('What kind of question this is'),
  text: z.string().describe('One plain English sentence; screens build their own from the other members'),
  answers: z.array(z.enum(answers)),
  suggested: z.enum(answers).nullable(),
  sentAt: v.at.nullable(),
  before: v.quantity.nullable().describe('The figure read before sending'),
  reads: z.array(evidenceRead),
  serverText: z.string().nullable().describe('The remote’s own words, where it gave any'),
  fields: z
    .array(
      z.object({
        field: z.string(),
        base: z.unknown().describe('Before'),
        mine: z.unknown(),
        theirs: z.unknown(),
      }),
    )
    .describe('For a conflict: field by field'),
})
export type Question = z.infer<typeof question>

export const queueRow = z.object({
  changeID: v.changeID,
  groupID: z.string().optional(),
  kind: v.changeKind,
  record: v.recordKind,
  state: v.changeState,
  at: v.at.describe('When the person did it'),
  stateAt: v.at,
  sku: v.sku.optional().describe('The item’s or bundle’s SKU'),
  warehouseID: v.warehouseID.optional(),
  toWarehouseID: v.warehouseID.optional(),
  name: z.string().nullable().optional(),
  quantity: v.quantity.optional().describe('Signed for a delta; pieces for a transfer; the figure for a stock-set'),
  fields: z.record(z.string(), z.unknown()).optional(),
  person: z.string().nullable().optional(),
  note: z.string().nullable().optional(),
  stocktakeID: z.string().optional(),
  supersededBy: v.changeID.optional(),
  sentWith: z.string().optional().describe('The request that last carried it: changes of one lost answer share it'),
  question: question.optional(),
})
export type QueueRow = z.infer<typeof queueRow>

/** One kind of call. The steps stand in the order in which they are sent (sync.md rule 12). */
export const planCall = z.object({
  step: z.enum([
    'createWarehouses',
    'createItems',
    'rename',
    'update',
    'stockUp',
    'stockDown',
    'transfer',
    'setStock',
    'createBundles',
    'updateBundles',
    'deleteBundles',
    'deleteItems',
    'deleteWarehouses',
  ]),
  endpoint: z.string().describe('For people: `PATCH …/increment`'),
  rows: z.number().int(),
  requests: z.number().int(),
})
export type PlanCall = z.infer<typeof planCall>

export const queueMethods = {
  'queue.list': query(
    'Changes, newest first. `state` may be one state, `open`, or `questions` (whatever wants a person).',
    {
      state: z.union([v.changeState, z.enum(['open', 'questions'])]).optional(),
      changeID: v.changeID.optional(),
      groupID: z.string().optional(),
      stocktakeID: z.string().optional(),
      offset: v.offset,
      limit: v.limit,
    },
    z.object({ rows: z.array(queueRow), total: v.total }),
  ),
  'queue.plan': query(
    'Dry run: what the next sending would do, in order.',
    {},
    z.object({
      calls: z.array(planCall),
      rows: z.number().int(),
      requests: z.number().int(),
      changes: z.number().int().describe('Changes behind the rows, before folding'),
      seconds: z.number().describe('Estimated, at the allowed rate'),
      waiting: z.number().int().describe('Changes that cannot go yet'),
      budget: z.object({
        limit: z.number().int().describe('Requests the remote allows in a minute'),
        used: z.number().int().describe('In the last 60 seconds'),
        reserved: z.number().int().describe('Kept for checks'),
      }),
    }),
  ),
  'queue.decide': command(
    'Answers a question, for one change or for all of one group or lost answer.',
    {
      changeID: v.changeID.optional(),
      groupID: z.string().optional(),
      sentWith: z.string().optional().describe('All questions of one lost answer: the `sentWith` of a queue row'),
      decision: z.enum(answers),
      quantity: v.notNegativeQuantity.optional().describe('With `count`: the pieces on the shelf now'),
      fields: z
        .record(z.string(), z.enum(['mine', 'theirs']))
        .optional()
        .describe('Field by field, where they differ'),
    },
    z.object({
      decided: z.array(v.changeID),
      changeIDs: z.array(v.changeID).describe('New changes that the answer made'),
    }),
  ),
  'queue.undo': command(
    'Takes back what was not sent: one change, one group, or the last gesture.',
    { changeID: v.changeID.optional(), groupID: z.string().optional() },
    z.object({ discarded: z.array(v.changeID) }),
  ),
} as const
