/** ULIDs: 48 bits of time and 80 of chance, in Crockford's base 32, so that text order is the order of making. */
import { randomBytes } from 'node:crypto'
import type { Ids } from '../../core/ports.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Within one millisecond, and when the clock steps back, the chance part counts up: order holds within a process. */
export function createIds(now: () => number = Date.now, random: (size: number) => Uint8Array = randomBytes): Ids {
  let time = -1
  let digits: number[] = []
  return {
    ulid() {
      const at = now()
      if (at > time) {
        time = at
        digits = Array.from(random(16), (byte) => byte & 31)
      } else {
        digits = increment(digits)
      }
      return encodeTime(time) + digits.map((digit) => alphabet.charAt(digit)).join('')
    },
  }
}

function encodeTime(time: number): string {
  let text = ''
  for (let rest = time; text.length < 10; rest = Math.floor(rest / 32)) text = alphabet.charAt(rest % 32) + text
  return text
}

function increment(digits: readonly number[]): number[] {
  const next = [...digits]
  for (let place = next.length - 1; place >= 0; place -= 1) {
    const digit = next[place] ?? 0
    next[place] = (digit + 1) % 32
    if (digit < 31) break
  }
  return next
}
