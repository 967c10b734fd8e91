import { createHash, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'

/** scrypt with a cost of some 50 ms: a PIN has few digits, so every guess has to be dear (RFC 7914). */
const cost = { N: 2 ** 14, r: 8, p: 1 }
const length = 32

/** `scrypt$salt$hash`, both in base64. */
export function hashPin(pin: string): string {
  const salt = randomBytes(16)
  return ['scrypt', salt.toString('base64'), scryptSync(pin, salt, length, cost).toString('base64')].join('$')
}

/** False for a wrong PIN and for a hash that can't be read. */
export function isPin(pin: string, kept: string): boolean {
  const [kind, salt, hash] = kept.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64')
  return (
    expected.length === length && timingSafeEqual(scryptSync(pin, Buffer.from(salt, 'base64'), length, cost), expected)
  )
}

/** Badges are long and random enough for a plain hash, and must be found quickly. */
export const hashBadge = (code: string): string => createHash('sha256').update(`badge:${code}`).digest('base64')
