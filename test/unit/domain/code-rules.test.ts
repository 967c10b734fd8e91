import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  patternProblem,
  readByRule,
  readByRules,
  rulesProblem,
  type CodeRule,
} from '../../../src/shared/domain/code-rules.ts'
import { canonicalGtin, checkDigit } from '../../../src/shared/domain/gtin.ts'

const rule = (pattern: string, decimals = 3): CodeRule => ({ name: 'Cheese', pattern, decimals, counts: 'measure' })
const whole = (twelve: string): string => canonicalGtin(twelve + String(checkDigit(twelve))) ?? ''

describe('patterns', () => {
  it.each(['21IIIIIWWWWWC', '02IIIIIVPPPPC', '28IIIIIINNNNC', '20IIIIIIIIIIC'])('%s is good', (pattern) => {
    expect(patternProblem(pattern)).toBeNull()
  })

  it.each([
    ['21IIIIIWWWWC', 'length'],
    ['21IIIIIwwwwwC', 'signs'],
    ['40IIIIIWWWWWC', 'prefix'],
    ['2IIIIIIWWWWWC', 'prefix'],
    ['21IIIIIWWWWWW', 'checkDigit'],
    ['21CIIIIWWWWWC', 'checkDigit'],
    ['2112345WWWWWC', 'noItem'],
    ['21IIIWWWWWIIC', 'split'],
    ['21IIIIIWWPPPC', 'twoMeasures'],
  ])('%s is refused: %s', (pattern, problem) => {
    expect(patternProblem(pattern)).toBe(problem)
  })

  it('two that read the same codes are refused together', () => {
    const rules = [rule('21IIIIIWWWWWC'), rule('22IIIIIWWWWWC'), rule('21IIIIIPPPPPC')]
    expect(rulesProblem(rules)).toEqual({ index: 2, problem: 'overlaps', other: 0 })
    expect(rulesProblem(rules.slice(0, 2))).toBeNull()
    expect(rulesProblem([rule('210IIIIWWWWWC'), rule('211IIIIPPPPPC')])).toBeNull()
  })
})

describe('readings', () => {
  it('weighs in grams', () => {
    expect(readByRule(rule('21IIIIIWWWWWC'), whole('211234501250'))).toEqual({
      item: '12345',
      base: '2112345000008',
      weight: 1.25,
      price: null,
      count: null,
    })
  })

  it('reads prices, past the scale’s own check digit', () => {
    expect(readByRule(rule('02IIIIIVPPPPC', 2), whole('021234560499'))).toMatchObject({
      item: '12345',
      price: 4.99,
    })
  })

  it('is about no other prefix and no box of the item', () => {
    const rules = [rule('21IIIIIWWWWWC')]
    expect(readByRules(rules, whole('221234501250'))).toBeNull()
    expect(readByRules(rules, '12112345012507')).toBeNull()
    expect(readByRules(rules, null)).toBeNull()
  })

  it('gives every weight of an item the same base, which is a GTIN', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 99_999 }), (item, grams) => {
        const digits = `21${String(item).padStart(5, '0')}`
        const reading = readByRule(rule('21IIIIIWWWWWC'), whole(digits + String(grams).padStart(5, '0')))
        expect(reading).toMatchObject({ item: digits.slice(2), weight: grams / 1000 })
        expect(canonicalGtin(reading?.base ?? '')).toBe(whole(`${digits}00000`))
      }),
    )
  })
})
