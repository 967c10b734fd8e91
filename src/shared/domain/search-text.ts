/**
 * The form in which names and codes are indexed and asked for, so that "weiss" finds "Weiß" and "cafe" finds "Café":
 * decomposed, marks dropped, lower case, the letters that decompose to nothing spelled out, white space folded.
 */
export function searchText(...parts: readonly (string | null)[]): string {
  return parts
    .filter((part): part is string => part !== null && part !== '')
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđ×]/g, (letter) => spelledOut[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim()
}

const spelledOut: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', '×': 'x' }
