import type { RetryAfterForm } from '../retry-after.ts'

/** What Racko's overview leaves open. */
export interface RackoSwitches {
  /** Which paths, envelopes and names it has. */
  readonly mapping: 'first' | 'second'
  /** Rows of a page when nobody asks for a number, and at most. */
  readonly usualPage: number
  readonly largestPage: number
  /** What lies behind the last page. */
  readonly beyondEnd: 'empty' | 'notFound'
  readonly timestamps: 'iso' | 'seconds'
  readonly stockMovesUpdatedAt: boolean
  readonly belowZero: 'refused' | 'negative'
  readonly dateHeader: boolean
  /** Null: no limit. */
  readonly requestsPerMinute: number | null
  readonly retryAfter: RetryAfterForm
}

export const defaultSwitches: RackoSwitches = {
  mapping: 'first',
  usualPage: 20,
  largestPage: 200,
  beyondEnd: 'empty',
  timestamps: 'iso',
  stockMovesUpdatedAt: true,
  belowZero: 'refused',
  dateHeader: true,
  requestsPerMinute: 600,
  retryAfter: 'none',
}
