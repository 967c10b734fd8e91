/** So many requests in any 60 seconds, told with every answer. Refused ones do not count. */
interface HiveLimit {
  /** Milliseconds until there is room again, or 0 when the request was let in and counted. */
  admit(nowMs: number, most: number | null): number
  use(requests: number, nowMs: number): void
  headers(nowMs: number, most: number | null): Readonly<Record<string, string>>
}

const windowMs = 60_000

export function createHiveLimit(): HiveLimit {
  let admitted: readonly number[] = []
  const within = (nowMs: number): readonly number[] => admitted.filter((at) => at > nowMs - windowMs)
  return {
    admit(nowMs, most) {
      admitted = within(nowMs)
      if (most !== null && admitted.length >= most) {
        const blocking = admitted[admitted.length - most] ?? nowMs
        return blocking + windowMs - nowMs
      }
      admitted = [...admitted, nowMs]
      return 0
    },
    use(requests, nowMs) {
      admitted = [...within(nowMs), ...Array.from({ length: requests }, () => nowMs)]
    },
    headers: (nowMs, most) =>
      most === null ? {} : { 'x-rate-limit-used': String(within(nowMs).length), 'x-rate-limit-max': String(most) },
  }
}
