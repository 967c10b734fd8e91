import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf, withConfirmed } from '../../../../src/shared/domain/mapping/confirm.ts'
import { explainFault } from '../../../../src/shared/domain/mapping/faults.ts'
import { readPlacedJson } from '../../../../src/shared/domain/mapping/json-places.ts'
import { explainFaults, readMapping } from '../../../../src/shared/domain/mapping/read-mapping.ts'

const good = `{
  "version": 1,
  "items": {
    "confirmed": false,
    "path": "items",
    "rows": "data",
    "fields": { "id": "id", "sku": "sku" }
  },
  "locations": { "confirmed": true, "path": "places", "rows": "", "fields": { "id": "id" } },
  "adjustment": {
    "confirmed": false,
    "method": "POST",
    "path": "adjust/{location}",
    "body": { "sku": "{sku}", "change": "{delta}" }
  }
}
`

const faultsIn = (text: string): readonly string[] => {
  const read = readMapping(text)
  return read.ok ? [] : read.error.map(explainFault)
}

describe('a mapping', () => {
  it('is read', () => {
    expect(readMapping(good)).toMatchObject({ ok: true, value: { items: { path: 'items' }, locations: { rows: '' } } })
  })

  it.each([
    ['', 'line 1, column 1: this is no JSON: the document ends too early'],
    ['{\n  "version": 1,\n}', 'line 3, column 1: this is no JSON: here was expected "name"'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: this is no JSON: here was expected , }'],
    ['{"a" 1}', 'line 1, column 6: this is no JSON: here was expected :'],
    ['{"a": 1,\n "a": 2}', 'line 2, column 2: this is no JSON: “a” is there twice'],
    ['{"a": "x', 'line 1, column 7: this is no JSON: a text lacks its closing quote, or a sign in it must be escaped'],
    ['{} {}', 'line 1, column 4: this is no JSON: the document had ended before this'],
    ['['.repeat(102), 'line 1, column 102: there are more than 100 levels'],
  ])('that is no JSON is refused at its place: %j', (text, sentence) => {
    expect(faultsIn(text)).toEqual([sentence])
  })

  it.each([
    ['"path": "items",', '"path": "/items",', 'line 5, column 13 (items.path): must be a path below the address'],
    ['"path": "items",', '"path": "items?all=1",', 'line 5, column 13 (items.path): must be a path below the address'],
    ['"rows": "data",', '"row": "data",', 'line 6, column 12 (items.row): is not known'],
    ['"id": "id", "sku"', '"sku"', 'line 7, column 15 (items.fields.id): is missing'],
    ['"sku": "sku"', '"sku": 7', 'line 7, column 36 (items.fields.sku): must be a text or a list'],
    ['"sku": "sku"', '"sku": []', 'line 7, column 36 (items.fields.sku): must not be empty'],
    ['"POST"', '"GET"', 'line 12, column 15 (adjustment.method): must be one of POST, PUT, PATCH, DELETE'],
    ['"version": 1', '"version": 2', 'line 2, column 14 (version): must be one of 1'],
    [
      '"{delta}"',
      '"{dleta}"',
      'line 14, column 41 (adjustment.body.change): the placeholder {dleta} is not known here',
    ],
    ['"{delta}"', '1', 'line 10, column 17 (adjustment): needs the placeholder {delta} / {figure}'],
    [
      '"{delta}"',
      '"{delta} {figure}"',
      'line 10, column 17 (adjustment): must have either {delta} or {figure}, not both',
    ],
    [
      '"path": "items"',
      '"path": "items/{sku}"',
      'line 5, column 13 (items.path): the placeholder {sku} is not known here',
    ],
  ])('with %s as %s is refused at its place', (from, to, sentence) => {
    expect(faultsIn(good.replace(from, to)).join('\n')).toContain(sentence)
  })

  it('names every fault in the order of the lines, and how many there are', () => {
    const bad = good.replace('"id": "id", "sku": "sku"', '"skus": "sku"').replace('"POST"', '"post"')
    expect(faultsIn(bad).map((sentence) => sentence.split(':')[0])).toEqual([
      'line 7, column 15 (items.fields.id)',
      'line 7, column 15 (items.fields.sku)',
      'line 7, column 25 (items.fields.skus)',
      'line 12, column 15 (adjustment.method)',
    ])
    const read = readMapping(bad)
    expect(read.ok ? '' : explainFaults(read.error)).toBe(
      'The mapping, line 7, column 15 (items.fields.id): is missing (and 3 more)',
    )
  })

  it('takes as JSON exactly what JSON.parse takes, but for names that come twice', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          const read = readPlacedJson(text)
          if (!read.ok) return read.error.kind === 'twice' || throwsOn(text)
          expect(read.value.value).toEqual(JSON.parse(text))
          return true
        },
      ),
      { seed: 7, numRuns: 500 },
    )
  })
})

function throwsOn(text: string): boolean {
  try {
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

describe('confirming', () => {
  it('tells the parts that are there, and which of them write', () => {
    expect(partsOf(good)).toEqual([
      { part: 'items', confirmed: false, writes: false },
      { part: 'locations', confirmed: true, writes: false },
      { part: 'adjustment', confirmed: false, writes: true },
    ])
    expect(partsOf('{')).toEqual([])
  })

  it('changes the one word and nothing else', () => {
    const confirmed = withConfirmed(good, 'adjustment', true)
    expect(confirmed).toBe(good.replace('"confirmed": false,\n    "method"', '"confirmed": true,\n    "method"'))
    expect(withConfirmed(confirmed, 'adjustment', false)).toBe(good)
    expect(withConfirmed(good, 'transfer', true)).toBe(good)
  })
})
