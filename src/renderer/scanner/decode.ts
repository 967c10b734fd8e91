import { layouts } from './layouts.ts'
import type { ScannerProfile, SuffixKey } from './scan.ts'

/**
 * What a key means if it comes from the scanner. Decoded by the physical key and the layout that the scanner believes
 * in, so neither this computer's layout nor its Caps Lock changes a code.
 */
export type Meaning =
  | { readonly kind: 'character'; readonly text: string; readonly heard: string }
  /** A key that stands for `text` inside a burst, and means its ordinary self outside one. */
  | { readonly kind: 'inBurst'; readonly text: string; readonly heard: string }
  | { readonly kind: 'suffix'; readonly suffix: SuffixKey }
  /** Says nothing alone, but takes time between two characters. */
  | { readonly kind: 'modifier' }
  | { readonly kind: 'other' }

/** The members of a KeyboardEvent that decoding reads. */
export interface KeyReading {
  readonly code: string
  readonly key: string
  readonly shift: boolean
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly altGraph: boolean
  /** The right Alt key is down: what a scanner presses as AltGr, where this computer's layout has no AltGr. */
  readonly rightAlt: boolean
  readonly capsLock: boolean
  /** The scanner pressed Caps Lock itself, an odd number of times in this burst. */
  readonly capsToggled: boolean
  /** An input method is composing. */
  readonly composing: boolean
}

const modifierKeys: ReadonlySet<string> = new Set([
  'Shift',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Fn',
])

const other: Meaning = { kind: 'other' }
const inBurst = (text: string): Meaning => ({ kind: 'inBurst', text, heard: '' })

const groupSeparator = '\x1d'

/** What Ctrl with a US key makes in a scanner's control-character mode; Ctrl+M, J and I are Enter and Tab. */
const controlCharacters: Readonly<Record<string, Meaning>> = {
  BracketRight: inBurst(groupSeparator),
  Backslash: inBurst('\x1c'),
  Digit6: inBurst('\x1e'),
  Minus: inBurst('\x1f'),
  KeyD: inBurst('\x04'),
  KeyM: { kind: 'suffix', suffix: 'enter' },
  KeyJ: { kind: 'suffix', suffix: 'enter' },
  KeyI: { kind: 'suffix', suffix: 'tab' },
}

export function decodeKey(reading: KeyReading, layout: ScannerProfile['layout']): Meaning {
  if (reading.composing) return other
  if (modifierKeys.has(reading.key)) return { kind: 'modifier' }
  if (reading.meta) return other
  const altGr = reading.altGraph || (reading.control && reading.alt && reading.key.length === 1)
  if (reading.control && !altGr) return reading.alt ? other : (controlCharacters[reading.code] ?? other)
  if (reading.alt && !altGr) return reading.rightAlt ? decodeRightAlt(reading.code, layout) : other
  if (reading.key === 'Enter' && !reading.shift) return { kind: 'suffix', suffix: 'enter' }
  if (reading.key === 'Tab' && !reading.shift) return { kind: 'suffix', suffix: 'tab' }
  if (reading.key === 'ArrowDown' && !reading.code.startsWith('Numpad')) return inBurst(groupSeparator)
  if (reading.key === 'F8') return inBurst(groupSeparator)
  return decodeCharacter(reading, layout, altGr)
}

function decodeRightAlt(code: string, layout: ScannerProfile['layout']): Meaning {
  const text = layouts[layout][code]?.[2]
  return text === undefined ? other : inBurst(text)
}

function decodeCharacter(reading: KeyReading, layout: ScannerProfile['layout'], altGr: boolean): Meaning {
  const printable = Array.from(reading.key).length === 1
  const heard = printable ? reading.key : ''
  if (reading.key === groupSeparator) return { kind: 'character', text: groupSeparator, heard }
  const characters = layouts[layout][reading.code]
  const placed = altGr ? characters?.[2] : characters?.[reading.shift ? 1 : 0]
  const text = placed === undefined ? heard : correct(placed, characters ?? ['', ''], reading, layout)
  if (text === '') return other
  // With Num Lock off the number pad names no character, but a scanner means its digits all the same.
  const meant = printable || reading.key === 'Dead' || reading.code.startsWith('Numpad')
  return meant ? { kind: 'character', text, heard } : other
}

/**
 * Two corrections of what the key cap says. A scanner that presses Caps Lock itself means the other case. And a sender
 * that names the character but presses no Shift (remote desktops and test tools do) is believed where that can't be a
 * difference of layouts: letters without Caps Lock, and the US table, whose shifted signs no layout has unshifted.
 */
function correct(
  placed: string,
  characters: readonly [string, string, string?],
  reading: KeyReading,
  layout: ScannerProfile['layout'],
): string {
  const isLetter = placed !== placed.toUpperCase() && characters[1] === placed.toUpperCase()
  if (reading.capsToggled && placed.length === 1) return swapCase(placed)
  if (reading.shift || reading.capsLock) return placed
  const namesShifted = reading.key === characters[1] && reading.key !== placed
  return namesShifted && (isLetter || layout === 'us') ? reading.key : placed
}

const swapCase = (text: string): string => (text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase())

/**
 * The character of Alt with digits of the number pad. Leading zeros are the sender's habit; 0 alone is what some
 * scanners send for the group separator, as is 029.
 */
export function decodeAltDigits(digits: string): string | null {
  if (!/^\d{1,4}$/.test(digits)) return null
  const value = Number(digits)
  if (value === 0) return groupSeparator
  return value <= 255 ? String.fromCharCode(value) : null
}
