import { unreachable } from '../../shared/domain/unreachable.ts'
import {
  extend,
  gapBefore,
  lifted,
  waited,
  without,
  type Burst,
  type KeyDown,
  type KeyUp,
  type Written,
} from './burst-keys.ts'
import {
  endOf,
  endUntil,
  isDoubleRead,
  isOverdue,
  isScan,
  isSuspect,
  labelStart,
  labelText,
  lateSuffixUntil,
  mayBeQuantity,
  quietAt,
  type Past,
} from './burst-rules.ts'
import type { ScannerProfile, SuffixKey } from './scan.ts'
import { leaveTrail, stitch } from './trail.ts'
import { noCodes, noteWhole } from './whole-codes.ts'
import { handHold, isStalled, isSteady, isTapped, isTappedThrough, largest, median, rollsLikeHand } from './verdict.ts'

/**
 * Tells scans from typing: `(state, key | tick) → {state, what to do}`, without DOM, clock or timer; times are the keys'
 * own, in milliseconds. May import its neighbours burst-*.ts and verdict.ts, and types.
 *
 * Promises: a key that a hand pressed reaches the page, unaltered and in order; a scan's keys leave nothing behind; the
 * key that ends a scan never reaches the page; no scan is dropped or merged with the next.
 *
 * The first key of a scan looks like any key. So where the browser writes text, keys pass at once (input methods, dead
 * keys and undo stay the browser's business) and are taken back if a scan it was; where a key only starts shortcuts,
 * it is held until its hand shows, because a shortcut can't be taken back.
 *
 * A scanner's keys may stall at any place. Its taps are too short for a hand, so what they began waits for its rest, and
 * is never a quantity. The first key or two are let through after a while all the same, and taken back with the rest.
 */

interface Tick {
  readonly kind: 'tick'
  readonly at: number
}
/** Keys will be missed from here on: the window lost the focus or an input method took over. */
interface Interrupt {
  readonly kind: 'interrupt'
}
export type BurstInput = KeyDown | KeyUp | Tick | Interrupt

/** What becomes of the key itself: on to the page, kept for a replay, or never seen. */
export type Disposal = 'pass' | 'hold' | 'swallow'

export interface RecognisedScan {
  readonly code: string
  readonly heard: string
  readonly endedAt: number
  readonly medianGap: number
  readonly maxGap: number
  readonly suffix: SuffixKey | null
}

/** The beginning of the burst, its latest pause, or of the digits before the burst that belong to it. */
export type TakeBackFrom = 'start' | 'pause' | 'trail'

/** Whether `takeBack` may yet go back to the notes of this burst, alone or with those before it; null: it may not. */
export type Trail = 'new' | 'longer' | null

/** In this order, before the key itself is disposed of. */
export type Effect =
  /** The key is about to write into the focused field: note how it looks now. */
  | { readonly kind: 'remember' }
  /** Replay what is held. */
  | { readonly kind: 'release' }
  /** Nothing follows for a while: what was let through so far may be left alone by the next `takeBack`. */
  | { readonly kind: 'pause' }
  /** It was a scan: drop what is held, make all look as noted. */
  | { readonly kind: 'takeBack'; readonly from: TakeBackFrom }
  /** It was typing: drop the notes, but for a trail. `mayBeQuantity`: digits that nothing else took are a quantity. */
  | { readonly kind: 'forget'; readonly mayBeQuantity: boolean; readonly trail: Trail }
  | { readonly kind: 'scan'; readonly scan: RecognisedScan }

interface Step {
  readonly state: BurstState
  readonly disposal: Disposal
  readonly effects: readonly Effect[]
}

