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
import { isDoubleRead, isOverdue, isPrefixed, isScan, isSuspect, patience, type LastScan } from './burst-rules.ts'
import type { ScannerProfile, SuffixKey } from './scan.ts'
import { handHold, isSteady, largest, median, rollsLikeHand } from './verdict.ts'

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

/** In this order, before the key itself is disposed of. */
export type Effect =
  /** The key is about to write into the focused field: note how it looks now. */
  | { readonly kind: 'remember' }
  /** Replay what is held. */
  | { readonly kind: 'release' }
  /** It was a scan: drop what is held, make the fields look as noted. */
  | { readonly kind: 'takeBack' }
  /** It was typing: drop the notes. */
  | { readonly kind: 'forget' }
  | { readonly kind: 'scan'; readonly scan: RecognisedScan }

interface Step {
  readonly state: BurstState
  readonly disposal: Disposal
  readonly effects: readonly Effect[]
}

export interface BurstState {
  readonly burst: Burst | null
  /** Keys whose release goes the way their press went. */
  readonly ups: ReadonlyMap<string, 'hold' | 'swallow'>
  readonly last: LastScan | null
  /** Second keys of a suffix (CR and LF) are taken until then. */
  readonly tailUntil: number | null
}

export const initialBurstState: BurstState = { burst: null, ups: new Map(), last: null, tailUntil: null }

const forget: Effect = { kind: 'forget' }
const release: Effect = { kind: 'release' }
const takeBack: Effect = { kind: 'takeBack' }

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
      return { ...settled, state: { ...settled.state, ups: new Map() } }
    }
    default:
      return unreachable(input)
  }
}

/** When the next tick is due, in the keys' own time; null: nothing waits. */
export function burstDeadline(state: BurstState, profile: ScannerProfile): number | null {
  const { burst } = state
  if (!burst) return null
  const end = burst.lastDownAt + patience(state.last, burst, profile)
  if (!burst.holding) return end
  return Math.min(end, ...[...burst.down.values()].map((since) => since + handHold))
}

function keyDown(before: BurstState, input: KeyDown, profile: ScannerProfile): Step {
  if (input.repeat) return repeated(before, input, profile)
  const { burst, last } = before
  const settled = burst && isOverdue(last, burst, input, profile) ? settle(before, profile) : pass(before)
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
        : settle(state, profile)
    case 'suffix':
      return suffix(state, input, meaning.suffix, profile)
    case 'other':
      return settle(state, profile)
    default:
      return unreachable(meaning)
  }
}

/** A scanner never repeats a key, so a key that does is held down by a hand. */
function repeated(state: BurstState, input: KeyDown, profile: ScannerProfile): Step {
  if (state.ups.get(input.key) === 'swallow') return { ...pass(state), disposal: 'swallow' }
  return input.meaning.kind === 'modifier' ? pass(state) : settle(state, profile)
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
    return taken(locked, input.key, [takeBack])
  }
  const heldNow = input.route === 'page' ? burst.mode === 'open' : input.route === 'act' && suspect
  if (heldNow && !rollsLikeHand(burst)) return held({ ...state, burst: { ...burst, holding: true } }, input.key)
  const effects: readonly Effect[] = input.route === 'page' ? [] : [{ kind: 'remember' }]
  return burst.holding && !suspect ? released({ ...state, burst }, effects) : { ...pass({ ...state, burst }), effects }
}

function suffix(state: BurstState, input: KeyDown, key: SuffixKey, profile: ScannerProfile): Step {
  const { burst } = state
  if (!burst) {
    if (state.tailUntil === null || input.at > state.tailUntil) return pass({ ...state, tailUntil: null })
    return taken(state, input.key, [])
  }
  const gap = gapBefore(burst, input.at)
  const ended: Burst = burst.down.size > 0 ? { ...burst, overlaps: burst.overlaps + 1 } : burst
  if (!isScan(ended, gap, profile) && !isScan(burst, null, profile)) return settle(state, profile)
  const { state: after, effects } = accept(state, burst, key, input.at, profile)
  return taken(after, input.key, effects)
}

/** Ends the burst with what is known now; the key that made it end passes. */
function settle(state: BurstState, profile: ScannerProfile): Step {
  const { burst } = state
  if (!burst) return pass(state)
  if (isScan(burst, null, profile)) return accept(state, burst, null, burst.lastAt, profile)
  const { state: after, effects } = burst.holding ? released(state, []) : pass(state)
  return { ...pass({ ...after, burst: null }), effects: [...effects, forget] }
}

function accept(
  state: BurstState,
  burst: Burst,
  suffixKey: SuffixKey | null,
  endedAt: number,
  profile: ScannerProfile,
): Step {
  const code = isPrefixed(burst.text, profile) ? burst.text.slice(profile.prefix.length) : burst.text
  const after: BurstState = {
    burst: null,
    ups: swallowAll(state.ups),
    last: { code, endedAt, suffix: suffixKey },
    tailUntil: suffixKey === null ? null : endedAt + profile.medianGap,
  }
  const scan: RecognisedScan = {
    code,
    heard: burst.heard,
    endedAt,
    medianGap: median(burst.gaps),
    maxGap: largest(burst.gaps),
    suffix: suffixKey,
  }
  const effects: readonly Effect[] = isDoubleRead(state.last, burst, code, suffixKey)
    ? [takeBack]
    : [takeBack, { kind: 'scan', scan }]
  return { ...pass(after), effects }
}

function keyUp(state: BurstState, input: KeyUp): Step {
  const since = state.burst?.down.get(input.key)
  const burst = state.burst && since !== undefined ? lifted(state.burst, input, since) : state.burst
  const way = state.ups.get(input.key)
  const next: BurstState = { ...state, burst, ups: without(state.ups, input.key) }
  if (way === undefined) return pass(next)
  const byHand = way === 'hold' && since !== undefined && input.at - since > handHold
  return byHand ? released(next, []) : { ...pass(next), disposal: way }
}

function tick(state: BurstState, at: number, profile: ScannerProfile): Step {
  const { burst } = state
  if (!burst) return pass(state)
  if (at >= burst.lastDownAt + patience(state.last, burst, profile)) return settle(state, profile)
  const byHand = burst.holding && [...burst.down.values()].some((since) => at - since >= handHold)
  return byHand ? released(state, []) : pass(state)
}

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
