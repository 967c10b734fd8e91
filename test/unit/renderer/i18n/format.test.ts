import { describe, expect, it } from 'vitest'
import { createFormat } from '../../../../src/renderer/i18n/format.ts'

const en = createFormat('en', 'EUR', 'UTC')
const de = createFormat('de', 'EUR', 'UTC')
const at = Date.UTC(2026, 10, 21, 10, 42, 7)
/** Intl puts spaces of several widths between figure and sign. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('figures', () => {
  it('groups thousands as the language does', () => {
    expect([en.count(1284), de.count(1284)]).toEqual(['1,284', '1.284'])
  })

  it('shows up to three decimals and a true minus', () => {
    expect([en.quantity(-2.5), de.quantity(-2.5), en.quantity(0.125)]).toEqual(['−2.5', '−2,5', '0.125'])
  })

  it('signs a difference, except none', () => {
    expect([en.signed(12), en.signed(-12), en.signed(0)]).toEqual(['+12', '−12', '0'])
  })

  it('shows an interval while something is in doubt, and one figure when it is not', () => {
    expect([en.interval(48, 54), en.interval(48, 48), en.interval(-3, 2)]).toEqual(['48–54', '48', '−3–2'])
  })

  it('writes money in the chosen currency', () => {
    expect([en.money(-1284.5), plain(de.money(1284.5)), en.signedMoney(3)]).toEqual([
      '−€1,284.50',
      '1.284,50 €',
      '+€3.00',
    ])
    expect(createFormat('en', 'USD').money(2)).toContain('2.00')
  })

  it('writes shares of one in percent', () => {
    expect([en.percent(0.978), de.percent(0.978), en.percent(1)]).toEqual(['97.8 %', '97,8 %', '100 %'])
  })
})

describe('times', () => {
  it('counts hours to 24 and shows seconds only where they matter', () => {
    expect([en.time(at), en.timeOfDay(at), en.time(Date.UTC(2026, 0, 1))]).toEqual(['10:42', '10:42:07', '00:00'])
  })

  it('names the day unless it is today', () => {
    expect(en.moment(at, at + 3_600_000)).toBe('10:42')
    expect(en.moment(at, at + 86_400_000)).toBe('21 Nov 2026, 10:42')
  })

  it('shows an expiry, given in seconds, as month and year', () => {
    expect(en.expiry(Date.UTC(2028, 8, 1) / 1000)).toBe('09/2028')
  })

  it('says a span in its two largest units', () => {
    const minute = 60_000
    expect([7000, 5 * minute, 60 * minute, 90 * minute, 48 * 60 * minute].map((span) => en.span(span))).toEqual([
      '7 s',
      '5 min',
      '1 h',
      '1 h 30 min',
      '2 days',
    ])
    expect(de.span(24 * 60 * minute)).toBe('1 Tag')
    expect(en.span(-5)).toBe('0 s')
  })
})
