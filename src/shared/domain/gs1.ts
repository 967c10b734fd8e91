import { findIdentifier, identifierAt, type Gs1Identifier } from './gs1-identifiers.ts'
import { checkDigit } from './gtin.ts'
import { err, ok, type Result } from './result.ts'

/**
 * GS1 element strings (GS1 General Specifications, 7.8): identifiers and values one after the other. A value whose
 * length its identifier does not say beforehand ends at a group separator or at the end. Whether a text may be taken for one at all is gs1-gate.ts's to say.
 */
export const groupSeparator = '\u001d'

export interface Gs1Element {
  readonly ai: string
  readonly value: string
}

export type Gs1ValueProblem = 'empty' | 'tooShort' | 'tooLong' | 'wrongCharacters' | 'wrongCheckDigit' | 'wrongDate'

export interface Gs1Problem {
  readonly kind: 'noElements' | 'unknownIdentifier' | 'contradiction' | Gs1ValueProblem
  /** Where in the text, from 0. */
  readonly place: number
  readonly ai: string | null
}

export function parseElements(text: string): Result<readonly Gs1Element[], Gs1Problem> {
  const elements: Gs1Element[] = []
  let place = 0
  while (place < text.length) {
    if (text[place] === groupSeparator) {
      place += 1
      continue
    }
    const identifier = identifierAt(text, place)
    if (!identifier) return err({ kind: 'unknownIdentifier', place, ai: null })
    const { ai } = identifier
    const value = valueAt(text, place + ai.length, identifier)
    const kind = problemOf(identifier, value) ?? (contradicts(elements, ai, value) ? 'contradiction' : null)
    if (kind !== null) return err({ kind, place, ai })
    elements.push({ ai, value })
    place += ai.length + value.length
  }
  return elements.length === 0 ? err({ kind: 'noElements', place: 0, ai: null }) : ok(elements)
}

/** Up to the separator, but no longer than a length that is known without one. */
function valueAt(text: string, start: number, identifier: Gs1Identifier): string {
  const separator = text.indexOf(groupSeparator, start)
  const end = separator === -1 ? text.length : separator
  return text.slice(start, identifier.predefined ? Math.min(end, start + identifier.digits) : end)
}

/** Two values for one identifier are two stories; the same value twice is only said twice. */
const contradicts = (elements: readonly Gs1Element[], ai: string, value: string): boolean =>
  elements.some((other) => other.ai === ai && other.value !== value)

/** What is wrong with an identifier's value, or null. */
export function valueProblem(ai: string, value: string): Gs1ValueProblem | 'unknownIdentifier' | null {
  const identifier = findIdentifier(ai)
  return identifier ? problemOf(identifier, value) : 'unknownIdentifier'
}

function problemOf({ digits, rest, check }: Gs1Identifier, value: string): Gs1ValueProblem | null {
  if (value === '') return 'empty'
  if (value.length < digits + (rest?.min ?? 0)) return 'tooShort'
  if (value.length > digits + (rest?.max ?? 0)) return 'tooLong'
  const allowed = rest?.numeric === false ? cset82 : numbers
  if (!numbers.test(value.slice(0, digits)) || !allowed.test(value.slice(digits))) return 'wrongCharacters'
  if (check === 'checkDigit' && checkDigit(value.slice(0, -1)) !== Number(value.at(-1))) return 'wrongCheckDigit'
  return check === 'date' && !isDate(value) ? 'wrongDate' : null
}

const numbers = /^\d*$/
/** GS1 AI encodable character set 82. */
const cset82 = /^[!"%-?A-Z_a-z]*$/

/** YYMMDD, where day 00 is the end of the month; for a time, HHMM behind it. */
function isDate(value: string): boolean {
  const [year, month, day, hour = 0, minute = 0] = pairs(value)
  if (year === undefined || month === undefined || day === undefined) return false
  return month >= 1 && month <= 12 && day <= daysIn(year, month) && hour < 24 && minute < 60
}

/** Of the years that a window of a hundred around now can mean, every fourth has a 29 February. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const pairs = (digits: string): number[] => (digits.match(/\d\d/g) ?? []).map(Number)

/** `YYYY-MM-DD` of a date as GS1 writes it; the century is the one that puts it within 50 years of `year`. */
export function readGs1Date(value: string, year: number): string {
  const [yy = 0, month = 1, day = 0] = pairs(value)
  const century = year - (year % 100)
  const away = yy - (year % 100)
  const whole = century + yy + (away > 50 ? -100 : away < -49 ? 100 : 0)
  return [whole, month, day === 0 ? daysIn(yy, month) : day].map((part) => String(part).padStart(2, '0')).join('-')
}

/**
 * Whether a value without a fixed length seems to have swallowed what follows it, because a separator was lost on the
 * way: its end reads as further elements, either with a date or check digit that holds, or as the lot or serial number that the
 * code does not name otherwise. The second is only believed of a code without any separator, and not of plain digits.
 */
export function lostSeparator(text: string, elements: readonly Gs1Element[]): boolean {
  return elements.some(({ ai, value }) => {
    if (findIdentifier(ai)?.rest === null) return false
    const guesses = !text.includes(groupSeparator) && !/^\d*$/.test(value)
    for (let place = 1; place < value.length - 2; place += 1) {
      const tail = parseElements(value.slice(place))
      if (tail.ok && (tail.value.some(isChecked) || (guesses && isNewName(tail.value, elements)))) return true
    }
    return false
  })
}

const isChecked = ({ ai }: Gs1Element): boolean => findIdentifier(ai)?.check !== 'none'

function isNewName(tail: readonly Gs1Element[], elements: readonly Gs1Element[]): boolean {
  const first = tail[0]
  if (first === undefined || (first.ai !== '10' && first.ai !== '21')) return false
  return first.value.length >= 3 && !elements.some((element) => element.ai === first.ai)
}
