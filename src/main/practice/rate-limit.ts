/** A sliding window: at most `limit` requests in any 60 seconds. A refused request does not count. */
interface RateLimit {
  /** Milliseconds until there is room again, or 0 when the request was let in and counted. */
  admit(nowMs: number, limit: number | null): number
}

const windowMs = 60_000

export function createRateLimit(): RateLimit {
  let admitted: number[] = []
  return {
    admit(nowMs, limit) {
      if (limit === null) return 0
      admitted = admitted.filter((at) => at > nowMs - windowMs)
      if (admitted.length < limit) {
        admitted.push(nowMs)
        return 0
      }
      // The request that has to leave the window before there is room.
      const blocking = admitted[admitted.length - limit] ?? nowMs
      return blocking + windowMs - nowMs
    },
  }
}
