import { expect, it } from 'vitest'
import { markParts } from '../../../../src/renderer/ui/marked.tsx'

const found = (text: string, search: string): string[] =>
  markParts(text, search)
    .filter((part) => part.found)
    .map((part) => part.text)

it('puts the text together again, whatever was found', () => {
  for (const search of ['', 'kabel', 'a b', 'ß', 'ss', 'zzz'])
    expect(
      markParts('Weißes Kabel 4,8 mm', search)
        .map((part) => part.text)
        .join(''),
    ).toBe('Weißes Kabel 4,8 mm')
})

it('ignores case and accents, as the search does', () => {
  expect(found('Müller CAFÉ', 'cafe')).toEqual(['CAFÉ'])
  expect(found('Müller CAFÉ', 'MÜLLER')).toEqual(['Müller'])
})

it('marks one letter that the search spells as two', () => {
  expect(found('Weißkraut', 'weiss')).toEqual(['Weiß'])
})

it('marks every word of the search, wherever it stands', () => {
  expect(found('Nitrile gloves, size L', 'gl nit')).toEqual(['Nit', 'gl'])
})

it('joins parts that touch and marks overlapping ones once', () => {
  expect(found('banana', 'ana')).toEqual(['anana'])
})

it('marks nothing for an empty search', () => {
  expect(markParts('Kabel', ' ')).toEqual([{ text: 'Kabel', found: false }])
})
