import { unreachable } from '../../shared/domain/unreachable.ts'

/**
 * Quantity first: digits typed with no field to take them, then a scan. Decided per key, with nothing but the keys.
 * A number longer than any pile on a shelf is somebody typing a barcode, and never a quantity.
 */
export type PendingQuantity =
  | { readonly kind: 'none' }
  /** `closed`: the times sign was typed, so that the next digit begins a new quantity. */
  | { readonly kind: 'typed'; readonly digits: string; readonly closed: boolean }
  | { readonly kind: 'tooLong'; readonly digits: string }

export type PendingQuantityEvent =
  { readonly kind: 'key'; readonly key: string } | { readonly kind: 'clear' } | { readonly kind: 'scan' }

/** 99,999 is the largest quantity that is believed unasked; EAN-8, the shortest barcode of digits alone, is longer. */
const longestQuantity = 5

export const noQuantity: PendingQuantity = { kind: 'none' }

export function stepPendingQuantity(pending: PendingQuantity, event: PendingQuantityEvent): PendingQuantity {
  switch (event.kind) {
    case 'clear':
    case 'scan':
      return noQuantity
    case 'key':
      return pressKey(pending, event.key)
    default:
      return unreachable(event)
  }
}

/** What a scan counts that comes now; null: no quantity waits, and the scan counts as it would alone. */
export function pendingAmount(pending: PendingQuantity): number | null {
  if (pending.kind !== 'typed') return null
  const amount = Number(pending.digits)
  return amount > 0 ? amount : null
}

function pressKey(pending: PendingQuantity, key: string): PendingQuantity {
  if (/^\d$/.test(key)) return withDigits(pending.kind === 'none' || isClosed(pending) ? key : pending.digits + key)
  if (key === 'Escape') return noQuantity
  if (pending.kind === 'none') return pending
  if (key === 'Backspace') return withDigits(pending.digits.slice(0, -1))
  return pending.kind === 'typed' && /^[*×xX]$/.test(key) ? { ...pending, closed: true } : pending
}

const isClosed = (pending: PendingQuantity): boolean => pending.kind === 'typed' && pending.closed

function withDigits(digits: string): PendingQuantity {
  if (digits === '') return noQuantity
  return digits.length > longestQuantity ? { kind: 'tooLong', digits } : { kind: 'typed', digits, closed: false }
}
