/**
 * Connections: adding, switching, removing. Credentials go to the secrets port and nowhere else; of a key the store
 * keeps the last four characters. Whoever waits for secrets or the network is a job with transactions of its own, in an
 * order that leaves something usable behind wherever it stops.
 */
import {
  capabilityNames,
  connectionOptions,
  type ConnectionOptions,
  type ConnectionRow,
  type OpenChange,
} from '../../../shared/contract/connections.ts'
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Capabilities, Credentials } from '../ports.ts'
import { openAnnouncements } from '../store/announcements.ts'
import { saveAnswer } from '../store/answers.ts'
import {
  addConnection,
  connectionInUse,
  countOf,
  finishConnection,
  hideUnfinished,
  listConnections,
  openStocktakes,
  updateConnection,
  useConnection,
  type Connection,
} from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { listQueue } from '../store/queue-list.ts'
import { listRemoved, markRemoved, removePiece } from '../store/remove-connection.ts'
import { readSyncState } from '../store/sync-state.ts'
import { learntFacts } from '../sync/learnt-facts.ts'
import { mayChange } from './connection-changes.ts'
import { findConnection } from './gesture.ts'
import { testConnection } from './connection-test.ts'
import { tryConnection } from './connection-try.ts'
import { mergeCredentials } from './credentials.ts'
import type { AppContext, JobHandler, Jobs, Queries, QueryHandler } from './handlers.ts'

const names: QueryHandler<'connections.names'> = (_context, reader) =>
  ok({
    rows: listConnections(reader).map(({ id, name, remote, inUse, practice }) => ({
      connectionID: String(id),
      name,
      remote,
      inUse,
      practice,
    })),
  })

const list: QueryHandler<'connections.list'> = (context, reader) =>
  ok({ rows: listConnections(reader).map((connection) => toRow(context, reader, connection)) })

function toRow(context: AppContext, reader: Reader, connection: Connection): ConnectionRow {
  const { id, name, remote, baseUrl, inUse, practice, keyHint, options } = connection
  const capabilities = capabilitiesOf(context, connection)
  return {
    connectionID: String(id),
    name,
    remote,
    baseUrl,
    inUse,
    practice,
    keyHint,
    options,
    capabilities: toAbilities(capabilities),
    ...countOf(reader, id),
    lastReadAt: readSyncState(reader, id).lastPullAt,
  }
}

const get: QueryHandler<'connections.get'> = (context, reader, { connectionID }) => {
  const found = findConnection(reader, connectionID)
  if (!found.ok) return found
  const { id, options } = found.value
  const learnt = learntFacts(readSyncState(reader, id), options.batchSize)
  return ok({
    ...toRow(context, reader, found.value),
    learnt,
    openChanges: openChanges(reader, id),
    openDeliveries: openAnnouncements(reader, id).map(({ token, details, lines }) => ({
      token,
      arrivesOn: details.arrivesOn,
      pieces: lines.reduce((total, { quantity }) => total + quantity, 0),
    })),
    openStocktakes: openStocktakes(reader, id),
  })
}

function openChanges(reader: Reader, connection: number): OpenChange[] {
  const query = { connection, state: 'open', groupID: undefined, stocktakeID: undefined, offset: 0, limit: 20 } as const
  return listQueue(reader, query).rows.map((row) => ({
    changeID: row.changeID,
    kind: row.kind,
    state: row.state,
    key: row.sku ?? row.warehouseID ?? '',
    name: row.name ?? null,
    warehouseID: row.sku === undefined ? null : (row.warehouseID ?? null),
    quantity: row.quantity ?? null,
  }))
}

const toAbilities = (capabilities: Capabilities | null): ConnectionRow['capabilities'] =>
  capabilityNames.map((name) => ({ name, supported: capabilities !== null && (capabilities[name] ?? true) }))

const remotes: QueryHandler<'connections.remotes'> = ({ ports }) =>
  ok({
    rows: ports.remotes.map(({ capabilities, credentials, settings, probe: _, ...kind }) => ({
      ...kind,
      credentials: credentials.map(({ name, secret, alternative = false }) => ({ name, secret, alternative })),
      settings: settings.map((setting) => ({ ...setting, choices: [...setting.choices] })),
      capabilities: toAbilities(capabilities),
    })),
  })

