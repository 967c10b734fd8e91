import { z } from 'zod'
import { testVerdict } from './connection-test.ts'
import { triedPart } from './connection-try.ts'
import { command, query } from './method.ts'
import * as v from './values.ts'

/** Connections to remotes. Credentials go in and never come out; `keyHint` shows the last four characters. */

export const remoteNames = ['hako-v1', 'hako-v0', 'hakro', 'racko', 'hive'] as const
export const remoteName = z.enum(remoteNames)
export type RemoteName = z.infer<typeof remoteName>

export const connectionID = z.string().min(1).max(64)

const settleSeconds = z
  .number()
  .min(0)
  .max(3600)
  .describe('How long after a lost answer the remote may still carry the request out')
const batchSize = z.number().int().min(1).max(1000).describe('Records in one request at most')
const soleWriter = z.array(v.warehouseID).describe('Warehouses that nobody else changes')
const priceConflicts = z
  .enum(['ask', 'mine', 'theirs'])
  .describe('What becomes of a price that was changed here and at the remote: a person is asked, or one side wins')
const autoSync = z.boolean().describe('False: only `sync.run` reads and sends')
const catalogue = z
  .boolean()
  .describe(
    'While it is not in use, its items answer scans that nobody knows in the connection that is; it is only read',
  )

const settings = z
  .record(z.string().max(100), z.string().max(200_000))
  .describe('What a person chose where the remote’s documents leave it open, by the names of `connections.remotes`')

export const connectionOptions = z.strictObject({
  settleSeconds: settleSeconds.default(120),
  batchSize: batchSize.default(100),
  soleWriter: soleWriter.default([]),
  autoSync: autoSync.default(true),
  priceConflicts: priceConflicts.default('ask'),
  catalogue: catalogue.default(false),
  settings: settings.default({}),
})
export type ConnectionOptions = z.infer<typeof connectionOptions>

/** Without defaults: what is left out stays as it is. */
const connectionOptionsPatch = z.strictObject({
  settleSeconds: settleSeconds.optional(),
  batchSize: batchSize.optional(),
  soleWriter: soleWriter.optional(),
  autoSync: autoSync.optional(),
  priceConflicts: priceConflicts.optional(),
  catalogue: catalogue.optional(),
  settings: settings.optional(),
})

export const capabilityNames = [
  'readItems',
  'writeItems',
  'writeWarehouses',
  'bundles',
  'moveStock',
  'relativeStock',
  'setStock',
  'rename',
  'codes',
  'announce',
  'prices',
  'expiry',
  'changedSince',
] as const
export type CapabilityName = (typeof capabilityNames)[number]
export const capability = z.object({ name: z.enum(capabilityNames), supported: z.boolean() })

/** Where the remote's documents leave something open, a person who knows the account chooses. */
const remoteSetting = z.object({
  name: z.string(),
  kind: z.enum(['choice', 'text', 'document']).describe('document: a text of many lines'),
  choices: z.array(z.string()).describe('For a choice; else empty'),
  default: z.string(),
  confirmed: z.boolean().describe('False: the documents do not say that the default is right'),
})
export type RemoteSetting = z.infer<typeof remoteSetting>

const remoteKind = z.object({
  remote: remoteName,
  title: z.string().describe('As people know it'),
  defaultBaseUrl: z.string(),
  credentials: z
    .array(
      z.object({
        name: z.string(),
        secret: z.boolean(),
        alternative: z.boolean().describe('Given instead of all the others'),
      }),
    )
    .describe('In the order to ask for them'),
  capabilities: z.array(capability),
  settings: z.array(remoteSetting),
})
export type RemoteKind = z.infer<typeof remoteKind>

/** What ordinary answers taught about an account; nothing is ever written to find out. */
export const learntNames = [
  'stockMovesStamp',
  'idSurvivesRename',
  'wholeArrays',
  'firstFigure',
  'datedAnswers',
  'filtersKept',
  'wholeLists',
  'fullBatches',
  'stampStep',
  'errorShape',
] as const

