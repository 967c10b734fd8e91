import { canonicalGtin } from '../../shared/domain/gtin.ts'
import { gapBefore, type Burst, type KeyDown } from './burst-keys.ts'
import { joinDeadKeys } from './dead-keys.ts'
import { groupSeparator } from './decode.ts'
import type { ScannerProfile, SuffixKey } from './scan.ts'
import { isKnownWhole, type WholeCodes } from './whole-codes.ts'
import { isByHand, isScannerPace, isStalled, isTapped, longestStall, looksTyped, median, widestGap } from './verdict.ts'

/** What decides about a run of keys: is it a scan, may it go on, how long to wait. */

/** What the scans before say of the burst under way. */
export interface Past {
  readonly last: LastScan | null
  readonly whole: WholeCodes
}

export interface LastScan {
  readonly code: string
  readonly endedAt: number
  readonly suffix: SuffixKey | null
  /** How many keys ended it: some scanners send CR and LF. */
  readonly endKeys: number
}

/** The same code again so soon, with no suffix between, is one reading that the scanner sent twice. */
const doubleReadWindow = 250
/** A code without a suffix may go on after a gap this wide if its end has not been heard of yet. */
const wholeGap = 250
/** A tapped key or two are let through after this long, to be taken back if more of a scan follows. */
const quiet = 400
/** From a key up to the next one down: a hand seldom is that quick, and a sender that stalled is. */
const quickPause = 15

const isWhole = (burst: Burst, profile: ScannerProfile): boolean =>
  burst.mode === 'locked' || (isScan(burst, null, profile) && !mayBePrefixed(burst.text, profile))

/** How long after the last key the burst may still go on. */
function reach(past: Past, burst: Burst, profile: ScannerProfile): number {
  const widest = widestGap(burst, profile)
  if (isWhole(burst, profile)) {
    return Math.max(Math.min(widest, Math.max(profile.maxGap, wholeGap)), untilSilent(past, burst, profile))
  }
  return mayBePrefixed(burst.text, profile) ? Math.max(widest, profile.silence) : widest
}

/** How long after the last key silence decides. */
function patience(past: Past, burst: Burst, profile: ScannerProfile): number {
  return isWhole(burst, profile) ? untilSilent(past, burst, profile) : reach(past, burst, profile)
}

/** When silence decides. A key that is still down is not silent; nor is it where releases are never reported. */
export function endOf(past: Past, burst: Burst, profile: ScannerProfile): number {
  const { lastDownAt, lastUpAt } = burst
  const wait = patience(past, burst, profile)
  const whole = isWhole(burst, profile)
  if (burst.down.size > 0 && (!whole || isTapped(burst))) return lastDownAt + Math.max(wait, longestStall)
  const end = lastDownAt + wait
  return lastUpAt === null ? end : Math.max(end, lastUpAt + quickPause)
}

/** When what was tapped is let through for now; null: it isn't. Three keys and more at a machine's pace never are. */
export function quietAt(burst: Burst, profile: ScannerProfile): number | null {
  const isLetThrough = burst.mode === 'locked' || burst.loose === burst.text.length
  if (isLetThrough || !isTapped(burst) || isWhole(burst, profile)) return null
  return isShort(burst) || looksTyped(burst) ? burst.lastDownAt + quiet : null
}

/** Digits of such a burst are a quantity. A fragment of a scan never is one. */
export const mayBeQuantity = (burst: Burst): boolean =>
  looksTyped(burst) || (isShort(burst) && burst.loose === burst.text.length)

/** At most two keys, the sign for "times" after them not counted. */
const isShort = ({ text }: Burst): boolean => text.replace(/[*xX]$/, '').length <= 2

/**
 * What the last scan ended in, this one will probably end in too; and a sender that stalls may do so before the suffix.
 * One that never sent a suffix, and doesn't stall, has nothing more to send. Nor does a code that is whole for certain:
 * if its suffix stalled, it is taken when it comes.
 */
