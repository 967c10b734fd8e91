import { z } from 'zod'
import { changeStates } from '../domain/change.ts'
import { connectionID, remoteName } from './connections.ts'
import { query } from './method.ts'
import * as v from './values.ts'

export const onlineStates = ['unknown', 'online', 'offline', 'signIn', 'unauthorized', 'waiting'] as const

export const appStatus = z.object({
  versions: z.object({ app: z.string(), schema: z.number().int(), sqlite: z.string() }),
  connection: z
    .object({ connectionID, name: z.string(), remote: remoteName, baseUrl: z.string(), practice: z.boolean() })
    .nullable(),
  online: z
    .enum(onlineStates)
    .describe('From real requests only. signIn: a captive portal answered. waiting: asked to slow down'),
  sync: z.object({
    running: z.boolean(),
    paused: z.boolean(),
    stuck: z.boolean().describe('Online, and the oldest change that needs no person has not moved for ten minutes'),
    lastPullAt: v.at.nullable(),
    lastSweepAt: v.at.nullable(),
    nextAt: v.at.nullable(),
    copying: z
      .object({ rows: z.number().int(), of: z.number().int().nullable() })
      .nullable()
      .describe('A full read that is going on'),
  }),
  queue: z.record(z.enum(changeStates), z.number().int()),
  waiting: z.number().int().describe('Changes saved here that the remote does not have yet'),
  questions: z.number().int(),
  held: z.number().int().describe('Records missing at the remote that are kept until a person says what they are'),
  unknownCodes: z.number().int(),
  mirror: z.object({
    items: z.number().int(),
    warehouses: z.number().int(),
    bundles: z.number().int(),
    stock: z.number().int(),
  }),
  lastPull: v.at.nullable(),
  person: z.string().nullable(),
})
export type AppStatus = z.infer<typeof appStatus>

export const appMethods = {
  'app.status': query('Where things stand, in one small answer.', {}, appStatus),
} as const
