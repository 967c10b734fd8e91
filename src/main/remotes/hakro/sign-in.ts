/**
 * OAuth 2.0 client credentials: where tokens are had is read from the issuer's metadata, a token is asked for once and used
 * for its whole life, and who needs one while it is on its way waits for the same (asking for one per call is forbidden).
 */
import type { RemoteFailure, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { judgeStatus } from '../http/answer-status.ts'
import type { Conceal } from '../http/error-text.ts'
import { readJson } from '../http/read-json.ts'
import type { HttpAnswer, Transport } from '../http/transport.ts'
import type { Endpoints } from './endpoints.ts'
import { asObject, badBody, explain, findProblemText } from './errors.ts'

export interface SignIn {
  /** The token in use, or a new one. `turn` is taken before each request that it takes. */
  token(signal: AbortSignal, turn: Turn): Promise<Result<string, RemoteFailure>>
  /** The remote refused it: it is not used again. */
  forget(token: string): void
  /** What is secret of the last token, to be hidden in texts. */
  current(): string | null
}

export interface SignInParts {
  readonly endpoints: Endpoints
  readonly clientId: string
  readonly clientSecret: string
  readonly userAgent: string
  readonly conceal: Conceal
  /** A transport for the addresses of one origin. */
  readonly transportTo: (origin: URL) => Transport
  /** Milliseconds that don't go back. */
  readonly monotonic: () => number
}

interface Token {
  readonly text: string
  /** Null: nothing was said of its end. */
  readonly until: number | null
}

const longestAnswer = 1024 * 1024
/** A token is not used in its last minute, or in its last tenth where it lives shorter than ten. */
const marginMs = 60_000

export function createSignIn(parts: SignInParts): SignIn {
  let tokenUrl: URL | null = null
  let held: Token | null = null
  let last: string | null = null
  let asking: Promise<Result<string, RemoteFailure>> | null = null

  const isValid = (token: Token): boolean => token.until === null || parts.monotonic() < token.until

  const ask = async (signal: AbortSignal, turn: Turn): Promise<Result<string, RemoteFailure>> => {
    if (tokenUrl === null) {
      await turn()
      const found = await findTokenUrl(parts, signal)
      if (!found.ok) return found
      tokenUrl = found.value
    }
    await turn()
    const asked = parts.monotonic()
    const got = await requestToken(parts, tokenUrl, asked, signal)
    if (!got.ok) return got
    held = got.value
    last = held.text
    return ok(held.text)
  }

  return {
    async token(signal, turn) {
      for (;;) {
        if (held !== null && isValid(held)) return ok(held.text)
        if (asking === null) {
          asking = ask(signal, turn).finally(() => {
            asking = null
          })
          return asking
        }
        const shared = await asking
        // Who asked for it gave up; we did not.
        if (shared.ok || !isAborted(shared.error) || signal.aborted) return shared
      }
    },
    forget(token) {
      if (held?.text === token) held = null
    },
    current: () => last,
  }
}

const isAborted = (failure: RemoteFailure): boolean => failure.kind === 'notSent' && failure.cause === 'aborted'

async function findTokenUrl(
  { endpoints, transportTo, userAgent, conceal }: SignInParts,
  signal: AbortSignal,
): Promise<Result<URL, RemoteFailure>> {
  const { issuer } = endpoints
  const path = `${issuer.pathname.slice(1)}.well-known/openid-configuration`
  const headers = { accept: 'application/json', 'user-agent': userAgent }
  const request = { kind: 'read', method: 'GET', path, headers, body: '', signal } as const
  return transportTo(issuer).exchange(request, async (answer) => {
    const read = await readObject(answer, conceal)
    if (!read.ok) return read
    const said = read.value['token_endpoint']
    const url = typeof said === 'string' ? URL.parse(said) : null
    if (url === null) return err(badBody(answer.status, 'The issuer does not say where tokens are had'))
    // The secret is never sent over a plain connection because a document says so.
    if (url.protocol !== 'https:' && url.protocol !== issuer.protocol)
      return err(badBody(answer.status, 'The issuer names an address for tokens that is not encrypted'))
    return ok(url)
  })
}

async function requestToken(
  { endpoints, clientId, clientSecret, transportTo, userAgent, conceal }: SignInParts,
  url: URL,
  asked: number,
  signal: AbortSignal,
): Promise<Result<Token, RemoteFailure>> {
  const headers = {
    authorization: `Basic ${basicOf(clientId, clientSecret)}`,
    'content-type': 'application/x-www-form-urlencoded',
    accept: '*/*',
    'user-agent': userAgent,
  }
  const { audience, scope } = endpoints
  const body = new URLSearchParams({ grant_type: 'client_credentials', audience, scope }).toString()
  const path = `${url.pathname.slice(1)}${url.search}`
  const request = { kind: 'read', method: 'POST', path, headers, body, signal } as const
  return transportTo(url).exchange(request, async (answer) => {
    const read = await readObject(answer, conceal)
    if (!read.ok) return err(asWrongKey(read.error))
    const { access_token: text, expires_in: seconds } = read.value
    if (typeof text !== 'string' || text === '') return err(badBody(answer.status, 'The answer holds no token'))
    // Undocumented, as is any refresh: without a life time a token is used until it is refused.
    const life = typeof seconds === 'number' && seconds > 0 ? seconds * 1000 : null
    return ok({ text, until: life === null ? null : asked + life - Math.min(marginMs, life / 10) })
  })
}

/** RFC 7617: the two with a colon between them. */
export const basicOf = (clientId: string, clientSecret: string): string =>
  Buffer.from(`${clientId}:${clientSecret}`).toString('base64')

/** OAuth answers a wrong client ID or secret with 401 or 400, in a code of its own. */
const asWrongKey = (failure: RemoteFailure): RemoteFailure =>
  failure.kind === 'refused' && /\b(?:invalid|unauthorized)_client\b/.test(failure.text)
    ? { kind: 'unauthorized', status: failure.status, text: failure.text }
    : failure

async function readObject(
  answer: HttpAnswer,
  conceal: Conceal,
): Promise<Result<Readonly<Record<string, unknown>>, RemoteFailure>> {
  const failure = await judgeStatus(answer, 'read', conceal, findProblemText)
  if (failure !== null) return err(explain(failure))
  const { parsed } = await readJson(answer.body, longestAnswer)
  const value = asObject(parsed?.value)
  // What it says instead may hold a token: it is not repeated.
  return value === null ? err(badBody(answer.status, 'The answer is not a JSON object')) : ok(value)
}
