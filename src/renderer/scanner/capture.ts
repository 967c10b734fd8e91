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
  type TakeBackFrom,
  type Trail,
} from './burst.ts'
import { createFieldMemory, takesText } from './field-memory.ts'
import { isComposing, rawKeyOf, type RawKey } from './raw-key.ts'
import { createKeyReader, keyOf, routeOf, targetOf, type KeyReader } from './reading.ts'
import { createHeldKeys, type HeldKeys } from './replay.ts'
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

interface CaptureOptions {
  readonly window: Window
  readonly clock: CaptureClock
  readonly profile: ScannerProfile
  readonly onScan: (scan: RecognisedScan) => void
  readonly typed: TypedKeys
}

/** Hears of the keys that seem typed, while no field took text, and that nothing on the page used. */
export interface TypedKeys {
  press(key: string): void
  /** Nothing follows for a while; `takeBack` may go back no further than this. */
  pause(): void
  /** They were a scan's. */
  takeBack(from: TakeBackFrom): void
  /** They stay, but for a `takeBack` to the trail. `mayBeQuantity`: not if a scanner seems to have lost them. */
  settle(mayBeQuantity: boolean, trail: Trail): void
}

export interface Capture {
  setProfile(profile: ScannerProfile): void
  /** Until it is told null, the recorder gets every key but Escape, and the page gets none of those. */
  record(recorder: KeyRecorder | null): void
  dispose(): void
}

export type KeyRecorder = (key: RawKey) => void

export function createCapture(options: CaptureOptions): Capture {
  const { window: view, clock, typed } = options
  const held = createHeldKeys()
  const reader = createKeyReader()
  const runner = createRunner(clock, options.profile, createPerformer(options, held))
  const interrupt = (): void => {
    reader.reset()
    runner.step({ kind: 'interrupt' })
  }
  let recorder: KeyRecorder | null = null
  const listen = createListeners({ runner, held, reader, interrupt, typed, recorder: () => recorder })
  // Who points at something has finished typing; what a scanner sends goes on regardless.
  const point = (): void => (runner.state().burst?.mode === 'locked' ? undefined : interrupt())

  const stop = new AbortController()
  const early = { capture: true, signal: stop.signal }
  view.addEventListener('keydown', listen.keyDown, early)
  view.addEventListener('keyup', listen.keyUp, early)
  view.addEventListener('keypress', listen.keyPress, early)
  view.addEventListener('beforeinput', listen.beforeInput, early)
  view.addEventListener('compositionstart', interrupt, early)
  view.addEventListener('pointerdown', point, early)
  view.addEventListener('blur', (event) => event.target === view && interrupt(), early)
  view.addEventListener('keydown', (event) => reachedPageUnused(event) && typed.press(event.key), {
    signal: stop.signal,
  })

  return {
    setProfile: (next) => {
      interrupt()
      runner.setProfile(next)
    },
    record: (next) => {
      interrupt()
      recorder = next
    },
    dispose: () => {
      interrupt()
      runner.stop()
      stop.abort()
    },
  }
}

type Perform = (effect: Effect, event: KeyboardEvent | null) => void

function createPerformer({ window: view, onScan, typed }: CaptureOptions, held: HeldKeys): Perform {
  const fields = createFieldMemory(view.document)
  return (effect, event) => {
    const target = event && targetOf(event)
    switch (effect.kind) {
      case 'remember':
        return target ? fields.remember(target) : undefined
      case 'release':
        return held.release()
      case 'pause':
        fields.pause()
        return typed.pause()
      case 'takeBack':
        held.drop()
        fields.restore(effect.from)
        return typed.takeBack(effect.from)
      case 'forget':
        fields.forget(effect.trail)
        return typed.settle(effect.mayBeQuantity, effect.trail)
      case 'scan':
        return onScan(effect.scan)
      default:
        return unreachable(effect)
    }
  }
}

interface Listening {
  readonly runner: Runner
  readonly held: HeldKeys
  readonly reader: KeyReader
  readonly interrupt: () => void
  readonly typed: TypedKeys
  readonly recorder: () => KeyRecorder | null
}

