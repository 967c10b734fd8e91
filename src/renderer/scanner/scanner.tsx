import {
  createContext,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type { KeyRecorder } from './capture.ts'
import { createDevices, type Devices, type DeviceShown } from './devices/devices.ts'
import { portsOf } from './devices/web-ports.ts'
import type { PendingQuantity } from './pending-quantity.ts'
import type { Scan, ScannerProfile } from './scan.ts'
import { createScannerSession, type Interception, type ScannerSession } from './scanner-session.ts'

/** React's way to the scanner; all behaviour is in scanner-session.ts and below. */

export type HandleScan = (scan: Scan) => Promise<void> | void

export interface ScannerProviderProps {
  readonly profile: ScannerProfile
  /** Who takes a code that is a command, a place or a badge; null: it is for the screens. */
  readonly intercept?: (code: string, typeQuantity: ScannerSession['typeQuantity']) => Interception | null
  /** Takes the scans that no screen waits for. */
  readonly fallback: HandleScan
  /** A handler broke: the scan it had may not be kept. */
  readonly onFailure: (error: unknown, scan: Scan) => void
  readonly children: ReactNode
}

const DevicesContext = createContext<Devices | null>(null)
const ScannerContext = createContext<ScannerSession | null>(null)

export function ScannerProvider({ profile, intercept, fallback, onFailure, children }: ScannerProviderProps) {
  const latest = useLatest({ intercept, fallback, onFailure })
  const [session] = useState(() => {
    const made: ScannerSession = createScannerSession({
      window,
      profile,
      makeScanID: () => crypto.randomUUID(),
      intercept: (code) => latest.current.intercept?.(code, made.typeQuantity) ?? null,
      fallback: (scan) => latest.current.fallback(scan),
      onFailure: (error, scan) => latest.current.onFailure(error, scan),
    })
    return made
  })
  useLayoutEffect(() => session.listen(), [session])
  useLayoutEffect(() => session.setProfile(profile), [session, profile])
  const [devices] = useState(() => createDevices(portsOf(navigator), session.receive))
  useEffect(() => devices.start(), [devices])
  return (
    <ScannerContext value={session}>
      <DevicesContext value={devices}>{children}</DevicesContext>
    </ScannerContext>
  )
}

/**
 * Takes the scans while this component is mounted and no later one takes them. A returned promise delays the next scan.
 * Scans that arrived here stay here when the component leaves; give it a `key` of what it counts, so that they don't go
 * to the next thing it shows. `wants`: commands, places or badges that this handler takes too.
 */
export function useScanHandler(handler: HandleScan, wants?: (scan: Scan) => boolean): void {
  const session = useSession()
  const latest = useLatest({ handler, wants })
  // Effects run from the inside out, rendering from the outside in: the place is taken while rendering, so that a panel
  // mounted together with its screen lies above it.
  const [place] = useState(() => session.dispatcher.reserve())
  useLayoutEffect(
    () =>
      session.dispatcher.register(
        (scan) => latest.current.handler(scan),
        place,
        (scan) => latest.current.wants?.(scan) === true,
      ),
    [session, latest, place],
  )
}

/** While active, scans wait; afterwards they are handled in order. For dialogs. */
export function useScannerHold(active: boolean): void {
  const session = useSession()
  useLayoutEffect(() => (active ? session.dispatcher.hold() : undefined), [session, active])
}

export interface PendingQuantityUse {
  readonly pending: PendingQuantity
  readonly clear: () => void
}

/** Lets digits be typed before a scan while the component is mounted; the scan brings them as `scan.quantity`. */
export function useCollectQuantity(active = true): void {
  const session = useSession()
  // With the screen, not after it: a digit may come as soon as something is there to be seen.
  useLayoutEffect(() => (active ? session.collectQuantity() : undefined), [session, active])
}

/** What is typed so far, for whoever shows it; typing is let as well. */
export function usePendingQuantity(): PendingQuantityUse {
  const session = useSession()
  useCollectQuantity()
  const pending = useSyncExternalStore(session.subscribe, session.pendingQuantity)
  return { pending, clear: session.clearQuantity }
}

/** The latest scan, wherever it was sent; null: none yet. */
export function useLastScan(): Scan | null {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.lastScan)
}

/** Scans a code without a scanner; it goes the way of every other scan. */
export function useInjectScan(): (code: string) => void {
  return useSession().inject
}

/** While active, hears every key but Escape in place of the page: for learning what a scanner sends. */
export function useKeyRecorder(active: boolean, onKey: KeyRecorder): void {
  const session = useSession()
  const latest = useLatest(onKey)
  useEffect(() => (active ? session.record((key) => latest.current(key)) : undefined), [session, active, latest])
}

export interface DevicesUse extends Pick<Devices, 'offers' | 'choose' | 'forget'> {
  readonly open: readonly DeviceShown[]
}

/** Scanners that are no keyboards. */
export function useDevices(): DevicesUse {
  const devices = useContext(DevicesContext)
  if (!devices) throw new Error('The scanner is used outside its provider.')
  const open = useSyncExternalStore(devices.subscribe, devices.open)
  return { offers: devices.offers, choose: devices.choose, forget: devices.forget, open }
}

function useSession(): ScannerSession {
  const session = useContext(ScannerContext)
  if (!session) throw new Error('The scanner is used outside its provider.')
  return session
}

/** The value of the latest render, for callers outside rendering. */
function useLatest<T>(value: T): { readonly current: T } {
  const ref = useRef(value)
  useLayoutEffect(() => {
    ref.current = value
  })
  return ref
}