export interface BurstState extends Past {
  readonly burst: Burst | null
  /** Keys whose release goes the way their press went. */
  readonly ups: ReadonlyMap<string, 'hold' | 'swallow'>
  /** Second keys of a suffix (CR and LF), and the late suffix of a scan that silence ended, are taken until then. */
  readonly tailUntil: number | null
  /** Digits just typed, of which a label may go on. */
  readonly trail: Burst | null
  /** The end of the last scan that stalled. */
  readonly stalledAt: number | null
  /** How many keys ended the scan before the last. */
  readonly endKeys: number
}

export const initialBurstState: BurstState = {
  burst: null,
  ups: new Map(),
  last: null,
  whole: noCodes,
  tailUntil: null,
  trail: null,
  stalledAt: null,
  endKeys: 0,
}

/** For how long a sender that stalled is thought to be stalling still. */
const stallMemory = 60_000

const release: Effect = { kind: 'release' }
const forget = (isQuantity: boolean, trail: Trail): Effect => ({ kind: 'forget', mayBeQuantity: isQuantity, trail })
const takeBack = (from: TakeBackFrom): Effect => ({ kind: 'takeBack', from })

export function stepBurst(state: BurstState, input: BurstInput, profile: ScannerProfile): Step {
  switch (input.kind) {
    case 'down':
      return keyDown(state, input, profile)
    case 'up':
      return keyUp(state, input)
    case 'tick':
      return tick(state, input.at, profile)
    case 'interrupt': {
      const settled = settle(state, profile)
      return { ...settled, state: { ...settled.state, ups: new Map(), trail: null } }
    }
    default:
      return unreachable(input)
  }
}

/** When the next tick is due, in the keys' own time; null: nothing waits. */
export function burstDeadline(state: BurstState, profile: ScannerProfile): number | null {
  const { burst } = state
  if (!burst) return null
  const pauseAt = quietAt(burst, profile) ?? Infinity
  const end = Math.min(endOf(state, burst, profile), pauseAt)
  if (!burst.holding || isTapped(burst)) return end
  return Math.min(end, ...[...burst.down.values()].map((since) => since + handHold))
}

function keyDown(before: BurstState, input: KeyDown, profile: ScannerProfile): Step {
  if (input.repeat) return repeated(before, input, profile)
  const { burst } = before
  const settled = burst && isOverdue(before, burst, input, profile) ? settle(before, profile) : pass(before)
  // A key that comes down again was released without a word: nothing of its last press is owed any more.
  const state = { ...settled.state, ups: without(settled.state.ups, input.key) }
  const step = dispatchDown(state, input, profile)
  return { ...step, effects: [...settled.effects, ...step.effects] }
}

function dispatchDown(state: BurstState, input: KeyDown, profile: ScannerProfile): Step {
  const { meaning } = input
  switch (meaning.kind) {
    case 'modifier':
      return pass({ ...state, burst: state.burst && waited(state.burst, input.at) })
    case 'character':
      return character(state, input, meaning, profile)
    case 'inBurst':
      return state.burst && isSuspect(state.burst, input.at, profile)
        ? character(state, input, meaning, profile)
        : withoutTrail(settle(state, profile))
    case 'suffix':
      return suffix(state, input, meaning.suffix, profile)
    case 'other':
      return withoutTrail(settle(state, profile))
    default:
      return unreachable(meaning)
  }
}

/** A scanner never repeats a key, so a key that does is held down by a hand. */
function repeated(state: BurstState, input: KeyDown, profile: ScannerProfile): Step {
  if (state.ups.get(input.key) === 'swallow') return { ...pass(state), disposal: 'swallow' }
  return input.meaning.kind === 'modifier' ? pass(state) : withoutTrail(settle(state, profile))
}

