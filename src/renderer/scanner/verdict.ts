import type { ScannerProfile } from './scan.ts'

/**
 * Whether a burst of keys was a scanner or a hand. Pace alone can't tell: a practised hand rolls over four keys with
 * gaps of 30 ms. But a finger stays on a key for 55 ms or more, so a hand that fast presses the next key before the
 * last one is up, while a scanner releases every key before the next. Limits in milliseconds.
 */
export const handHold = 50

/** No hand is as fast as this, overlapping or not; a palm on the keyboard is, but neither goes on nor ends in Enter. */
const superhumanMedian = 12
const superhumanMax = 40
/** In gaps between keys. */
const endedBurst = 3
const longBurst = 7

interface Timing {
  readonly gaps: readonly number[]
  /** How long each key was down, as far as its release has been seen. */
  readonly holds: readonly number[]
  /** How many keys came down while another one of the burst was. */
  readonly overlaps: number
}

type Pace = Pick<ScannerProfile, 'medianGap' | 'maxGap' | 'minLength'>

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, value), 0)

const isSuperhuman = ({ gaps }: Timing): boolean => median(gaps) <= superhumanMedian && largest(gaps) <= superhumanMax

/** Overlapping keys at a pace that a hand has; known with the second key. */
export const rollsLikeHand = (timing: Timing): boolean => timing.overlaps > 0 && !isSuperhuman(timing)

/** `ended`: by a suffix, without which overlapping keys must go on for longer. */
export function isByHand(timing: Timing, ended: boolean): boolean {
  if (timing.holds.length > 0 && median(timing.holds) > handHold && !isTapped(timing)) return true
  if (timing.overlaps === 0) return false
  return !isSuperhuman(timing) || timing.gaps.length < (ended ? endedBurst : longBurst)
}

/** A finger stays on a key for longer than this. */
const machineHold = 25
/** In keys. A hand this brief can't make so many without pressing one before the last is up. */
const longRow = 6
/**
 * How long a sender of such taps may stall, between two keys or with one of them down, and is still the same sender:
 * Bluetooth loses a connection, a busy computer gives the driver no time.
 */
export const longestStall = 2000
/** Slow taps are those of a keyboard on a screen, which doesn't stall but is thought at. */
const slowTapGap = 250
/** A hand that presses keys one by one leaves more time between them. */
const handGap = 50

/** Some of the keys were up again sooner than any finger's, or all of a long row were up soon; the others met a stall. */
export function isTapped(timing: Timing): boolean {
  const { holds, overlaps } = timing
  const taps = holds.filter((hold) => hold <= machineHold).length
  const isPlain = taps > 0 && taps * 4 >= holds.length
  return overlaps === 0 && (isPlain || (holds.length >= longRow && isBrief(timing)))
}

/** Sooner up than a finger, though perhaps not by much. */
export const isBrief = ({ holds, overlaps }: Timing): boolean =>
  overlaps === 0 && holds.length > 0 && median(holds) <= handHold

/** Taps, some of which took as long as a hand's keys do. */
export const isStalled = (timing: Timing, { maxGap }: Pace): boolean =>
  isTapped(timing) && (largest(timing.gaps) > maxGap || largest(timing.holds) > handHold)

/** The widest gap between two keys of one burst. */
export function widestGap(timing: Timing, { medianGap, maxGap, minLength }: Pace): number {
  if (!isTapped(timing)) return maxGap
  const quick = timing.gaps.filter((gap) => gap <= medianGap).length
  const mostlySlow = quick * 4 < timing.gaps.length && median(timing.gaps) > maxGap
  const isSlow = timing.gaps.length >= minLength - 1 && mostlySlow
  return Math.max(maxGap, isSlow ? slowTapGap : longestStall)
}

/** Each key took the time that a hand takes for it, either on the key or on the way to it. */
export function looksTyped({ gaps, holds, overlaps }: Timing): boolean {
  if (overlaps > 0) return true
  const isSlow = (index: number): boolean =>
    (holds[index] ?? Infinity) >= machineHold || (gaps[Math.max(0, index - 1)] ?? 0) >= handGap
  return Array.from({ length: gaps.length + 1 }, (_, index) => index).every(isSlow)
}

/** The suffix came with the characters, too fast for a hand. */
export const isTappedThrough = (timing: Timing, suffixGap: number): boolean => isTapped(timing) && suffixGap < handGap

/** `suffixGap`: the time from the last character to the key that ends the scan; null: no such key. */
export function isScannerPace(timing: Timing, suffixGap: number | null, pace: Pace): boolean {
  const gaps = timing.gaps.length === 0 && suffixGap !== null ? [suffixGap] : timing.gaps
  if (gaps.length < (suffixGap === null ? 2 : 1)) return false
  // No hand taps at all, so taps may be slower than what else could be a hand's.
  const usual = isTapped(timing) ? Math.max(pace.medianGap, pace.maxGap) : pace.medianGap
  return median(gaps) <= usual && largest([...gaps, suffixGap ?? 0]) <= widestGap(timing, pace)
}

/** Enough in the last keys alone to swallow what follows; a hand can't do three in a row without overlap. */
export const isSteady = (timing: Timing, pace: Pace): boolean =>
  timing.overlaps === 0 && timing.gaps.length >= 3 && largest(timing.gaps.slice(-3)) <= pace.medianGap
