import { expect, test } from 'vitest'
import { likelihoodOf, paceOf, priorOf, type Sighting } from '../../../src/main/core/sync/likelihood.ts'

const quiet: Sighting = {
  by: 5,
  moved: 5,
  perMinute: 0.01,
  elsewherePerMinute: 0,
  minutes: 2,
  stamped: null,
  sizes: [1, 1, 2, 5],
}
const prior = priorOf({ yes: 0, no: 0 })
const of = (...cells: Partial<Sighting>[]): number =>
  likelihoodOf(
    prior,
    cells.map((cell) => ({ ...quiet, ...cell })),
  )

test('starts from the share of lost answers that had arrived, and learns it', () => {
  expect(prior).toBe(0.6)
  expect(priorOf({ yes: 95, no: 0 })).toBe(0.98)
  expect(priorOf({ yes: 0, no: 95 })).toBe(0.03)
})

test('is near certain where nobody else writes', () => {
  expect(of({})).toBeGreaterThan(0.99)
  expect(of({ moved: 0 })).toBeLessThan(0.01)
})

test('says less the more others write there', () => {
  const paces = [0.01, 0.1, 1, 10].map((perMinute) => of({ perMinute }))
  expect(paces).toEqual(paces.toSorted((a, b) => b - a))
  expect(paces.at(-1)).toBeLessThan(0.8)
})

test('says less where others often move just as much', () => {
  expect(of({ perMinute: 1, sizes: [5, 5, 5, 5] })).toBeLessThan(of({ perMinute: 1, sizes: [1, 2, 3, 4] }))
})

test('a stamp that moved without the figure speaks of somebody else, or of an edit', () => {
  const unmoved = of({ moved: 0, stamped: true })
  expect(unmoved).toBeGreaterThan(of({ moved: 0 }))
  expect(unmoved).toBeLessThan(0.5)
  expect(of({ moved: 0, stamped: false })).toBeLessThan(0.002)
})

test('two legs say more than one, and legs that disagree say little', () => {
  expect(of({ by: -3, moved: -3 }, { by: 3, moved: 3 })).toBeGreaterThan(of({ by: 3, moved: 3 }))
  const half = of({ by: -3, moved: -3 }, { by: 3, moved: 0 })
  expect(half).toBeGreaterThan(0.3)
  expect(half).toBeLessThan(0.9)
})

test('a cell is paced by what was seen of it and, for an hour, by the account', () => {
  expect(paceOf(0, 0, 0.5)).toBe(0.5)
  expect(paceOf(100, 940, 0.5)).toBeCloseTo(0.13)
})
