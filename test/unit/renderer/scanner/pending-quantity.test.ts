import { describe, expect, it } from 'vitest'
import {
  noQuantity,
  pendingAmount,
  stepPendingQuantity,
  type PendingQuantity,
} from '../../../../src/renderer/scanner/pending-quantity.ts'

const after = (...keys: string[]): PendingQuantity =>
  keys.reduce((pending, key) => stepPendingQuantity(pending, { kind: 'key', key }), noQuantity)

describe('digits before a scan', () => {
  it('become its quantity, with or without the times sign', () => {
    expect(pendingAmount(after('1', '2'))).toBe(12)
    for (const sign of ['*', '×', 'x', 'X']) expect(pendingAmount(after('1', '2', sign))).toBe(12)
    expect(pendingAmount(after('0', '5'))).toBe(5)
  })

  it('begin anew after the times sign', () => {
    expect(pendingAmount(after('1', '2', '*', '7'))).toBe(7)
  })

  it('are corrected with Backspace and cleared with Escape', () => {
    expect(pendingAmount(after('1', '2', 'Backspace'))).toBe(1)
    expect(after('1', 'Backspace')).toEqual(noQuantity)
    expect(after('1', '2', 'Escape')).toEqual(noQuantity)
  })

  it('are consumed by one scan', () => {
    expect(stepPendingQuantity(after('3'), { kind: 'scan' })).toEqual(noQuantity)
  })

  it('are no quantity when they are nothing or longer than any pile', () => {
    expect(pendingAmount(noQuantity)).toBeNull()
    expect(pendingAmount(after('0'))).toBeNull()
    expect(pendingAmount(after(...Array.from('99999')))).toBe(99_999)
    expect(after(...Array.from('100000'))).toEqual({ kind: 'tooLong', digits: '100000' })
    expect(pendingAmount(after(...Array.from('100000')))).toBeNull()
    expect(pendingAmount(after(...Array.from('100000'), 'Backspace'))).toBe(10_000)
  })

  it('are untouched by other keys', () => {
    expect(pendingAmount(after('4', 'a', 'Shift', 'F2', 'Enter'))).toBe(4)
    expect(after('x', 'Backspace')).toEqual(noQuantity)
  })
})
