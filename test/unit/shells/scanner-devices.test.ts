import path from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createFakeElectron } from './fake-electron.ts'

const fake = createFakeElectron()
vi.doMock('electron', () => fake.electron)
const { allowScanners } = await import('../../../src/main/shells/electron/scanner-devices.ts')

const origin = 'app://hakomori'
const ours = { getURL: () => 'app://hakomori/index.html' }
const scanner = { portId: 'p2', portName: 'COM4', displayName: 'Zebra DS2208', vendorId: '1504', productId: '4608' }
const modem = { portId: 'p1', portName: 'COM1' }
const session = fake.electron.session.defaultSession

beforeEach(() => {
  session.removeAllListeners()
  fake.log.boxes.length = 0
})

const askForPort = (contents: object, ports: readonly object[] = [modem, scanner]): Promise<string> =>
  new Promise((resolve) => {
    session.emit('select-serial-port', { preventDefault: () => undefined }, ports, contents, resolve)
  })

const askForHid = (url: string): Promise<string | null> =>
  new Promise((resolve) => {
    const device = { deviceId: 'h1', name: 'Point of sale scanner', vendorId: 1504, productId: 2000, collections: [] }
    const details = { deviceList: [device], frame: { url } }
    session.emit('select-hid-device', { preventDefault: () => undefined }, details, resolve)
  })

const mayUse = (device: object, from = origin, deviceType = 'serial') =>
  fake.log.devicePermission?.({ deviceType, device, origin: from })

it('lets our own pages alone ask for serial and HID, and for nothing else', () => {
  allowScanners(origin, path.join(temporaryFolder(), 'scanners.json'))
  const may = (permission: string, from: string) => fake.log.permissionCheck?.({}, permission, from)
  expect(may('serial', 'app://hakomori/')).toBe(true)
  expect(may('hid', 'app://hakomori/')).toBe(true)
  expect(may('usb', 'app://hakomori/')).toBe(false)
  expect(may('media', 'app://hakomori/')).toBe(false)
  expect(may('serial', 'https://evil.example')).toBe(false)
})

it('lets the user choose, and remembers what was chosen over a restart until it is forgotten', async () => {
  const file = path.join(temporaryFolder(), 'scanners.json')
  allowScanners(origin, file)
  expect(mayUse(scanner)).toBe(false)
  fake.log.press = 1
  expect(await askForPort(ours)).toBe('p2')
  expect(fake.log.boxes).toMatchObject([{ buttons: ['Serial port (COM1)', 'Zebra DS2208 (COM4)', 'Cancel'] }])
  expect(mayUse(scanner)).toBe(true)
  expect(mayUse(modem)).toBe(false)
  expect(mayUse(scanner, 'https://evil.example')).toBe(false)

  session.removeAllListeners()
  allowScanners(origin, file)
  expect(mayUse({ ...scanner, portId: 'another number at every start' })).toBe(true)
  session.emit('serial-port-revoked', {}, { port: scanner, origin })
  expect(mayUse(scanner)).toBe(false)
})

it('answers with nothing where the user cancels, nothing is plugged in, or another page asks', async () => {
  allowScanners(origin, path.join(temporaryFolder(), 'scanners.json'))
  fake.log.press = 2
  expect(await askForPort(ours)).toBe('')
  fake.log.press = 0
  expect(await askForPort(ours, [])).toBe('')
  expect(fake.log.boxes.at(-1)).toEqual({
    message: 'No such scanner is plugged in. Plug it in and try again.',
    buttons: ['Cancel'],
  })
  expect(await askForPort({ getURL: () => 'https://evil.example/' })).toBe('')
  expect(await askForHid('https://evil.example/')).toBeNull()
  expect(await askForHid('app://hakomori/index.html')).toBe('h1')
  expect(mayUse({ vendorId: 1504, productId: 2000 }, origin, 'hid')).toBe(true)
})
