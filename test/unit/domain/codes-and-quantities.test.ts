import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readScannedCode } from '../../../src/shared/domain/barcode.ts'
import { canonicalGtin, checkDigit, expandUpcE } from '../../../src/shared/domain/gtin.ts'
import { add, multiply, negate, parseQuantity, subtract, sum, wholeTimes } from '../../../src/shared/domain/quantity.ts'

const thousandth = fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000)

describe('quantities', () => {
  it('makes equal amounts equal numbers', () => {
    expect(add(0.1, 0.2)).toBe(0.3)
    expect(subtract(0.3, 0.1)).toBe(0.2)
    expect(multiply(1.1, 3)).toBe(3.3)
    expect(Object.is(negate(0), 0)).toBe(true)
  })

  it('adds in any order to the same number', () => {
    fc.assert(
      fc.property(fc.array(thousandth, { maxLength: 20 }), (quantities) => {
        expect(sum(quantities)).toBe(sum([...quantities].reverse()))
      }),
    )
  })

  it('takes back what it added', () => {
    fc.assert(fc.property(thousandth, thousandth, (a, b) => subtract(add(a, b), b) === add(a, 0)))
  })

  it('reads what people type, with comma or point', () => {
    expect(parseQuantity(' 12,5 ')).toEqual({ ok: true, value: 12.5 })
    expect(parseQuantity('−3')).toEqual({ ok: true, value: -3 })
    expect(parseQuantity('1.2340')).toEqual({ ok: true, value: 1.234 })
  })

  it.each([
    ['', 'empty'],
    ['1.234,5', 'notANumber'],
    ['0.0001', 'tooManyPlaces'],
    ['4006381333931', 'tooLarge'],
  ])('refuses %j as %s', (text, problem) => {
    expect(parseQuantity(text)).toEqual({ ok: false, error: problem })
  })

  it('counts whole sets without losing one to rounding', () => {
    expect(wholeTimes(0.3, 0.1)).toBe(3)
    expect(wholeTimes(29, 10)).toBe(2)
  })
})

describe('GTINs', () => {
  it.each([
    ['96385074', '00000096385074'],
    ['036000291452', '00036000291452'],
    ['4006381333931', '04006381333931'],
    ['14006381333938', '14006381333938'],
  ])('knows %s as %s', (text, canonical) => {
    expect(canonicalGtin(text)).toBe(canonical)
  })

  it('refuses a wrong check digit, other lengths and other characters', () => {
    expect(canonicalGtin('4006381333932')).toBeNull()
    expect(canonicalGtin('123456')).toBeNull()
    expect(canonicalGtin('40063813339３1')).toBeNull()
  })

  it('notices every single wrong digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), fc.nat(11), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const wrong = body.slice(0, place) + String((Number(body[place]) + shift) % 10) + body.slice(place + 1)
        expect(canonicalGtin(wrong + String(checkDigit(body)))).toBeNull()
      }),
    )
  })
})

describe('scanned codes', () => {
  it('strips control characters and the symbology identifier, and keeps case and punctuation', () => {
    expect(readScannedCode(']C1Ab-12/3\r\n')).toEqual({
      text: 'Ab-12/3',
      symbology: ']C1',
      gtin: null,
      separated: false,
    })
  })

  it('finds one number behind the forms of a GTIN', () => {
    expect(readScannedCode('036000291452').gtin).toBe(readScannedCode('0036000291452').gtin)
  })

  it('expands a UPC-E where the symbology says that it is one', () => {
    expect(readScannedCode(']E004252614').gtin).toBe('00042100005264')
    expect(readScannedCode('04252614').gtin).not.toBe('00042100005264')
    expect(readScannedCode(']E496385074').gtin).toBe('00000096385074')
  })

  it.each([
    ['01245714', '00012100004574'],
    ['01234133', '00012300000413'],
    ['21234565', null],
    ['01234565', '00012345000065'],
  ])('reads the UPC-E %s as %s', (text, gtin) => {
    expect(expandUpcE(text)).toBe(gtin)
  })

  it('leaves a code alone that is only an identifier', () => {
    expect(readScannedCode(']C1').text).toBe(']C1')
  })
})