function createListeners({ runner, held, reader, interrupt, typed, recorder }: Listening) {
  let lastDown: { readonly key: string; readonly disposal: Disposal } | null = null
  const isLocked = (): boolean => runner.state().burst?.mode === 'locked'

  const dispose = (event: Event, disposal: Disposal): void => {
    if (disposal === 'pass') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (disposal === 'hold' && event instanceof KeyboardEvent) held.hold(event)
  }

  /** Whether the key went to the recorder. Escape goes to the page, so that nobody is trapped. */
  const recorded = (event: KeyboardEvent): boolean => {
    const record = recorder()
    if (record === null || event.key === 'Escape') return false
    if (event.type !== 'keypress') record(rawKeyOf(event))
    dispose(event, 'swallow')
    return true
  }

  const keyDown = (event: KeyboardEvent): void => {
    if (held.isReplay(event) || recorded(event)) return
    if (isComposing(event)) return interrupt()
    const { burst, trail } = runner.state()
    // What was typed outside any burst stays whatever comes.
    if (burst === null) typed.settle(true, trail && 'longer')
    const raw = rawKeyOf(event)
    const meaning = reader.down(raw, runner.state().burst !== null, runner.profile())
    const { repeat, timeStamp: at } = event
    const key = keyOf(event)
    const decided = runner.step({ kind: 'down', key, at, repeat, meaning, route: routeOf(event, meaning) }, event)
    const disposal = reader.isAltDigit(raw) && isLocked() ? 'swallow' : decided
    lastDown = { key, disposal }
    dispose(event, disposal)
  }

  const keyUp = (event: KeyboardEvent): void => {
    if (held.isReplay(event) || recorded(event)) return
    const at = event.timeStamp
    const text = reader.up(rawKeyOf(event))
    if (text !== null) {
      const key = `Alt+${text}`
      const meaning = { kind: 'character', text, heard: text } as const
      runner.step({ kind: 'down', key, at, repeat: false, meaning, route: 'act' }, event)
      runner.step({ kind: 'up', key, at }, event)
    }
    dispose(event, runner.step({ kind: 'up', key: keyOf(event), at }, event))
  }

  const keyPress = (event: KeyboardEvent): void => {
    if (recorded(event)) return
    const goesWithKey = !held.isReplay(event) && lastDown?.key === keyOf(event) && lastDown.disposal !== 'pass'
    if (goesWithKey) dispose(event, 'swallow')
  }

  /** Text that came with no key of its own, such as an Alt code's. */
  const beforeInput = (event: InputEvent): void => {
    if (isLocked() && !event.isComposing && event.inputType.startsWith('insert')) dispose(event, 'swallow')
  }

  return { keyDown, keyUp, keyPress, beforeInput }
}

/** Seen last of all listeners: nobody stopped the key, used it, or writes it. */
function reachedPageUnused(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isComposing(event)) return false
  const target = targetOf(event)
  return target === null || !takesText(target)
}

/** A timer this late ran behind a busy page, whose waiting keys must be heard first. */
const lateness = 10

interface Runner {
  readonly state: () => BurstState
  readonly profile: () => ScannerProfile
  readonly setProfile: (profile: ScannerProfile) => void
  /** `event`: the key that the input is made of. */
  step(input: BurstInput, event?: KeyboardEvent): Disposal
  stop(): void
}

/** Runs the state machine: keeps its state and its timer. */
function createRunner(
  clock: CaptureClock,
  first: ScannerProfile,
  perform: (effect: Effect, event: KeyboardEvent | null) => void,
): Runner {
  let profile = first
  let state: BurstState = initialBurstState
  let cancelTimer: (() => void) | null = null
  /** How late the last key was heard. The next one will be as late, so silence is measured that much later. */
  let lag = 0

  const step: Runner['step'] = (input, event) => {
    if (event !== undefined) lag = Math.max(0, clock.now() - event.timeStamp)
    const { state: next, disposal, effects } = stepBurst(state, input, profile)
    state = next
    for (const effect of effects) perform(effect, event ?? null)
    arm(false)
    return disposal
  }

  const arm = (excused: boolean): void => {
    cancelTimer?.()
    cancelTimer = null
    const deadline = burstDeadline(state, profile)
    if (deadline === null) return
    const due = deadline + lag
    const delay = Math.max(excused ? 1 : 0, Math.ceil(due - clock.now()))
    cancelTimer = clock.schedule(delay, () => {
      if (!excused && clock.now() - due > lateness) arm(true)
      else step({ kind: 'tick', at: Math.max(deadline, clock.now() - lag) })
    })
  }

  return {
    state: () => state,
    profile: () => profile,
    setProfile: (next) => {
      profile = next
    },
    step,
    stop: () => cancelTimer?.(),
  }
}
