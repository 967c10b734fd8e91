/** The plain ports of the core, as a real machine has them: clock, chance, breathing space. */
import { setImmediate } from 'node:timers/promises'
import type { Breathe, Clock, Random } from '../../core/ports.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve()
        return
      }
      const finish = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', finish)
        resolve()
      }
      const timer = setTimeout(finish, ms)
      signal?.addEventListener('abort', finish, { once: true })
    }),
}

export const systemRandom: Random = { next: () => Math.random() }

/** Lets everything that waits in the event loop, a scan first of all, run before a long job goes on. */
export const breathe: Breathe = () => setImmediate()
