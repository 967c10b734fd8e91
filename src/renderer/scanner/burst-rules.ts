import { gapBefore, type Burst, type KeyDown } from './burst-keys.ts'
import type { ScannerProfile, SuffixKey } from './scan.ts'
import { isByHand, isScannerPace, widestGap } from './verdict.ts'

/** What decides about a run of keys: is it a scan, may it go on, how long to wait. */

export interface LastScan {
  readonly code: string
  readonly endedAt: number
  readonly suffix: SuffixKey | null
}

/** How long a certain scan waits for its suffix, where there should be one, before silence ends it. */
const suffixPatience = 500
/** The same code again so soon, with no suffix between, is one reading that the scanner sent twice. */
const doubleReadWindow = 250

/** How long after the last key the burst may still go on. */
function reach(last: LastScan | null, burst: Burst, profile: ScannerProfile): number {
  const widest = widestGap(burst, profile)
  if (burst.mode === 'locked') return Math.max(widest, untilSilent(last, profile))
  return mayBePrefixed(burst.text, profile) ? Math.max(widest, profile.silence) : widest
}

/** How long after the last key silence decides. */
export function patience(last: LastScan | null, burst: Burst, profile: ScannerProfile): number {
  const isWhole = burst.mode === 'locked' || (isScan(burst, null, profile) && !mayBePrefixed(burst.text, profile))
  return isWhole ? untilSilent(last, profile) : reach(last, burst, profile)
}

/** What the last scan ended in, this one will probably end in too. */
function untilSilent(last: LastScan | null, { suffix, silence }: ScannerProfile): number {
  const expectsSuffix = suffix === 'any' ? last !== null && last.suffix !== null : suffix !== 'none'
  return expectsSuffix ? Math.max(silence, suffixPatience) : silence
}

export const isPrefixed = (text: string, { prefix }: ScannerProfile): boolean =>
  prefix !== '' && text.length > prefix.length && text.startsWith(prefix)

const mayBePrefixed = (text: string, profile: ScannerProfile): boolean =>
  isPrefixed(text, profile) || (profile.prefix !== '' && profile.prefix.startsWith(text))

/** A prefix wins over pace and length; only what is plainly a hand's stays typing, so that a hand may type the prefix. */
export function isScan(burst: Burst, suffixGap: number | null, profile: ScannerProfile): boolean {
  if (burst.mode === 'locked') return true
  if (isByHand(burst, suffixGap !== null)) return false
  if (isPrefixed(burst.text, profile)) return true
  return burst.text.length >= profile.minLength && isScannerPace(burst, suffixGap, profile)
}

/** A suffix may be as late as silence allows; a character that late belongs to the next burst. */
export function isOverdue(last: LastScan | null, burst: Burst, key: KeyDown, profile: ScannerProfile): boolean {
  const { at, meaning } = key
  const limit = reach(last, burst, profile)
  const late = meaning.kind === 'suffix' ? Math.max(limit, patience(last, burst, profile)) : limit
  return at - burst.lastDownAt > late
}

/** Already more like a scanner than a hand: what can't be taken back is held from here on. */
export function isSuspect(burst: Burst, at: number, profile: ScannerProfile): boolean {
  if (burst.mode === 'locked') return true
  const gap = gapBefore(burst, at)
  return gap <= profile.medianGap && burst.down.size === 0 && !isByHand(burst, false)
}

/** Deliberate repeats are never dropped: they have a suffix between, or take a trigger's time of 300 ms. */
export const isDoubleRead = (last: LastScan | null, burst: Burst, code: string, suffixKey: SuffixKey | null): boolean =>
  last !== null &&
  last.suffix === null &&
  suffixKey === null &&
  last.code === code &&
  burst.startedAt - last.endedAt < doubleReadWindow
