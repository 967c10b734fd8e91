import { canonicalGtin } from '../../shared/domain/gtin.ts'
import { gapBefore, type Burst } from './burst-keys.ts'
import { isScan } from './burst-rules.ts'
import type { ScannerProfile } from './scan.ts'
import { isBrief, isStalled, isTapped, longestStall } from './verdict.ts'

/**
 * Digits that settled as typing a moment ago. A computer that has no time for its keyboard gives a scanner's keys the
 * times of a hand's; then only the check digit can tell that those digits and the burst after them are one label.
 */

/** The trail with a burst that settled as typing; null: nothing that a label can go on from. */
export function leaveTrail(trail: Burst | null, burst: Burst): Burst | null {
  if (burst.overlaps > 0 || !/^\d+$/.test(burst.text)) return null
  return follow(trail, burst) ?? burst
}

interface Evidence {
  readonly trail: Burst | null
  readonly burst: Burst | null
  /** When the key came that would end the label. */
  readonly at: number
  /** The sender is known to stall. */
  readonly stalls: boolean
}

/**
 * The whole label, where trail and burst prove to be one: its check digit is right, the burst's own is not, there are
 * taps that no hand makes, and stalls. Where a scanner doesn't stall, what is before its scan is a hand's quantity.
 */
export function stitch({ trail, burst, at, stalls }: Evidence, profile: ScannerProfile): Burst | null {
  const whole = burst === null ? trail : (follow(trail, burst) ?? burst)
  if (!whole || at - whole.lastAt > longestStall || canonicalGtin(whole.text) === null) return null
  // A whole label with no field to take it is no quantity in any case.
  if (!isTapped(whole) && !(stalls && whole.onPage && whole.overlaps === 0)) return null
  const isScanned = burst !== null && (isScan(burst, null, profile) || isScan(burst, gapBefore(burst, at), profile))
  // A label typed slowly into a field, tap by tap, is what somebody wants to have in the field.
  if (!isScanned) return whole.onPage ? whole : null
  if (whole === burst || canonicalGtin(burst.text) !== null) return null
  return stalls || isStalled(burst, profile) || (trail && isBrief(trail)) ? whole : null
}

/** One burst of both; null: the second is none that goes on from the first. */
function follow(trail: Burst | null, burst: Burst): Burst | null {
  if (!trail || burst.startedAt - trail.lastAt > longestStall) return null
  return {
    ...burst,
    text: trail.text + burst.text,
    heard: trail.heard + burst.heard,
    gaps: [...trail.gaps, burst.startedAt - trail.lastAt, ...burst.gaps],
    holds: [...trail.holds, ...burst.holds],
    overlaps: trail.overlaps + burst.overlaps,
    onPage: trail.onPage && burst.onPage,
    startedAt: trail.startedAt,
    loose: 0,
  }
}
