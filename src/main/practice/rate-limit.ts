/** A sliding window: at most `limit` requests in any 60 seconds. A refused request does not count. */
export interface RateLimit {
  /** Milliseconds until there is room again, or 0 when the request was let in and counted. */
  admit(nowMs: number, limit: number | null): number
}

export const windowMs = 60_000

export function createRateLimit(): RateLimit {
  let admitted: number[] = []
  return {
    admit(nowMs, limit) {
      if (limit === null) return 0
      admitted = admitted.filter((at) => at > nowMs - windowMs)
      // The request that has to leave the window first; undefined while there is room.
      const blocking = admitted[admitted.length - limit]
      if (blocking !== undefined) return blocking + windowMs - nowMs
      admitted.push(nowMs)
      return 0
    },
  }
}
