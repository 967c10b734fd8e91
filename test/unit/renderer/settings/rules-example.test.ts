import { expect, it } from 'vitest'
import { countingRules } from '../../../../src/shared/contract/counting-rules.ts'
import { tryRules, withTolerance } from '../../../../src/renderer/features/settings/rules-example.ts'

const line = { expected: 100, counted: 94, price: 2.5, abc: null }
const rules = countingRules.parse({
  tolerance: { minus: { units: 5 } },
  recount: true,
  byOther: true,
  reason: true,
  approval: 'beyond',
})

it('says in order what happens to a line beyond the tolerance, and nothing of one within', () => {
  expect(tryRules(rules, line)).toEqual({
    variance: -6,
    value: -15,
    beyond: true,
    then: ['recountByOther', 'reason', 'approve'],
  })
  expect(tryRules(rules, { ...line, counted: 95 })).toMatchObject({ beyond: false, then: [] })
  expect(tryRules(rules, { ...line, counted: 200 })).toMatchObject({ beyond: false, then: [] })
  expect(tryRules({ ...rules, approval: 'always' }, { ...line, counted: 101 }).then).toEqual(['approve'])
  expect(tryRules({ ...rules, approval: 'always' }, { ...line, counted: 100 }).then).toEqual([])
})

it('a class has limits of its own until they are taken away', () => {
  const strict = { units: 0, percent: null, value: null }
  const own = withTolerance(rules, 'A', { plus: strict, minus: strict })
  expect(tryRules(own, { ...line, counted: 99, abc: 'A' }).beyond).toBe(true)
  expect(tryRules(own, { ...line, counted: 99, abc: 'B' }).beyond).toBe(false)
  expect(withTolerance(own, 'A', null)).toEqual(rules)
  expect(withTolerance(rules, null, null).tolerance).toBeNull()
})
