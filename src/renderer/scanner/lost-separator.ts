import { canonicalGtin } from '../../shared/domain/gtin.ts'

/**
 * Whether a code looks like a GS1 code whose hidden separator did not arrive: an item number, then a batch or serial of
 * no fixed length that runs into a date (GS1 General Specifications 3.4, 3.5). For the test page only: what a code means
 * is the core's to say.
 */
export function looksLikeLostSeparator(code: string): boolean {
  const text = code.replace(/^\][A-Za-z]\d/, '')
  if (text.includes('\x1d') || !text.startsWith('01')) return false
  if (canonicalGtin(text.slice(2, 16)) === null) return false
  return /^(10|21).{1,20}1[135-7]\d{2}(0[1-9]|1[0-2])[0-3]\d/.test(text.slice(16))
}
