import { describe, expect, it } from 'vitest'
import { draftProblem, newRule, tryCode } from '../../../../src/renderer/features/settings/code-rules-draft.ts'
import type { CodeRule } from '../../../../src/shared/domain/code-rules.ts'

const rule = (pattern: string, decimals = 3): CodeRule => ({ name: 'Scale', pattern, decimals, counts: 'measure' })

describe('patterns while they are typed', () => {
  it('say the first thing that keeps them from being saved', () => {
    expect(draftProblem([rule('21IIIIIWWWWWC'), { ...rule('22IIIIIWWWWWC'), name: ' ' }])).toEqual({
      index: 1,
      problem: 'noName',
    })
    expect(draftProblem([rule('21IIIIIWWWWWC'), rule('21IIIIIPPPPPC')])).toMatchObject({
      index: 1,
      problem: 'overlaps',
    })
    expect(draftProblem([rule('21IIIIIWWWWWC')])).toBeNull()
  })

  it('begin with a prefix that is free', () => {
    const first = { name: 'a', ...newRule([]) }
    const second = { name: 'b', ...newRule([first]) }
    expect([first.pattern, second.pattern]).toEqual(['21IIIIIWWWWWC', '22IIIIIWWWWWC'])
    expect(draftProblem([first, second])).toBeNull()
  })
})

describe('trying a code', () => {
  it.each([
    [rule('21IIIIIWWWWWC'), { kind: 'weight', item: '12345', value: 1.25 }],
    [rule('21IIIIIPPPPPC', 2), { kind: 'price', item: '12345', value: 12.5 }],
    [rule('21IIIIINNNNNC'), { kind: 'count', item: '12345', value: 1250 }],
    [rule('21IIIIIVVVVVC'), { kind: 'item', item: '12345', value: 0 }],
  ])('with $pattern', (pattern, tried) => {
    expect(tryCode([pattern], '2112345012506')).toEqual({ name: 'Scale', ...tried })
  })

  it('says nothing of a wrong check digit or another prefix', () => {
    expect(tryCode([rule('21IIIIIWWWWWC')], '2112345012507')).toBeNull()
    expect(tryCode([rule('22IIIIIWWWWWC')], '2112345012506')).toBeNull()
  })
})
