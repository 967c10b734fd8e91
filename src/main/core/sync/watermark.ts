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

/**
 * Called with a read that was whole: a broken one never moves the cursor. Nor does one without news whose newest row is
 * stamped in the future: the clock alone would draw the cursor along, and cost a write every time.
 */
export function advance(
  watermark: number | undefined,
  { newest, serverDate }: Pick<ReadSummary, 'newest' | 'serverDate'>,
  { skew }: Pick<Learnt, 'skew'>,
  isNews: boolean,
): Advance {
  const latest = serverDate === null ? Infinity : serverDate + skew
  if (watermark === undefined) return { kind: 'advance', to: newest === null ? undefined : Math.min(newest, latest) }
  if (watermark > latest + clockTolerance) return { kind: 'startOver' }
  if (newest === null || (newest > latest && !isNews)) return { kind: 'advance', to: watermark }
  return { kind: 'advance', to: Math.max(watermark, Math.min(newest, latest)) }
}
