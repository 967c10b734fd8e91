/** The account behind its address: bearer key, limit with its headers, JSON text, and which path does what. */
import type { Answer, Mishap, PracticeApi, WireRequest } from '../api.ts'
import { retryAfterHeader } from '../retry-after.ts'
import type { HiveAccount, State } from './account.ts'
import { createHiveLimit } from './limit.ts'
import { notFound, refusal } from './refusal.ts'
import { announce, listShipments, replaceShipment, showShipment } from './shipments.ts'
import { bulkUpsert, createSku, deleteSku, listSkus, updateSku, type Outcome } from './skus.ts'
import type { HiveSwitches } from './switches.ts'

export interface HiveService extends PracticeApi {
  setSwitches(changes: Partial<HiveSwitches>): void
  /** Requests of other programs with the same key. */
  useLimit(requests: number, nowMs: number): void
}

export function createHiveService(account: HiveAccount, apiKey: string, first: HiveSwitches): HiveService {
  let switches = first
  let skewMs = 0
  const limit = createHiveLimit()

  const finish = (answer: Answer, nowMs: number): Answer => ({
    ...answer,
    headers: {
      ...answer.headers,
      ...limit.headers(nowMs, switches.requestsPerMinute),
      ...(switches.dateHeader && { date: new Date(nowMs + skewMs).toUTCString() }),
    },
  })

  const respond = (request: WireRequest, nowMs: number, mishap: Mishap): Answer => {
    if (request.headers['authorization'] !== `Bearer ${apiKey}`) return refusal(401, ['authentication required'])
    const waitMs = limit.admit(nowMs, switches.requestsPerMinute)
    if (waitMs > 0) return refusal(429, ['too many requests'], retryAfterHeader('decimal', waitMs, nowMs))
    const body = parseBody(request)
    if (body === malformed) return refusal(400, ['bad request'])
    const { staleByMs } = mishap
    const state = staleByMs === undefined ? account.state() : account.stateAt(nowMs - staleByMs)
    const outcome = route({ ...request, parsed: body }, state, switches, nowMs + skewMs, mishap)
    if (outcome.state !== undefined) account.replace(outcome.state, nowMs)
    return outcome.answer
  }

  return {
    receive: (request, nowMs, mishap = {}) => finish(respond(request, nowMs, mishap), nowMs),
    refuse: (status, message, nowMs, headers) => finish(refusal(status, [message], headers), nowMs),
    jumpClock(byMs) {
      skewMs += byMs
    },
    keepReplica: () => account.keepHistory(),
    close: () => undefined,
    setSwitches(changes) {
      switches = { ...switches, ...changes }
    },
    useLimit: (requests, nowMs) => limit.use(requests, nowMs),
  }
}

const base = '/merchant_api/v1/'

function route(
  { method, path, query = '', parsed }: WireRequest & { readonly parsed: unknown },
  state: State,
  switches: HiveSwitches,
  nowMs: number,
  mishap: Mishap,
): Outcome {
  const parameters = new URLSearchParams(query)
  const [resource = '', second = ''] = path.startsWith(base) ? path.slice(base.length).split('/') : []
  const id = Number(second)
  switch (`${method} ${resource}${second === '' ? '' : Number.isInteger(id) ? '/id' : `/${second}`}`) {
    case 'GET skus':
      return { answer: listSkus(state, parameters, switches, mishap) }
    case 'POST skus':
      return createSku(state, parsed, switches, nowMs)
    case 'POST skus/bulk_upsert':
      return bulkUpsert(state, parsed, switches, nowMs, mishap)
    case 'PATCH skus/id':
      return updateSku(state, id, parsed, switches, mishap)
    case 'DELETE skus/id':
      return deleteSku(state, id, switches)
    case 'GET restocking_shipments':
      return { answer: listShipments(state, parameters, switches, mishap) }
    case 'GET restocking_shipments/id':
      return { answer: showShipment(state, id, switches) }
    case 'POST restocking_shipments':
      return announce(state, parsed, switches)
    case 'PUT restocking_shipments/id':
      return replaceShipment(state, id, parsed, switches)
    default:
      return { answer: notFound(`${method} ${path}`) }
  }
}

const malformed = Symbol('malformed')

function parseBody({ method, headers, body }: WireRequest): unknown {
  if (method === 'GET' || body.trim() === '') return undefined
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) return malformed
  try {
    return JSON.parse(body)
  } catch {
    return malformed
  }
}
