import type { ScannedCode } from './barcode.ts'
import { lostSeparator, parseElements, type Gs1Element, type Gs1Problem } from './gs1.ts'
import { err, ok, type Result } from './result.ts'

/**
 * Whether a scanned text is a GS1 element string. Without this gate the SKU `101234` is lot `1234`. It opens where the
 * symbology says GS1, where a group separator came with the scan, or where all of it reads as elements and a GTIN with
 * its right check digit is among them.
 */
export interface Gs1Reading {
  readonly elements: readonly Gs1Element[]
  readonly lostSeparator: boolean
}

export type Gs1Refusal =
  | { readonly kind: 'notGs1' }
  /** It says that it is GS1 and can't be read as such. */
  | { readonly kind: 'unreadable'; readonly problem: Gs1Problem; readonly lostSeparator: boolean }

/** Whether a code that is GS1 seems to have lost a separator on its way, readable or not. */
export function hasLostSeparator(code: ScannedCode): boolean {
  const reading = readGs1(code)
  if (reading.ok) return reading.value.lostSeparator
  return reading.error.kind === 'unreadable' && reading.error.lostSeparator
}

/** AIM identifiers of GS1-128, GS1 DataBar and Composite, GS1 DataMatrix, GS1 QR Code and GS1 DotCode. */
const gs1Symbologies: ReadonlySet<string> = new Set([']C1', ']e0', ']d2', ']Q3', ']J1'])

export function readGs1(code: ScannedCode): Result<Gs1Reading, Gs1Refusal> {
  const announced = code.separated || (code.symbology !== null && gs1Symbologies.has(code.symbology))
  const parsed = parseElements(code.text)
  if (!parsed.ok) {
    if (!announced) return err({ kind: 'notGs1' })
    // A value that is longer than any may be is two values whose separator is gone.
    return err({ kind: 'unreadable', problem: parsed.error, lostSeparator: parsed.error.kind === 'tooLong' })
  }
  if (!announced && !parsed.value.some(({ ai }) => ai === '01' || ai === '02')) return err({ kind: 'notGs1' })
  return ok({ elements: parsed.value, lostSeparator: lostSeparator(code.text, parsed.value) })
}
