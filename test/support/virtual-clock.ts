import type { Clock } from '../../src/main/core/ports.ts'

/**
 * Time that a test moves. With `hurry`, whoever sleeps is woken at once and time has passed: nothing ever waits for real.
 * Without it sleepers wait until `pass` has moved the time past their end.
 */
export interface VirtualClock extends Clock {
  pass(ms: number): Promise<void>
  /** Moves the wall clock alone, as a user or a time service may. */
  shift(ms: number): void
  /** Everything slept so far, in milliseconds, one entry a sleep. */
  readonly sleeps: readonly number[]
}

interface Sleeper {
  readonly at: number
  wake(): void
}

export function virtualClock(settings: { readonly hurry: boolean; readonly start?: number }): VirtualClock {
  let monotonic = 1_000
  let wall = settings.start ?? 1_700_000_000_000
  let sleepers: Sleeper[] = []
  const sleeps: number[] = []
  const move = (ms: number): void => {
    monotonic += ms
    wall += ms
  }
  const wakeDue = async (): Promise<void> => {
    const due = sleepers.filter((sleeper) => sleeper.at <= monotonic)
    sleepers = sleepers.filter((sleeper) => sleeper.at > monotonic)
    for (const sleeper of due) sleeper.wake()
    await settled()
  }
  return {
    sleeps,
    now: () => wall,
    monotonic: () => monotonic,
    sleep(ms, signal) {
      sleeps.push(ms)
      if (signal?.aborted === true) return Promise.resolve()
      if (settings.hurry) {
        move(Math.max(0, ms))
        return settled()
      }
      return new Promise((resolve) => {
        const sleeper = { at: monotonic + ms, wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          resolve()
        })
      })
    },
    async pass(ms) {
      const until = monotonic + ms
      for (;;) {
        const next = Math.min(until, ...sleepers.map((sleeper) => sleeper.at))
        move(Math.max(0, next - monotonic))
        await wakeDue()
        if (monotonic >= until) return
      }
    },
    shift(ms) {
      wall += ms
    },
  }
}

/** Lets everything that is ready to run, run. */
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
