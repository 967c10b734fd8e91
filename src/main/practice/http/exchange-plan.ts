/** What each fault does to one exchange, as data. The executor (`exchange.ts`) knows no fault by name. */
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { htmlType, noMishap, type Answer, type Mishap, type PracticeApi } from '../api.ts'
import type { Fault, Loss } from '../faults.ts'
import { retryAfterHeader } from '../retry-after.ts'

export interface ExchangePlan {
  /** When the request reaches the server; null: never. */
  readonly arrival: { readonly afterMs: number } | 'after-next' | null
  /** A second delivery, so many milliseconds after the first. */
  readonly againAfterMs: number | null
  readonly bodyStripped: boolean
  readonly clockJumpMs: number
  readonly mishap: Mishap
  readonly reply: Reply
}

export type Reply =
  | { readonly kind: 'whole'; readonly afterMs: number }
  /** Lost. `atOnce`: before the request is processed. */
  | { readonly kind: 'lost'; readonly how: Loss; readonly atOnce: boolean }
  /** Half the body, ended properly or torn. */
  | { readonly kind: 'half'; readonly torn: boolean }
  /** Somebody else's answer, made when it is needed. */
  | { readonly kind: 'instead'; readonly make: (api: PracticeApi, nowMs: number) => Answer }

const undisturbed: ExchangePlan = {
  arrival: { afterMs: 0 },
  againAfterMs: null,
  bodyStripped: false,
  clockJumpMs: 0,
  mishap: noMishap,
  reply: { kind: 'whole', afterMs: 0 },
}

export function planExchange(fault: Fault | undefined): ExchangePlan {
  return fault === undefined ? undisturbed : { ...undisturbed, ...changesOf(fault) }
}

function changesOf(fault: Fault): Partial<ExchangePlan> {
  switch (fault.kind) {
    case 'request-lost':
      return { arrival: null, reply: { kind: 'lost', how: fault.how, atOnce: true } }
    case 'response-lost':
      return { reply: { kind: 'lost', how: fault.how, atOnce: false } }
    case 'delayed-landing':
      return { arrival: { afterMs: fault.delayMs }, reply: { kind: 'lost', how: fault.how, atOnce: true } }
    case 'delayed-arrival':
      return { arrival: { afterMs: fault.delayMs } }
    case 'delayed-answer':
      return { reply: { kind: 'whole', afterMs: fault.delayMs } }
    case 'reordered':
      return { arrival: 'after-next' }
    case 'duplicate-delivery':
      return { againAfterMs: fault.delayMs }
    case 'reset-mid-body':
      return { reply: { kind: 'half', torn: true } }
    case 'truncated-json':
      return { reply: { kind: 'half', torn: false } }
    case 'html-page':
      return { arrival: null, reply: instead(() => page(200, 'Welcome to the guest network. Please sign in.')) }
    case 'redirect':
      return { arrival: null, reply: instead(() => page(fault.status, 'Moved', { location: fault.location })) }
    case 'refused':
      return { arrival: null, reply: instead((api, now) => api.refuse(fault.status, 'This key is not valid', now)) }
    case 'rate-limited':
      return { arrival: null, reply: instead((api, now) => tooMany(api, now, fault)) }
    case 'server-error':
      return {
        arrival: fault.applied ? undisturbed.arrival : null,
        reply: instead((api, now) => brokenServer(api, now, fault.status)),
      }
    case 'interrupted':
      return { mishap: { interruptAfter: fault.afterWrites } }
    case 'fewer-rows':
      return { mishap: { rowsMissing: fault.missing } }
    case 'body-stripped':
      return { bodyStripped: true }
    case 'stale-read':
      return { mishap: { staleByMs: fault.byMs } }
    case 'row-cap':
      return { mishap: { rowCap: fault.rows } }
    case 'clock-jump':
      return { clockJumpMs: fault.byMs }
    default:
      return unreachable(fault)
  }
}

const instead = (make: (api: PracticeApi, nowMs: number) => Answer): Reply => ({ kind: 'instead', make })

function tooMany(api: PracticeApi, nowMs: number, fault: Extract<Fault, { kind: 'rate-limited' }>): Answer {
  const answer = api.refuse(429, 'Too many requests, try again later', nowMs)
  // A date is one of the server's own clock.
  const now = Date.parse(answer.headers['date'] ?? '')
  const header = retryAfterHeader(fault.retryAfter, fault.seconds * 1000, Number.isNaN(now) ? nowMs : now)
  return { ...answer, headers: { ...answer.headers, ...header } }
}

/** A 500 comes from the server itself; the others are what proxies in front of it say. */
const brokenServer = (api: PracticeApi, nowMs: number, status: 500 | 502 | 503 | 504): Answer =>
  status === 500 ? api.refuse(500, 'Internal server error', nowMs) : page(status, `${String(status)} upstream failed`)

const page = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: { kind: 'text', type: htmlType, text: `<!doctype html><title>${text}</title><h1>${text}</h1>\n` },
})
