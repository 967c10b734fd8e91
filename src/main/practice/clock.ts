/** Time as the practice servers see it. Tests hand in their own and move it by hand. */
export interface PracticeClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls back once after `ms`. The returned function cancels it. */
  setTimer(ms: number, callback: () => void): () => void
}

export const systemClock: PracticeClock = {
  now: () => Date.now(),
  setTimer: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}
