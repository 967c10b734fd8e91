import { reservedPrefix } from '../../../shared/domain/reserved-codes.ts'

/** Letters that sit on the same keys of US, German and French keyboards. Sixteen, so that a byte is no favourite of any. */
const letters = 'BCDEFGHJKLNPRSTV'
/** 16 letters of 4 bits: nobody guesses a badge. */
export const badgeLength = 16

/** `bytes`: as many random ones as `badgeLength`. */
export function newBadge(bytes: Uint8Array): string {
  return `${reservedPrefix}B${[...bytes].map((byte) => letters[byte % letters.length] ?? '').join('')}`
}