const learntFact = z.object({
  name: z.enum(learntNames),
  verdict: z.enum(['unknown', 'yes', 'no']).describe('One contrary observation makes it no'),
  yes: z.number().int().describe('Observations for it'),
  no: z.number().int().describe('Observations against it'),
  value: z
    .union([z.number(), z.string()])
    .nullable()
    .describe(
      'wholeLists: rows after which lists are cut. fullBatches: records in one request at most. stampStep: milliseconds. errorShape: nested, flat or text',
    ),
})
export type LearntFact = z.infer<typeof learntFact>

const credentials = z
  .record(z.string(), z.string().max(4096))
  .describe('By the names of `connections.remotes`: `{apiKey}` for Hako')
const baseUrl = z.url({ protocol: /^https?$/ }).max(2048)

const openChange = z.object({
  changeID: v.changeID,
  kind: v.changeKind,
  state: v.changeState,
  key: z.string().describe('The SKU or warehouseID'),
  name: z.string().nullable(),
  warehouseID: v.warehouseID.nullable(),
  quantity: z.number().nullable(),
})
export type OpenChange = z.infer<typeof openChange>

const openDelivery = z.object({
  token: z.string(),
  arrivesOn: z.iso.date(),
  pieces: z.number().int(),
})

export const connectionRow = z.object({
  connectionID,
  name: z.string(),
  remote: remoteName,
  baseUrl: z.string(),
  inUse: z.boolean(),
  practice: z.boolean(),
  keyHint: z.string().nullable(),
  options: connectionOptions,
  capabilities: z.array(capability),
  items: z.number().int(),
  open: z.number().int().describe('Changes not yet settled, and deliveries not yet announced'),
  drafts: z.number().int().describe('Open stocktakes, and movements begun and not booked'),
  lastReadAt: v.at.nullable(),
})
export type ConnectionRow = z.infer<typeof connectionRow>

export const connectionMethods = {
  'connections.remotes': query(
    'The kinds of remotes there are: what each asks for and can do.',
    {},
    z.object({ rows: z.array(remoteKind) }),
  ),
  'connections.names': query(
    'All connections by name alone, which is cheap.',
    {},
    z.object({
      rows: z.array(connectionRow.pick({ connectionID: true, name: true, remote: true, inUse: true, practice: true })),
    }),
  ),
  'connections.list': query('All connections.', {}, z.object({ rows: z.array(connectionRow) })),
  'connections.get': query(
    'One connection, with what was learnt about its account and what of it exists on this PC alone.',
    { connectionID },
    connectionRow.extend({
      learnt: z.array(learntFact),
      openChanges: z.array(openChange).describe('The newest twenty changes that are not settled'),
      openDeliveries: z
        .array(openDelivery)
        .describe('Deliveries that wait to be announced, or whose announcement may be lost'),
      openStocktakes: z.array(z.string()).describe('Names of the stocktakes that are not posted'),
    }),
  ),
  'connections.save': command(
    'Adds or changes a connection. The first one is used at once.',
    {
      connectionID: connectionID.optional().describe('Left out: a new connection'),
      name: z.string().trim().min(1).max(200),
      remote: remoteName,
      baseUrl,
      credentials: credentials.optional().describe('Left out: the saved ones stay'),
      options: connectionOptionsPatch.optional().describe('Left out: the saved ones stay, or the defaults'),
    },
    z.object({ connectionID }),
  ),
  'connections.use': command('Switches to a connection.', { connectionID }, v.nothing),
  'connections.test': command(
    'Asks the remote for something to read and says in one sentence what came of it. Writes nothing.',
    {
      connectionID: connectionID.optional(),
      remote: remoteName.optional(),
      baseUrl: baseUrl.optional(),
      credentials: credentials.optional(),
      settings: settings.optional(),
    },
    testVerdict,
  ),
  'connections.try': command(
    'Reads one page of each listing that the connection’s mapping names, and says what was understood. Writes nothing.',
    {
      connectionID: connectionID.optional(),
      remote: remoteName.optional(),
      baseUrl: baseUrl.optional(),
      credentials: credentials.optional(),
      settings: settings.optional(),
    },
    z.object({
      problem: z.string().nullable().describe('Why nothing was tried'),
      parts: z.array(triedPart),
    }),
  ),
  'connections.remove': command(
    'Removes a connection with its mirror. Refused while changes are open, unless `discardOpen` says to give them up.',
    { connectionID, discardOpen: z.boolean().default(false) },
    v.nothing,
  ),
} as const
