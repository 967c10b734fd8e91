import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { searchText } from '../../../shared/domain/search-text.ts'
import type { Language } from '../../i18n/i18n.ts'

/**
 * Dates as people type them, to Hako's unix seconds at the start of that day here. Both languages write the day first.
 * A day that does not exist is refused, never moved to the next month.
 */
export type DateProblem = 'notADate' | 'noSuchDay'

const isoDay = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const dayFirst = /^(\d{1,2})[./ -]\s*(\d{1,2})[./ -]\s*(\d{4}|\d{2})$/
const namedMonth = /^(\d{1,2})\.?\s*([a-z]{3,})\.?\s*(\d{4}|\d{2})$/
const monthOnly = /^(\d{1,2})[./ -]\s*(\d{4})$/

export function readDate(text: string): Result<number, DateProblem> {
  const plain = searchText(text)
  const iso = isoDay.exec(plain)
  if (iso) return toSeconds(iso[1], Number(iso[2]), Number(iso[3]))
  const numbers = dayFirst.exec(plain)
  if (numbers) return toSeconds(numbers[3], Number(numbers[2]), Number(numbers[1]))
  const named = namedMonth.exec(plain)
  if (named) return toSeconds(named[3], monthOf(named[2] ?? ''), Number(named[1]))
  const month = monthOnly.exec(plain)
  if (month) return endOfMonth(Number(month[2]), Number(month[1]))
  return err('notADate')
}

/** In the form that the field shows and reads again: 30.09.2028, 30/09/2028. */
export function writeDate(seconds: number, language: Language): string {
  const day = new Date(seconds * 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  const parts = [two(day.getDate()), two(day.getMonth() + 1), String(day.getFullYear()).padStart(4, '0')]
  return parts.join(language === 'de' ? '.' : '/')
}

const months: readonly (readonly string[])[] = [
  ['jan'],
  ['feb'],
  ['mar', 'maerz', 'mrz'],
  ['apr'],
  ['may', 'mai'],
  ['jun'],
  ['jul'],
  ['aug'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'dez'],
]

/** 1 to 12, or 0 for a word that is no month. */
const monthOf = (word: string): number =>
  months.findIndex((starts) => starts.some((start) => word.startsWith(start))) + 1

function toSeconds(yearText: string | undefined, month: number, day: number): Result<number, DateProblem> {
  if (month === 0) return err('notADate')
  const year = yearText?.length === 2 ? 2000 + Number(yearText) : Number(yearText)
  const date = new Date(year, month - 1, day)
  if (date.getFullYear() !== year || date.getMonth() !== month - 1 || date.getDate() !== day) return err('noSuchDay')
  return ok(Math.floor(date.getTime() / 1000))
}

/** Labels often say only 09/2028: good until that month is over. */
function endOfMonth(year: number, month: number): Result<number, DateProblem> {
  if (month < 1 || month > 12) return err('noSuchDay')
  return toSeconds(String(year), month, new Date(year, month, 0).getDate())
}
