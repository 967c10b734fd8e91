import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { RemoteFailure } from '../ports.ts'
import type { AttemptOutcome } from '../store/attempts.ts'

/**
 * Rule 15: what a failed write means for the records it carried, and for the engine. Pure.
 * - ready: certainly not carried out.
 * - refused: a definite no to a single record.
 * - unknown: nobody knows yet; `settled` says that the remote has certainly finished with it.
 */
export type Fate =
  | { readonly records: 'ready' }
  | { readonly records: 'refused'; readonly text: string }
  | { readonly records: 'unknown'; readonly settled: boolean }

/** What the engine does before its next request. */
export type Lane =
  | { readonly next: 'goOn' }
  | { readonly next: 'wait'; readonly ms: number }
  | { readonly next: 'halve' }
  /** Something was learnt that makes the rest of the plan wrong. */
  | { readonly next: 'replan' }
  | { readonly next: 'stop'; readonly because: 'offline' | 'unauthorized' | 'signIn' }

export interface Classified {
  readonly outcome: AttemptOutcome
  readonly fate: Fate
  readonly lane: Lane
}

/** How long to wait on a 429 that doesn't say. */
export const defaultPause = 60_000

const goOn = { next: 'goOn' } as const
const ready = { records: 'ready' } as const

/** `doubted`: an earlier attempt of one of these records is still unexplained, so that a refusal may be our own success. */
export function classify(failure: RemoteFailure, rows: number, doubted: boolean): Classified {
  switch (failure.kind) {
    case 'notSent':
      return {
        outcome: 'notSent',
        fate: ready,
        lane: { next: 'stop', because: failure.cause === 'credentials' ? 'unauthorized' : 'offline' },
      }
    case 'rateLimited':
      return { outcome: 'rateLimited', fate: ready, lane: { next: 'wait', ms: failure.retryAfter ?? defaultPause } }
    case 'unauthorized':
      return { outcome: 'unauthorized', fate: ready, lane: { next: 'stop', because: 'unauthorized' } }
    case 'tooLarge':
      return rows > 1
        ? { outcome: 'tooLarge', fate: ready, lane: { next: 'halve' } }
        : { outcome: 'tooLarge', fate: { records: 'refused', text: failure.text }, lane: goOn }
    case 'refused':
      return rows === 1 && !doubted
        ? { outcome: 'refused', fate: { records: 'refused', text: failure.text }, lane: goOn }
        : { outcome: 'refused', fate: { records: 'unknown', settled: true }, lane: goOn }
    case 'redirected':
      return {
        outcome: 'redirected',
        fate: { records: 'unknown', settled: true },
        lane: { next: 'stop', because: 'signIn' },
      }
    case 'uncertain':
      return { outcome: 'uncertain', fate: { records: 'unknown', settled: failure.complete }, lane: goOn }
    default:
      return unreachable(failure)
  }
}
