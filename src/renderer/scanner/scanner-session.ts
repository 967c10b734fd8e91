import { createCapture, type Capture, type CaptureClock, type KeyRecorder } from './capture.ts'
import type { RecognisedScan } from './burst.ts'
import { deviceText } from './burst-rules.ts'
import { createDispatcher, type Dispatcher, type Disposer, type ScanHandler } from './dispatcher.ts'
import { markScan } from './latency.ts'
import type { PendingQuantity } from './pending-quantity.ts'
import { createQuantityStore } from './quantity-store.ts'
import type { Scan, ScannerProfile } from './scan.ts'

/**
 * Everything a window has of scanning, without React: capture, quantity first, and who gets the scans. A scan takes its
 * quantity the moment it is recognised, so that digits typed while it waits belong to the next one.
 */
export interface ScannerSession {
  readonly dispatcher: Dispatcher<Scan>
  listen(): Disposer
  setProfile(profile: ScannerProfile): void
  /** While not disposed of, every key but Escape goes to the recorder and nowhere else. */
  record(recorder: KeyRecorder): Disposer
  /** Digits typed are a quantity only while at least one collector wants it. */
  collectQuantity(): Disposer
  readonly clearQuantity: () => void
  /** Types one digit, sign of times or Backspace of a quantity, as a command barcode does. False: nobody wants one now. */
  readonly typeQuantity: (key: string) => boolean
  readonly pendingQuantity: () => PendingQuantity
  readonly lastScan: () => Scan | null
  readonly subscribe: (listener: () => void) => Disposer
  /** Takes a code as if the scanner had read it: for practising without one. */
  readonly inject: (code: string) => void
  /** Takes what a scanner that is no keyboard has sent, by the profile. */
  readonly receive: (text: string) => void
}

/** Who takes a scan in place of the screens. */
export interface Interception {
  readonly handle: ScanHandler<Scan>
  /** It says something of the scans after it, so it does not overtake those that wait. */
  readonly inOrder: boolean
}

interface ScannerSessionOptions {
  readonly window: Window & typeof globalThis
  readonly profile: ScannerProfile
  readonly makeScanID: () => string
  /** Asked once for each scan, at once: who takes it in place of the screens. Such a scan leaves a typed quantity alone. */
  readonly intercept?: (code: string) => Interception | null
  readonly fallback: ScanHandler<Scan>
  readonly onFailure: (error: unknown, scan: Scan) => void
  readonly clock?: CaptureClock
}

export function createScannerSession(options: ScannerSessionOptions): ScannerSession {
  const { window: view, makeScanID, fallback, onFailure, clock = windowClock(view) } = options
  const dispatcher = createDispatcher<Scan>({ fallback, onFailure })
  const listeners = new Set<() => void>()
  const notify = (): void => listeners.forEach((listener) => listener())
  const quantity = createQuantityStore(notify)
  let profile = options.profile
  let capture: Capture | null = null
  let last: Scan | null = null

  const onScan = ({ endedAt, ...rest }: RecognisedScan): void => {
    const at = Math.round(view.performance.timeOrigin + endedAt)
    const taker = options.intercept?.(rest.code) ?? null
    last = { ...rest, scanID: makeScanID(), at, quantity: taker === null ? quantity.take() : null }
    markScan(endedAt, last.scanID)
    // On its way to the disk before anything is drawn of it.
    dispatcher.dispatch(last, taker?.handle, taker?.inOrder)
    notify()
  }

  const inject = (code: string): void =>
    onScan({ code, heard: code, endedAt: clock.now(), medianGap: 0, maxGap: 0, suffix: null })

  const listen = (): Disposer => {
    const press = (key: string): void => (dispatcher.isHeld() ? undefined : quantity.press(key))
    const mine = createCapture({ window: view, clock, profile, onScan, typed: { ...quantity, press } })
    capture = mine
    return () => {
      mine.dispose()
      if (capture === mine) capture = null
    }
  }

  return {
    dispatcher,
    listen,
    setProfile: (next) => {
      // Settings are read anew now and then; only a real change may end a scan that is under way.
      if (isSameProfile(next, profile)) return
      profile = next
      capture?.setProfile(next)
    },
    record: (recorder) => {
      capture?.record(recorder)
      return () => capture?.record(null)
    },
    collectQuantity: quantity.collect,
    clearQuantity: quantity.clear,
    typeQuantity: (key) => {
      if (dispatcher.isHeld() || !quantity.wanted()) return false
      quantity.type(key)
      return true
    },
    pendingQuantity: quantity.pending,
    lastScan: () => last,
    inject,
    receive: (text) => inject(deviceText(text, profile)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const profileMembers: Readonly<Record<keyof ScannerProfile, true>> = {
  medianGap: true,
  maxGap: true,
  silence: true,
  minLength: true,
  prefix: true,
  suffix: true,
  layout: true,
  caseInverted: true,
  separator: true,
  separatorText: true,
  aim: true,
}

const isSameProfile = (a: ScannerProfile, b: ScannerProfile): boolean =>
  // safe: the keys are the profile's, or the record would not compile
  (Object.keys(profileMembers) as (keyof ScannerProfile)[]).every((member) => a[member] === b[member])

const windowClock = (view: Window & typeof globalThis): CaptureClock => ({
  now: () => view.performance.now(),
  schedule: (delay, run) => {
    const timer = view.setTimeout(run, delay)
    return () => view.clearTimeout(timer)
  },
})