function character(state: BurstState, input: KeyDown, meaning: Written, profile: ScannerProfile): Step {
  const suspect = state.burst !== null && isSuspect(state.burst, input.at, profile)
  const burst = extend(state.burst, input, meaning)
  if (burst.mode === 'locked') return taken({ ...state, burst }, input.key, [])
  if (isScan(burst, null, profile) && isSteady(burst, profile)) {
    const locked: BurstState = {
      ...state,
      burst: { ...burst, mode: 'locked', holding: false },
      ups: swallowAll(state.ups),
    }
    return taken(locked, input.key, [takeBack(burst.loose > 0 ? 'pause' : 'start')])
  }
  const isOpen = burst.mode === 'open' || isTapped(burst)
  const heldNow = input.route === 'page' ? isOpen : input.route === 'act' && suspect
  if (heldNow && !rollsLikeHand(burst))
    return held({ ...state, burst: { ...burst, mode: 'open', holding: true } }, input.key)
  const effects: readonly Effect[] = input.route === 'page' ? [] : [{ kind: 'remember' }]
  return burst.holding && !suspect ? released({ ...state, burst }, effects) : { ...pass({ ...state, burst }), effects }
}

function suffix(state: BurstState, input: KeyDown, key: SuffixKey, profile: ScannerProfile): Step {
  const { burst, trail } = state
  const { at } = input
  const stalls = state.stalledAt !== null && at - state.stalledAt <= stallMemory
  const stitched = stitch({ trail, burst, at, stalls }, profile)
  if (stitched && stitched !== burst) return ended(state, stitched, input, key, profile)
  if (!burst)
    return isTail(state, at) ? tail(state, input, key, profile) : pass({ ...state, tailUntil: null, trail: null })
  const gap = gapBefore(burst, at)
  const overlapped: Burst = burst.down.size > 0 ? { ...burst, overlaps: burst.overlaps + 1 } : burst
  if (stitched || isScan(overlapped, gap, profile) || isScan(burst, null, profile)) {
    return ended(state, burst, input, key, profile)
  }
  if (isTail(state, at) && isTapped(burst)) return tail(state, input, key, profile)
  return withoutTrail(settle(state, profile, !isTappedThrough(burst, gap)))
}

/** The key is the end of a scan. */
function ended(state: BurstState, burst: Burst, input: KeyDown, key: SuffixKey, profile: ScannerProfile): Step {
  const { state: after, effects } = accept(state, burst, key, input.at, profile)
  return taken(after, input.key, effects)
}

const isTail = ({ tailUntil }: BurstState, at: number): boolean => tailUntil !== null && at <= tailUntil

/** The end of a scan that is over already, with what little of it came after the silence that ended it. */
function tail(state: BurstState, input: KeyDown, key: SuffixKey, profile: ScannerProfile): Step {
  const endKeys = (state.last?.endKeys ?? 0) + 1
  const last = state.last && { ...state.last, suffix: state.last.suffix ?? key, endKeys }
  const ups = swallowAll(state.ups)
  const tailUntil = endUntil(input.at, endKeys, state.endKeys, profile)
  const after = { ...state, burst: null, ups, last, tailUntil, trail: null }
  return taken(after, input.key, state.burst ? [takeBack('start')] : [])
}

/** Ends the burst with what is known now; the key that made it end passes. */
function settle(before: BurstState, profile: ScannerProfile, maybeQuantity = true): Step {
  const { burst } = before
  const state = { ...before, tailUntil: null }
  if (!burst) return pass(state)
  if (isScan(burst, null, profile)) return accept(state, burst, null, burst.lastAt, profile)
  const { state: after, effects } = burst.holding ? released(state, []) : pass(state)
  const trail = leaveTrail(state.trail, burst)
  const typed = forget(maybeQuantity && mayBeQuantity(burst), trail && (trail === burst ? 'new' : 'longer'))
  return { ...pass({ ...after, burst: null, trail }), effects: [...effects, typed] }
}

