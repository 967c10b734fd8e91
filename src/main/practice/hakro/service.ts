/**
 * HAKRO CONNECT as its introduction describes it: a token first, then headers, packing and pages exactly as told. Written
 * from that document alone. May import Node, the files of `practice/` and `src/shared/domain`.
 */
import { noMishap, type Answer, type Mishap, type PracticeApi, type WireRequest } from '../api.ts'
import { createRateLimit } from '../rate-limit.ts'
import { problemAnswer, type Problem } from './problem.ts'
import { answerItems, answerStock, type Shelf } from './shop.ts'
import type { HakroSwitches } from './switches.ts'
import type { Tokens } from './tokens.ts'

export interface ServiceParts {
  readonly shelf: Shelf
  readonly tokens: Tokens
  readonly switches: () => HakroSwitches
}

export function createHakroService({ shelf, tokens, switches }: ServiceParts): PracticeApi {
  const limit = createRateLimit()
  let skewMs = 0
  const dated = (answer: Answer, nowMs: number): Answer => ({
    ...answer,
    headers: { ...answer.headers, date: new Date(nowMs + skewMs).toUTCString() },
  })

  const answer = (request: WireRequest, nowMs: number, mishap: Mishap): Answer => {
    const now = switches()
    if (now.outage)
      return problemAnswer({ status: 503, title: 'Service Unavailable', detail: 'Please try again later.' })
    const token = tokens.receive(request, nowMs)
    if (token !== null) return token
    const problem = problemOf(request, tokens, nowMs)
    if (problem !== null) return problemAnswer(problem)
    if (limit.admit(nowMs, now.requestsPerMinute) > 0) return problemAnswer({ status: 429, title: 'Too many requests' })
    if (request.path === '/api/ShopItems/StockQuantity') return packed(request, answerStock(shelf, request, now))
    if (request.path !== '/api/ShopItems/Filter')
      return problemAnswer({ status: 404, title: `There is no ${request.path}` })
    if (now.packing === 'required' && packingOf(request) === null)
      return problemAnswer({ status: 406, title: 'Not Acceptable', detail: 'Accept-Encoding is missing.' })
    return packed(request, answerItems(shelf, request, now, mishap))
  }

  return {
    receive: (request, nowMs, mishap = noMishap) => dated(answer(request, nowMs, mishap), nowMs),
    refuse: (status, message, nowMs, headers) => dated(problemAnswer({ status, title: message }, headers), nowMs),
    jumpClock(byMs) {
      skewMs += byMs
    },
    keepReplica: () => undefined,
    close: () => shelf.clear(),
  }
}

/** Names of general clients are blocked; the introduction names one and says that there are more. */
const blockedAgents = /^(?:curl|wget|python-requests|okhttp|axios|node|undici|postmanruntime)\b/i

function problemOf({ headers }: WireRequest, tokens: Tokens, nowMs: number): Problem | null {
  const agent = headers['user-agent'] ?? ''
  if (!/^[^\s/]+\/\S+/.test(agent) || blockedAgents.test(agent))
    return { status: 403, title: 'This user agent is blocked' }
  if (headers['x-bee-api-version'] !== '2020-06-01')
    return { status: 400, title: 'The API version is missing or unknown' }
  if (!(headers['accept'] ?? '').includes('application/json')) return { status: 406, title: 'Only JSON is offered' }
  const [, token = ''] = /^Bearer (\S+)$/.exec(headers['authorization'] ?? '') ?? []
  if (!tokens.isValid(token, nowMs)) return { status: 401, title: 'The token is missing or not valid' }
  return null
}

function packingOf({ headers }: WireRequest): 'br' | 'gzip' | null {
  const accepted = (headers['accept-encoding'] ?? '').split(',').map((part) => part.split(';')[0]?.trim())
  if (accepted.includes('br')) return 'br'
  return accepted.includes('gzip') ? 'gzip' : null
}

function packed(request: WireRequest, answer: Answer): Answer {
  const encoding = packingOf(request)
  return encoding === null ? answer : { ...answer, headers: { ...answer.headers, 'content-encoding': encoding } }
}
