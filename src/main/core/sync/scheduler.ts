import type { AppError } from '../../../shared/contract/errors.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import type { Result } from '../../../shared/domain/result.ts'
import type { Clock, Log, Random } from '../ports.ts'
import { backoff } from './backoff.ts'
import { Stopped } from './stopped.ts'

/**
 * When cycles happen by themselves: a second after something was queued, every half minute, when a lost answer is due,
 * and after a failure by backoff. One cycle at a time, whoever asks for it.
 */
export interface Work {
  run(): Promise<Result<Output<'sync.run'>, AppError>>
  isPaused(): boolean
  /** Something could be sent right now. */
  hasMore(): Promise<boolean>
  /** When a lost answer wants a look, on the steady clock. */
  dueAt(): number | null
  /** Milliseconds between two looks for news; left out: half a minute. */
  readonly pollMs?: number
}

const debounceMs = 1_000
const usualPollMs = 30_000

export class Scheduler {
  readonly #work: Work
  readonly #ports: { readonly clock: Clock; readonly random: Random; readonly log: Log }
  readonly #signal: AbortSignal
  #failures = 0
  /** Monotonic. */
  #nextAt: number
  /** Something was queued since the cycle that runs now has begun to look for more. */
  #nudged = false
  #wake: AbortController | null = null

  constructor(work: Work, ports: { clock: Clock; random: Random; log: Log }, signal: AbortSignal) {
    this.#work = work
    this.#ports = ports
    this.#signal = signal
    this.#nextAt = ports.clock.monotonic()
  }

  get #pollMs(): number {
    return this.#work.pollMs ?? usualPollMs
  }

  /** Steady time of the next cycle. */
  get nextAt(): number {
    return this.#nextAt
  }

  get failures(): number {
    return this.#failures
  }

  /** Something was queued. While the remote fails, the backoff stands. */
  nudge(): void {
    if (this.#failures > 0) return
    this.#nudged = true
    this.#nextAt = Math.min(this.#nextAt, this.#ports.clock.monotonic() + debounceMs)
    this.#wake?.abort()
  }

  /** Runs until the signal aborts. */
  async loop(): Promise<void> {
    const { clock } = this.#ports
    while (!this.#signal.aborted) {
      const wait = this.#nextAt - clock.monotonic()
      if (wait > 0 || this.#work.isPaused()) await this.#sleep(this.#work.isPaused() ? usualPollMs : wait)
      else await this.#cycle()
    }
  }

  /** A cycle that somebody asked for got through: the backoff is over. */
  reached(): void {
    if (this.#failures === 0) return
    this.#failures = 0
    this.#nextAt = this.#ports.clock.monotonic() + this.#pollMs
    this.#wake?.abort()
  }

  resumed(): void {
    this.#failures = 0
    this.#nextAt = this.#ports.clock.monotonic()
    this.#wake?.abort()
  }

  async #cycle(): Promise<void> {
    const { clock, random, log } = this.#ports
    let hasMore = false
    let due: number | null = null
    try {
      const result = await this.#work.run()
      this.#failures = result.ok || result.error.kind === 'paused' ? 0 : this.#failures + 1
      if (this.#failures === 0) {
        this.#nudged = false
        hasMore = await this.#work.hasMore()
        due = this.#work.dueAt()
      }
    } catch (error) {
      if (error instanceof Stopped) return
      this.#failures += 1
      log('error', 'A cycle failed', { error: String(error) })
    }
    const now = clock.monotonic()
    this.#nextAt =
      this.#failures > 0
        ? now + backoff(this.#failures, random.next())
        : Math.min(
            now + (hasMore || this.#nudged ? debounceMs : this.#pollMs),
            Math.max(now, due ?? now + this.#pollMs),
          )
  }

  /** Ends early when something wakes it. */
  async #sleep(ms: number): Promise<void> {
    const wake = new AbortController()
    this.#wake = wake
    const stop = (): void => {
      wake.abort()
    }
    this.#signal.addEventListener('abort', stop, { once: true })
    await this.#ports.clock.sleep(ms, wake.signal)
    this.#signal.removeEventListener('abort', stop)
    this.#wake = null
  }
}
