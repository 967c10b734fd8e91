import type { Page } from '@playwright/test'

/**
 * Scanners that are no keyboards, at the border of the browser: a Web Serial port and a WebHID device that do what the
 * two standards say (states, errors, events, what a stream becomes when a byte breaks or the plug is pulled). Everything
 * behind that border is the app's own. What the user allowed outlives a reload, as in a browser.
 */
export interface FakeDevices {
  /** What the browser's chooser will be answered with: the device, or nothing because it was closed. */
  answerChooser(with_: 'device' | 'nothing'): Promise<void>
  /** Whether another program has them open. */
  occupy(by: boolean): Promise<void>
  /** Each part is one chunk of the stream; they come one after the other, 5 ms apart. */
  writeSerial(...parts: readonly string[]): Promise<void>
  /** A byte arrived broken: the stream ends in this error, and the port has a new one. */
  breakSerial(error: 'FramingError' | 'ParityError' | 'BufferOverrunError'): Promise<void>
  /** Scanned-data reports of the HID point-of-sale class, at most 56 bytes each. */
  reportHid(code: string, aim: string, parts?: 'all' | 'first'): Promise<void>
  unplug(kind: 'serial' | 'hid'): Promise<void>
  plugIn(kind: 'serial' | 'hid'): Promise<void>
  state(): Promise<FakeState>
}

interface FakeState {
  readonly serial: 'open' | 'closed'
  readonly hid: 'open' | 'closed'
  readonly allowed: readonly string[]
}

export async function fakeDevices(page: Page): Promise<FakeDevices> {
  await page.addInitScript(installFakeDevices)
  await page.reload()
  const act = async (name: keyof Fakes, ...args: readonly unknown[]): Promise<void> => {
    await page.evaluate(
      async ([what, values]) => {
        const { fakes } = window as unknown as { fakes: Record<string, (...all: unknown[]) => unknown> } // safe: installed before the page
        await fakes[what]?.(...values)
      },
      [name, args] as const,
    )
  }
  return {
    answerChooser: (with_) => act('answerChooser', with_),
    occupy: (by) => act('occupy', by),
    writeSerial: (...parts) => act('writeSerial', parts),
    breakSerial: (error) => act('breakSerial', error),
    reportHid: (code, aim, parts = 'all') => act('reportHid', code, aim, parts),
    unplug: (kind) => act('unplug', kind),
    plugIn: (kind) => act('plugIn', kind),
    state: () => page.evaluate(() => (window as unknown as { fakes: Fakes }).fakes.state()), // safe: as above
  }
}

interface Fakes {
  answerChooser(with_: 'device' | 'nothing'): void
  occupy(by: boolean): void
  writeSerial(parts: readonly string[]): Promise<void>
  breakSerial(error: string): void
  reportHid(code: string, aim: string, parts: 'all' | 'first'): void
  unplug(kind: 'serial' | 'hid'): void
  plugIn(kind: 'serial' | 'hid'): void
  state(): FakeState
}