/**
 * They belong to the kind of remote and its settings, so they are known without its credentials; opening one touches no
 * network.
 */
function capabilitiesOf(context: AppContext, { remote, baseUrl, options }: Connection): Capabilities | null {
  const opened = context.ports.openRemote({ remote, baseUrl, credentials: {}, settings: options.settings })
  if (!opened.ok) return null
  opened.value.close().catch((error: unknown) => {
    context.ports.log('warn', 'A remote did not close', { error: String(error) })
  })
  return opened.value.capabilities
}

const save: JobHandler<'connections.save'> = (context, input) =>
  input.connectionID === undefined ? add(context, input) : change(context, input, input.connectionID)

type SaveInput = ParsedInput<'connections.save'>
type Saved = Promise<Result<{ connectionID: string }, AppError>>

/** What can't be opened is not saved. */
async function mustOpen(
  { ports }: AppContext,
  { remote, baseUrl, options }: SaveInput,
  credentials: Credentials = {},
): Promise<Result<void, AppError>> {
  const settings = options?.settings
  const opened = ports.openRemote({ remote, baseUrl, credentials, ...(settings !== undefined && { settings }) })
  if (!opened.ok)
    return err(appError('invalid', `${opened.error}.`, { issues: [{ path: 'baseUrl', message: opened.error }] }))
  await opened.value.close()
  return ok(undefined)
}

async function add(context: AppContext, input: SaveInput): Saved {
  const { credentials } = input
  const opens = await mustOpen(context, input, credentials)
  if (!opens.ok) return opens
  if (credentials === undefined) {
    return err(
      appError('invalid', 'A new connection needs its credentials.', {
        issues: [{ path: 'credentials', message: 'is missing' }],
      }),
    )
  }
  const id = context.store.write((writer) => {
    const added = addConnection(writer, { ...columnsOf(input, null), at: context.ports.clock.now() })
    hideUnfinished(writer, added)
    return added
  })
  const kept = await keepCredentials(context, id, credentials)
  if (!kept.ok) {
    context.store.write((writer) => {
      markRemoved(writer, id)
    })
    await clearRemoved(context)
    return kept
  }
  const answer = { connectionID: String(id) }
  const first = context.store.write((writer) => {
    finishConnection(writer, id)
    // With its effect, so that a repeated call after a crash adds no second one.
    if (input.requestID !== undefined)
      saveAnswer(writer, input.requestID, 'connections.save', answer, context.ports.clock.now())
    if (connectionInUse(writer)) return false
    useConnection(writer, id)
    return true
  })
  if (first) await context.restartEngine()
  return ok(answer)
}

async function change(context: AppContext, input: SaveInput, connectionID: string): Saved {
  const found = findConnection(context.store.reader, connectionID)
  if (!found.ok) return found
  const connection = found.value
  // Its copy, queue and counts are those of one system; another system begins with nothing.
  if (input.remote !== connection.remote)
    return err(
      appError('notAllowed', 'A connection keeps the kind of system it was made for. Add another connection instead.'),
    )
  const credentials = await changedCredentials(context, input, connection)
  const opens = await mustOpen(context, input, credentials)
  if (!opens.ok) return opens
  const fits = mayChange(context, context.store.reader, input, connection)
  if (!fits.ok) return fits
  if (credentials !== undefined) {
    const kept = await keepCredentials(context, connection.id, credentials)
    if (!kept.ok) return kept
  }
  await changeUnread(context, (writer) => {
    updateConnection(writer, connection.id, columnsOf({ ...input, credentials }, connection))
  })
  if (connection.inUse) await context.restartEngine()
  return ok({ connectionID })
}

/** While it is read as a catalogue, a connection neither changes nor goes. */
const changeUnread = <T>({ catalogues, store }: AppContext, change: (writer: Writer) => T): Promise<T> =>
  catalogues.whileStopped(() => Promise.resolve(store.write(change)))

/** All of them, the unchanged ones too; undefined where none was given anew. */
async function changedCredentials(
  { ports }: AppContext,
  { remote, credentials }: SaveInput,
  { id }: Connection,
): Promise<Credentials | undefined> {
  if (credentials === undefined) return undefined
  const saved = await ports.secrets.read(String(id))
  return mergeCredentials(ports, remote, saved.ok ? saved.value : {}, credentials)
}

