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
      'contention',
      'paused',
      'resumed',
      'decided',
      'error',
    ])
    .describe('Screens translate by this'),
  text: z.string().describe('One English sentence'),
  details: z.record(z.string(), z.unknown()),
})
export type LogRow = z.infer<typeof logRow>

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
  'sync.log': query(
    'What the engine did, newest first.',
    { limit: v.limit, before: z.number().int().optional() },
    z.object({ rows: z.array(logRow) }),
  ),
} as const