function untilSilent({ last, whole }: Past, burst: Burst, profile: ScannerProfile): number {
  if (isKnownWhole(whole, burst.text)) return profile.silence
  const isLikely = profile.suffix === 'any' && last !== null && last.suffix !== null
  const isDue = profile.suffix === 'any' ? isStalled(burst, profile) && maySendSuffix(last, profile) : true
  return profile.suffix !== 'none' && (isLikely || isDue) ? Math.max(profile.silence, longestStall) : profile.silence
}

/** Two scans in a row without one have shown that the scanner sends none. */
const maySendSuffix = (last: LastScan | null, { suffix }: ScannerProfile): boolean =>
  suffix === 'any' ? last === null || last.suffix !== null : suffix !== 'none'

/** Until when a suffix is still that of a scan that silence ended; null: no suffix will come. */
export function lateSuffixUntil(past: Past, burst: Burst, profile: ScannerProfile): number | null {
  if (!maySendSuffix(past.last, profile)) return null
  return burst.lastAt + untilSilent(past, burst, profile) + longestStall
}

/** Until when a further key of the end is still the scan's: a sender that stalls may do so before a key that is due. */
export const endUntil = (at: number, seen: number, due: number, profile: ScannerProfile): number =>
  at + (seen < due ? longestStall : profile.medianGap)

/**
 * Where the label begins, in characters. Keys that were tapped a while before the others are the stalled beginning of
 * the label, or a quantity from a sender that taps: the check digit tells, and where there is none it is one label. Too
 * much in one code is an unknown code for all to see; a beginning taken for a quantity would be believed.
 */
export function labelStart({ text, loose }: Burst, profile: ScannerProfile): number {
  if (loose === 0 || isPrefixed(text, profile)) return 0
  return canonicalGtin(text.slice(loose)) !== null && canonicalGtin(text.replace(aim, '')) === null ? loose : 0
}

/** What some scanners send in front, to name the symbology. */
const aim = /^\][A-Za-z]\d/

/** What the label says: dead keys joined, the prefix gone, the substitute of the separator replaced by it. */
export function labelText(text: string, profile: ScannerProfile): string {
  const { prefix, separator, separatorText } = profile
  const whole = joinDeadKeys(text)
  const label = isPrefixed(text, profile) ? whole.slice(prefix.length) : whole
  return separator === 'text' && separatorText !== '' ? label.replaceAll(separatorText, groupSeparator) : label
}

/** The same of what is sent in one piece; the symbology's name may stand in front of the prefix. */
export function deviceText(text: string, profile: ScannerProfile): string {
  const [symbology = ''] = aim.exec(text) ?? []
  return `${symbology}${labelText(text.slice(symbology.length), profile)}`
}

const isPrefixed = (text: string, { prefix }: ScannerProfile): boolean =>
  prefix !== '' && joinDeadKeys(text).length > prefix.length && joinDeadKeys(text).startsWith(prefix)

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
export function isOverdue(past: Past, burst: Burst, key: KeyDown, profile: ScannerProfile): boolean {
  const { at, meaning } = key
  const { down, overlaps, lastUpAt } = burst
  if (down.size === 0 && overlaps === 0 && lastUpAt !== null && at - lastUpAt <= quickPause) return false
  const limit = reach(past, burst, profile)
  const late = meaning.kind === 'suffix' ? Math.max(limit, patience(past, burst, profile)) : limit
  return at - burst.lastDownAt > late
}

/** Already more like a scanner than a hand: what can't be taken back is held from here on. */
export function isSuspect(burst: Burst, at: number, profile: ScannerProfile): boolean {
  if (burst.mode === 'locked') return true
  if (burst.down.size > 0 || isByHand(burst, false)) return false
  const stalled = isTapped(burst) && burst.gaps.length > 0 && median(burst.gaps) <= profile.medianGap
  return stalled || gapBefore(burst, at) <= profile.medianGap
}

/** Deliberate repeats are never dropped: they have a suffix between, or take a trigger's time of 300 ms. */
export const isDoubleRead = (last: LastScan | null, burst: Burst, code: string, suffixKey: SuffixKey | null): boolean =>
  last !== null &&
  last.suffix === null &&
  suffixKey === null &&
  last.code === code &&
  burst.startedAt - last.endedAt < doubleReadWindow
