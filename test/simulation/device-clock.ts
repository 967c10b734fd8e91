import type { Clock } from '../../src/main/core/ports.ts'
import type { Timeline } from './timeline.ts'

/**
 * The clocks of one PC on virtual time: a wall clock that can be moved, and a steady one that may or may not count while
 * the PC sleeps. What falls due during the sleep happens when it wakes.
 */
export class DeviceClock {
  readonly #timeline: Timeline
  readonly #epoch: number
  readonly #waiting: (() => void)[] = []
  #shift: number
  #startedAt = 0
  #uncounted = 0
  #asleep = false

  constructor(timeline: Timeline, epoch: number, shift: number) {
    this.#timeline = timeline
    this.#epoch = epoch
    this.#shift = shift
  }

  get asleep(): boolean {
    return this.#asleep
  }

  /** A new process: its steady clock begins anew. */
  restart(): void {
    this.#startedAt = this.#timeline.now
    this.#uncounted = 0
  }

  shiftBy(ms: number): void {
    this.#shift += ms
  }

  /** `counted`: the steady clock goes on meanwhile, as it does on some systems. */
  sleepFor(ms: number, counted: boolean, onWake: () => void): void {
    this.#asleep = true
    this.#timeline.after(ms, () => {
      this.#asleep = false
      if (!counted) this.#uncounted += ms
      onWake()
      for (const run of this.#waiting.splice(0)) run()
    })
  }

  /** Runs it now, or as soon as the PC is awake. */
  whenAwake(run: () => void): void {
    if (this.#asleep) this.#waiting.push(run)
    else run()
  }

  /** What the core is given; `touched` is told of every look at it. */
  port(touched: () => void): Clock {
    const monotonic = (): number => 5_000 + this.#timeline.now - this.#startedAt - this.#uncounted
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
      if (signal?.aborted === true) return Promise.resolve()
      const due = monotonic() + ms
      return new Promise((resolve) => {
        let stop = (): void => undefined
        const over = (): void => {
          signal?.removeEventListener('abort', over)
          stop()
          resolve()
        }
        const look = (): void => {
          const left = due - monotonic()
          if (left > 0) stop = this.#timeline.after(left, () => this.whenAwake(look))
          else over()
        }
        signal?.addEventListener('abort', over, { once: true })
        look()
      })
    }
    return {
      now: () => (touched(), this.#epoch + this.#timeline.now + this.#shift),
      monotonic: () => (touched(), monotonic()),
      sleep: (ms, signal) => (touched(), sleep(ms, signal)),
    }
  }
}
