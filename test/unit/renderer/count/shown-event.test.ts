import { describe, expect, it } from 'vitest'
import type { TapeRow } from '../../../../src/shared/contract/stocktake-rows.ts'
import { eventOfRow, outcomeOf, rowOfAnswer } from '../../../../src/renderer/features/count/shown-event.ts'

const attempt = { stocktakeID: 'st', scanID: 's', code: 'C', quantity: null, place: null, at: 1, again: true }
const row: TapeRow = {
  seq: 1,
  scanID: 's',
  at: 1,
  kind: 'scan',
  outcome: 'known',
  code: 'C',
  sku: 'A',
  name: 'Article',
  quantity: 12,
  round: 1,
  place: null,
  lot: null,
  expiry: null,
  serial: null,
  device: null,
  typed: false,
  counted: 24,
  undone: false,
  undoes: null,
  person: null,
}

describe('what the card shows', () => {
  it('is, for a repeated scan, what the scan was the first time', () => {
    expect(outcomeOf(attempt, { outcome: 'duplicate', seq: 1, sku: 'A', counted: 2 })).toBe('known')
    expect(outcomeOf(attempt, { outcome: 'duplicate', seq: 1, sku: 'A' })).toBe('outOfScope')
    expect(outcomeOf(attempt, { outcome: 'duplicate', seq: 1, counted: 2 })).toBe('unknown')
  })

  it('is at rest for what was on the tape before', () => {
    expect(eventOfRow(row)).toMatchObject({ kind: 'known', added: 12, counted: 24, fresh: false })
  })

  it('adds nothing for scans that are only kept', () => {
    expect(eventOfRow({ ...row, outcome: 'unknown' })).toMatchObject({ kind: 'unknown', added: null })
    expect(eventOfRow({ ...row, outcome: 'outOfScope' })).toMatchObject({ kind: 'outOfScope', added: null })
  })

  it('is never a mark or a zero', () => {
    expect(eventOfRow({ ...row, kind: 'mark' })).toBeNull()
    expect(eventOfRow({ ...row, kind: 'zero' })).toBeNull()
  })
})

describe('the tape’s row of an answer', () => {
  it('carries the pieces of a pack, or what was typed for an unknown code', () => {
    expect(rowOfAnswer(attempt, { outcome: 'known', seq: 4, sku: 'A', added: 12, counted: 12 })?.quantity).toBe(12)
    expect(rowOfAnswer({ ...attempt, quantity: 3 }, { outcome: 'unknown', seq: 4, counted: 5 })).toMatchObject({
      quantity: 3,
      typed: true,
      counted: 5,
    })
  })

  it('is not written for a duplicate: the tape has it', () => {
    expect(rowOfAnswer(attempt, { outcome: 'duplicate', seq: 4 })).toBeNull()
  })
})
