import { reservedPrefix } from '../../../shared/domain/reserved-codes.ts'

/** Letters that sit on the same keys of US, German and French keyboards. Sixteen, so that a byte is no favourite of any. */
const letters = 'BCDEFGHJKLNPRSTV'
/** 16 letters of 4 bits: nobody guesses a badge. */
const length = 16

export function newBadge(random: (bytes: Uint8Array) => Uint8Array): string {
  const bytes = random(new Uint8Array(length))
  return `${reservedPrefix}B${[...bytes].map((byte) => letters[byte % letters.length] ?? '').join('')}`
}
