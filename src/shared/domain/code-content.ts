import { readScannedCode, type ScannedCode } from './barcode.ts'
import { readDigitalLink } from './digital-link.ts'
import { readGs1 } from './gs1-gate.ts'
import { readGs1Date, type Gs1Element } from './gs1.ts'

/** What a GS1 element string or a Digital Link says of the thing it is on, besides its number. */
export interface CodeContent {
  /** Canonical GTIN-14 of the thing, or of what a box contains. */
  readonly gtin: string | null
  readonly lot: string | null
  /** YYMMDD as the code has it; `readGs1Date` knows the century. */
  readonly expiry: string | null
  readonly serial: string | null
  /** Things of this GTIN in it. */
  readonly count: number | null
  /** Net weight in kilograms. */
  readonly weight: number | null
  /** Net weight, length, area or volume in the unit of the identifier. */
  readonly measure: number | null
  readonly price: number | null
  readonly lostSeparator: boolean
}

/** Reads a code as GS1 content, or null where it is none: see gs1-gate.ts. */
export function readContent(code: ScannedCode): CodeContent | null {
  const elements = readGs1(code)
  if (elements.ok) return contentOf(elements.value.elements, elements.value.lostSeparator)
  const link = readDigitalLink(code.text)
  return link.ok ? contentOf(link.value, false) : null
}

function contentOf(elements: readonly Gs1Element[], lostSeparator: boolean): CodeContent {
  const valueOf = (...ais: readonly string[]): string | null => {
    for (const ai of ais) {
      const found = elements.find((element) => element.ai === ai)
      if (found) return found.value
    }
    return null
  }
  const count = valueOf('37', '30')
  const pounds = decimalOf(elements, '320')
  const kilograms = decimalOf(elements, '310')
  return {
    gtin: valueOf('01', '02'),
    lot: valueOf('10'),
    expiry: valueOf('17', '7003', '15'),
    serial: valueOf('21'),
    count: count === null ? null : Number(count),
    weight: kilograms ?? (pounds === null ? null : pounds * 0.45359237),
    measure: ['310', '320', '311', '314', '315', '316'].map((ai) => decimalOf(elements, ai)).find(isSaid) ?? null,
    price: decimalOf(elements, '392') ?? decimalOf(elements, '393', 3),
    lostSeparator,
  }
}

const isSaid = (value: number | null): value is number => value !== null

/** The value of an identifier whose last digit says the decimal places; `skip`: digits of a currency before it. */
function decimalOf(elements: readonly Gs1Element[], ai: string, skip = 0): number | null {
  const element = elements.find((other) => other.ai.length === 4 && other.ai.startsWith(ai))
  return element ? Number(element.value.slice(skip)) / 10 ** Number(element.ai[3]) : null
}

/** What a count keeps of a scan besides item and quantity. */
export interface CodeParticulars {
  readonly lot: string | null
  /** YYYY-MM-DD */
  readonly expiry: string | null
  readonly serial: string | null
}

export function particularsOf(content: CodeContent | null, year: number): CodeParticulars {
  if (content === null) return { lot: null, expiry: null, serial: null }
  const { lot, expiry, serial } = content
  return { lot, expiry: expiry === null ? null : readGs1Date(expiry, year), serial }
}

/** Lot, expiry and serial number that a scanned text says by itself, whether its item is known or not. */
export const particularsOfCode = (code: string, year: number): CodeParticulars =>
  particularsOf(readContent(readScannedCode(code)), year)
