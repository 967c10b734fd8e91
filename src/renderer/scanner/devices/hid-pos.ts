import type { HidCollection, HidReportItem } from './web-ports.ts'

/**
 * Scanned-data reports of HID point-of-sale scanners (HID usage tables, page 0x8C). A report's layout is the device's
 * own; the browser tells it item by item, and every field is found by its usage.
 */

export const scannerPage = 0x8c
const byteCount = 0x0001003b
const symbology = [0x8c00fb, 0x8c00fc, 0x8c00fd]
const decodedData = 0x8c00fe
const continued = 0x8c00ff

/** One report's share of a scan. */
export interface ScannedPart {
  readonly text: string
  /** `]C1`, or empty where the device tells none. */
  readonly aim: string
  /** The rest comes with the next report. */
  readonly goesOn: boolean
}

/** Whether the device has a scanner's collection; of one plug, the keyboard that it is as well has none. */
export const isScanner = ({ collections }: { readonly collections: readonly HidCollection[] }): boolean =>
  collections.some(({ usagePage }) => usagePage === scannerPage)

/** The items of the report with this id, whatever collection they are in; null: the device names no such report. */
export function reportItems(collections: readonly HidCollection[], reportId: number): readonly HidReportItem[] | null {
  for (const { inputReports = [], children = [] } of collections) {
    const report = inputReports.find((each) => (each.reportId ?? 0) === reportId)
    const items = report?.items ?? reportItems(children, reportId)
    if (items) return items
  }
  return null
}

/** What the report says of a scan; null: it is none (a status, a button). */
export function readScannedData(items: readonly HidReportItem[], data: DataView): ScannedPart | null {
  const fields = readFields(items, data)
  if (!fields.some(({ usage }) => usage === decodedData)) return null
  const of = (usage: number): number[] => fields.filter((field) => field.usage === usage).map(({ value }) => value)
  const bytes = of(decodedData)
  const [length = lengthWithoutFill(bytes)] = of(byteCount)
  const aim = symbology.flatMap(of).filter((value) => value !== 0)
  return {
    text: String.fromCharCode(...bytes.slice(0, Math.min(length, bytes.length))),
    aim: aimText(String.fromCharCode(...aim)),
    goesOn: of(continued).some((value) => value !== 0),
  }
}

/** Where the device counts no bytes, the report is filled up with zeros. */
const lengthWithoutFill = (bytes: readonly number[]): number => bytes.findLastIndex((byte) => byte !== 0) + 1

/** Some devices send the bracket, some leave it out; what follows the two signs is the maker's own. */
function aimText(identifier: string): string {
  const [, signs] = /^\]?([A-Za-z]\d)/.exec(identifier) ?? []
  return signs === undefined ? '' : `]${signs}`
}

function readFields(items: readonly HidReportItem[], data: DataView) {
  const fields: { readonly usage: number; readonly value: number }[] = []
  let bit = 0
  for (const item of items) {
    const { reportSize = 0, reportCount = 0 } = item
    for (let index = 0; index < reportCount; index += 1) {
      fields.push({ usage: usageAt(item, index), value: readBits(data, bit, reportSize) })
      bit += reportSize
    }
  }
  return fields
}

function usageAt({ isRange, usages = [], usageMinimum = 0 }: HidReportItem, index: number): number {
  return isRange ? usageMinimum + index : (usages[Math.min(index, usages.length - 1)] ?? 0)
}

/** Least significant bit first; what lies beyond the report's end is zero. */
function readBits(data: DataView, from: number, size: number): number {
  let value = 0
  for (let index = 0; index < Math.min(size, 32); index += 1) {
    const at = from + index
    const byte = at >> 3 < data.byteLength ? data.getUint8(at >> 3) : 0
    value += ((byte >> (at & 7)) & 1) * 2 ** index
  }
  return value
}
