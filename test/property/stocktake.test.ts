import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noRules } from '../../src/shared/domain/counting-rules.ts'
import { foldCell } from '../../src/shared/domain/fold.ts'
import { add, subtract } from '../../src/shared/domain/quantity.ts'
import { compareLine, type OwnChange } from '../../src/shared/domain/stocktake.ts'
import { steps, TrueWorld, type Subject } from '../support/stocktake-model.ts'

const warehouse = 1

/** The arithmetic on layers kept by hand: a base, and own changes by id. */
function layers(start: number): Subject {
  let base = start
  const changes: OwnChange[] = []
  let then: { base: number; open: readonly number[]; mark: number; counted: number } | null = null
  const move = (id: number, state: OwnChange['state']): void => {
    const index = changes.findIndex((change) => change.id === id)
    const change = changes[index]
    if (change) changes[index] = { ...change, state }
  }
  const isOpen = (change: OwnChange): boolean => change.state === 'ready'
  return {
    queue: (quantity) => {
      const id = changes.length + 1
      changes.push({
        id,
        kind: 'stock-delta',
        state: 'ready',
        assumed: null,
        warehouse,
        toWarehouse: null,
        quantity,
        fromStocktake: false,
        successorApplied: false,
      })
      return id
    },
    acknowledge: (id, figure) => {
      move(id, 'applied')
      base = figure
    },
    discard: (id) => {
      move(id, 'discarded')
    },
    pull: (figure) => {
      base = figure
    },
    count: (counted) => {
      then = { base, open: changes.filter(isOpen).map((change) => change.id), mark: changes.length, counted }
    },
    review: (decision) => {
      if (then === null) throw new Error('Nothing was counted')
      const { mark, open, counted } = then
      const viewNow = foldCell(base, warehouse, changes.filter(isOpen))?.quantity ?? 0
      const facts = {
        warehouse,
        counted,
        baseThen: then.base,
        openThen: changes.filter((change) => open.includes(change.id)),
        since: changes.filter((change) => change.id > mark),
        between: [],
        baseNow: base,
        viewNow,
        inDoubt: false,
        present: true,
        decision,
        decidedDrift: null,
        posted: null,
        driftBeforeScan: null,
        price: null,
        abc: null,
        rules: noRules,
        round: 1,
        waits: null,
        hasReason: false,
        isApproved: false,
      }
      return compareLine(facts)
    },
  }
}

const worlds = fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: -20, max: 20 }), steps)

function play(
  books: number,
  missing: number,
  all: Parameters<TrueWorld['run']>[0],
): { world: TrueWorld; subject: Subject } {
  const subject = layers(books)
  const world = new TrueWorld(subject, books, missing)
  world.run([...all, { step: 'count' }, ...all])
  return { world, subject }
}

test('the drift is what others moved and this PC had not read when it was counted', () => {
  fc.assert(
    fc.property(worlds, ([books, missing, all]) => {
      const { world, subject } = play(books, missing, all)
      expect(subject.review(null).drift).toBe(add(world.beforeCount, world.afterCount))
    }),
    { seed: 9, numRuns: 2000 },
  )
})

test('posting the difference is wrong by just what others moved before the count, setting to counted by what they moved after', () => {
  fc.assert(
    fc.property(worlds, ([books, missing, all]) => {
      const { world, subject } = play(books, missing, all)
      expect(subtract(world.booksAfter(subject.review('difference').correction), world.shelf)).toBe(world.beforeCount)
      const { drift, correction } = subject.review('counted')
      if (drift !== 0) expect(subtract(world.booksAfter(correction), world.shelf)).toBe(subtract(0, world.afterCount))
    }),
    { seed: 9, numRuns: 2000 },
  )
})

test('while nobody else moves anything there is no drift, the variance is what was missing, and posting makes the books true', () => {
  fc.assert(
    fc.property(worlds, ([books, missing, all]) => {
      const alone = all.filter((step) => step.step !== 'foreign')
      const { world, subject } = play(books, missing, alone)
      const result = subject.review(null)
      expect([result.drift, result.variance]).toEqual([0, subtract(0, missing)])
      expect(world.booksAfter(result.correction)).toBe(world.shelf)
      expect(subject.review('counted').correction).toEqual(result.correction)
    }),
    { seed: 9, numRuns: 2000 },
  )
})
