import type { ParsedInput } from '../../../shared/contract/contract.ts'
import type { TestVerdict } from '../../../shared/contract/connection-test.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type {
  CloserLook,
  Remote,
  RemoteDescription,
  RemoteFailure,
  RemoteSettings,
  ReadSummary,
  Turn,
} from '../ports.ts'
import type { Connection } from '../store/connections.ts'
import { addRequestTimes } from '../store/request-times.ts'
import { failureOf, notOpened, successOf, type Asked } from './connection-verdict.ts'
import { mergeCredentials } from './credentials.ts'
import type { AppContext } from './handlers.ts'

/**
 * One real read, and one sentence on what came of it. What is not named is taken from the saved connection, so that a
 * changed address can be tried before it is saved. A failed test is an answer, not an error.
 */
export async function testConnection(
  context: AppContext,
  input: ParsedInput<'connections.test'>,
  saved: Connection | null,
): Promise<Result<TestVerdict, AppError>> {
  const settings = await settingsOf(context, input, saved)
  if (!settings.ok) return settings
  const { baseUrl } = settings.value
  const kind = context.ports.remotes.find(({ remote }) => remote === settings.value.remote)
  const asked = (): Asked => ({ baseUrl, title: kind?.title ?? 'The service', now: context.ports.clock.now() })
  const remote = context.ports.openRemote(settings.value)
  if (!remote.ok) return ok(notOpened(asked(), remote.error))
  const note = (): void => {
    if (saved !== null) noteRequest(context, saved.id)
  }
  const probe = await (kind?.probe === 'item' ? probeItems(remote.value, note) : probeWarehouses(remote.value, note))
  await remote.value.close()
  if (probe.read.ok) {
    const success = successOf(asked(), probe.warehouses, probe.read.value.serverDate)
    const better = await findBetter(context, kind, settings.value, note)
    return ok(better === null ? success : { ...success, better })
  }
  const look = await lookCloser(context, baseUrl, probe.read.error)
  return ok(failureOf(asked(), probe.read.error, look))
}

/** A better version counts only if it answers here and now. */
async function findBetter(
  { ports }: AppContext,
  kind: RemoteDescription | undefined,
  { baseUrl, credentials }: RemoteSettings,
  note: () => void,
): Promise<NonNullable<TestVerdict['better']> | null> {
  const better = kind?.better
  const address = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`
  if (better === undefined || !address.endsWith(better.from)) return null
  const other = { remote: better.remote, baseUrl: address.slice(0, -better.from.length) + better.to }
  const remote = ports.openRemote({ ...other, credentials })
  if (!remote.ok) return null
  const probe = await probeWarehouses(remote.value, note)
  await remote.value.close()
  return probe.read.ok ? other : null
}

interface Probe {
  readonly read: Result<Pick<ReadSummary, 'serverDate'>, RemoteFailure>
  /** Null: they were not asked for. */
  readonly warehouses: number | null
}

async function probeWarehouses(remote: Remote, note: () => void): Promise<Probe> {
  let warehouses = 0
  const count = (rows: readonly unknown[]): Promise<void> => {
    warehouses += rows.length
    return Promise.resolve()
  }
  note()
  const turn: Turn = () => Promise.resolve(note())
  return { read: await remote.read('warehouse', {}, count, new AbortController().signal, turn), warehouses }
}

/** Where the warehouses would take a long walk, the first page of the items proves as much. */
async function probeItems(remote: Remote, note: () => void): Promise<Probe> {
  const enough = new AbortController()
  const take = (): Promise<void> => {
    enough.abort()
    return Promise.resolve()
  }
  note()
  const turn: Turn = () => Promise.resolve(note())
  const read = await remote.read('item', {}, take, enough.signal, turn)
  return {
    read: enough.signal.aborted ? ok({ serverDate: read.ok ? read.value.serverDate : null }) : read,
    warehouses: null,
  }
}

async function lookCloser(context: AppContext, baseUrl: string, failure: RemoteFailure): Promise<CloserLook | null> {
  const look = context.ports.lookCloser
  return failure.kind === 'notSent' && failure.cause === 'certificate' && look !== undefined ? look(baseUrl) : null
}

/** What to open: what is named, and the rest from the saved connection. */
export async function settingsOf(
  context: AppContext,
  input: ParsedInput<'connections.test'>,
  saved: Connection | null,
): Promise<Result<RemoteSettings, AppError>> {
  const remote = input.remote ?? saved?.remote
  const baseUrl = input.baseUrl ?? saved?.baseUrl
  if (remote === undefined || baseUrl === undefined) {
    return err(
      appError('invalid', 'Name a connection, or what to connect to.', {
        issues: [{ path: 'baseUrl', message: 'is missing' }],
      }),
    )
  }
  const settings = input.settings ?? saved?.options.settings ?? {}
  if (saved === null) return ok({ remote, baseUrl, credentials: input.credentials ?? {}, settings })
  const secret = await context.ports.secrets.read(String(saved.id), saved.name)
  if (!secret.ok && input.credentials === undefined)
    return err(appError('storage', `The credentials could not be read: ${secret.error}`))
  const credentials = mergeCredentials(context.ports, remote, secret.ok ? secret.value : {}, input.credentials)
  return ok({ remote, baseUrl, credentials, settings })
}

/** The remote counts it, so the limiter must know of it (sync.md rule 18). */
export function noteRequest(context: AppContext, connection: number): void {
  const now = context.ports.clock.now()
  context.store.write((writer) => {
    addRequestTimes(writer, connection, [now], now - 120_000)
  })
}
