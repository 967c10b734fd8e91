import type { Disposer } from '../dispatcher.ts'
import { listenHid } from './listen-hid.ts'
import { listenSerial } from './listen-serial.ts'
import { isScanner, scannerPage } from './hid-pos.ts'
import type { HidDeviceLike, Ports, SerialPortLike } from './web-ports.ts'

/**
 * Scanners that are no keyboards: serial ones, and those of the HID point-of-sale class. The browser remembers which the
 * user has allowed, so they are opened again at every start and whenever they are plugged in.
 */
export type DeviceKind = 'serial' | 'hid'

export interface DeviceShown {
  readonly kind: DeviceKind
  readonly name: string
}

export interface Devices {
  readonly offers: readonly DeviceKind[]
  /** Those that are open. The same array until something changes. */
  readonly open: () => readonly DeviceShown[]
  /** Lets the user choose; must come from a click. `none`: nothing was chosen, or nothing is there. */
  choose(kind: DeviceKind): Promise<'connected' | 'none' | 'busy'>
  /** Closes all of a kind, and asks the browser to forget them. */
  forget(kind: DeviceKind): Promise<void>
  /** Opens what was allowed before and whatever of it comes. */
  start(): Disposer
  readonly subscribe: (listener: () => void) => Disposer
}

interface Opened extends DeviceShown {
  readonly device: SerialPortLike | HidDeviceLike
  readonly stop: () => Promise<void>
}

export function createDevices({ serial, hid }: Ports, onCode: (code: string) => void): Devices {
  const { opened, become, gone, add, subscribe } = createOpened()
  const addSerial = (port: SerialPortLike) => add('serial', port, () => listenSerial(port, onCode, () => gone(port)))
  const addHid = (device: HidDeviceLike) => add('hid', device, () => listenHid(device, onCode))

  const choose: Devices['choose'] = async (kind) => {
    try {
      if (kind === 'serial') return serial ? await addSerial(await serial.requestPort()) : 'none'
      // One choice may bring several: the scanner, and the keyboard that it is as well.
      const [device] = (await hid?.requestDevice({ filters: [{ usagePage: scannerPage }] }))?.filter(isScanner) ?? []
      return device ? await addHid(device) : 'none'
    } catch {
      return 'none' // the chooser was closed, or the shell has none
    }
  }

  const forget: Devices['forget'] = async (kind) => {
    const leaving = opened().filter((each) => each.kind === kind)
    become(opened().filter((each) => each.kind !== kind))
    for (const { stop, device } of leaving) {
      await stop().catch(() => undefined) // pulled out already
      await device.forget().catch(() => undefined)
    }
  }

  const openKnown = async (): Promise<void> => {
    for (const port of (await serial?.getPorts().catch(() => [])) ?? []) await addSerial(port)
    const devices = (await hid?.getDevices().catch(() => [])) ?? []
    for (const device of devices.filter(isScanner)) await addHid(device)
  }

  const start = (): Disposer => {
    const stop = new AbortController()
    const onGone = ({ target, device }: Event & { device?: HidDeviceLike }): void =>
      gone(device ?? (target as SerialPortLike)) // safe: Web Serial's event has the port as its target
    for (const each of [serial, hid]) {
      each?.addEventListener('connect', () => void openKnown(), { signal: stop.signal })
      each?.addEventListener('disconnect', onGone, { signal: stop.signal })
    }
    void openKnown()
    return () => {
      stop.abort()
      for (const each of opened()) void each.stop().catch(() => undefined) // pulled out already
      become([])
    }
  }

  const offers = [...(serial ? (['serial'] as const) : []), ...(hid ? (['hid'] as const) : [])]
  return { offers, open: opened, choose, forget, start, subscribe }
}

/** Those that are open, and who wants to know. */
function createOpened() {
  const listeners = new Set<() => void>()
  const opening = new Set<Opened['device']>()
  let opened: readonly Opened[] = []
  const become = (next: readonly Opened[]): void => {
    opened = next
    for (const listener of listeners) listener()
  }
  const gone = (device: Opened['device']): void => {
    const leaving = opened.find((each) => each.device === device)
    if (!leaving) return
    become(opened.filter((each) => each !== leaving))
    void leaving.stop().catch(() => undefined) // pulled out already
  }

  const add = async (kind: DeviceKind, device: Opened['device'], listen: () => Promise<() => Promise<void>>) => {
    if (opening.has(device) || opened.some((each) => each.device === device)) return 'connected'
    opening.add(device)
    try {
      const stop = await listen()
      become([...opened, { kind, device, stop, name: nameOf(device) }])
      return 'connected'
    } catch {
      return 'busy' // another program has it, or it was pulled out meanwhile
    } finally {
      opening.delete(device)
    }
  }

  const subscribe = (listener: () => void): Disposer => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { opened: () => opened, become, gone, add, subscribe }
}

const hex = (value: number): string => value.toString(16).padStart(4, '0')

function nameOf(device: SerialPortLike | HidDeviceLike): string {
  if ('productName' in device) return device.productName || `${hex(device.vendorId)}:${hex(device.productId)}`
  const { usbVendorId, usbProductId } = device.getInfo()
  return usbVendorId === undefined ? 'COM' : `USB ${hex(usbVendorId)}:${hex(usbProductId ?? 0)}`
}
