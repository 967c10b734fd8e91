import { unreachable } from '../../shared/domain/unreachable.ts'
import {
  burstDeadline,
  initialBurstState,
  stepBurst,
  type BurstInput,
  type BurstState,
  type Disposal,
  type Effect,
  type RecognisedScan,
} from './burst.ts'
import { decodeAltDigits, decodeKey, type Meaning } from './decode.ts'
import { rememberField, takesText, type Restore } from './field-memory.ts'
import { isComposing, keyOf, readKey, routeOf, targetOf } from './reading.ts'
import { replayKey } from './replay.ts'
import type { ScannerProfile } from './scan.ts'

/**
 * Listens to a window's keys before the page does and performs what burst.ts decides: swallowing, replaying, taking
 * back. Everything it knows of scanners is there; everything DOM is here and in field-memory.ts.
 *
 * Promises what burst.ts promises, for whatever field, button or dialog has the focus. A listener of the page sees the
 * scan's keys only if it, too, listens on the window in the capture phase and was registered earlier.
 */

/** Times in milliseconds on the scale of Event.timeStamp. */
export interface CaptureClock {
  now(): number
  /** Answers the way to cancel. */
  schedule(delay: number, run: () => void): () => void
}

export interface CaptureOptions {
  readonly window: Window
  readonly clock: CaptureClock
  readonly profile: ScannerProfile
  readonly onScan: (scan: RecognisedScan) => void
  /** A key that a hand pressed while no field took text, and that nothing on the page used. */
  readonly onTyped: (key: string) => void
}

export interface Capture {
  setProfile(profile: ScannerProfile): void
  dispose(): void
}

/** A timer this late ran behind a busy page, whose waiting keys must be heard first. */
const lateness = 10

