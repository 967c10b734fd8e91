import { canonicalGtin } from './gtin.ts'

/**
 * What a scanned code may stand for, in the order in which it is looked up: an exact alias, an exact SKU, a GTIN in any
 * of its lengths. Case and punctuation are kept: they are part of the code.
 */
export interface ScannedCode {
  /** As it came, without control characters at the ends. */
  readonly text: string
  /** AIM symbology identifier such as `]E0`, where the scanner sends one (ISO/IEC 15424). */
  readonly symbology: string | null
  /** Canonical GTIN-14, or null. */
  readonly gtin: string | null
}

export function readScannedCode(raw: string): ScannedCode {
  const clean = raw.replace(/^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu, '')
  const identifier = /^\][A-Za-z][0-9A-Za-z]/.exec(clean)?.[0] ?? null
  const text = identifier === null || clean.length === identifier.length ? clean : clean.slice(identifier.length)
  return { text, symbology: identifier, gtin: canonicalGtin(text) }
}
