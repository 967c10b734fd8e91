import { groupSeparator } from './gs1.ts'
import { canonicalGtin, expandUpcE } from './gtin.ts'

/**
 * A scanned text, before anybody looks up what it stands for. Case and punctuation are kept: they are part of the code.
 */
export interface ScannedCode {
  /** As it came, without control characters at the ends. */
  readonly text: string
  /** AIM symbology identifier such as `]E0`, where the scanner sends one (ISO/IEC 15424). */
  readonly symbology: string | null
  /** Canonical GTIN-14, or null. */
  readonly gtin: string | null
  /** A group separator came with it, at the ends or between: only GS1 symbols send one. */
  readonly separated: boolean
}

export function readScannedCode(raw: string): ScannedCode {
  const clean = raw.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
  const identifier = /^\][A-Za-z][0-9A-Za-z]/.exec(clean)?.[0] ?? null
  const rest = identifier === null || clean.length === identifier.length ? clean : clean.slice(identifier.length)
  const text = rest.replace(/^\p{Cc}+/u, '')
  return { text, symbology: identifier, gtin: gtinOf(text, identifier), separated: raw.includes(groupSeparator) }
}

/** `]E0` is what EAN-13, UPC-A and UPC-E send; the eight digits of an EAN-8 come with `]E4`. */
function gtinOf(text: string, symbology: string | null): string | null {
  const upc = symbology === ']E0' ? expandUpcE(text) : null
  return upc ?? canonicalGtin(text)
}
