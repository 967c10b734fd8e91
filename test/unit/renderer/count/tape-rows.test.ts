import { describe, expect, it } from 'vitest'
import type { TapeRow } from '../../../../src/shared/contract/stocktake-rows.ts'
import { addOlder, addRow, mergeHead } from '../../../../src/renderer/features/count/tape-rows.ts'

const row = (seq: number, more: Partial<TapeRow> = {}): TapeRow => ({
  seq,
  scanID: `s${String(seq)}`,
  at: seq,
  kind: 'scan',
  outcome: 'known',
  code: '4006381333931',
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
  counted: seq,
  undone: false,
  undoes: null,
  person: null,
  ...more,
})
const seqs = (rows: readonly TapeRow[]): readonly number[] => rows.map(({ seq }) => seq)
const newestFirst = (from: number, to: number): TapeRow[] =>
  Array.from({ length: from - to + 1 }, (_, index) => row(from - index))

describe('the rows of a tape', () => {
  it('keep rows from answers that are newer than what was read', () => {
    const known = [row(12), row(11), ...newestFirst(10, 5)]
    expect(seqs(mergeHead(known, newestFirst(10, 6)))).toEqual([12, 11, 10, 9, 8, 7, 6, 5])
  })

  it('are not lost to a head that was read before many scans were answered', () => {
    const known = newestFirst(210, 201)
    expect(mergeHead(known, newestFirst(200, 101))).toHaveLength(110)
  })

  it('start anew where the head lies beyond a gap', () => {
    expect(seqs(mergeHead(newestFirst(20, 11), newestFirst(400, 398)))).toEqual([400, 399, 398])
  })

  it('take the core’s word for a row that an answer told of', () => {
    const merged = mergeHead([row(3, { person: null })], [row(3, { person: 'Mara' })])
    expect(merged).toEqual([row(3, { person: 'Mara' })])
  })

  it('hold each row once, in the order of the tape', () => {
    expect(seqs(addRow(addRow([row(5), row(2)], row(4)), row(4)))).toEqual([5, 4, 2])
  })

  it('strike a scan through when its counter-entry arrives', () => {
    const undo = row(9, { kind: 'undo', outcome: null, quantity: -1, undoes: 's7' })
    expect(addRow(newestFirst(8, 6), undo).find(({ seq }) => seq === 7)?.undone).toBe(true)
  })

  it('grow at the old end without repeating a row', () => {
    expect(seqs(addOlder(newestFirst(10, 8), newestFirst(8, 5)))).toEqual([10, 9, 8, 7, 6, 5])
  })
})
