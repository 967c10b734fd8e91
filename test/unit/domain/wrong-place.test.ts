import { expect, it } from 'vitest'
import { isWithin } from '../../../src/shared/domain/accuracy.ts'
import { findWrongPlace } from '../../../src/shared/domain/wrong-place.ts'

const here = (variance: number, expected = 10) => ({ variance, expected })
const counted = (warehouse: number, variance: number) => ({ warehouse, stocktakeID: `s${String(warehouse)}`, variance })

it('as many too much here as are missing there are in the wrong place', () => {
  expect(findWrongPlace(here(3), [counted(2, -3)], [])).toEqual({ other: 2, otherStocktakeID: 's2', quantity: 3 })
  expect(findWrongPlace(here(-3), [counted(2, 3)], [])).toEqual({ other: 2, otherStocktakeID: 's2', quantity: -3 })
})

it('nothing is guessed: other amounts, the same sign, or two that fit', () => {
  expect(findWrongPlace(here(0), [counted(2, 0)], [])).toBeNull()
  expect(findWrongPlace(here(3), [counted(2, -2), counted(3, 3)], [])).toBeNull()
  expect(findWrongPlace(here(3), [counted(2, -3), counted(3, -3)], [])).toBeNull()
})

it('books speak where they are striking: less than nothing there, or all of it found where none was expected', () => {
  const books = [{ warehouse: 2, quantity: -3 }]
  expect(findWrongPlace(here(-3), [], books)).toEqual({ other: 2, otherStocktakeID: null, quantity: -3 })
  expect(findWrongPlace(here(3), [], books)).toBeNull()
  expect(findWrongPlace(here(4, 0), [], [{ warehouse: 2, quantity: 4 }])).toMatchObject({ other: 2, quantity: 4 })
  expect(findWrongPlace(here(4, 1), [], [{ warehouse: 2, quantity: 4 }])).toBeNull()
})

it('a line is right within its tolerance; without one only when it is exact', () => {
  const limits = { units: 2, percent: null, value: null }
  const tolerance = { plus: limits, minus: limits }
  const line = { variance: 1, beyond: false, abc: null }
  expect(isWithin({ tolerance, classes: {} }, line)).toBe(true)
  expect(isWithin({ tolerance, classes: {} }, { ...line, beyond: true })).toBe(false)
  expect(isWithin({ tolerance: null, classes: {} }, line)).toBe(false)
  expect(isWithin({ tolerance: null, classes: { A: tolerance } }, { ...line, abc: 'A' })).toBe(true)
  expect(isWithin({ tolerance: null, classes: { A: tolerance } }, { ...line, abc: 'B' })).toBe(false)
})
