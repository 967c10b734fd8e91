import { describe, expect, it } from 'vitest'
import { readScannedCode } from '../../../src/shared/domain/barcode.ts'
import { particularsOfCode, readContent } from '../../../src/shared/domain/code-content.ts'
import { readGs1 } from '../../../src/shared/domain/gs1-gate.ts'
import { lostSeparator, parseElements, readGs1Date } from '../../../src/shared/domain/gs1.ts'

const gs = '\u001d'
const gtin = '0104006381333931'
const read = (raw: string) => readGs1(readScannedCode(raw))
const elementsOf = (raw: string) => {
  const reading = read(raw)
  return reading.ok ? reading.value.elements.map(({ ai, value }) => `${ai}=${value}`).join(' ') : reading.error.kind
}
const contentOf = (raw: string) => readContent(readScannedCode(raw))

describe('element strings', () => {
  it.each([
    [`${gtin}17270131`, '01=04006381333931 17=270131'],
    [`${gtin}10AB-1${gs}21S/9`, '01=04006381333931 10=AB-1 21=S/9'],
    [`]C1${gtin}10AB`, '01=04006381333931 10=AB'],
    [`${gs}10AB`, '10=AB'],
    [`10AB${gs}`, '10=AB'],
    [`${gtin}${gs}17270131`, '01=04006381333931 17=270131'],
    [`]d200340123450000000017${gs}240X`, '00=340123450000000017 240=X'],
    ['02040063813339313724', '02=04006381333931 37=24'],
    [`${gtin}3103001250392199`, '01=04006381333931 3103=001250 3921=99'],
    [`]Q3${gtin}39329781234`, '01=04006381333931 3932=9781234'],
    [']e04104006381333931', '410=4006381333931'],
    [']J1422276', '422=276'],
    [`${gtin}33110012504252762503${gs}800826123123`, '01=04006381333931 3311=001250 425=2762503 8008=26123123'],
    [`]C1${gtin}703027612`, '01=04006381333931 7030=27612'],
  ])('reads %j', (raw, elements) => {
    expect(elementsOf(raw)).toBe(elements)
  })

  it.each([
    ['', 'noElements', null],
    ['0104006381333932', 'wrongCheckDigit', '01'],
    ['01040063813339', 'tooShort', '01'],
    ['11270230', 'wrongDate', '11'],
    ['17271301', 'wrongDate', '17'],
    ['10', 'empty', '10'],
    ['10ABCDEFGHIJKLMNOPQRSTU', 'tooLong', '10'],
    ['10Gr\u00f6\u00dfe', 'wrongCharacters', '10'],
    ['3712a', 'wrongCharacters', '37'],
    ['99', 'empty', '99'],
    ['42227610AB', 'tooLong', '422'],
    ['4307D', 'tooShort', '4307'],
    ['0500', 'unknownIdentifier', null],
    [`10A${gs}10B`, 'contradiction', '10'],
  ])('refuses %j and says why', (text, kind, ai) => {
    const parsed = parseElements(text)
    expect(parsed).toMatchObject({ ok: false, error: { kind, ai } })
  })

  it('takes day 00 for the end of the month, in leap years too', () => {
    expect(readGs1Date('270200', 2026)).toBe('2027-02-28')
    expect(readGs1Date('280200', 2026)).toBe('2028-02-29')
    expect(readGs1Date('261200', 2026)).toBe('2026-12-31')
  })

  it('puts a year within fifty of now', () => {
    expect(readGs1Date('760101', 2026)).toBe('2076-01-01')
    expect(readGs1Date('770101', 2026)).toBe('1977-01-01')
    expect(readGs1Date('400101', 2090)).toBe('2140-01-01')
    expect(readGs1Date('000101', 1999)).toBe('2000-01-01')
  })
})

describe('the gate', () => {
  it.each([
    '101234',
    '21A-77',
    '3712',
    '17270131',
    '00340123450000000017',
    '0104006381333932',
    '4006381333931',
    'HB-M8-40',
    ']A0101234',
    ']E04006381333931',
  ])('stays shut for %j', (raw) => {
    expect(read(raw)).toEqual({ ok: false, error: { kind: 'notGs1' } })
  })

  it('opens for what the symbology, a separator, or a GTIN with its check digit vouches for', () => {
    for (const raw of [']C1101234', `101234${gs}`, `${gs}101234`, gtin]) expect(read(raw).ok).toBe(true)
  })

  it('says why it can’t read what says that it is GS1', () => {
    expect(read(']C1ABC')).toMatchObject({
      error: { kind: 'unreadable', problem: { kind: 'unknownIdentifier', place: 0 } },
    })
    expect(read(`]d2${gtin}10LOT45678901234567821SERIAL`)).toMatchObject({
      error: { problem: { kind: 'tooLong', ai: '10' }, lostSeparator: true },
    })
  })
})

describe('a lost separator', () => {
  const lost = (text: string) => {
    const parsed = parseElements(text)
    return parsed.ok && lostSeparator(text, parsed.value)
  }

  it.each([`${gtin}10LOT117270131`, `${gtin}10ABC12321SERIAL`, `10LOTA${gtin}`, `${gtin}21S-90210B17X`])(
    'is suspected in %s',
    (text) => {
      expect(lost(text)).toBe(true)
    },
  )

  it.each([
    `${gtin}10LOT1`,
    `${gtin}10L2106`,
    `${gtin}21900012106123`,
    `${gtin}10AB10CD${gs}21X`,
    `${gtin}1727013110AB`,
  ])('is not suspected in %s', (text) => {
    expect(lost(text)).toBe(false)
  })
})

describe('content', () => {
  it('says lot, expiry, serial number and count', () => {
    expect(contentOf(`${gtin}1727010010L1${gs}21S1`)).toMatchObject({
      gtin: '04006381333931',
      lot: 'L1',
      serial: 'S1',
    })
    expect(particularsOfCode(`${gtin}1727010010L1${gs}21S1`, 2026)).toEqual({
      lot: 'L1',
      expiry: '2027-01-31',
      serial: 'S1',
    })
    expect(contentOf('02040063813339313724')).toMatchObject({ gtin: '04006381333931', count: 24 })
    expect(particularsOfCode('101234', 2026)).toEqual({ lot: null, expiry: null, serial: null })
  })

  it('takes the use-by date before the best-before date', () => {
    expect(contentOf(`${gtin}1526123117270131`)?.expiry).toBe('270131')
    expect(contentOf(`${gtin}15261231`)?.expiry).toBe('261231')
  })

  it('puts the decimal point where the identifier says', () => {
    expect(contentOf(`${gtin}3103001250`)).toMatchObject({ weight: 1.25, measure: 1.25 })
    expect(contentOf(`${gtin}3100000007`)).toMatchObject({ weight: 7 })
    expect(contentOf(`${gtin}3201000100`)?.weight).toBeCloseTo(4.5359, 4)
    expect(contentOf(`${gtin}3112000150`)).toMatchObject({ weight: null, measure: 1.5 })
    expect(contentOf(`${gtin}3922000199`)).toMatchObject({ price: 1.99 })
    expect(contentOf(`${gtin}393297800199`)).toMatchObject({ price: 1.99 })
  })
})
