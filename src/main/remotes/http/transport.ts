/**
 * The one HTTP transport of all remotes (sync.md rule 16): TLS verified, no redirect followed, nothing repeated, one
 * request at a time on a socket, a fresh connection for every write, `Content-Length` on every body, that of a GET too.
 * May import undici and Node's net; knows no remote. It promises that every exchange ends in a value, and that `notSent`
 * means what it says: not a byte of the request was handed to a socket.
 */
import type { Readable } from 'node:stream'
import type { SecureContext } from 'node:tls'
import type { Client, Dispatcher } from 'undici'
import type { RemoteFailure, RemoteLimit } from '../../core/ports.ts'
import { err, type Result } from '../../../shared/domain/result.ts'
import { createTrust } from './certificates.ts'
import { startCourse, type Course } from './course.ts'
import { createConnections, defaultTimeouts, type Timeouts } from './connections.ts'
import { decodeBody, UndecodableBody } from './decode.ts'
import { tidyText, type Conceal } from './error-text.ts'
import { classifyTransferError } from './failures.ts'
import { chooseProxy, type Environment, type ResolveProxy } from './proxy.ts'
import { limitIn, parseHttpDate, parseRetryAfter } from './retry-after.ts'

export interface TransportOptions {
  readonly timeouts?: Partial<Timeouts>
  /** How the system reaches an address, as Electron's `session.resolveProxy` says it. Left out: `environment` decides. */
  readonly resolveProxy?: ResolveProxy
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up. */
  readonly environment: Environment
  /** Certificates (PEM) to trust beside Node's and the system's. */
  readonly certificates?: readonly string[]
  /** Of this program, for remotes that want to know who asks. */
  readonly appVersion?: string
}

export interface HttpRequest {
  /** Writes get a connection of their own. */
  readonly kind: 'read' | 'write'
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  /** Below the base URL, without a leading slash. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  /** The remote's `Date` in milliseconds, or null. */
  readonly date: number | null
  /** Milliseconds, or null. */
  readonly retryAfter: number | null
  /** What the answer says of the limit of requests, if anything. */
  readonly limit?: RemoteLimit
  /** The host that a redirect names. */
  readonly leadsTo?: string
  /** Unpacked. Can be read once. Throws when the connection breaks: let it pass, `exchange` turns it into a failure. */
  readonly body: AsyncIterable<Uint8Array>
}

type Receive<T> = (answer: HttpAnswer) => Promise<Result<T, RemoteFailure>>

export interface Transport {
  /** Sends one request and hands its answer to `receive`. What `receive` leaves of the body is torn off. */
  exchange<T>(request: HttpRequest, receive: Receive<T>): Promise<Result<T, RemoteFailure>>
  /** Gives up what is on its way; whatever is asked afterwards is not sent. */
  close(): Promise<void>
}

export function createTransport(baseUrl: URL, options: TransportOptions, conceal: Conceal): Transport {
  const timeouts = { ...defaultTimeouts, ...options.timeouts }
  let trusted: SecureContext | undefined
  const trust = (): SecureContext => (trusted ??= createTrust(options.certificates ?? []))
  const connections = createConnections(baseUrl, timeouts, trust)
  const closing = new AbortController()

  return {
    async exchange(request, receive) {
      const course = startCourse([request.signal, closing.signal], timeouts, request.kind === 'write')
      const way = { proxied: false }
      const interpret = (error: unknown): RemoteFailure =>
        classifyTransferError(error, { ...course.state(), ...way }, conceal)
      let fresh: Client | undefined
      try {
        const proxy = await course.orStop(chooseProxy(baseUrl, options.environment, options.resolveProxy))
        way.proxied = proxy !== null
        if (request.kind === 'write') fresh = connections.openFresh(proxy)
        const response = await send(fresh ?? connections.shared(proxy), baseUrl, request, course)
        return concealed(await deliver(response, baseUrl, receive, course, interpret), conceal)
      } catch (error) {
        if (error instanceof ReceiverFailed) throw error.cause
        return err(error instanceof Interrupted ? error.failure : interpret(error))
      } finally {
        course.end()
        // The socket is gone when the caller hears of it: that is where settling starts to count.
        await fresh?.destroy()
      }
    },
    async close() {
      closing.abort()
      await connections.close()
    },
  }
}

