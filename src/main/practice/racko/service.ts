/** The account behind its address: login, rate limit, pages, error codes (S3), and the rest by the mapping. */
import { readMapping } from '../../../shared/domain/mapping/read-mapping.ts'
import type { Mapping } from '../../../shared/domain/mapping/schema.ts'
import { jsonType, noMishap, type Answer, type Mishap, type PracticeApi, type WireRequest } from '../api.ts'
import { createRateLimit } from '../rate-limit.ts'
import { retryAfterHeader } from '../retry-after.ts'
import type { Account } from './account.ts'
import { findListing, itemRow, type Listed } from './listings.ts'
import { firstMapping, secondMapping } from './mappings.ts'
import { codeOf, refusalAnswer, type Refusal } from './refusal.ts'
import { putAt } from './shapes.ts'
import type { RackoSwitches } from './switches.ts'
import { carryOut, findWrite } from './writes.ts'

export interface RackoKeys {
  readonly apiKey: string
  /** As it is sent: decoded. */
  readonly secret: string
  readonly token: string
}

export const mappingTexts = { first: firstMapping, second: secondMapping } as const

const base = '/v2/'

type Query = Readonly<Record<string, string>>

interface Parts {
  readonly account: Account
  readonly keys: RackoKeys
  readonly switches: () => RackoSwitches
  readonly close: () => void
}

export function createRackoService({ account, keys, switches, close }: Parts): PracticeApi {
  const rateLimit = createRateLimit()
  const mappings = { first: parsed(firstMapping), second: parsed(secondMapping) }
  let clockMs = 0
  const mapping = (): Mapping => mappings[switches().mapping]
  const refuse = (refusal: Refusal, headers?: Answer['headers']): Answer =>
    refusalAnswer(refusal, mapping().errors, headers)

  const answer = (request: WireRequest, now: number, mishap: Mishap): Answer => {
    const login = refusedLogin(request, keys)
    if (login !== null) return refuse(login)
    const { requestsPerMinute, retryAfter } = switches()
    const wait = rateLimit.admit(now, requestsPerMinute)
    if (wait > 0)
      return refuse({ code: 'rate_limit', text: 'Rate limit exceeded' }, retryAfterHeader(retryAfter, wait, now))
    const path = request.path.startsWith(base) ? request.path.slice(base.length) : null
    const query = Object.fromEntries(new URLSearchParams(request.query ?? ''))
    if (path === null) return refuse(notFound)
    return request.method === 'GET' ? list(path, query, mishap) : write(request, path, query, now, mishap)
  }

  const list = (path: string, query: Query, mishap: Mishap): Answer => {
    const listed = findListing(mapping(), account, switches(), path, query)
    if (listed === undefined) return refuse(notFound)
    const page = pageOf(listed, query, switches())
    if (page === null) return refuse(notFound)
    const rows = page.slice(0, mishap.rowCap ?? page.length)
    return json(200, listed.single ? putAt({}, listed.listing.rows, rows[0]) : enveloped(listed, rows))
  }

  const write = (request: WireRequest, path: string, query: Query, now: number, mishap: Mishap): Answer => {
    const body = request.body === '' ? undefined : parseJson(request.body)
    if (body !== undefined && !/^application\/json/i.test(request.headers['content-type'] ?? ''))
      return refuse({ code: 'invalid_request', text: 'The content type must be application/json' })
    const asked = findWrite(mapping(), request.method, path, query, body?.value)
    if (asked === undefined) return refuse(notFound)
    if (!asked.ok) return refuse(asked.error)
    let steps = mishap.interruptAfter ?? Number.POSITIVE_INFINITY
    const done = carryOut(account, switches(), asked.value, now, () => {
      steps -= 1
      return steps >= 0
    })
    if (!done.ok) return refuse(done.error)
    const { part } = asked.value
    if (request.method === 'DELETE')
      return { status: 204, headers: {}, body: { kind: 'text', text: '', type: jsonType } }
    const route = part === 'delete' ? undefined : mapping()[part]?.answer
    const told =
      route === undefined || done.value === null ? {} : putAt({}, route, itemRow(mapping(), switches(), done.value))
    return json(part === 'create' ? 201 : 200, told)
  }

  const dated = (plain: Answer, now: number): Answer =>
    switches().dateHeader ? { ...plain, headers: { ...plain.headers, date: new Date(now).toUTCString() } } : plain

  return {
    receive: (request, now, mishap = noMishap) => dated(answer(request, now + clockMs, mishap), now + clockMs),
    refuse: (status, message, now, headers) =>
      dated(refuse({ code: codeOf(status), text: message }, headers), now + clockMs),
    jumpClock(byMs) {
      clockMs += byMs
    },
    /** Its reads are never stale. */
    keepReplica: () => undefined,
    close,
  }
}

const notFound: Refusal = { code: 'no_content', text: 'The requested entity could not be found' }

function parsed(text: string): Mapping {
  const mapping = readMapping(text)
  if (!mapping.ok) throw new Error(JSON.stringify(mapping.error))
  return mapping.value
}

/** Key and secret belong together; a bearer token stands for both. */
function refusedLogin({ headers }: WireRequest, { apiKey, secret, token }: RackoKeys): Refusal | null {
  const invalid: Refusal = { code: 'invalid_token', text: 'Token is invalid or expired' }
  if (headers['authorization'] !== undefined) return headers['authorization'] === `Bearer ${token}` ? null : invalid
  const fits = headers['racko-api-key'] === apiKey && headers['racko-secret'] === secret
  return fits ? null : invalid
}

/** Null: nothing lies behind the end, and the server says so. */
function pageOf({ rows, single }: Listed, query: Query, switches: RackoSwitches): readonly unknown[] | null {
  if (single) return rows.length === 0 ? null : rows
  const limit = Math.min(Number(query['limit'] ?? switches.usualPage), switches.largestPage)
  const offset = Number(query['offset'] ?? 0)
  if (offset > 0 && offset >= rows.length && switches.beyondEnd === 'notFound') return null
  return rows.slice(offset, offset + limit)
}

function enveloped({ rows: all, listing }: Listed, rows: readonly unknown[]): unknown {
  const whole: Record<string, unknown> = {}
  if (listing.total !== undefined) putAt(whole, listing.total, all.length)
  return putAt(whole, listing.rows, rows)
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': jsonType },
  body: { kind: 'json', value },
})

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { value: null }
  }
}
