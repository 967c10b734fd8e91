import type { RemoteLimit } from '../../core/ports.ts'

/**
 * A `Retry-After` header in milliseconds: seconds, possibly decimal, or a date, measured against the answer's own `Date`
 * (never the local clock: sync.md invariant I18). Null when it is missing, unreadable, or a date without a `Date`.
 */
export function parseRetryAfter(header: string | null, serverDate: number | null): number | null {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return Math.ceil(Number(text) * 1000)
  const date = parseHttpDate(text)
  return date === null || serverDate === null ? null : Math.max(0, date - serverDate)
}

/** Milliseconds since 1970, or null. */
export function parseHttpDate(text: string | null): number | null {
  // `Date.parse` makes dates of strange things such as "5"; an HTTP date begins with the name of a day.
  if (text === null || !/^[a-z]{3,9},? /i.test(text)) return null
  const time = Date.parse(text)
  return Number.isNaN(time) ? null : time
}

/** Requests used and allowed in the window, where both are told as whole numbers. */
export function limitIn(used: string | null, max: string | null): { readonly limit?: RemoteLimit } {
  if (!/^\d+$/.test(used ?? '') || !/^[1-9]\d*$/.test(max ?? '')) return {}
  return { limit: { used: Number(used), max: Number(max) } }
}
