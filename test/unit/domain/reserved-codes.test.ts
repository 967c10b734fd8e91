import { describe, expect, it } from 'vitest'
import { canonicalBadge, isReserved, readReserved, stocktakeCode } from '../../../src/shared/domain/reserved-codes.ts'

describe('codes that stand for no goods', () => {
  it('begin with the prefix, however Caps Lock stands', () => {
    expect(isReserved('XXHKCUNDO')).toBe(true)
    expect(isReserved('xxhkcundo')).toBe(true)
    expect(isReserved('4006381333931')).toBe(false)
    expect(isReserved('XXH')).toBe(false)
  })

  it('are commands, places, badges or stocktakes', () => {
    expect(readReserved('XXHKCUNDO')).toEqual({ kind: 'command', text: 'UNDO' })
    expect(readReserved('XXHKPA-01 left')).toEqual({ kind: 'place', text: 'A-01 left' })
    expect(readReserved('XXHKBTOKEN')).toEqual({ kind: 'badge', text: 'TOKEN' })
    expect(readReserved(stocktakeCode('01JABC'))).toEqual({ kind: 'stocktake', text: '01JABC' })
    expect(readReserved('XXHKQ1')).toEqual({ kind: 'other', text: '1' })
    expect(readReserved('XXHKC')).toEqual({ kind: 'other', text: '' })
    expect(readReserved('AAA')).toBeNull()
  })

  it('keep the case of a place that Caps Lock turned round', () => {
    expect(readReserved('xxhkpa-01 LEFT')).toEqual({ kind: 'place', text: 'A-01 left' })
  })

  it('make badges the same in capitals and small letters, but only our own', () => {
    expect(canonicalBadge('xxhkbabc')).toBe(canonicalBadge('XXHKBABC'))
    expect(canonicalBadge(' Key-7 ')).toBe('Key-7')
    expect(canonicalBadge('key-7')).not.toBe(canonicalBadge('KEY-7'))
  })
})
