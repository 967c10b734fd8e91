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
  readonly #requests: string[] = []
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  get now(): number {
    return this.#now()
  }

  tell(who: string, what: string): void {
    this.lines.push(`${clockTime(this.#now())} ${who.padEnd(8)} ${what}`)
  }

  /** A request leaves. */
  tellRequest(who: string, what: string, note: string): void {
    this.#requests.push(`${String(this.#now())} ${who} ${what}`)
    this.tell(who, `→ ${what}${note}`)
  }

  digest(): string {
    return hash(this.lines)
  }

  wireDigest(): string {
    return hash(this.#requests)
  }
}

const hash = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16)

function clockTime(ms: number): string {
  const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) =>
    String(Math.floor(part)).padStart(2, '0'),
  )
  return `${parts.join(':')}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`
}
