import { canonicalGtin } from '../../shared/domain/gtin.ts'
import type { Burst } from './burst-keys.ts'
import { isScan } from './burst-rules.ts'
import type { ScannerProfile } from './scan.ts'
import { isStalled, isTapped, longestStall } from './verdict.ts'

/**
 * Digits that settled as typing a moment ago, with no field to take them. A computer that has no time for its keyboard
 * gives a scanner's keys the times of a hand's; then only the check digit can tell that those digits and the burst after
 * them are one label.
 */

/** The trail with a burst that settled as typing; null: nothing that a label can go on from. */
export function leaveTrail(trail: Burst | null, burst: Burst): Burst | null {
  if (!burst.onPage || burst.overlaps > 0 || !/^\d+$/.test(burst.text)) return null
  return follow(trail, burst) ?? burst
}

/**
 * The whole label, where trail and burst prove to be one: its check digit is right, the burst's own is not, and there
 * are taps that no hand makes. A scan that did not stall is never added to: what is before it is a hand's quantity.
 */
export function stitch(trail: Burst | null, burst: Burst | null, at: number, profile: ScannerProfile): Burst | null {
  const whole = burst === null ? trail : (follow(trail, burst) ?? burst)
  if (!whole?.onPage || at - whole.lastAt > longestStall || !isTapped(whole)) return null
  if (burst && (canonicalGtin(burst.text) === null ? isSound(burst, profile) : whole !== burst)) return null
  return canonicalGtin(whole.text) === null ? null : whole
}

const isSound = (burst: Burst, profile: ScannerProfile): boolean =>
  isScan(burst, null, profile) && !isStalled(burst, profile)

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