function columnsOf(input: SaveInput, saved: Connection | null) {
  const { name, remote, baseUrl, credentials } = input
  return {
    name,
    remote,
    baseUrl,
    practice: saved?.practice ?? false,
    keyHint: credentials === undefined ? (saved?.keyHint ?? null) : hintOf(credentials),
    options: mergeOptions(saved?.options, input.options),
  }
}

function mergeOptions(saved: ConnectionOptions | undefined, said: SaveInput['options'] = {}): ConnectionOptions {
  const named = Object.entries(said).filter(([, value]) => value !== undefined)
  return connectionOptions.parse({ ...saved, ...Object.fromEntries(named) })
}

/** The last four characters of what identifies the account; a text too short to keep the rest secret gives none. */
export function hintOf(credentials: Credentials): string | null {
  const text = credentials['apiKey'] ?? credentials['clientId'] ?? Object.values(credentials)[0] ?? ''
  return text.length >= 8 ? text.slice(-4) : null
}

export async function keepCredentials(
  context: AppContext,
  id: number,
  credentials: Credentials,
): Promise<Result<void, AppError>> {
  const written = await context.ports.secrets.write(String(id), credentials)
  return written.ok ? written : err(appError('storage', `The credentials could not be kept: ${written.error}`))
}

const use: JobHandler<'connections.use'> = async (context, input) => {
  const found = findConnection(context.store.reader, input.connectionID)
  if (!found.ok) return found
  if (found.value.inUse) return ok({})
  context.store.write((writer) => {
    useConnection(writer, found.value.id)
  })
  await context.restartEngine()
  return ok({})
}

/** The engine is stopped first, so that nothing is sent for, or written under, a connection that is going. */
const remove: JobHandler<'connections.remove'> = async (context, input) => {
  const found = findConnection(context.store.reader, input.connectionID)
  if (!found.ok) return found
  const { id, inUse } = found.value
  const refusal = mustBeSettled(context.store.reader, found.value, input.discardOpen)
  if (!refusal.ok) return refusal
  if (inUse) {
    context.store.write((writer) => {
      useConnection(writer, null)
    })
    await context.restartEngine()
  }
  const removed = await changeUnread(context, (writer): Result<void, AppError> => {
    const settled = mustBeSettled(writer, found.value, input.discardOpen)
    if (settled.ok) markRemoved(writer, id)
    else if (inUse && !connectionInUse(writer)) useConnection(writer, id)
    return settled
  })
  if (!removed.ok) {
    if (inUse) await context.restartEngine()
    return removed
  }
  await context.ports.secrets.remove(String(id))
  await clearRemoved(context)
  return ok({})
}

/** Takes away, piece by piece, what removed connections have left; also what an earlier run did not get done. */
export async function clearRemoved({ store, ports, closing }: AppContext): Promise<void> {
  for (const id of listRemoved(store.reader)) {
    await ports.secrets.remove(String(id))
    while (!closing.aborted && store.write((writer) => removePiece(writer, id))) await ports.breathe()
  }
}

function mustBeSettled(reader: Reader, connection: Connection, discardOpen: boolean): Result<void, AppError> {
  const { open } = countOf(reader, connection.id)
  if (open === 0 || discardOpen) return ok(undefined)
  const changes = open === 1 ? '1 change is' : `${String(open)} changes are`
  return err(
    appError(
      'notAllowed',
      `${changes} not settled yet under “${connection.name}”. Send them, or say that they are to be given up.`,
      { open },
    ),
  )
}

const test: JobHandler<'connections.test'> = async (context, input) => {
  const found = input.connectionID === undefined ? ok(null) : findConnection(context.store.reader, input.connectionID)
  return found.ok ? testConnection(context, input, found.value) : found
}

const tryOut: JobHandler<'connections.try'> = async (context, input) => {
  const found = input.connectionID === undefined ? ok(null) : findConnection(context.store.reader, input.connectionID)
  return found.ok ? tryConnection(context, input, found.value) : found
}

export const connectionQueries = {
  'connections.remotes': remotes,
  'connections.names': names,
  'connections.list': list,
  'connections.get': get,
} satisfies Partial<Queries>
export const connectionJobs = {
  'connections.save': save,
  'connections.use': use,
  'connections.test': test,
  'connections.try': tryOut,
  'connections.remove': remove,
} satisfies Partial<Jobs>
