import { createHash } from 'node:crypto'

/** A broken promise of sync.md, with the story so far. */
export class Violation extends Error {
  readonly invariant: string
  constructor(invariant: string, text: string) {
    super(`${invariant}: ${text}`)
    this.invariant = invariant
  }
}

/** What happened, in words, and its hash: the same seed tells the same story (invariant I17). */
export class Story {
  readonly lines: string[] = []
  readonly #hash = createHash('sha256')
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  tell(who: string, what: string): void {
    const line = `${clockTime(this.#now())} ${who.padEnd(8)} ${what}`
    this.lines.push(line)
    this.#hash.update(`${line}\n`)
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }
}

function clockTime(ms: number): string {
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  )
  return `${parts.join(':')}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`
}
