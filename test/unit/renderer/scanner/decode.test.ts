import { describe, expect, it } from 'vitest'
import { joinDeadKeys } from '../../../../src/renderer/scanner/dead-keys.ts'
import { decodeAltDigits, decodeKey, type KeyReading } from '../../../../src/renderer/scanner/decode.ts'

const reading = (code: string, key: string, more: Partial<KeyReading> = {}): KeyReading => ({
  code,
  key,
  shift: false,
  control: false,
  alt: false,
  meta: false,
  altGraph: false,
  rightAlt: false,
  capsLock: false,
  capsToggled: false,
  composing: false,
  ...more,
})

const textOf = (layout: 'us' | 'de' | 'fr', each: KeyReading): string => {
  const meaning = decodeKey(each, { layout, caseInverted: false })
  return meaning.kind === 'character' || meaning.kind === 'inBurst' ? meaning.text : meaning.kind
}

describe('a key is read by its place', () => {
  it('whatever this computer calls it', () => {
    expect(textOf('us', reading('KeyZ', 'y'))).toBe('z')
    expect(textOf('us', reading('Digit1', '&'))).toBe('1')
    expect(textOf('us', reading('Minus', 'ß'))).toBe('-')
    expect(textOf('us', reading('Digit7', '/', { shift: true }))).toBe('&')
    expect(textOf('us', reading('Backquote', 'Dead'))).toBe('`')
    expect(textOf('de', reading('KeyY', 'y'))).toBe('z')
    expect(textOf('de', reading('Slash', '_', { shift: true }))).toBe('_')
    expect(textOf('fr', reading('Digit2', '2'))).toBe('é')
    expect(textOf('fr', reading('Digit1', '1'))).toBe('&')
    expect(textOf('fr', reading('KeyQ', 'Q', { shift: true }))).toBe('A')
  })

  it('with AltGr, whichever way this computer reports it', () => {
    expect(textOf('de', reading('KeyQ', '@', { altGraph: true }))).toBe('@')
    expect(textOf('de', reading('KeyQ', '@', { control: true, alt: true }))).toBe('@')
    expect(textOf('de', reading('KeyQ', 'q', { alt: true, rightAlt: true }))).toBe('@')
    // A dead key at this computer, which tells AltGr as Ctrl and Alt.
    expect(textOf('de', reading('Digit7', 'Dead', { control: true, alt: true }))).toBe('{')
    expect(textOf('de', reading('Digit7', '{', { altGraph: true }))).toBe('{')
    expect(textOf('fr', reading('Digit0', '@', { altGraph: true }))).toBe('@')
  })

  it('with Caps Lock corrected, also where the scanner presses it itself', () => {
    expect(textOf('us', reading('KeyA', 'a', { shift: true, capsLock: true }))).toBe('A')
    expect(textOf('us', reading('KeyA', 'A', { capsLock: true }))).toBe('a')
    expect(textOf('us', reading('KeyA', 'A', { capsLock: true, capsToggled: true }))).toBe('A')
    expect(textOf('us', reading('Digit1', '1', { capsLock: true, capsToggled: true }))).toBe('1')
  })

  it('and by its name where a sender gives no place, or a name that contradicts it', () => {
    expect(textOf('us', reading('', '€'))).toBe('€')
    expect(textOf('us', reading('KeyA', 'A'))).toBe('A')
    expect(textOf('us', reading('Digit1', '!'))).toBe('!')
  })

  it('also on the number pad, Num Lock on or off', () => {
    expect(textOf('us', reading('Numpad8', '8'))).toBe('8')
    expect(textOf('us', reading('Numpad2', 'ArrowDown'))).toBe('2')
    expect(textOf('us', reading('NumpadEnter', 'Enter'))).toBe('suffix')
  })
})

describe('a key that is no character', () => {
  it('keeps its meaning for the page', () => {
    for (const key of ['Escape', 'Backspace', 'F2', 'ArrowUp', 'Delete'])
      expect(textOf('us', reading(key, key))).toBe('other')
    expect(textOf('us', reading('KeyK', 'k', { control: true }))).toBe('other')
    expect(textOf('us', reading('KeyK', 'k', { meta: true }))).toBe('other')
    expect(textOf('us', reading('KeyR', 'r', { alt: true }))).toBe('other')
    expect(textOf('us', reading('Tab', 'Tab', { shift: true }))).toBe('other')
    expect(textOf('us', reading('KeyA', 'a', { composing: true }))).toBe('other')
  })

  it('stands for a control character inside a scan', () => {
    expect(textOf('us', reading('BracketRight', ']', { control: true }))).toBe('\x1d')
    expect(textOf('us', reading('F8', 'F8'))).toBe('\x1d')
    expect(textOf('us', reading('ArrowDown', 'ArrowDown'))).toBe('\x1d')
    expect(textOf('us', reading('', '\x1d'))).toBe('\x1d')
  })
})

it('reads Alt codes', () => {
  expect(['029', '0029', '29', '0', '065', '0233'].map(decodeAltDigits)).toEqual([
    '\x1d',
    '\x1d',
    '\x1d',
    '\x1d',
    'A',
    'é',
  ])
  expect(['', '999', '12345'].map(decodeAltDigits)).toEqual([null, null, null])
})

describe('dead keys', () => {
  it.each([
    ['\u0302 ', '^'],
    ['a\u0302 b', 'a^b'],
    ['\u0302  x', '^ x'],
    ['\u0301e', 'é'],
    ['\u0300x', '`x'],
    ['\u0302\u0302', '^^'],
    ['12\u0303', '12~'],
  ])('%j are %j', (keys, text) => {
    expect(joinDeadKeys(keys)).toBe(text)
  })
})

describe('a layout', () => {
  it.each([
    ['uk', 'Digit2', { shift: true }, '"'],
    ['uk', 'Backslash', {}, '#'],
    ['ch', 'KeyY', {}, 'z'],
    ['ch', 'Digit2', { altGraph: true }, '@'],
    ['es', 'Digit7', { shift: true }, '/'],
    ['es', 'Slash', {}, '-'],
    ['it', 'BracketLeft', { altGraph: true, shift: true }, '{'],
    ['it', 'Semicolon', { altGraph: true }, '@'],
  ] as const)('%s has its signs: %s %j is %s', (layout, code, modifiers, text) => {
    const meaning = decodeKey(reading(code, 'x', modifiers), { layout, caseInverted: false })
    expect(meaning).toMatchObject({ text })
  })

  it('is read with its letters swapped for a scanner that believes in Caps Lock', () => {
    const inverted = { layout: 'us', caseInverted: true } as const
    expect(decodeKey(reading('KeyA', 'a'), inverted)).toMatchObject({ text: 'A' })
    expect(decodeKey(reading('KeyA', 'A', { shift: true }), inverted)).toMatchObject({ text: 'a' })
    expect(decodeKey(reading('Digit1', '!', { shift: true }), inverted)).toMatchObject({ text: '!' })
  })
})

it('a sign of the right Alt key may begin a scan: the bracket of a symbology does', () => {
  const bracket = reading('Digit9', '9', { alt: true, rightAlt: true })
  expect(decodeKey(bracket, { layout: 'de', caseInverted: false })).toMatchObject({ kind: 'character', text: ']' })
})
