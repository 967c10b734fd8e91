import { z } from 'zod'
import { command, query } from './method.ts'
import * as v from './values.ts'

export const logRow = z.object({
  id: z.number().int(),
  at: v.at,
  level: z.enum(['info', 'warning', 'error']),
  event: z
    .enum([
      'pulled',
      'swept',
      'sent',
      'refused',
      'lostAnswer',
      'notSent',
      'rateLimited',
      'unauthorized',
      'signInNeeded',
      'offline',
      'online',
      'deletionsHeld',
      'deletionsRemoved',
      'rowCap',
      'filterIgnored',
      'malformedRow',
      'priceMine',
      'priceTheirs',
      'contention',
      'announced',
      'announcementRefused',
      'announcementLost',
      'lateLanding',
      'soleRevoked',
      'paused',
      'resumed',
      'decided',
      'error',
    ])
    .describe('Screens translate by this'),
  text: z.string().describe('One English sentence'),
  details: z.record(z.string(), z.unknown()).describe('Without figures of stock for whoever may not see them'),
})
export type LogRow = z.infer<typeof logRow>

export const heldCauses = ['emptyList', 'otherAccount', 'rowCap', 'cleanUp'] as const
export type HeldCause = (typeof heldCauses)[number]

const heldKind = z.object({
  kind: v.recordKind,
  rows: z.number().int().describe('Missing at the remote and still here'),
  known: z.number().int().describe('Known here before that reading'),
  listed: z.number().int().describe('Rows in the remote’s list'),
  since: v.at,
  cause: z
    .enum(heldCauses)
    .describe(
      'What it looks like. emptyList: the list had no rows. otherAccount: it had rows, and none that are known here. rowCap: its length is a round number, as if it had been cut. cleanUp: somebody removed many',
    ),
  dirty: z.number().int().describe('Of these, with changes waiting here: never removed, asked about one by one'),
})

const heldRow = z.object({
  kind: v.recordKind,
  key: z.string(),
  name: z.string().nullable(),
  open: z.number().int().describe('Changes of it that wait here'),
})
export type HeldKind = z.infer<typeof heldKind>

export const syncMethods = {
  'sync.run': command(
    'Runs one whole cycle (pull, send, verify, pull) and answers when it is over. Joins a cycle that is already running.',
    { full: z.boolean().optional().describe('Read everything instead of what changed') },
    z.object({
      pulled: z.number().int().describe('Rows that the remote had changed'),
      sent: z.number().int().describe('Changes acknowledged'),
      questions: z.number().int().describe('Changes that want a person now'),
      requests: z.number().int().describe('Requests made'),
      waiting: z.number().int().describe('Changes still waiting'),
    }),
  ),
  'sync.pause': command('Stops sending and pulling until resumed; survives a restart.', {}, v.nothing),
  'sync.resume': command('Ends a pause.', {}, v.nothing),
  'sync.missing': query(
    'Records that are missing at the remote, too many at once to be believed gone without a person.',
    { offset: v.offset, limit: v.limit },
    z.object({
      holdID: z.string().nullable().describe('Names exactly these rows; null: nothing is held'),
      consented: z.boolean().describe('Somebody said that they are gone; the next whole reading carries it out'),
      kinds: z.array(heldKind),
      rows: z.array(heldRow),
      total: v.total,
    }),
  ),
  'sync.removeMissing': command(
    'Says that the missing records are gone. The remote is read once more, and those that are still missing are removed here. What waits here for one of them becomes a question. Until that reading it can be taken back with `sync.keepMissing`; a record that comes back at the remote comes back here with its codes and its history.',
    { holdID: z.string().describe('As `sync.missing` answered it: consent is for those rows only') },
    z.object({
      removed: z.number().int(),
      carriedOut: z.boolean().describe('False: the remote was not reached; it is done with the next whole reading'),
    }),
  ),
  'sync.keepMissing': command(
    'Keeps the missing records, takes back a consent that was not carried out, and reads everything once more.',
    {},
    z.object({ held: z.number().int().describe('Still missing after that reading, and kept') }),
  ),
  'sync.log': query(
    'What the engine did, newest first.',
    { limit: v.limit, before: z.number().int().optional() },
    z.object({ rows: z.array(logRow) }),
  ),
} as const
