import { describe, expect, it } from 'vitest'
import { createDevices } from '../../../../src/renderer/scanner/devices/devices.ts'
import { readScannedData, reportItems } from '../../../../src/renderer/scanner/devices/hid-pos.ts'
import { createSerialCodes } from '../../../../src/renderer/scanner/devices/serial-codes.ts'
import type {
  HidCollection,
  HidDeviceLike,
  HidReportItem,
  SerialPortLike,
} from '../../../../src/renderer/scanner/devices/web-ports.ts'

const bytes = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0))
const field = (usage: number, reportCount: number, reportSize = 8): HidReportItem => ({
  usages: [usage],
  reportSize,
  reportCount,
})

/** 63 bytes as many imagers send them: length, three of symbology, 56 of data, two more, and one bit. */
const items: readonly HidReportItem[] = [
  field(0x0001003b, 1),
  { usages: [0x8c00fb, 0x8c00fc, 0x8c00fd], reportSize: 8, reportCount: 3 },
  field(0x8c00fe, 56),
  { usages: [], reportSize: 8, reportCount: 2 },
  field(0x8c00ff, 1, 1),
  { usages: [], reportSize: 1, reportCount: 7 },
]

const report = (text: string, { aim = ']C1', goesOn = false, length = text.length } = {}): DataView => {
  const data = new Uint8Array(63)
  data.set([length, ...bytes(aim.padEnd(3, '\0')), ...bytes(text)])
  data[62] = goesOn ? 1 : 0
  return new DataView(data.buffer)
}

describe('a scanned-data report', () => {
  it('tells its text, its symbology, and whether more comes', () => {
    const text = '010426011873118010AB\x1d17281231'
    expect(readScannedData(items, report(text))).toEqual({ text, aim: ']C1', goesOn: false })
    expect(readScannedData(items, report('x'.repeat(56), { aim: 'Q3', goesOn: true }))).toEqual({
      text: 'x'.repeat(56),
      aim: ']Q3',
      goesOn: true,
    })
  })

  it('is read up to its filling where no byte is counted, and as far as it goes where it is cut', () => {
    const uncounted = [field(0x8c00fe, 8)]
    const filled = new DataView(new Uint8Array([...bytes('AB-1'), 0, 0, 0, 0]).buffer)
    expect(readScannedData(uncounted, filled)).toEqual({ text: 'AB-1', aim: '', goesOn: false })
    expect(readScannedData(uncounted, new DataView(new Uint8Array(bytes('AB')).buffer))?.text).toBe('AB')
    expect(readScannedData(items, report('AB', { length: 200 }))?.text).toMatch(/^AB\0+$/)
  })

  it('with an odd symbology has none, and any other report is no scan', () => {
    expect(readScannedData(items, report('AB', { aim: '??' }))).toMatchObject({ aim: '', text: 'AB' })
    expect(readScannedData([field(0x8c0031, 4)], report('AB'))).toBeNull()
  })

  it('is found by its number, in whatever collection it is', () => {
    const collections = [{ children: [{ inputReports: [{ reportId: 2, items }] }] }]
    expect(reportItems(collections, 2)).toBe(items)
    expect(reportItems(collections, 3)).toBeNull()
  })
})

describe('the bytes of a serial scanner', () => {
  const push = (codes: ReturnType<typeof createSerialCodes>, text: string) => codes.push(Uint8Array.from(bytes(text)))

  it('are codes at each end, however they are cut into pieces', () => {
    const codes = createSerialCodes()
    expect(push(codes, 'AB')).toEqual([])
    expect(push(codes, 'C\r')).toEqual(['ABC'])
    expect(push(codes, '\n\x0201\x1d21\x03X\tY\r\n')).toEqual(['01\x1d21', 'X', 'Y'])
    expect(codes.flush()).toBeNull()
  })

  it('are a code after silence where no end comes', () => {
    const codes = createSerialCodes()
    push(codes, '\x02AB')
    expect(codes.flush()).toBe('AB')
    expect(codes.flush()).toBeNull()
  })
})

describe('bytes that went missing', () => {
  const push = (codes: ReturnType<typeof createSerialCodes>, text: string) => codes.push(Uint8Array.from(bytes(text)))

  it('take their code with them, up to its end or a silence', () => {
    const codes = createSerialCodes()
    push(codes, '40063')
    codes.lose()
    expect(push(codes, '331\rSECOND\r')).toEqual(['SECOND'])
    push(codes, 'AB')
    codes.lose()
    expect(codes.flush()).toBeNull()
    expect(push(codes, 'THIRD\r')).toEqual(['THIRD'])
  })

  it('are waited for longer by who has seen that the scanner ends its codes', () => {
    const codes = createSerialCodes()
    push(codes, 'AB')
    expect(codes.silence()).toBe(100)
    push(codes, 'C\r')
    expect(codes.silence()).toBe(2000)
  })
})

