import { describe, expect, it } from 'vitest'
import { eanBars } from '../../../../src/renderer/features/items/ean-bars.ts'

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
