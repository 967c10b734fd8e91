import { describe, expect, it } from 'vitest'
import { readDate, writeDate } from '../../../../src/renderer/features/items/read-date.ts'
import { readPrice, writePrice } from '../../../../src/renderer/features/items/read-price.ts'

const day = (year: number, month: number, date: number): number => new Date(year, month - 1, date).getTime() / 1000

describe('typed dates', () => {
  it.each(['30.09.2028', '30/09/2028', '30.9.28', '2028-09-30', '30 Sep 2028', '30. September 2028', ' 30-9-2028 '])(
    'reads %s as that day',
    (text) => expect(readDate(text)).toEqual({ ok: true, value: day(2028, 9, 30) }),
  )

  it('reads month names of both languages', () => {
    expect(readDate('1. März 2027')).toEqual({ ok: true, value: day(2027, 3, 1) })
    expect(readDate('24 Dez 2026')).toEqual(readDate('24 December 2026'))
    expect(readDate('5 Okt 2026')).toEqual(readDate('5 Oct 2026'))
  })

  it('reads a month alone as its last day', () => {
    expect(readDate('09/2028')).toEqual({ ok: true, value: day(2028, 9, 30) })
    expect(readDate('2.2028')).toEqual({ ok: true, value: day(2028, 2, 29) })
  })

  it.each(['31.02.2026', '29.02.2027', '31/04/2026', '12/24/2026', '0.1.2026', '13/2028'])(
    'refuses %s, which is no day',
    (text) => expect(readDate(text)).toEqual({ ok: false, error: 'noSuchDay' }),
  )

  it.each(['soon', '30 Foo 2028', '30.9', '2028', '4006381333931', ''])('refuses “%s”, which is no date', (text) =>
    expect(readDate(text)).toEqual({ ok: false, error: 'notADate' }),
  )

  it('reads back what it writes', () => {
    const seconds = day(2028, 9, 3)
    expect(writeDate(seconds, 'de')).toBe('03.09.2028')
    expect(writeDate(seconds, 'en')).toBe('03/09/2028')
    expect(readDate(writeDate(seconds, 'de'))).toEqual({ ok: true, value: seconds })
    expect(readDate(writeDate(seconds, 'en'))).toEqual({ ok: true, value: seconds })
  })
})

describe('typed prices', () => {
  it('reads point and comma as the decimal sign in both languages', () => {
    expect(readPrice('8.40', 'de')).toEqual({ ok: true, value: 8.4 })
    expect(readPrice(' 8,4 ', 'en')).toEqual({ ok: true, value: 8.4 })
    expect(readPrice('−3', 'en')).toEqual({ ok: true, value: -3 })
  })

  it('asks back where the sign may group thousands in that language', () => {
    expect(readPrice('1.234', 'de')).toEqual({ ok: false, error: 'ambiguous' })
    expect(readPrice('1,234', 'en')).toEqual({ ok: false, error: 'ambiguous' })
    expect(readPrice('1.234', 'en')).toEqual({ ok: true, value: 1.234 })
  })

  it.each(['1.234,50', '€8', 'free', '', '1e3'])('refuses “%s”', (text) =>
    expect(readPrice(text, 'en')).toEqual({ ok: false, error: 'notAPrice' }),
  )

  it('writes with the decimal sign of the language', () => {
    expect(writePrice(8.5, 'de')).toBe('8,5')
    expect(writePrice(8.5, 'en')).toBe('8.5')
  })
})
