import fc from 'fast-check'
import { parseBarcode } from 'gs1-barcode-parser-mod'
import { describe, expect, it } from 'vitest'
import { readScannedCode } from '../../src/shared/domain/barcode.ts'
import { readContent } from '../../src/shared/domain/code-content.ts'
import { readDigitalLink } from '../../src/shared/domain/digital-link.ts'
import { readGs1 } from '../../src/shared/domain/gs1-gate.ts'
import { parseElements, type Gs1Element } from '../../src/shared/domain/gs1.ts'
import { checkDigit } from '../../src/shared/domain/gtin.ts'

const gs = '\u001d'
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`))
const text = (max: number) => fc.stringMatching(new RegExp(`^[A-Za-z0-9/+.-]{1,${String(max)}}$`))
const checked = (length: number) => digits(length - 1).map((body) => body + String(checkDigit(body)))
const date = fc
  .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 28 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(''))

const element = fc.oneof(
  fc.tuple(fc.constantFrom('01', '02'), checked(14)),
  fc.tuple(fc.constant('00'), checked(18)),
  fc.tuple(fc.constantFrom('11', '13', '15', '17'), date),
  fc.tuple(fc.constantFrom('10', '21', '22'), text(20)),
  fc.tuple(fc.constantFrom('240', '241', '250', '251', '400'), text(30)),
  fc.tuple(fc.constantFrom('30', '37'), fc.integer({ min: 0, max: 99_999_999 }).map(String)),
  fc.tuple(fc.constantFrom('3100', '3103', '3112', '3140', '3155', '3160'), digits(6)),
  fc.tuple(fc.constantFrom('3920', '3922'), digits(5)),
  fc.tuple(fc.constantFrom('410', '411', '412', '413', '414'), checked(13)),
)
const elementString = fc
  .uniqueArray(element, { minLength: 1, maxLength: 6, selector: ([ai]) => ai })
  .map((elements) => elements.map(([ai, value]) => ai + value).join(gs))

const strings = (elements: readonly Gs1Element[]) => elements.map(({ ai, value }) => `${ai}=${value}`)

/** What the other parser makes of it, or null where it refuses. */
function otherReading(code: string): string[] | null {
  try {
    return parseBarcode(code).parsedCodeItems.map(({ ai, raw }) => `${ai}=${raw}`)
  } catch {
    return null
  }
}

describe('GS1 element strings', () => {
  it('reads every string that is well made', () => {
    fc.assert(fc.property(elementString, (code) => parseElements(code).ok))
  })

  it('agrees with another parser wherever both accept', () => {
    let both = 0
    fc.assert(
      fc.property(fc.oneof(elementString, fc.stringMatching(/^[0-3][0-9A-C]{3,40}$/)), (code) => {
        const ours = parseElements(code)
        const other = otherReading(code)
        if (!ours.ok || other === null) return
        both += 1
        expect(strings(ours.value)).toEqual(other)
      }),
      { numRuns: 3000, seed: 1 },
    )
    expect(both).toBeGreaterThan(1000)
  })

  it('refuses a wrong check digit that another parser lets pass', () => {
    fc.assert(
      fc.property(checked(14), fc.integer({ min: 1, max: 9 }), (gtin, shift) => {
        const wrong = `01${gtin.slice(0, -1)}${String((Number(gtin.at(-1)) + shift) % 10)}`
        expect(otherReading(wrong)).not.toBeNull()
        expect(parseElements(wrong)).toMatchObject({ error: { kind: 'wrongCheckDigit' } })
        expect(readGs1(readScannedCode(wrong))).toMatchObject({ error: { kind: 'notGs1' } })
      }),
    )
  })

  it('stays away from article numbers that another parser takes for lots', () => {
    expect(otherReading('101234')).toEqual(['10=1234'])
    expect(readGs1(readScannedCode('101234'))).toEqual({ ok: false, error: { kind: 'notGs1' } })
  })

  it('never throws, whatever comes, and is quick about it', () => {
    const unit = fc.constantFrom(
      '0',
      '1',
      '2',
      '3',
      '7',
      '9',
      '10',
      '01',
      '17',
      '21',
      '310',
      gs,
      ']C1',
      ']d2',
      'A',
      '/',
      '%',
      '\u0000',
      'ß',
    )
    const anything = fc.oneof(
      fc.array(unit, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ maxLength: 40 }),
    )
    fc.assert(
      fc.property(anything, (raw) => {
        readContent(readScannedCode(raw))
        readContent(readScannedCode(`https://x.org/01/${raw}`))
      }),
      { numRuns: 100_000, seed: 2 },
    )
  })

  it('takes no article number for GS1 by accident', () => {
    const sku = fc.oneof(
      fc.stringMatching(/^\d{3,12}$/),
      fc.stringMatching(/^[A-Z0-9]{3,16}$/),
      fc.stringMatching(/^(10|21|17|11|30|37|240|3103|01|02|00)[A-Z0-9-]{1,12}$/),
    )
    fc.assert(
      fc.property(sku, (code) => readContent(readScannedCode(code)) === null),
      { numRuns: 10_000, seed: 3 },
    )
  })
})

describe('Digital Links', () => {
  it('carry the number of the element string', () => {
    fc.assert(
      fc.property(checked(14), text(20), text(20), (gtin, lot, serial) => {
        const uri = `https://example.com/01/${gtin}/10/${encodeURIComponent(lot)}/21/${encodeURIComponent(serial)}`
        const link = readDigitalLink(uri)
        expect(link.ok && strings(link.value)).toEqual([`01=${gtin}`, `10=${lot}`, `21=${serial}`])
      }),
    )
  })
})
