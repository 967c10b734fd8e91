import { createContext, use } from 'react'
import { i18n, type Language } from './i18n.ts'

/**
 * Figures, money and times as people read them (look.md §8): a true minus, 1,284, 10:42, 21 Nov 2026. The formatters are
 * made once per language and currency; a table may call them in every cell.
 */
export interface Format {
  /** A whole number: 1,284 */
  count(this: void, value: number): string
  /** Pieces, up to three decimals: −2.5 */
  quantity(this: void, value: number): string
  /** A difference, with its sign: +12, −12, 0 */
  signed(this: void, value: number): string
  /** An interval while something is in doubt: 48–54; one figure where both are the same. */
  interval(this: void, low: number, high: number): string
  money(this: void, value: number): string
  signedMoney(this: void, value: number): string
  /** A share of 1: 97.8 % */
  percent(this: void, share: number): string
  /** 10:42 */
  time(this: void, at: number): string
  /** 10:42:07 */
  timeOfDay(this: void, at: number): string
  /** 21 Nov 2026 */
  date(this: void, at: number): string
  /** 10:42 today, otherwise 21 Nov 2026, 10:42 */
  moment(this: void, at: number, now: number): string
  /** 09/2028, from Hako's unix seconds */
  expiry(this: void, seconds: number): string
  /** 1 h 30 min; of a span of milliseconds */
  span(this: void, milliseconds: number): string
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' }

const trueMinus = (text: string): string => text.replace('-', '−')

export function createFormat(language: Language, currency: string, timeZone?: string): Format {
  const locale = locales[language]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const pieces = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 })
  const signed = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, signDisplay: 'exceptZero' })
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency })
  const signedMoney = new Intl.NumberFormat(locale, { style: 'currency', currency, signDisplay: 'exceptZero' })
  const percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, minimumFractionDigits: 0 })
  const zone = timeZone === undefined ? {} : { timeZone }
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const timeOfDay = new Intl.DateTimeFormat(locale, { ...zone, timeStyle: 'medium', hourCycle: 'h23' })
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short', year: 'numeric' })
  const expiry = new Intl.DateTimeFormat(locale, { ...zone, month: '2-digit', year: 'numeric' })
  const quantity = (value: number): string => trueMinus(pieces.format(value))
  return {
    count: (value) => trueMinus(whole.format(value)),
    quantity,
    signed: (value) => trueMinus(signed.format(value)),
    interval: (low, high) => (low === high ? quantity(low) : `${quantity(low)}–${quantity(high)}`),
    money: (value) => trueMinus(money.format(value)),
    signedMoney: (value) => trueMinus(signedMoney.format(value)),
    percent: (share) => `${trueMinus(percent.format(share * 100))} %`,
    time: (at) => time.format(at),
    timeOfDay: (at) => timeOfDay.format(at),
    date: (at) => date.format(at),
    moment: (at, now) => {
      const day = date.format(at)
      return day === date.format(now) ? time.format(at) : `${day}, ${time.format(at)}`
    },
    expiry: (seconds) => expiry.format(seconds * 1000),
    span: (milliseconds) => spanText(milliseconds, language),
  }
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function spanText(milliseconds: number, language: Language): string {
  const t = i18n.getFixedT(language, 'common')
  if (milliseconds < minute) return t('span.seconds', { seconds: Math.max(0, Math.floor(milliseconds / 1000)) })
  if (milliseconds < hour) return t('span.minutes', { minutes: Math.floor(milliseconds / minute) })
  const hours = Math.floor(milliseconds / hour)
  const minutes = Math.floor((milliseconds % hour) / minute)
  if (milliseconds < day) return minutes === 0 ? t('span.hours', { hours }) : t('span.hoursMinutes', { hours, minutes })
  return t('span.days', { count: Math.floor(milliseconds / day) })
}

export const FormatContext = createContext<Format>(createFormat('en', 'EUR'))

export const useFormat = (): Format => use(FormatContext)
