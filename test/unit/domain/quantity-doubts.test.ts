import { describe, expect, it } from 'vitest'
import { doubtOf } from '../../../src/shared/domain/quantity-doubts.ts'

describe('a typed quantity', () => {
  it('is doubted from ten times the expected figure', () => {
    expect(doubtOf(119, 12, false)).toBeNull()
    expect(doubtOf(120, 12, false)).toBe('tenfold')
    expect(doubtOf(120, null, false)).toBeNull()
    expect(doubtOf(120, 0, false)).toBeNull()
    expect(doubtOf(120, -3, false)).toBeNull()
  })

  it('is doubted where two neighbouring digits changed places', () => {
    expect(doubtOf(21, 12, false)).toBe('swapped')
    expect(doubtOf(1320, 1230, false)).toBe('swapped')
    expect(doubtOf(321, 123, false)).toBeNull()
    expect(doubtOf(13, 12, false)).toBeNull()
    expect(doubtOf(22, 22, false)).toBeNull()
  })

  it('is doubted without a hint at the figure in a blind count', () => {
    expect(doubtOf(21, 12, true)).toBe('look')
    expect(doubtOf(120, 12, true)).toBe('look')
    expect(doubtOf(14, 12, true)).toBeNull()
  })
})
