import type { Clock } from '../ports.ts'

/** How long the core may be deaf to a scan, in milliseconds, while it works on something long. */
const budgetMs = 8

/**
 * How much of a long job is done before others get their turn: as much as fits into the budget on this machine, learnt
 * from how long the last piece took.
 */
export class Pace {
  readonly #clock: Clock
  readonly #most: number
  readonly #least: number
  #size: number

  constructor(clock: Clock, { least, most }: { readonly least: number; readonly most: number }) {
    this.#clock = clock
    this.#least = least
    this.#most = most
    this.#size = most
  }

  get size(): number {
    return this.#size
  }

  /** Carries out a piece of so many rows and learns from it. */
  time<T>(rows: number, work: () => T): T {
    const started = this.#clock.monotonic()
    const result = work()
    const fitting = (rows * budgetMs) / Math.max(this.#clock.monotonic() - started, 0.001)
    // Half of the way: one commit that waited for a slow disk says little of the next.
    const next = Math.round((this.#size + Math.min(fitting, this.#most)) / 2)
    this.#size = Math.max(this.#least, next)
    return result
  }
}
