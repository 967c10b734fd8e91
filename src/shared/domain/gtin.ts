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

/** A canonical GTIN as it is mostly printed: 13 digits, and 14 only where the first is not zero. */
export const printedGtin = (gtin: string): string => (gtin.startsWith('0') ? gtin.slice(1) : gtin)

/**
 * The canonical form of an eight-digit UPC-E (GS1 General Specifications, 5.2.2.4), whose zeros were pressed out of a
 * UPC-A; null where it is none. Its check digit is that of the UPC-A, so it can't be told from an EAN-8 by its digits.
 */
export function expandUpcE(text: string): string | null {
  const [, system = '', digits = '', last = '', check = ''] = /^([01])(\d{5})(\d)(\d)$/.exec(text) ?? []
  if (check === '') return null
  return canonicalGtin(system + withZeros(digits, last) + check)
}

function withZeros(digits: string, last: string): string {
  if (last <= '2') return `${digits.slice(0, 2)}${last}0000${digits.slice(2)}`
  if (last === '3') return `${digits.slice(0, 3)}00000${digits.slice(3)}`
  if (last === '4') return `${digits.slice(0, 4)}00000${digits.slice(4)}`
  return `${digits}0000${last}`
}
