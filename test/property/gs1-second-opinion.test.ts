import fc from 'fast-check'
import { parseBarcode } from 'gs1-barcode-parser-mod'
import { describe, expect, it } from 'vitest'
import { readScannedCode } from '../../src/shared/domain/barcode.ts'
import { readGs1 } from '../../src/shared/domain/gs1-gate.ts'
import { findIdentifier, type Gs1Identifier } from '../../src/shared/domain/gs1-identifiers.ts'
import { parseElements } from '../../src/shared/domain/gs1.ts'
import { checkDigit } from '../../src/shared/domain/gtin.ts'

/**
 * Our reading of GS1 element strings next to another parser's, on well-made strings of every identifier that we know, on
 * the same strings damaged, and on noise. Where the two disagree, the disagreement has a name and a reason below; one
 * that has neither fails, and so does a name that nothing falls under any more.
 */
const explained: Readonly<Record<string, string>> = {
  // It accepts, we refuse.
  'refused: wrongCheckDigit': 'it computes no check digits',
  'refused: wrongDate': 'it knows no length of months, and no dates but its own six kinds',
  'refused: wrongCharacters': 'it takes any character in any value, and letters for digits',
  'refused: tooLong': 'it knows no greatest length',
  'refused: tooShort': 'of values that a separator ends it knows no least length either',
  'refused: empty': 'the same: an identifier with nothing behind it',
  'refused: contradiction': 'it takes two lots for one item',
  'refused: unknownIdentifier': 'it takes letters and digits for decimal places that no identifier has',
  // We accept, it refuses.
  'alone: separator in front': 'scanners send FNC1 in first place as a separator; it wants an AIM identifier there',
  'alone: identifier it lacks': '8111 and 8112',
  'alone: identifier it knows in an old form': '425 with several countries, 7007 with two dates',
  // Both accept.
  'read otherwise: identifier it knows in an old form': 'it cuts these after the first country or date',
}

const gs = '\u001d'
const lacking: ReadonlySet<string> = new Set(['8111', '8112'])
const inOldForm: ReadonlySet<string> = new Set(['425', '7007'])

/** Every identifier there is, found by asking for all numbers of two to four digits. */
const identifiers: readonly Gs1Identifier[] = [2, 3, 4].flatMap((length) =>
  Array.from({ length: 10 ** length }, (_, number) => findIdentifier(String(number).padStart(length, '0'))).filter(
    (each) => each !== undefined,
  ),
)

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`))
const two = (most: number, least = 0) =>
  fc.integer({ min: least, max: most }).map((part) => String(part).padStart(2, '0'))

function firstPart({ digits: length, check }: Gs1Identifier): fc.Arbitrary<string> {
  if (check === 'checkDigit') return digits(length - 1).map((body) => body + String(checkDigit(body)))
  if (check === 'none') return digits(length)
  const parts = fc.tuple(two(99), two(12, 1), two(28), two(23), two(59))
  return parts.map((all) => all.join('').slice(0, length))
}

function lastPart({ rest, check }: Gs1Identifier): fc.Arbitrary<string> {
  // What may follow a date is a time of day.
  if (rest === null || check === 'date') return fc.constant('')
  const unit = rest.numeric ? '0123456789' : '0123456789ABCXYZabcxyz-/!%.'
  return fc.string({ unit: fc.constantFrom(...unit), minLength: rest.min, maxLength: rest.max })
}

const element = fc
  .constantFrom(...identifiers)
  .chain((identifier) =>
    fc.tuple(firstPart(identifier), lastPart(identifier)).map((parts) => identifier.ai + parts.join('')),
  )
const wellMade = fc.array(element, { minLength: 1, maxLength: 4 }).map((elements) => elements.join(gs))

/** A sign lost, changed, added or doubled, a separator in front or gone, an element said again with another value. */
const damaged = fc.tuple(wellMade, fc.nat(), fc.integer({ min: 0, max: 6 })).map(([code, at, way]) => {
  const place = at % code.length
  const [before, sign, after] = [code.slice(0, place), code.charAt(place), code.slice(place + 1)]
  const ways = [
    before + after,
    `${before}A${after}`,
    `${before}${sign}${sign}${after}`,
    `${before}#${sign}${after}`,
    gs + code,
    code.replace(gs, ''),
    `${code}${gs}${code.split(gs)[0] ?? ''}1`,
  ]
  return ways[way] ?? code
})
const noise = fc.oneof(fc.stringMatching(/^[0-9A-C\u001d]{3,40}$/), fc.string({ maxLength: 40, unit: 'grapheme' }))

const written = (elements: readonly (readonly [string, string])[]): string =>
  elements.map(([ai, value]) => `${ai}=${value}`).join(' ')

/** What the other parser makes of it, or null where it refuses. */
function otherReading(code: string): string | null {
  try {
    return written(parseBarcode(code).parsedCodeItems.map(({ ai, raw }) => [ai, raw] as const))
  } catch {
    return null
  }
}

/** The name of the disagreement; null: there is none. */
function disagreement(code: string): string | null {
  const ours = parseElements(code)
  const other = otherReading(code)
  if (!ours.ok) return other === null || ours.error.kind === 'noElements' ? null : `refused: ${ours.error.kind}`
  const elements = ours.value.map(({ ai, value }) => [ai, value] as const)
  if (other === written(elements)) return null
  const has = (some: ReadonlySet<string>): boolean => elements.some(([ai]) => some.has(ai))
  if (other !== null) return `read otherwise: ${has(inOldForm) ? 'identifier it knows in an old form' : 'unexplained'}`
  if (code.startsWith(gs)) return 'alone: separator in front'
  if (has(lacking)) return 'alone: identifier it lacks'
  return `alone: ${has(inOldForm) ? 'identifier it knows in an old form' : 'unexplained'}`
}

describe('GS1 element strings, with a second opinion', () => {
  it('knows more than five hundred identifiers, and reads every well-made string', () => {
    expect(identifiers.length).toBeGreaterThan(500)
    const distinct = fc.uniqueArray(element, { minLength: 1, maxLength: 4, selector: (each) => each.slice(0, 2) })
    fc.assert(
      fc.property(distinct, (elements) => parseElements(elements.join(gs)).ok),
      { numRuns: 5000, seed: 4 },
    )
  })

  it('agrees with another parser, but for disagreements that have a name', () => {
    const seen = new Map<string, string>()
    let agreed = 0
    fc.assert(
      fc.property(fc.oneof(wellMade, damaged, damaged, noise), (code) => {
        const name = disagreement(code)
        if (name !== null) seen.set(name, code)
        else if (parseElements(code).ok) agreed += 1
      }),
      { numRuns: 100_000, seed: 5 },
    )
    const unexplained = [...seen].filter(([name]) => explained[name] === undefined)
    expect(unexplained).toEqual([])
    expect([...seen.keys()].toSorted()).toEqual(Object.keys(explained).toSorted())
    expect(agreed).toBeGreaterThan(20_000)
  }, 60_000)

  it('opens the gate for none of what it refuses', () => {
    fc.assert(
      fc.property(damaged, (code) => {
        const gate = readGs1(readScannedCode(code))
        // What the gate reads is the text without its ends.
        expect(gate.ok && !parseElements(readScannedCode(code).text).ok).toBe(false)
      }),
      { numRuns: 10_000, seed: 6 },
    )
  })
})
