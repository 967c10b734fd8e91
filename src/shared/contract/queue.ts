import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** The queue: every change ever made on this PC, with its fate, and the questions that only a person can answer. */

export const answers = ['applied', 'resend', 'count', 'mine', 'theirs', 'retry', 'discard', 'compensate'] as const

/** One read of the remote made to find out what became of a sent change. */
export const evidenceRead = z.object({
  at: v.at,
  quantity: v.quantity.nullable().describe('The figure read; null where the row or cell was gone'),
  updatedAt: v.at.nullable(),
})

export const likelihood = z
  .object({
    applied: z.number().min(0).max(1).describe('How likely it is that it was carried out'),
    prior: z.number().min(0).max(1).describe('The same before anything was read'),
    perMinute: z.number().describe('Movements by others expected in this cell in a minute'),
    minutes: z.number().describe('Between the figure before and the last read'),
    others: z
      .array(z.object({ at: v.at, by: v.quantity }))
      .describe('The newest movements by others that were seen in this cell'),
  })
  .describe('Computed from what was seen of others; a help for the person, and nothing is decided by it')

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
      'halfApplied',
      'lateLanding',
      'inferred',
      'firstStock',
    ])
    .describe(
      'What kind of question this is. halfApplied: of a transfer, one side shows. lateLanding: a movement that was sent again may have arrived twice; the change is the prepared correction. inferred: taken as done because nobody else wrote there, which has turned out wrong. firstStock: what a new record was to start with, after it met one that existed',
    ),
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
    .describe('For a conflict: field by field; parts of a bundle one by one, as `components:SKU`'),
  anew: z.literal(true).optional().describe('Somebody else deleted the record and made it anew since'),
  theirsAt: v.at.nullable().optional().describe('For a conflict: when the remote’s version was last changed'),
  legs: z
    .array(
      z.object({
        warehouseID: z.string(),
        by: v.quantity.describe('What carrying it out would have added'),
        before: v.quantity.nullable(),
        now: v.quantity.nullable(),
      }),
    )
    .optional()
    .describe('Of a transfer: both cells'),
  likelihood: likelihood.optional(),
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

/** One sending of a change: what was read for it afterwards, and what that led to. */
const sending = z.object({
  sentAt: v.at,
  outcome: z
    .string()
    .nullable()
    .describe('What the line said: acknowledged, uncertain, refused …; null: not known yet'),
  before: v.quantity.nullable(),
  reads: z.array(evidenceRead),
  verdict: z
    .object({
      verdict: z.enum(['applied', 'resend', 'rejected', 'asked', 'conflict']),
      because: z.enum([
        'certificate',
        'token',
        'joint',
        'refusedTogether',
        'sole',
        'goal',
        'refused',
        'unproven',
        'lateLanding',
        'revoked',
        'person',
      ]),
      at: v.at,
      stamp: v.at.nullable().describe('certificate: when the remote last changed the record'),
      sentAfter: v.at.nullable().describe('certificate: its clock right before the sending'),
      guard: z.number().nullable().describe('certificate: the margin between the two, in milliseconds'),
      rows: z.number().int().nullable().describe('joint: records of the same request that say so together'),
    })
    .nullable(),
})
export type Sending = z.infer<typeof sending>

const decisionRow = z.object({
  decisionID: z.number().int().positive(),
  answer: z.enum(answers),
  at: v.at,
  person: z.string().nullable(),
  takenBack: z.boolean(),
  mayTakeBack: z.boolean().describe('Nothing of its result has left yet'),
})

/** One kind of call. The steps stand in the order in which they are sent (sync.md rule 12). */
export const planCall = z.object({
  step: z.enum([
    'createWarehouses',
    'createItems',
    'rename',
    'update',
    'firstStock',
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
      sentWith: z.string().optional(),
      reason: question.shape.reason.optional().describe('Only what is asked for this reason'),
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
      overwrites: z
        .boolean()
        .describe('Movements go as figures: who writes the same figure at the same moment can be overwritten'),
      seconds: z.number().describe('Estimated, at the allowed rate'),
      waiting: z.number().int().describe('Changes that cannot go yet'),
      budget: z.object({
        limit: z.number().int().describe('Requests the remote allows in a minute'),
        used: z.number().int().describe('In the last 60 seconds'),
        reserved: z.number().int().describe('Kept for checks'),
      }),
    }),
  ),
  'queue.story': query(
    'What was found out about one change: every sending with its reads and its verdict, and the newest answer of a person.',
    { changeID: v.changeID },
    z.object({ sendings: z.array(sending), decision: decisionRow.nullable() }),
  ),
  'queue.decide': command(
    'Answers questions: of one change, of a list, of a group or of a lost answer. All of them or none. What a group or a lost answer asks for several reasons needs `reason`.',
    {
      changeID: v.changeID.optional(),
      changeIDs: z.array(v.changeID).min(1).max(1000).optional(),
      groupID: z.string().optional(),
      sentWith: z.string().optional().describe('All questions of one lost answer: the `sentWith` of a queue row'),
      reason: question.shape.reason
        .optional()
        .describe('Only those that are asked for this reason and take the answer; the others stay'),
      decision: z.enum([...answers, 'suggested']).describe('`suggested`: each its own suggestion; all must have one'),
      quantity: v.notNegativeQuantity.optional().describe('With `count`: the pieces on the shelf now'),
      fields: z
        .record(z.string(), z.enum(['mine', 'theirs']))
        .optional()
        .describe('Field by field, where they differ'),
    },
    z.object({
      decided: z.array(v.changeID),
      changeIDs: z.array(v.changeID).describe('New changes that the answer made'),
      decisionID: z.number().int().positive().describe('By which `queue.undo` takes the answer back'),
    }),
  ),
  'queue.undo': command(
    'Takes back what was not sent: one change, one group, one answer, or the last of all. An answer that is taken back leaves its questions as they were.',
    {
      changeID: v.changeID.optional(),
      groupID: z.string().optional(),
      decisionID: z.number().int().positive().optional(),
    },
    z.object({
      discarded: z.array(v.changeID),
      reopened: z.array(v.changeID).describe('Questions that stand again'),
    }),
  ),
} as const
