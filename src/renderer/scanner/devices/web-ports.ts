/** The parts of Web Serial and WebHID that scanners need; TypeScript's own library has neither. */

export interface SerialPortLike extends EventTarget {
  readonly readable: ReadableStream<Uint8Array> | null
  open(options: { readonly baudRate: number }): Promise<void>
  close(): Promise<void>
  forget(): Promise<void>
  getInfo(): { readonly usbVendorId?: number; readonly usbProductId?: number }
}

export interface SerialLike extends EventTarget {
  getPorts(): Promise<SerialPortLike[]>
  requestPort(): Promise<SerialPortLike>
}

export interface HidReportItem {
  readonly isRange?: boolean
  /** Usage page in the upper sixteen bits. */
  readonly usages?: readonly number[]
  readonly usageMinimum?: number
  /** Bits. */
  readonly reportSize?: number
  readonly reportCount?: number
}

export interface HidCollection {
  readonly usagePage?: number
  readonly inputReports?: readonly { readonly reportId?: number; readonly items?: readonly HidReportItem[] }[]
  readonly children?: readonly HidCollection[]
}

export interface HidDeviceLike extends EventTarget {
  readonly opened: boolean
  readonly productName: string
  readonly vendorId: number
  readonly productId: number
  readonly collections: readonly HidCollection[]
  open(): Promise<void>
  close(): Promise<void>
  forget(): Promise<void>
}

export interface HidLike extends EventTarget {
  getDevices(): Promise<HidDeviceLike[]>
  requestDevice(options: { readonly filters: readonly { readonly usagePage: number }[] }): Promise<HidDeviceLike[]>
}

export interface InputReport {
  readonly reportId: number
  readonly data: DataView
}

/** What this window's browser offers; a member is null where it doesn't. */
export interface Ports {
  readonly serial: SerialLike | null
  readonly hid: HidLike | null
}

export function portsOf(navigator: object): Ports {
  const { serial = null, hid = null } = navigator as { serial?: SerialLike; hid?: HidLike } // safe: both standards name them so, and neither is used elsewhere
  return { serial, hid }
}
