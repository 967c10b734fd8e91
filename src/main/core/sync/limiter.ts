/**
 * Rule 18: at most 110 requests in any 60 seconds, 20 of them kept for verification and for what a person asked for.
 * Pure; times are milliseconds of one clock that doesn't go back.
 */
export const windowMs = 60_000

export interface Allowance {
  readonly limit: number
  readonly reserved: number
}

/** Ten below what the remote allows: other programs may share the key, and this PC may lose ten reads in a crash. */
export const allowanceOf = (requestsPerMinute: number): Allowance => {
  const limit = Math.max(1, requestsPerMinute - 10)
  return { limit, reserved: Math.min(20, limit - 1) }
}

export type Urgency = 'ordinary' | 'reserved'

/** How many of the times lie in the window that ends now. */
export const usedAt = (times: readonly number[], now: number): number => recent(times, now).length

export const recent = (times: readonly number[], now: number): number[] => times.filter((time) => time > now - windowMs)

/** Milliseconds until one more request may start. */
export function waitFor(times: readonly number[], now: number, allowance: Allowance, urgency: Urgency): number {
  const most = urgency === 'reserved' ? allowance.limit : allowance.limit - allowance.reserved
  const inWindow = recent(times, now).sort((a, b) => a - b)
  if (inWindow.length < most) return 0
  const leaving = inWindow[inWindow.length - most] ?? now
  return Math.max(0, leaving + windowMs - now)
}

/** Estimated seconds for so many more ordinary requests. */
export function secondsFor(requests: number, used: number, allowance: Allowance, latencyMs: number): number {
  const most = allowance.limit - allowance.reserved
  const free = Math.max(0, most - used)
  const windows = requests <= free ? 0 : Math.ceil((requests - free) / most)
  return Math.max(windows * (windowMs / 1000), (requests * latencyMs) / 1000)
}