/** Whatever made the text, nothing secret leaves the transport in it (sync.md invariant I20). */
const concealed = <T>(result: Result<T, RemoteFailure>, conceal: Conceal): Result<T, RemoteFailure> =>
  result.ok ? result : err({ ...result.error, text: tidyText(result.error.text, conceal) })

/** The answer broke off. It passes through whoever reads the body, so that readers need no error handling of their own. */
class Interrupted extends Error {
  readonly failure: RemoteFailure
  constructor(failure: RemoteFailure) {
    super(failure.text)
    this.failure = failure
  }
}

/** Carries what `receive` threw past the handling of the network's errors: it is a bug, or the store's. */
class ReceiverFailed extends Error {}

async function send(
  dispatcher: Dispatcher,
  baseUrl: URL,
  request: HttpRequest,
  course: Course,
): Promise<Dispatcher.ResponseData> {
  const pending = dispatcher.compose(noteStart(course)).request({
    origin: baseUrl.origin,
    path: `${baseUrl.pathname}${request.path}`,
    method: request.method,
    headers: request.headers,
    // A Buffer's length is sent as Content-Length with every method.
    body: Buffer.from(request.body),
    // Left to itself, undici closes the connection after every GET that has a body.
    reset: request.kind === 'write',
    signal: course.signal,
  })
  pending.then(
    (late) => {
      if (course.signal.aborted) discard(late.body)
    },
    () => undefined,
  )
  const response = await course.orStop(pending)
  course.noteStatus(response.statusCode)
  return response
}

/** undici calls `onRequestStart` when the socket is connected and authenticated, in the turn in which it then writes. */
const noteStart =
  (course: Course): Dispatcher.DispatcherComposeInterceptor =>
  (dispatch) =>
  (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        course.noteSent()
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...values) => handler.onRequestUpgrade?.(...values),
      onResponseStart: (...values) => handler.onResponseStart?.(...values),
      onResponseData: (...values) => handler.onResponseData?.(...values),
      onResponseEnd: (...values) => handler.onResponseEnd?.(...values),
      onResponseError: (...values) => handler.onResponseError?.(...values),
    })

async function deliver<T>(
  response: Dispatcher.ResponseData,
  baseUrl: URL,
  receive: Receive<T>,
  course: Course,
  interpret: (error: unknown) => RemoteFailure,
): Promise<Result<T, RemoteFailure>> {
  const { statusCode, headers, body } = response
  body.on('error', () => undefined)
  const date = parseHttpDate(single(headers['date']))
  try {
    return await receive({
      status: statusCode,
      contentType: single(headers['content-type']) ?? '',
      date,
      retryAfter: parseRetryAfter(single(headers['retry-after']), date),
      ...limitIn(single(headers['x-rate-limit-used']), single(headers['x-rate-limit-max'])),
      ...leadingTo(single(headers['location']), baseUrl),
      body: unpacked(guard(body, course, interpret), single(headers['content-encoding']), statusCode),
    })
  } catch (error) {
    throw error instanceof Interrupted ? error : new ReceiverFailed('receive threw', { cause: error })
  } finally {
    if (!body.readableEnded) discard(body)
  }
}

async function* guard(
  body: Readable,
  course: Course,
  interpret: (error: unknown) => RemoteFailure,
): AsyncGenerator<Uint8Array> {
  try {
    course.awaitPiece()
    for await (const piece of body) {
      course.notePiece()
      // Without an encoding set, the pieces of a body are Buffers.
      yield piece as Buffer
      course.awaitPiece()
    }
    course.notePiece()
  } catch (error) {
    throw new Interrupted(interpret(error))
  }
}

async function* unpacked(
  body: AsyncIterable<Uint8Array>,
  encoding: string | null,
  status: number,
): AsyncGenerator<Uint8Array> {
  try {
    yield* decodeBody(body, encoding)
  } catch (error) {
    if (!(error instanceof UndecodableBody)) throw error
    throw new Interrupted({ kind: 'uncertain', cause: 'badBody', status, complete: false, text: error.message })
  }
}

function leadingTo(location: string | null, baseUrl: URL): { readonly leadsTo?: string } {
  const url = location === null ? null : URL.parse(location, baseUrl.href)
  return url === null ? {} : { leadsTo: url.host }
}

function discard(body: Readable): void {
  body.on('error', () => undefined)
  body.destroy()
}

const single = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null
