import { expect, test } from 'vitest'
import { isBeyond, noRules, type Limits } from '../../../src/shared/domain/counting-rules.ts'

const open: Limits = { units: null, percent: null, value: null }
const tolerance = (plus: Partial<Limits>, minus: Partial<Limits> = plus) => ({
  plus: { ...open, ...plus },
  minus: { ...open, ...minus },
})
const line = { variance: 3, expected: 100, value: 30, abc: null } as const

test('without a tolerance nothing is beyond it, and no difference ever is', () => {
  expect(isBeyond(noRules, line)).toBe(false)
  expect(isBeyond({ tolerance: tolerance({ units: 0 }), classes: {} }, { ...line, variance: 0 })).toBe(false)
})

test('every limit that is set must hold: units, percent of the expected figure, value', () => {
  const beyond = (limits: Partial<Limits>) => isBeyond({ tolerance: tolerance(limits), classes: {} }, line)
  expect(beyond({ units: 3 })).toBe(false)
  expect(beyond({ units: 2.999 })).toBe(true)
  expect(beyond({ percent: 3 })).toBe(false)
  expect(beyond({ percent: 2.9 })).toBe(true)
  expect(beyond({ value: 30 })).toBe(false)
  expect(beyond({ value: 29.99 })).toBe(true)
  expect(beyond({ units: 10, value: 1 })).toBe(true)
})

test('a find where nothing was expected is beyond any percentage', () => {
  const rules = { tolerance: tolerance({ percent: 50 }), classes: {} }
  expect(isBeyond(rules, { ...line, expected: 0 })).toBe(true)
  expect(isBeyond(rules, { ...line, expected: -4 })).toBe(true)
})

test('plus and minus have limits of their own, and so has a class', () => {
  const rules = {
    tolerance: tolerance({ units: 5 }, { units: 1 }),
    classes: { A: tolerance({ units: 0 }) },
  }
  expect(isBeyond(rules, line)).toBe(false)
  expect(isBeyond(rules, { ...line, variance: -3 })).toBe(true)
  expect(isBeyond(rules, { ...line, variance: 1, abc: 'A' })).toBe(true)
  expect(isBeyond(rules, { ...line, variance: 1, abc: 'C' })).toBe(false)
})

test('a difference of an item without a price is beyond any limit of value', () => {
  const rules = { tolerance: tolerance({ value: 50 }), classes: {} }
  expect(isBeyond(rules, { ...line, value: null })).toBe(true)
  expect(isBeyond(rules, { ...line, value: null, variance: 0 })).toBe(false)
  expect(isBeyond({ tolerance: tolerance({ units: 5 }), classes: {} }, { ...line, value: null })).toBe(false)
})
