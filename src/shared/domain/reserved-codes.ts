/**
 * Barcodes that stand for no goods: commands, places on the shelves, badges and stocktakes. All begin with `XXHK`, letters that sit
 * on the same keys of US, German and French keyboards, then the letter of the kind. No item may have such a code.
 */
export const reservedPrefix = 'XXHK'

const kinds = { C: 'command', P: 'place', B: 'badge', S: 'stocktake' } as const
export type ReservedKind = (typeof kinds)[keyof typeof kinds]

export interface ReservedCode {
  /** `other`: reserved, and of no kind that this version knows. */
  readonly kind: ReservedKind | 'other'
  readonly text: string
}

/** Longest name of a place. */
export const longestPlace = 64

export const isReserved = (code: string): boolean => code.trim().toUpperCase().startsWith(reservedPrefix)

/**
 * Reads a reserved code, or null where it is none. Caps Lock must not matter: our labels print the prefix in capitals, so
 * where it arrives in small letters the case of everything is turned round.
 */
export function readReserved(code: string): ReservedCode | null {
  if (!isReserved(code)) return null
  const text = restoreCase(code.trim())
  const letter = text.charAt(reservedPrefix.length).toUpperCase()
  const rest = text.slice(reservedPrefix.length + 1).trim()
  // safe: an entry of the table, or undefined
  const kind = (kinds as Readonly<Record<string, ReservedKind>>)[letter]
  if (kind === undefined || rest === '') return { kind: 'other', text: rest }
  if (kind === 'command') return { kind, text: rest.toUpperCase() }
  return { kind, text: kind === 'place' ? rest.slice(0, longestPlace) : rest }
}

function restoreCase(code: string): string {
  const prefix = code.slice(0, reservedPrefix.length)
  return prefix === prefix.toLowerCase() ? swapCase(code) : code
}

const swapCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

export const commandCode = (command: string): string => `${reservedPrefix}C${command}`
export const placeCode = (place: string): string => `${reservedPrefix}P${place}`
/** For its count sheet: a scan of it opens the stocktake. */
export const stocktakeCode = (stocktakeID: string): string => `${reservedPrefix}S${stocktakeID}`

/** A badge as it is hashed: of our own badges the case doesn't count, of all others it does. */
export const canonicalBadge = (code: string): string => (isReserved(code) ? code.trim().toUpperCase() : code.trim())
