import { readScannedData, reportItems } from './hid-pos.ts'
import type { HidDeviceLike, InputReport } from './web-ports.ts'

/** Milliseconds after which a report is no longer waited for: the code that it would go on with is given up. */
const longestWait = 2000

/** Opens the device and hands on its codes, its symbology's name in front; answers the way to close it. */
export async function listenHid(device: HidDeviceLike, onCode: (code: string) => void): Promise<() => Promise<void>> {
  if (!device.opened) await device.open()
  let begun = ''
  let lastAt = 0
  const onReport = (event: Event): void => {
    const { reportId, data } = event as Event & InputReport // safe: the events of this name are HID's reports
    const items = reportItems(device.collections, reportId)
    const part = items && readScannedData(items, data)
    if (!part) return
    if (event.timeStamp - lastAt > longestWait) begun = ''
    lastAt = event.timeStamp
    begun += begun === '' ? `${part.aim}${part.text}` : part.text
    if (part.goesOn) return
    const code = begun.replace(/[\r\n\t]+$/, '')
    begun = ''
    if (code !== '') onCode(code)
  }
  device.addEventListener('inputreport', onReport)
  return async () => {
    device.removeEventListener('inputreport', onReport)
    await device.close()
  }
}
