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

export function createRackoService(parts: Parts): PracticeApi {
  const { keys, switches, close } = parts
  const rateLimit = createRateLimit()
  const mappings = { first: parsed(firstMapping), second: parsed(secondMapping) }
  let clockMs = 0
  const spoken = (): Spoken => ({ ...parts, mapping: mappings[switches().mapping] })

  const answer = (request: WireRequest, now: number, mishap: Mishap): Answer => {
    const { mapping } = spoken()
    const login = refusedLogin(request, keys)
    if (login !== null) return refusalAnswer(login, mapping.errors)
    const { requestsPerMinute, retryAfter } = switches()
    const wait = rateLimit.admit(now, requestsPerMinute)
    if (wait > 0) return refusalAnswer(tooMany, mapping.errors, retryAfterHeader(retryAfter, wait, now))
    if (!request.path.startsWith(base)) return refusalAnswer(notFound, mapping.errors)
    const asked = { ...request, path: request.path.slice(base.length) }
    return request.method === 'GET' ? list(spoken(), asked, mishap) : write(spoken(), asked, now, mishap)
  }

  const dated = (plain: Answer, now: number): Answer =>
    switches().dateHeader ? { ...plain, headers: { ...plain.headers, date: new Date(now).toUTCString() } } : plain

  return {
    receive: (request, now, mishap = noMishap) => dated(answer(request, now + clockMs, mishap), now + clockMs),
    refuse: (status, message, now, headers) =>
      dated(refusalAnswer({ code: codeOf(status), text: message }, spoken().mapping.errors, headers), now + clockMs),
    jumpClock(byMs) {
      clockMs += byMs
    },
    /** Its reads are never stale. */
    keepReplica: () => undefined,
    close,
  }
}

/** The account with the words it is spoken of in. */
interface Spoken extends Parts {
  readonly mapping: Mapping
}

function list({ mapping, account, switches }: Spoken, request: WireRequest, mishap: Mishap): Answer {
  const query = queryOf(request)
  const listed = findListing(mapping, account, switches(), request.path, query)
  const page = listed === undefined ? null : pageOf(listed, query, switches())
  if (listed === undefined || page === null) return refusalAnswer(notFound, mapping.errors)
  const rows = page.slice(0, mishap.rowCap ?? page.length)
  return json(200, listed.single ? putAt({}, listed.listing.rows, rows[0]) : enveloped(listed, rows))
}

function write({ mapping, account, switches }: Spoken, request: WireRequest, now: number, mishap: Mishap): Answer {
  const body = request.body === '' ? undefined : parseJson(request.body)
  if (body !== undefined && !/^application\/json/i.test(request.headers['content-type'] ?? ''))
    return refusalAnswer({ code: 'invalid_request', text: 'The content type must be application/json' }, mapping.errors)
  const asked = findWrite(mapping, request.method, request.path, queryOf(request), body)
  if (asked === undefined) return refusalAnswer(notFound, mapping.errors)
  if (!asked.ok) return refusalAnswer(asked.error, mapping.errors)
  let steps = mishap.interruptAfter ?? Number.POSITIVE_INFINITY
  const done = carryOut(account, switches(), asked.value, now, () => {
    steps -= 1
    return steps >= 0
  })
  if (!done.ok) return refusalAnswer(done.error, mapping.errors)
  if (request.method === 'DELETE') return { status: 204, headers: {}, body: { kind: 'text', text: '', type: jsonType } }
  const { part } = asked.value
  const route = part === 'delete' ? undefined : mapping[part]?.answer
  const told =
    route === undefined || done.value === null ? {} : putAt({}, route, itemRow(mapping, switches(), done.value))
  return json(part === 'create' ? 201 : 200, told)
}

const queryOf = ({ query = '' }: WireRequest): Query => Object.fromEntries(new URLSearchParams(query))

const tooMany: Refusal = { code: 'rate_limit', text: 'Rate limit exceeded' }
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

/** Null for what is no JSON: no template fits it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
