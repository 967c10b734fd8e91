import { Dice } from './dice.ts'

/**
 * The single things that happen in a story: what a person does, a fault, a kill. Each has a name and dice of its own, so
 * that any of them can be left out while the others stay as they were: that is how a story is made shorter.
 */
export interface Act {
  /** `A does 3`: the third thing that is done at device A. */
  readonly id: string
  readonly dice: Dice
}

export interface TakenAct {
  readonly id: string
  /** Virtual time. */
  readonly at: number
}

export class Acts {
  /** What took place, in order, and when. */
  readonly taken: TakenAct[] = []
  readonly #seed: number
  readonly #now: () => number
  readonly #only: ReadonlySet<string> | null
  readonly #counts = new Map<string, number>()

  constructor(seed: number, only: readonly string[] | undefined, now: () => number) {
    this.#seed = seed
    this.#now = now
    this.#only = only === undefined ? null : new Set(only)
  }

  /** The next thing of this kind with its dice. It takes place only if `take` says so. */
  next(kind: string): Act {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    const id = `${kind} ${String(count)}`
    return { id, dice: new Dice(this.#seed, id) }
  }

  /** Whether it takes place in this telling of the story. */
  take({ id }: Act): boolean {
    if (this.#only !== null && !this.#only.has(id)) return false
    this.taken.push({ id, at: this.#now() })
    return true
  }
}
