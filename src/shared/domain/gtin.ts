/**
 * GTINs (GS1 General Specifications): one number space written with 8, 12, 13 or 14 digits, of which the last checks
 * the others. The shorter forms are the longer ones without leading zeros, so 14 digits are the canonical form.
 */
const lengths: readonly number[] = [8, 12, 13, 14]

/** The check digit of a GTIN without its last digit: weights 3 and 1 from the right. */
export function checkDigit(digits: string): number {
  let total = 0
  for (let index = 0; index < digits.length; index += 1) {
    const weight = (digits.length - index) % 2 === 1 ? 3 : 1
    total += weight * Number(digits[index])
  }
  return (10 - (total % 10)) % 10
}

/** The 14-digit form, or null where the text is no GTIN: another length, other characters, or a wrong check digit. */
export function canonicalGtin(text: string): string | null {
  if (!lengths.includes(text.length) || !/^\d+$/.test(text)) return null
  if (checkDigit(text.slice(0, -1)) !== Number(text.at(-1))) return null
  return text.padStart(14, '0')
}
