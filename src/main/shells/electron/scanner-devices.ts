import { readFileSync, writeFileSync } from 'node:fs'
import { app, dialog, session, type HIDDevice, type SerialPort, type Session } from 'electron'
import { z } from 'zod'
import { isFrom } from './origin.ts'

/**
 * Scanners that are no keyboards: our own pages may use a serial port or an HID device that the user chose, and nothing
 * else. Electron has no chooser of its own and forgets at every end, so both are here.
 */
const rowSchema = z.object({
  kind: z.enum(['serial', 'hid']),
  vendor: z.number(),
  product: z.number(),
  serial: z.string(),
})
type Row = z.infer<typeof rowSchema>

export function allowScanners(origin: string, file: string, of: Session = session.defaultSession): void {
  const remembered = rememberIn(file)
  of.setPermissionCheckHandler(
    (_contents, permission, from) => (permission === 'serial' || permission === 'hid') && isFrom(origin, from),
  )
  of.setDevicePermissionHandler(
    ({ deviceType, device, origin: from }) =>
      deviceType !== 'usb' && isFrom(origin, from) && remembered.has(rowOf(deviceType, device as Device)), // safe: neither kind is a USB device
  )
  of.on('select-serial-port', (event, ports, contents, answer) => {
    event.preventDefault()
    void choose(isFrom(origin, contents.getURL()) ? ports : [], nameOfPort).then((port) => {
      if (port !== null) remembered.add(rowOf('serial', port))
      answer(port?.portId ?? '')
    })
  })
  of.on('select-hid-device', (event, { deviceList, frame }, answer) => {
    event.preventDefault()
    void choose(frame !== null && isFrom(origin, frame.url) ? deviceList : [], nameOfHid).then((device) => {
      if (device !== null) remembered.add(rowOf('hid', device))
      answer(device?.deviceId ?? null)
    })
  })
  of.on('serial-port-revoked', (_event, { port }) => remembered.remove(rowOf('serial', port)))
  of.on('hid-device-revoked', (_event, { device }) => remembered.remove(rowOf('hid', device)))
}

type Device = HIDDevice | SerialPort

const rowOf = (kind: Row['kind'], { vendorId, productId, serialNumber }: Device): Row => ({
  kind,
  vendor: Number(vendorId ?? 0),
  product: Number(productId ?? 0),
  serial: serialNumber ?? '',
})

const nameOfPort = ({ displayName, portName }: SerialPort): string => `${displayName ?? 'Serial port'} (${portName})`
const nameOfHid = ({ name }: HIDDevice): string => name

/** Null: the user chose nothing, or there is nothing. */
async function choose<T>(devices: readonly T[], nameOf: (device: T) => string): Promise<T | null> {
  const german = app.getLocale().startsWith('de')
  const question = german ? 'Welcher Scanner?' : 'Which scanner?'
  const none = german
    ? 'Es ist kein passender Scanner angeschlossen. Stecken Sie ihn ein und versuchen Sie es noch einmal.'
    : 'No such scanner is plugged in. Plug it in and try again.'
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: devices.length === 0 ? none : question,
    buttons: [...devices.map(nameOf), german ? 'Abbrechen' : 'Cancel'],
    cancelId: devices.length,
    noLink: false,
  })
  return devices[response] ?? null
}

/** A list in a file; one that can't be read is empty, and one that can't be written lasts until the end. */
function rememberIn(file: string) {
  let rows = readRows(file)
  const isSame = (a: Row) => (b: Row) =>
    a.kind === b.kind && a.vendor === b.vendor && a.product === b.product && a.serial === b.serial
  const become = (next: readonly Row[]): void => {
    rows = next
    try {
      writeFileSync(file, JSON.stringify(rows))
    } catch {
      // The choice is asked for again at the next start.
    }
  }
  return {
    has: (row: Row) => rows.some(isSame(row)),
    add: (row: Row) => become([...rows.filter((other) => !isSame(row)(other)), row]),
    remove: (row: Row) => become(rows.filter((other) => !isSame(row)(other))),
  }
}

function readRows(file: string): readonly Row[] {
  try {
    return z.array(rowSchema).parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return []
  }
}
