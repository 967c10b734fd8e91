import { describe, expect, it } from 'vitest'
import { halve, looksCut, partsOf, rowsPerPart } from '../../../src/main/core/sync/partition.ts'

const listing = { rows: 100_000, bytes: 28 * 1024 * 1024, proved: 0, cap: null }

describe('a listing is read in parts', () => {
  it('when it is larger than 10 MB, of about half of that each', () => {
    expect(rowsPerPart(listing)).toBe(Math.floor(100_000 / 6))
    expect(rowsPerPart({ ...listing, bytes: 10 * 1024 * 1024 })).toBeNull()
    expect(rowsPerPart(undefined)).toBeNull()
  })

  it('when it was seen to be cut, of half of that', () => {
    expect(rowsPerPart({ ...listing, bytes: 1000, cap: 500 })).toBe(250)
  })

  it('that follow one another without a gap, from the first record to the last and to those of tomorrow', () => {
    const stamps = Array.from({ length: 10 }, (_, index) => 1000 * index)
    expect(partsOf(stamps, 4)).toEqual([{ before: 4000 }, { from: 4000, before: 8000 }, { from: 8000 }])
  })

  it('but never within one second, because no filter could tell them apart', () => {
    expect(partsOf([5000, 5100, 5900, 5999], 2)).toEqual([{}])
  })
})

describe('a part that was cut', () => {
  it('is halved by what it showed', () => {
    expect(halve({}, [1000, 2000, 3000, 4000])).toEqual([{ before: 3000 }, { from: 3000 }])
    expect(halve({ from: 1000, before: 9000 }, [1000, 2500])).toEqual([
      { from: 1000, before: 2000 },
      { from: 2000, before: 9000 },
    ])
  })

  it('of one second is parted from what lies around it, and no further', () => {
    expect(halve({}, [3000, 3500])).toEqual([{ before: 4000 }, { from: 4000 }])
    expect(halve({ from: 3000, before: 4000 }, [3000, 3500])).toBeNull()
    expect(halve({}, [])).toBeNull()
  })
})

describe('a listing looks cut', () => {
  it.each([
    [49, 5, undefined, false],
    [1000, 0, undefined, true],
    [1024, 0, undefined, true],
    [300, 0, undefined, false],
    [300, 1, undefined, true],
    [301, 9, undefined, false],
    [1000, 0, { proved: 1000, cap: null }, false],
    [1000, 5, { proved: 5000, cap: null }, true],
    [731, 0, { proved: 0, cap: 731 }, true],
  ])('%i rows with %i missing, knowing %j: %j', (rows, missing, known, cut) => {
    expect(looksCut(rows, missing, known)).toBe(cut)
  })
})
