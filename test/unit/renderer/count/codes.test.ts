import { describe, expect, it } from 'vitest'
import { gtinName, readableCode } from '../../../../src/renderer/features/count/readable-code.ts'

describe('a code as people read it', () => {
  it('is grouped as under its bars', () => {
    expect(readableCode('4006381333931')).toBe('4 006381 333931')
    expect(readableCode('96385074')).toBe('9638 5074')
    expect(readableCode('036000291452')).toBe('0 36000 29145 2')
  })

  it('stays as it is where it is no GTIN', () => {
    expect(readableCode('HB-M8-40')).toBe('HB-M8-40')
    expect(readableCode('4006381333932')).toBe('4006381333932')
    expect(gtinName('4006381333932')).toBeNull()
  })
})
