import { describe, expect, it } from 'vitest'
import { barsPath, ean13Modules } from '../../../../src/renderer/features/count/ean13.ts'
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

/** Reads modules back the way a scanner does: six digits left by parity, six right. */
function decode(modules: string): string {
  const right = [
    '1110010',
    '1100110',
    '1101100',
    '1000010',
    '1011100',
    '1001110',
    '1010000',
    '1000100',
    '1001000',
    '1110100',
  ]
  const invert = (bits: string): string => Array.from(bits, (bit) => (bit === '1' ? '0' : '1')).join('')
  const mirror = (bits: string): string => Array.from(bits).reverse().join('')
  const parities = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL']
  const part = (start: number, index: number): string => modules.slice(start + 7 * index, start + 7 * index + 7)
  const left = Array.from({ length: 6 }, (_, index) => part(3, index))
  const parity = left.map((bits) => (right.includes(invert(bits)) ? 'L' : 'G')).join('')
  const leftDigits = left.map((bits) => right.indexOf(right.includes(invert(bits)) ? invert(bits) : mirror(bits)))
  const rightDigits = Array.from({ length: 6 }, (_, index) => right.indexOf(part(50, index)))
  return [parities.indexOf(parity), ...leftDigits, ...rightDigits].join('')
}

describe('the drawn EAN-13', () => {
  it.each(['4006381333931', '2000400011802', '4260118730251', '9780201379624'])('%s decodes to itself', (code) => {
    const modules = ean13Modules(code) ?? ''
    expect(modules).toHaveLength(95)
    expect(decode(modules)).toBe(code)
  })

  it('is drawn for no code that a scanner would refuse', () => {
    expect(ean13Modules('4006381333932')).toBeNull()
    expect(ean13Modules('HB-M8-40')).toBeNull()
  })

  it('becomes one run of black per bar', () => {
    expect(barsPath('1011', 10)).toBe('M0 0h1v10h-1zM2 0h2v10h-2z')
  })
})
