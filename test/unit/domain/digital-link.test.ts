import { describe, expect, it } from 'vitest'
import { readScannedCode } from '../../../src/shared/domain/barcode.ts'
import { particularsOfCode, readContent } from '../../../src/shared/domain/code-content.ts'
import { readDigitalLink } from '../../../src/shared/domain/digital-link.ts'

const pairsOf = (uri: string) => {
  const link = readDigitalLink(uri)
  return link.ok ? link.value.map(({ ai, value }) => `${ai}=${value}`).join(' ') : link.error
}

describe('Digital Links', () => {
  it.each([
    ['https://id.gs1.org/01/04006381333931', '01=04006381333931'],
    [
      'https://example.com/a/b/01/4006381333931/10/L%2F1/21/S1?17=270131&utm=x',
      '01=04006381333931 10=L/1 21=S1 17=270131',
    ],
    ['http://example.com/gtin/036000291452/lot/7/', '01=00036000291452 10=7'],
    ['https://example.com/01/96385074?3103=001250#top', '01=00000096385074 3103=001250'],
    ['HTTPS://EXAMPLE.COM/01/04006381333931?17=270131;10=A', '01=04006381333931 17=270131 10=A'],
    ['https://example.com/01/04006381333931?1234=5', '01=04006381333931'],
  ])('reads %s', (uri, elements) => {
    expect(pairsOf(uri)).toBe(elements)
  })

  it.each([
    ['4006381333931', { kind: 'notALink' }],
    ['https://example.com', { kind: 'notALink' }],
    ['https://example.com/shop/item?id=4', { kind: 'noGtin' }],
    ['https://example.com/01/04006381333932', { kind: 'noGtin' }],
    ['https://example.com/ARFKk4XB0CDKWcnpq', { kind: 'noGtin' }],
    ['https://example.com/01/04006381333931/21/S/10/L', { kind: 'wrongOrder', ai: '21' }],
    ['https://example.com/01/04006381333931/constructor/1', { kind: 'wrongOrder', ai: 'constructor' }],
    ['https://example.com/01/04006381333931?17=271341', { kind: 'wrongValue', ai: '17', problem: 'wrongDate' }],
    ['https://example.com/01/04006381333931/10/%E0%A4', { kind: 'wrongValue', ai: '10', problem: 'wrongEncoding' }],
  ])('refuses %s and says why', (uri, refusal) => {
    expect(pairsOf(uri)).toEqual(refusal)
  })

  it('says the same as the element string of the same thing', () => {
    const link = 'https://example.com/01/04006381333931/10/L1/21/S1?17=270131'
    const elements = '0104006381333931\u001d10L1\u001d21S1\u001d17270131'
    expect(readContent(readScannedCode(link))).toEqual(readContent(readScannedCode(elements)))
    expect(particularsOfCode(`]Q1${link}`, 2026)).toEqual({ lot: 'L1', expiry: '2027-01-31', serial: 'S1' })
  })
})