/** A device and the list that the browser keeps of those the user allowed. */
class FakeHid extends EventTarget implements HidDeviceLike {
  opened = false
  forgotten = false
  readonly productName = 'Imager'
  readonly vendorId = 1
  readonly productId = 2
  readonly collections: readonly HidCollection[]
  constructor(usagePage = 0x8c) {
    super()
    this.collections = [{ usagePage, inputReports: [{ reportId: 2, items }] }]
  }
  open(): Promise<void> {
    this.opened = true
    return Promise.resolve()
  }
  close(): Promise<void> {
    this.opened = false
    return Promise.resolve()
  }
  forget(): Promise<void> {
    this.forgotten = true
    return Promise.resolve()
  }
  report(data: DataView, at = 0): void {
    const event = Object.assign(new Event('inputreport'), { reportId: 2, data })
    Object.defineProperty(event, 'timeStamp', { value: at })
    this.dispatchEvent(event)
  }
}

class FakeSerial extends EventTarget implements SerialPortLike {
  readonly #pipe = new TransformStream<Uint8Array>()
  readonly #writer = this.#pipe.writable.getWriter()
  readonly readable = this.#pipe.readable
  isOpen = false
  open({ baudRate }: { readonly baudRate: number }): Promise<void> {
    this.isOpen = baudRate === 9600
    return Promise.resolve()
  }
  close(): Promise<void> {
    this.isOpen = false
    return Promise.resolve()
  }
  forget(): Promise<void> {
    return Promise.resolve()
  }
  getInfo() {
    return { usbVendorId: 0x5e0, usbProductId: 0x1701 }
  }
  write(text: string): Promise<void> {
    return this.#writer.write(Uint8Array.from(bytes(text)))
  }
}

const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('devices', () => {
  it('that were allowed before are open from the start, and hand on whole codes', async () => {
    const device = new FakeHid()
    const hid = Object.assign(new EventTarget(), {
      getDevices: () => Promise.resolve([device]),
      requestDevice: () => Promise.resolve([]),
    })
    const codes: string[] = []
    const devices = createDevices({ serial: null, hid }, (code) => codes.push(code))
    const stop = devices.start()
    await later()
    expect(devices.open()).toMatchObject([{ kind: 'hid', name: 'Imager' }])
    device.report(report('A'.repeat(56), { goesOn: true }))
    device.report(report('BC', { aim: '' }))
    expect(codes).toEqual([`]C1${'A'.repeat(56)}BC`])
    hid.dispatchEvent(Object.assign(new Event('disconnect'), { device }))
    expect(devices.open()).toEqual([])
    hid.dispatchEvent(new Event('connect'))
    await later()
    expect(devices.open()).toHaveLength(1)
    await devices.forget('hid')
    expect([device.opened, device.forgotten, devices.open().length]).toEqual([false, true, 0])
    stop()
  })

  it('are opened where they scan: not the keyboard of the same plug; and a code whose rest never came is given up', async () => {
    const keyboard = new FakeHid(1)
    const imager = new FakeHid()
    const hid = Object.assign(new EventTarget(), {
      getDevices: () => Promise.resolve([]),
      requestDevice: () => Promise.resolve([keyboard, imager]),
    })
    const codes: string[] = []
    const devices = createDevices({ serial: null, hid }, (code) => codes.push(code))
    expect(await devices.choose('hid')).toBe('connected')
    expect([keyboard.opened, imager.opened]).toEqual([false, true])
    imager.report(report('A'.repeat(56), { goesOn: true }), 1000)
    imager.report(report('4006381333931', { aim: ']E0' }), 9000)
    expect(codes).toEqual([']E04006381333931'])
  })

  it('that are chosen are read, and say when nothing was chosen or another program has them', async () => {
    const port = new FakeSerial()
    const choices = [
      () => Promise.resolve(port),
      () => Promise.reject(new Error('cancelled')),
      () => Promise.resolve(Object.assign(new FakeSerial(), { open: () => Promise.reject(new Error('in use')) })),
    ]
    const serial = Object.assign(new EventTarget(), {
      getPorts: () => Promise.resolve([]),
      requestPort: () => choices.shift()?.() ?? Promise.reject(new Error('none')),
    })
    const codes: string[] = []
    const devices = createDevices({ serial, hid: null }, (code) => codes.push(code))
    expect(devices.offers).toEqual(['serial'])
    expect(await devices.choose('serial')).toBe('connected')
    expect(devices.open()).toMatchObject([{ name: 'USB 05e0:1701' }])
    await port.write('01\x1d21\r\n')
    await later()
    expect(codes).toEqual(['01\x1d21'])
    expect(await devices.choose('serial')).toBe('none')
    expect(await devices.choose('serial')).toBe('busy')
    expect(await devices.choose('hid')).toBe('none')
    await devices.forget('serial')
    expect(port.isOpen).toBe(false)
  })
})