/** Runs in the page, so it may use nothing of this file. */
function installFakeDevices(): void {
  let choice: 'device' | 'nothing' = 'device'
  let isBusy = false
  const allowed = {
    has: (kind: string): boolean => sessionStorage.getItem(kind) !== null,
    add: (kind: string): void => sessionStorage.setItem(kind, 'allowed'),
    remove: (kind: string): void => sessionStorage.removeItem(kind),
  }
  const fail = (name: string): never => {
    throw new DOMException(`The device says ${name}`, name)
  }
  const choose = (kind: string): void => {
    if (!navigator.userActivation.isActive) fail('SecurityError')
    if (choice === 'device') allowed.add(kind)
  }

  class FakePort extends EventTarget {
    connected = true
    isOpen = false
    isBroken = false
    stream: ReadableStream<Uint8Array> | null = null
    controller: ReadableStreamDefaultController<Uint8Array> | null = null
    get readable(): ReadableStream<Uint8Array> | null {
      if (this.stream === null && this.isOpen && !this.isBroken) {
        this.stream = new ReadableStream({ start: (controller) => void (this.controller = controller) })
      }
      return this.stream
    }
    async open({ baudRate }: { baudRate: number }): Promise<void> {
      await Promise.resolve()
      if (this.isOpen) fail('InvalidStateError')
      if (baudRate !== 9600) throw new TypeError('A speed of 9600 was expected')
      if (isBusy || !this.connected) fail('NetworkError')
      this.isOpen = true
      this.isBroken = false
    }
    async close(): Promise<void> {
      if (!this.isOpen) fail('InvalidStateError')
      // A stream that somebody still reads can't be closed.
      await this.stream?.cancel()
      this.stream = null
      this.isOpen = false
    }
    async forget(): Promise<void> {
      if (this.isOpen) await this.close()
      allowed.remove('serial')
    }
    getInfo() {
      return { usbVendorId: 0x5e0, usbProductId: 0x1701 }
    }
    end(error: string): void {
      this.controller?.error(new DOMException('The stream ended', error))
      this.stream = null
    }
  }

  const field = (usage: number, reportCount: number, reportSize = 8) => ({ usages: [usage], reportSize, reportCount })
  const items = [
    field(0x0001003b, 1),
    { usages: [0x8c00fb, 0x8c00fc, 0x8c00fd], reportSize: 8, reportCount: 3 },
    field(0x8c00fe, 56),
    field(0x8c00ff, 1, 1),
    { usages: [], reportSize: 1, reportCount: 7 },
  ]
  const scannerCollection = {
    usagePage: 0x8c,
    usage: 2,
    inputReports: [],
    children: [{ usagePage: 0x8c, usage: 0x12, inputReports: [{ reportId: 2, items }], children: [] }],
  }
  const keyboardCollection = { usagePage: 1, usage: 6, inputReports: [], children: [] }

  class FakeHid extends EventTarget {
    opened = false
    connected = true
    readonly productName = 'Imager 7'
    readonly vendorId = 0x0c2e
    readonly productId = 0x0b01
    readonly collections: readonly unknown[]
    constructor(collections: readonly unknown[]) {
      super()
      this.collections = collections
    }
    async open(): Promise<void> {
      await Promise.resolve()
      if (this.opened) fail('InvalidStateError')
      if (isBusy || !this.connected) fail('NotAllowedError')
      this.opened = true
    }
    async close(): Promise<void> {
      await Promise.resolve()
      this.opened = false
    }
    async forget(): Promise<void> {
      await this.close()
      allowed.remove('hid')
    }
    send(reportId: number, bytes: Uint8Array<ArrayBuffer>): void {
      if (!this.opened) return
      const data = new DataView(bytes.buffer)
      this.dispatchEvent(Object.assign(new Event('inputreport'), { reportId, data, device: this }))
    }
  }

  const port = new FakePort()
  // One plug: the scanner, and the keyboard that it is as well, which Chromium names first and opens for nobody.
  const keyboard = new FakeHid([keyboardCollection])
  keyboard.open = () => Promise.reject(new DOMException('Protected', 'NotAllowedError'))
  let imager = new FakeHid([scannerCollection])
  const plugged = (): FakeHid[] => (imager.connected ? [keyboard, imager] : [])

  const serial = Object.assign(new EventTarget(), {
    getPorts: () => Promise.resolve(allowed.has('serial') && port.connected ? [port] : []),
    async requestPort() {
      await Promise.resolve()
      choose('serial')
      return choice === 'device' ? port : fail('NotFoundError')
    },
  })
  const hid = Object.assign(new EventTarget(), {
    getDevices: () => Promise.resolve(allowed.has('hid') ? plugged() : []),
    async requestDevice({ filters }: { filters: readonly { usagePage?: number }[] }) {
      await Promise.resolve()
      choose('hid')
      const fits = filters.some(({ usagePage }) => usagePage === scannerCollection.usagePage)
      return choice === 'device' && fits ? plugged() : []
    },
  })
  Object.defineProperty(navigator, 'serial', { value: serial, configurable: true })
  Object.defineProperty(navigator, 'hid', { value: hid, configurable: true })

  /** Web Serial's event comes up from the port, WebHID's names the device. */
  const tell = (kind: string, type: string): void => {
    const event = new Event(type)
    if (kind === 'serial') Object.defineProperty(event, 'target', { value: port })
    else Object.assign(event, { device: imager })
    const list = kind === 'serial' ? serial : hid
    list.dispatchEvent(event)
  }
  const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(text, (character) => character.charCodeAt(0))

  const fakes: Fakes = {
    answerChooser: (with_) => void (choice = with_),
    occupy: (by) => void (isBusy = by),
    async writeSerial(parts) {
      for (const part of parts) {
        port.controller?.enqueue(bytesOf(part))
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    breakSerial: (error) => port.end(error),
    reportHid(code, aim, parts) {
      for (let from = 0; from < code.length; from += 56) {
        const share = code.slice(from, from + 56)
        const report = new Uint8Array(61)
        report.set([share.length, ...bytesOf(aim.padEnd(3, '\0')), ...bytesOf(share)])
        report[60] = from + 56 < code.length ? 1 : 0
        imager.send(7, new Uint8Array(3))
        imager.send(2, report)
        if (parts === 'first') return
      }
    },
    unplug(kind) {
      if (kind === 'serial') {
        port.connected = false
        port.isBroken = true
        port.end('NetworkError')
      } else {
        imager.connected = false
        imager.opened = false
      }
      tell(kind, 'disconnect')
    },
    plugIn(kind) {
      if (kind === 'serial') port.connected = true
      else imager = new FakeHid([scannerCollection])
      tell(kind, 'connect')
    },
    state: () => ({
      serial: port.isOpen ? 'open' : 'closed',
      hid: imager.opened ? 'open' : 'closed',
      allowed: ['serial', 'hid'].filter((kind) => allowed.has(kind)),
    }),
  }
  Object.assign(window, { fakes })
}
