import { describe, expect, it } from 'vitest'
import { isKnownWhole, noCodes, noteWhole } from '../../../../src/renderer/scanner/whole-codes.ts'

const after = (...texts: readonly string[]) => texts.reduce(noteWhole, noCodes)

describe('a code without its suffix', () => {
  it('is whole when it came twice before, and not when a longer one begins like it', () => {
    expect(isKnownWhole(after('ABCD'), 'ABCD')).toBe(false)
    expect(isKnownWhole(after('ABCD', 'ABCD'), 'ABCD')).toBe(true)
    expect(isKnownWhole(after('ABCD', 'ABCD', 'ABCDE'), 'ABCD')).toBe(false)
  })

  it('is whole when its form came three times, and not when a longer form begins like it', () => {
    const three = ['AB-1234', 'CD-5678', 'EF-9999']
    expect(isKnownWhole(after(...three), 'XY-0001')).toBe(true)
    expect(isKnownWhole(after(...three), 'XY-000')).toBe(false)
    expect(isKnownWhole(after(...three, 'AB-12345'), 'XY-0001')).toBe(false)
  })

  it('is whole as an item number after one of its length, if its check digit is right', () => {
    expect(isKnownWhole(after('4006381333931'), '2100400012912')).toBe(true)
    expect(isKnownWhole(after('4006381333931'), '2100400012913')).toBe(false)
    expect(isKnownWhole(noCodes, '2100400012912')).toBe(false)
    expect(isKnownWhole(after('4006381333931', '96385074'), '96385074')).toBe(false)
  })

  it('is forgotten after two hundred others', () => {
    const others = Array.from({ length: 200 }, (_, index) => `item${String(index)}${'x'.repeat(index % 7)}`)
    expect(isKnownWhole(after('ABCD', 'ABCD', ...others), 'ABCD')).toBe(false)
  })
})
