import { describe, expect, it } from 'vitest'
import { barsPath, eanBars } from '../../../../src/renderer/ui/ean-bars.ts'

const runs = (bars: string | null): string =>
  Array.from((bars ?? '').matchAll(/1+/g), ({ 0: run, index }) => `${String(index)}:${String(run.length)}`).join(' ')

describe('bars of an EAN', () => {
  it('draws a known EAN-13', () => {
    expect(runs(eanBars('4260118704412'))).toBe(
      '0:1 2:1 5:1 8:2 14:1 16:1 20:2 23:1 26:2 30:1 32:2 36:2 41:1 44:1 46:1 48:1 50:1 54:1 57:3 62:1 64:1 66:3 71:1 73:3 78:2 82:2 85:2 88:2 92:1 94:1',
    )
  })

  it('has 95 modules, and 67 as an EAN-8', () => {
    expect(eanBars('2000400061753')).toHaveLength(95)
    expect(eanBars('96385074')).toHaveLength(67)
  })

  it('draws a UPC-A and a GTIN-14 with a leading zero as the same EAN-13', () => {
    expect(eanBars('036000291452')).toBe(eanBars('0036000291452'))
    expect(eanBars('04260118704412')).toBe(eanBars('4260118704412'))
  })

  it.each(['4260118704413', 'GL-NIT-L', '123', '14260118704419'])('draws nothing for %s', (code) =>
    expect(eanBars(code)).toBeNull(),
  )
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
    const modules = eanBars(code) ?? ''
    expect(modules).toHaveLength(95)
    expect(decode(modules)).toBe(code)
  })

  it('is drawn for no code that a scanner would refuse', () => {
    expect(eanBars('4006381333932')).toBeNull()
    expect(eanBars('HB-M8-40')).toBeNull()
  })

  it('becomes one run of black per bar', () => {
    expect(barsPath('1011', 10)).toBe('M0 0h1v10h-1zM2 0h2v10h-2z')
  })
})
