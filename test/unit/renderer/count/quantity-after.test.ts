import { describe, expect, it } from 'vitest'
import type { TapeRow } from '../../../../src/shared/contract/stocktake-rows.ts'
import { lastLineOf, sumAfter } from '../../../../src/renderer/features/count/last-line.ts'

const row: TapeRow = {
  seq: 9,
  scanID: 's',
  at: 1,
  kind: 'scan',
  outcome: 'known',
  code: 'C',
  sku: 'A',
  name: 'Article',
  quantity: 1,
  round: 1,
  place: null,
  lot: null,
  expiry: null,
  serial: null,
  device: null,
  typed: false,
  counted: 37,
  undone: false,
  undoes: null,
  person: null,
}
const line = { sku: 'A', name: 'Article', counted: 37, lastAdded: 1 }

describe('a quantity typed after the scan', () => {
  it('is about the last item on the tape, whatever unknown codes and marks came after', () => {
    const unknown = { ...row, seq: 10, outcome: 'unknown', sku: null, name: null } as const
    const mark = { ...row, seq: 11, kind: 'mark', outcome: null, sku: null } as const
    expect(lastLineOf([mark, unknown, row])).toEqual(line)
  })

  it('is never about an item outside the count, nor about one set to zero', () => {
    expect(lastLineOf([{ ...row, outcome: 'outOfScope' }])).toBeNull()
    expect(lastLineOf([{ ...row, kind: 'zero' }])).toBeNull()
  })

  it('may replace the last scan, be added, or be all there is', () => {
    expect(sumAfter(line, 'scan', 48)).toBe(84)
    expect(sumAfter(line, 'add', 48)).toBe(85)
    expect(sumAfter(line, 'set', 48)).toBe(48)
  })

  it('cannot replace a scan that was taken back', () => {
    expect(lastLineOf([{ ...row, undone: true }])?.lastAdded).toBeNull()
  })

  it('cannot leave less than nothing', () => {
    expect(sumAfter(line, 'add', -38)).toBeNull()
    expect(sumAfter(line, 'add', -37)).toBe(0)
  })

  it('adds thousandths exactly', () => {
    expect(sumAfter({ ...line, counted: 0.1 }, 'add', 0.2)).toBe(0.3)
  })
})
