import type { ReadSummary } from '../ports.ts'
import type { Learnt } from '../store/sync-state.ts'

/**
 * The cursor rules of sync.md §4: inclusive, overlapping, in the remote's time only, and never past what was seen. Pure.
 */
const usualOverlap = 120_000
/** A server whose clock fell behind the cursor by more than this has had its clock turned back. */
const clockTolerance = 5_000

/** Where the next incremental read starts, or null for a full one. */
export function readFrom(watermark: number | undefined, learnt: Pick<Learnt, 'skew' | 'tick'>): number | null {
  if (watermark === undefined) return null
  return Math.max(0, watermark - Math.max(usualOverlap, learnt.skew, 2 * (learnt.tick ?? 1000)))
}

export type Advance = { readonly kind: 'advance'; readonly to: number | undefined } | { readonly kind: 'startOver' }

/** Called with a read that was whole: a broken one never moves the cursor. */
export function advance(watermark: number | undefined, summary: ReadSummary, learnt: Pick<Learnt, 'skew'>): Advance {
  const { newest, serverDate } = summary
  if (watermark !== undefined && serverDate !== null && watermark > serverDate + learnt.skew + clockTolerance)
    return { kind: 'startOver' }
  const seen = newest === null ? watermark : Math.max(watermark ?? newest, newest)
  if (seen === undefined || serverDate === null) return { kind: 'advance', to: seen }
  return { kind: 'advance', to: Math.max(watermark ?? 0, Math.min(seen, serverDate + learnt.skew)) }
}
