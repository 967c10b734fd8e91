import type { Output, ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { RemoteFailure, RemoteSettings } from '../ports.ts'
import type { Connection } from '../store/connections.ts'
import { addRequestTimes } from '../store/request-times.ts'
import type { AppContext } from './handlers.ts'

type Verdict = Output<'connections.test'>

/**
 * One real read of the warehouses, and one sentence on what came of it. What is not named is taken from the saved
 * connection, so that a changed address can be tried before it is saved. A failed test is an answer, not an error.
 */
export async function testConnection(
  context: AppContext,
  input: ParsedInput<'connections.test'>,
  saved: Connection | null,
): Promise<Result<Verdict, AppError>> {
  const settings = await settingsOf(context, input, saved)
  if (!settings.ok) return settings
  const remote = context.ports.openRemote(settings.value)
  if (!remote.ok) return ok({ reached: false, result: 'wrongAddress', text: `${remote.error}.`, warehouses: null })
  let warehouses = 0
  const count = (rows: readonly unknown[]): Promise<void> => {
    warehouses += rows.length
    return Promise.resolve()
  }
  if (saved !== null) noteRequest(context, saved.id)
  const read = await remote.value.read('warehouse', {}, count, new AbortController().signal, () => {
    if (saved !== null) noteRequest(context, saved.id)
    return Promise.resolve()
  })
  await remote.value.close()
  return ok(read.ok ? success(warehouses) : { ...failure(read.error), warehouses: null })
}

async function settingsOf(
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
  if (input.credentials !== undefined) return ok({ remote, baseUrl, credentials: input.credentials, settings })
  if (saved === null) return ok({ remote, baseUrl, credentials: {}, settings })
  const secret = await context.ports.secrets.read(String(saved.id))
  return secret.ok
    ? ok({ remote, baseUrl, credentials: secret.value, settings })
    : err(appError('storage', `The credentials could not be read: ${secret.error}`))
}

/** The remote counts it, so the limiter must know of it (sync.md rule 18). */
function noteRequest(context: AppContext, connection: number): void {
  const now = context.ports.clock.now()
  context.store.write((writer) => {
    addRequestTimes(writer, connection, [now], now - 120_000)
  })
}

const success = (warehouses: number): Verdict => ({
  reached: true,
  result: 'ok',
  text: warehouses === 1 ? 'It works: 1 warehouse was read.' : `It works: ${String(warehouses)} warehouses were read.`,
  warehouses,
})

type Failed = Omit<Verdict, 'warehouses'>

function failure(failed: RemoteFailure): Failed {
  switch (failed.kind) {
    case 'notSent':
      return notSent(failed.cause)
    case 'unauthorized':
      return { reached: true, result: 'wrongKey', text: 'The service was reached, and it does not accept this key.' }
    case 'rateLimited':
      return {
        reached: true,
        result: 'rateLimited',
        text: 'The service was reached and asks to wait: too many requests in the last minute.',
      }
    case 'redirected':
      return {
        reached: false,
        result: 'signIn',
        text: 'Another page answered instead of the service: the network seems to ask for a sign-in first.',
      }
    case 'refused':
      return failed.status === 404
        ? {
            reached: true,
            result: 'wrongAddress',
            text: 'A server answered, but there is no such service at this address.',
          }
        : {
            reached: true,
            result: 'notThisApi',
            text: `A server answered, but not as this service does (status ${String(failed.status)}).`,
          }
    case 'tooLarge':
      return {
        reached: true,
        result: 'serverError',
        text: 'The service was reached, and it found the question too large.',
      }
    case 'uncertain':
      return uncertain(failed)
    default:
      return unreachable(failed)
  }
}

function notSent(cause: Extract<RemoteFailure, { kind: 'notSent' }>['cause']): Failed {
  switch (cause) {
    case 'network':
      return {
        reached: false,
        result: 'noNetwork',
        text: 'Nobody answers at this address. Check the network and the address.',
      }
    case 'certificate':
      return { reached: false, result: 'certificate', text: 'The server’s certificate is not trusted by this PC.' }
    case 'proxy':
      return {
        reached: false,
        result: 'noNetwork',
        text: 'The proxy of this network did not let the connection through.',
      }
    case 'aborted':
      return { reached: false, result: 'noNetwork', text: 'The test was stopped before it began.' }
    case 'credentials':
      return { reached: false, result: 'wrongKey', text: 'The key is missing, or it can’t be sent as it is written.' }
    default:
      return unreachable(cause)
  }
}

function uncertain(failed: Extract<RemoteFailure, { kind: 'uncertain' }>): Failed {
  switch (failed.cause) {
    case 'timeout':
      return { reached: false, result: 'noNetwork', text: 'The service did not answer in time.' }
    case 'reset':
      return { reached: false, result: 'noNetwork', text: 'The connection broke before the answer was complete.' }
    case 'serverError': {
      const status = failed.status === null ? '' : ` (status ${String(failed.status)})`
      return {
        reached: true,
        result: 'serverError',
        text: `The service was reached, and it has a fault of its own${status}. Try again later.`,
      }
    }
    case 'badBody':
    case 'filterIgnored':
      return {
        reached: true,
        result: 'notThisApi',
        text: 'A server answered, but what it said is not this service’s language.',
      }
    default:
      return unreachable(failed.cause)
  }
}
