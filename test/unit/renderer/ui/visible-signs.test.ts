import { expect, it } from 'vitest'
import { visibleSigns, visibleText } from '../../../../src/renderer/ui/visible-signs.ts'

it('names each sign that no eye sees, between runs of those that one does', () => {
  expect(visibleSigns('01042\u001d10AB\t')).toEqual([
    { text: '01042', named: false },
    { text: 'GS', named: true },
    { text: '10AB', named: false },
    { text: 'TAB', named: true },
  ])
})

it('shows spaces and their invisible relatives', () => {
  expect(visibleSigns('a \u00a0\u200b').map(({ text }) => text)).toEqual(['a', '␣', 'NBSP', 'ZWSP'])
})

it('leaves ordinary text, letters with accents and emoji included, as it is', () => {
  expect(visibleSigns('Weiß-7&😀')).toEqual([{ text: 'Weiß-7&😀', named: false }])
  expect(visibleSigns('')).toEqual([])
})

it('writes it in one line for a field', () => {
  expect(visibleText('\u0002AB 1\u001d')).toBe('<STX>AB 1<GS>')
})
