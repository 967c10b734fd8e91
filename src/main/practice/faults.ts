/**
 * The fault menu that every practice server shares (sync.md §8). Faults are data: this file says which there are and
 * which request gets one; `http/exchange-plan.ts` says what each of them does.
 */
import type { Random } from './random.ts'
import type { RetryAfterForm } from './retry-after.ts'

/** How a connection fails: torn at once, or open and never answered until the caller gives up. */
export type Loss = 'reset' | 'silence'

export type Fault =
  /** The request never reaches the server. */
  | { readonly kind: 'request-lost'; readonly how: Loss }
  /** It takes effect; its answer is lost. */
  | { readonly kind: 'response-lost'; readonly how: Loss }
  /** The caller loses the connection at once, and the request takes effect later all the same. */
  | { readonly kind: 'delayed-landing'; readonly delayMs: number; readonly how: Loss }
  /** The request is held on the way, then processed and answered. */
  | { readonly kind: 'delayed-arrival'; readonly delayMs: number }
  /** Processed at once, answered late. */
  | { readonly kind: 'delayed-answer'; readonly delayMs: number }
  /** Held until the next request has been processed, so that the two arrive in the other order. */
  | { readonly kind: 'reordered' }
  /** The network delivers it twice; the second answer goes nowhere. */
  | { readonly kind: 'duplicate-delivery'; readonly delayMs: number }
  /** Half the answer, then the connection is torn. */
  | { readonly kind: 'reset-mid-body' }
  /** A complete HTTP answer whose JSON ends halfway. */
  | { readonly kind: 'truncated-json' }
  /** A captive portal answers in place of the server: 200 and a page. */
  | { readonly kind: 'html-page' }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly location: string }
  | { readonly kind: 'refused'; readonly status: 401 | 403 }
  | { readonly kind: 'rate-limited'; readonly retryAfter: RetryAfterForm; readonly seconds: number }
  /** 500 in the API's own form, the others as a proxy's page; `applied` says whether the effect came first. */
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 | 504; readonly applied: boolean }
  /** The server dies in the middle of the request, after so many writes, and answers 500. */
  | { readonly kind: 'interrupted'; readonly afterWrites: number }
  | { readonly kind: 'fewer-rows'; readonly missing: number }
  /** A proxy drops the body of a GET, so that a filtered read becomes a full one. */
  | { readonly kind: 'body-stripped' }
  | { readonly kind: 'stale-read'; readonly byMs: number }
  | { readonly kind: 'row-cap'; readonly rows: number }
  /** The server's clock jumps when the request arrives, and stays there. */
  | { readonly kind: 'clock-jump'; readonly byMs: number }

export interface FaultMatch {
  /** Reads are GETs. Left out: what makes sense for the fault. */
  readonly on?: 'read' | 'write' | 'any'
  readonly method?: string
  /** The end of the path: `items` means `/v1/items` and not `/v1/items/inventory/increment`. */
  readonly path?: string
  /** Matching requests to let pass first. */
  readonly skip?: number
  /** How many requests it hits; 1 when left out. */
  readonly times?: number
}

export interface FaultRate {
  readonly fault: Fault
  /** Chance per matching request, 0 to 1. */
  readonly probability: number
  readonly match?: Pick<FaultMatch, 'on' | 'method' | 'path'>
}

export interface FaultPlan {
  schedule(fault: Fault, match?: FaultMatch): void
  /** Replaces all rates. */
  setRates(rates: readonly FaultRate[]): void
  clear(): void
  /** The fault for this request, used up. Scheduled ones go before rates. */
  take(request: { readonly method: string; readonly path: string }): Fault | undefined
  /** Scheduled faults that have not been used up. */
  pending(): readonly Fault[]
}

interface Scheduled {
  readonly fault: Fault
  readonly match: FaultMatch
  skip: number
  times: number
}

export function createFaultPlan(random: Random): FaultPlan {
  let scheduled: readonly Scheduled[] = []
  let rates: readonly FaultRate[] = []

  const takeScheduled = (request: { readonly method: string; readonly path: string }): Fault | undefined => {
    for (const entry of scheduled) {
      if (!fits(entry.fault, entry.match, request)) continue
      if (entry.skip > 0) {
        entry.skip -= 1
        continue
      }
      entry.times -= 1
      scheduled = scheduled.filter((other) => other.times > 0)
      return entry.fault
    }
    return undefined
  }

  return {
    schedule(fault, match = {}) {
      scheduled = [...scheduled, { fault, match, skip: match.skip ?? 0, times: match.times ?? 1 }]
    },
    setRates(next) {
      rates = next
    },
    clear() {
      scheduled = []
      rates = []
    },
    take(request) {
      return (
        takeScheduled(request) ??
        rates.find((rate) => fits(rate.fault, rate.match ?? {}, request) && random() < rate.probability)?.fault
      )
    },
    pending: () => scheduled.map((entry) => entry.fault),
  }
}

function fits(fault: Fault, match: FaultMatch, request: { readonly method: string; readonly path: string }): boolean {
  const on = match.on ?? naturalTargets[fault.kind] ?? 'any'
  const isRead = request.method === 'GET'
  return (
    (on === 'any' || isRead === (on === 'read')) &&
    (match.method === undefined || match.method === request.method) &&
    (match.path === undefined || request.path.endsWith(`/${match.path}`))
  )
}

const naturalTargets: Partial<Record<Fault['kind'], 'read' | 'write'>> = {
  'body-stripped': 'read',
  'stale-read': 'read',
  'row-cap': 'read',
  interrupted: 'write',
  'duplicate-delivery': 'write',
  'delayed-landing': 'write',
}
