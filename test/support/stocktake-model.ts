import fc from 'fast-check'
import { add, subtract } from '../../src/shared/domain/quantity.ts'
import type { Correction, LineResult } from '../../src/shared/domain/stocktake.ts'

/**
 * A small true world for one cell: what stands on the shelf, what the remote's books say, and who moved what when. It
 * knows what no program can know, so it can tell what a stocktake ought to come to (sync.md §9).
 */
export type Step =
  | { readonly step: 'own'; readonly quantity: number; readonly mistake: boolean }
  | { readonly step: 'foreign'; readonly quantity: number }
  | { readonly step: 'acknowledge'; readonly which: number }
  | { readonly step: 'discard'; readonly which: number }
  | { readonly step: 'pull' }
  | { readonly step: 'count' }

/** The program under test: told what happened, asked what it makes of it. Ids are the caller's own. */
export interface Subject {
  queue(quantity: number): number
  acknowledge(id: number, figure: number): void
  discard(id: number): void
  pull(figure: number): void
  count(figure: number): void
  /** Of the line, as decided; null while nothing was counted. */
  review(
    decision: 'difference' | 'counted' | null,
  ): Pick<LineResult, 'expected' | 'variance' | 'drift'> & { readonly correction: Correction | null }
}

const quantity = fc.integer({ min: -20_000, max: 20_000 }).map((thousandths) => thousandths / 1000)

export const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ step: fc.constant('own' as const), quantity, mistake: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ step: fc.constant('foreign' as const), quantity }) },
    { weight: 3, arbitrary: fc.record({ step: fc.constant('acknowledge' as const), which: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ step: fc.constant('discard' as const), which: fc.nat(9) }) },
    { weight: 2, arbitrary: fc.record({ step: fc.constant('pull' as const) }) },
    { weight: 2, arbitrary: fc.record({ step: fc.constant('count' as const) }) },
  ),
  { maxLength: 25 },
)

interface OwnMove {
  readonly id: number
  readonly quantity: number
  /** Typed by mistake: nothing was moved, and it will be taken back. */
  readonly mistake: boolean
}

export class TrueWorld {
  shelf: number
  books: number
  /** Foreign movements that this PC has not read yet. */
  unread = 0
  /** Of those, the ones that were on the shelf already when it was counted; and all that came after. */
  beforeCount = 0
  afterCount = 0
  counted = false
  readonly #subject: Subject
  #open: OwnMove[] = []

  constructor(subject: Subject, books: number, missing: number) {
    this.#subject = subject
    this.books = books
    this.shelf = subtract(books, missing)
  }

  run(all: readonly Step[]): void {
    for (const step of all) this.#take(step)
    this.settle()
  }

  /** Everything queued reaches the remote, mistakes are taken back, and the remote is read once more. */
  settle(): void {
    for (const move of [...this.#open]) this.#finish(move)
    this.#read()
  }

  #take(step: Step): void {
    if (step.step === 'own') {
      if (!step.mistake) this.shelf = add(this.shelf, step.quantity)
      this.#open.push({ id: this.#subject.queue(step.quantity), quantity: step.quantity, mistake: step.mistake })
    } else if (step.step === 'foreign') {
      this.shelf = add(this.shelf, step.quantity)
      this.books = add(this.books, step.quantity)
      this.unread = add(this.unread, step.quantity)
      this.afterCount = add(this.afterCount, step.quantity)
    } else if (step.step === 'pull') this.#read()
    else if (step.step === 'count') this.#count()
    else {
      const move = this.#open[step.which]
      if (move !== undefined && move.mistake === (step.step === 'discard')) this.#finish(move)
    }
  }

  #count(): void {
    this.counted = true
    this.beforeCount = this.unread
    this.afterCount = 0
    this.#subject.count(this.shelf)
  }

  #finish(move: OwnMove): void {
    this.#open = this.#open.filter((open) => open !== move)
    if (move.mistake) {
      this.#subject.discard(move.id)
      return
    }
    this.books = add(this.books, move.quantity)
    this.unread = 0
    this.#subject.acknowledge(move.id, this.books)
  }

  #read(): void {
    this.unread = 0
    this.#subject.pull(this.books)
  }

  /** What the books say once a correction was carried out. */
  booksAfter(correction: Correction | null): number {
    if (correction === null) return this.books
    return correction.kind === 'set' ? correction.quantity : add(this.books, correction.quantity)
  }
}