export function createCapture(options: CaptureOptions): Capture {
  const { window: view, clock, onScan, onTyped } = options
  let profile = options.profile
  let state: BurstState = initialBurstState
  let cancelTimer: (() => void) | null = null
  let heldEvents: KeyboardEvent[] = []
  const notes = new Map<Element, Restore>()
  let focusBefore: Element | null = null
  const replayed = new WeakSet<Event>()
  let altDigits: string | null = null
  let rightAlt = false
  let caps = { toggled: false, at: -Infinity }
  let lastDown: { readonly key: string; readonly disposal: Disposal } | null = null

  const step = (input: BurstInput, event: KeyboardEvent | null): Disposal => {
    const { state: next, disposal, effects } = stepBurst(state, input, profile)
    state = next
    for (const effect of effects) perform(effect, event)
    arm(false)
    return disposal
  }

  const perform = (effect: Effect, event: KeyboardEvent | null): void => {
    switch (effect.kind) {
      case 'remember':
        return remember(event && targetOf(event))
      case 'release':
        return releaseHeld()
      case 'takeBack':
        heldEvents = []
        return restoreFields()
      case 'forget':
        return notes.clear()
      case 'scan':
        return onScan(effect.scan)
      default:
        return unreachable(effect)
    }
  }

  const remember = (target: Element | null): void => {
    if (target === null || notes.has(target)) return
    if (notes.size === 0) focusBefore = view.document.activeElement
    const restore = rememberField(target)
    if (restore) notes.set(target, restore)
  }

  const restoreFields = (): void => {
    if (notes.size === 0) return
    const restores = [...notes.values()].reverse()
    notes.clear()
    for (const restore of restores) restore()
    // A field that hands the focus on with each character (a PIN's) has moved it.
    const moved = view.document.activeElement !== focusBefore
    if (moved && focusBefore instanceof HTMLElement && focusBefore.isConnected)
      focusBefore.focus({ preventScroll: true })
  }

  const releaseHeld = (): void => {
    const events = heldEvents
    heldEvents = []
    for (const event of events) replayKey(event, (copy) => replayed.add(copy))
  }

  const arm = (excused: boolean): void => {
    cancelTimer?.()
    const deadline = burstDeadline(state, profile)
    cancelTimer =
      deadline === null
        ? null
        : clock.schedule(Math.max(excused ? 1 : 0, Math.ceil(deadline - clock.now())), () => {
            const late = clock.now() - deadline > lateness
            if (late && !excused) arm(true)
            else step({ kind: 'tick', at: Math.max(deadline, clock.now()) }, null)
          })
  }

  const dispose = (event: Event, disposal: Disposal): void => {
    if (disposal === 'pass') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (disposal === 'hold' && event instanceof KeyboardEvent) heldEvents.push(event)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (replayed.has(event)) return
    if (isComposing(event)) return void step({ kind: 'interrupt' }, null)
    if (event.code === 'AltRight') rightAlt = true
    if (event.key === 'Alt') altDigits = ''
    noteCapsLock(event)
    const isAltDigit = event.altKey && altDigits !== null && /^Numpad\d$/.test(event.code)
    if (isAltDigit && !event.repeat) altDigits = `${altDigits ?? ''}${event.code.slice(-1)}`
    const meaning: Meaning = isAltDigit
      ? { kind: 'modifier' }
      : decodeKey(readKey(event, { rightAlt, capsToggled: caps.toggled }), profile.layout)
    const { repeat, timeStamp: at } = event
    const key = keyOf(event)
    const decided = step({ kind: 'down', key, at, repeat, meaning, route: routeOf(event, meaning) }, event)
    const disposal = isAltDigit && isLocked() ? 'swallow' : decided
    lastDown = { key, disposal }
    dispose(event, disposal)
  }

  const noteCapsLock = (event: KeyboardEvent): void => {
    const near = state.burst !== null || event.timeStamp - caps.at <= profile.maxGap
    if (event.key === 'CapsLock' && !event.repeat) caps = { toggled: near ? !caps.toggled : true, at: event.timeStamp }
    else if (!near) caps = { toggled: false, at: -Infinity }
  }

  const onKeyUp = (event: KeyboardEvent): void => {
    if (replayed.has(event)) return
    if (event.code === 'AltRight') rightAlt = false
    if (event.key === 'Alt') finishAltDigits(event)
    dispose(event, step({ kind: 'up', key: keyOf(event), at: event.timeStamp }, event))
  }

  /** The character of an Alt code exists only once Alt is up. */
  const finishAltDigits = (event: KeyboardEvent): void => {
    const text = altDigits === null ? null : decodeAltDigits(altDigits)
    altDigits = null
    if (text === null) return
    const key = `Alt+${text}`
    const meaning: Meaning = { kind: 'character', text, heard: text }
    step({ kind: 'down', key, at: event.timeStamp, repeat: false, meaning, route: 'act' }, event)
    step({ kind: 'up', key, at: event.timeStamp }, event)
  }

  const isLocked = (): boolean => state.burst?.mode === 'locked'

  const onKeyPress = (event: KeyboardEvent): void => {
    if (!replayed.has(event) && lastDown?.key === keyOf(event))
      dispose(event, lastDown.disposal === 'pass' ? 'pass' : 'swallow')
  }

  /** Text that came with no key of its own, such as an Alt code's. */
  const onBeforeInput = (event: InputEvent): void => {
    if (isLocked() && !event.isComposing && event.inputType.startsWith('insert')) dispose(event, 'swallow')
  }

  const onReachedPage = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return
    const target = targetOf(event)
    if (target === null || !takesText(target)) onTyped(event.key)
  }

  const interrupt = (): void => {
    altDigits = null
    rightAlt = false
    step({ kind: 'interrupt' }, null)
  }

  const stop = new AbortController()
  const early = { capture: true, signal: stop.signal }
  view.addEventListener('keydown', onKeyDown, early)
  view.addEventListener('keyup', onKeyUp, early)
  view.addEventListener('keypress', onKeyPress, early)
  view.addEventListener('beforeinput', onBeforeInput, early)
  view.addEventListener('compositionstart', interrupt, early)
  view.addEventListener('blur', (event) => event.target === view && interrupt(), early)
  view.addEventListener('keydown', onReachedPage, { signal: stop.signal })

  return {
    setProfile: (next) => {
      interrupt()
      profile = next
    },
    dispose: () => {
      interrupt()
      cancelTimer?.()
      stop.abort()
    },
  }
}
