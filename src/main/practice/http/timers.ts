import type { PracticeClock } from '../clock.ts'

/** Timers that can be given up together when the server closes. */
export interface Timers {
  after(ms: number, callback: () => void): void
  /** Resolves after `ms`; never, once the timers were cancelled. */
  wait(ms: number): Promise<void>
  cancelAll(): void
}

export function createTimers(clock: PracticeClock): Timers {
  const running = new Set<() => void>()
  const after = (ms: number, callback: () => void): void => {
    const cancel = clock.setTimer(ms, () => {
      running.delete(cancel)
      callback()
    })
    running.add(cancel)
  }
  return {
    after,
    wait: (ms) => new Promise((resolve) => after(ms, resolve)),
    cancelAll() {
      for (const cancel of running) cancel()
      running.clear()
    },
  }
}