function accept(
  state: BurstState,
  burst: Burst,
  suffixKey: SuffixKey | null,
  endedAt: number,
  profile: ScannerProfile,
): Step {
  const start = labelStart(burst, profile)
  const label = burst.text.slice(start)
  const gaps = burst.gaps.slice(start)
  const code = labelText(label, profile)
  const isRepeat = isDoubleRead(state.last, burst, code, suffixKey)
  const due = state.last?.endKeys ?? 0
  const after: BurstState = {
    burst: null,
    ups: swallowAll(state.ups),
    // Measured from the reading that was kept, so that readings in a steady row are not one for ever.
    last: isRepeat ? state.last : { code, endedAt, suffix: suffixKey, endKeys: suffixKey === null ? 0 : 1 },
    whole: suffixKey === null ? state.whole : noteWhole(state.whole, label),
    tailUntil: suffixKey === null ? lateSuffixUntil(state, burst, profile) : endUntil(endedAt, 1, due, profile),
    endKeys: due,
    trail: null,
    stalledAt: isStalled(burst, profile) ? endedAt : state.stalledAt,
  }
  const scan: RecognisedScan = {
    code,
    heard: start > 0 ? label : burst.heard,
    endedAt,
    medianGap: median(gaps),
    maxGap: largest(gaps),
    suffix: suffixKey,
  }
  const isStitched = burst !== state.burst
  const whole: readonly Effect[] = [takeBack(isStitched ? 'trail' : 'start')]
  const undone: readonly Effect[] = start > 0 ? [takeBack('pause'), forget(true, null)] : whole
  return { ...pass(after), effects: isRepeat ? undone : [...undone, { kind: 'scan', scan }] }
}

function keyUp(state: BurstState, input: KeyUp): Step {
  const since = state.burst?.down.get(input.key)
  const burst = state.burst && since !== undefined ? lifted(state.burst, input, since) : state.burst
  const way = state.ups.get(input.key)
  const next: BurstState = { ...state, burst, ups: without(state.ups, input.key) }
  if (way === undefined) return pass(next)
  const byHand = way === 'hold' && since !== undefined && input.at - since > handHold
  return byHand && !(burst && isTapped(burst)) ? released(next, []) : { ...pass(next), disposal: way }
}

function tick(state: BurstState, at: number, profile: ScannerProfile): Step {
  const { burst } = state
  if (!burst) return pass(state)
  if (at >= endOf(state, burst, profile)) return settle(state, profile)
  const byHand = burst.holding && !isTapped(burst) && [...burst.down.values()].some((since) => at - since >= handHold)
  if (byHand) return released(state, [])
  const pauseAt = quietAt(burst, profile)
  return pauseAt !== null && at >= pauseAt ? paused(state, burst) : pass(state)
}

/** Lets through what is held, but stays wary. */
function paused(state: BurstState, burst: Burst): Step {
  const { state: after, effects } = burst.holding ? released(state, []) : pass(state)
  const waiting: Burst = { ...burst, holding: false, loose: burst.text.length }
  return { ...pass({ ...after, burst: waiting }), effects: [...effects, { kind: 'pause' }] }
}

const withoutTrail = (step: Step): Step => ({ ...step, state: { ...step.state, trail: null } })

const pass = (state: BurstState): Step => ({ state, disposal: 'pass', effects: [] })

const held = (state: BurstState, key: string): Step => ({
  state: { ...state, ups: new Map([...state.ups, [key, 'hold']]) },
  disposal: 'hold',
  effects: [],
})

const taken = (state: BurstState, key: string, effects: readonly Effect[]): Step => ({
  state: { ...state, ups: new Map([...state.ups, [key, 'swallow']]) },
  disposal: 'swallow',
  effects,
})

/** What was held goes on to the page, and so will what the burst still brings. */
const released = (state: BurstState, effects: readonly Effect[]): Step => ({
  state: {
    ...state,
    burst: state.burst && { ...state.burst, mode: 'released', holding: false },
    ups: new Map([...state.ups].filter(([, way]) => way === 'swallow')),
  },
  disposal: 'pass',
  effects: [release, ...effects],
})

const swallowAll = (ups: BurstState['ups']): BurstState['ups'] =>
  new Map([...ups.keys()].map((key) => [key, 'swallow']))
