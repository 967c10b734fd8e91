import { layouts, type KeyCharacters } from './layouts.ts'
import type { RawKey } from './raw-key.ts'
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

/** A key, and what the keys before it say of it. */
export interface KeyReading extends Omit<RawKey, 'kind' | 'repeat' | 'at'> {
  /** The right Alt key is down: what a scanner presses as AltGr, where this computer's layout has no AltGr. */
  readonly rightAlt: boolean
  /** The scanner pressed Caps Lock itself, an odd number of times in this burst. */
  readonly capsToggled: boolean
}

/** What decoding needs to know of the scanner. */
export type Decoding = Pick<ScannerProfile, 'layout' | 'caseInverted'>

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

export const groupSeparator = '\x1d'

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

export function decodeKey(reading: KeyReading, scanner: Decoding): Meaning {
  if (reading.composing) return other
  if (modifierKeys.has(reading.key)) return { kind: 'modifier' }
  if (reading.meta) return other
  const writes = reading.key.length === 1 || reading.key === 'Dead'
  const altGr = reading.altGraph || (reading.control && reading.alt && writes)
  if (reading.control && !altGr) return reading.alt ? other : (controlCharacters[reading.code] ?? other)
  // Some scanners send the separator as one key with Alt, and no Alt key before it.
  if (reading.alt && !altGr && reading.code === 'Numpad0') return inBurst(groupSeparator)
  if (reading.alt && !altGr) return reading.rightAlt ? decodeRightAlt(reading, scanner) : other
  if (reading.key === 'Enter' && !reading.shift) return { kind: 'suffix', suffix: 'enter' }
  if (reading.key === 'Tab' && !reading.shift) return { kind: 'suffix', suffix: 'tab' }
  if (reading.key === 'ArrowDown' && !reading.code.startsWith('Numpad')) return inBurst(groupSeparator)
  if (reading.key === 'F8') return inBurst(groupSeparator)
  return decodeCharacter(reading, scanner, altGr)
}

/** The place in a key's characters. */
const level = (shift: boolean, altGr: boolean): 0 | 1 | 2 | 3 => (altGr ? (shift ? 3 : 2) : shift ? 1 : 0)

function decodeRightAlt({ code, shift }: KeyReading, { layout }: Decoding): Meaning {
  const text = layouts[layout][code]?.[level(shift, true)]
  // It may be the first key of a scan: the bracket that names the symbology is such a key on many layouts.
  return text === undefined ? other : { kind: 'character', text, heard: '' }
}

function decodeCharacter(reading: KeyReading, scanner: Decoding, altGr: boolean): Meaning {
  const printable = Array.from(reading.key).length === 1
  const heard = printable ? reading.key : ''
  if (reading.key === groupSeparator) return { kind: 'character', text: groupSeparator, heard }
  const characters = layouts[scanner.layout][reading.code]
  const placed = characters?.[level(reading.shift, altGr)]
  const text = placed === undefined ? heard : correct(placed, characters ?? ['', ''], reading, scanner)
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
  characters: KeyCharacters,
  reading: KeyReading,
  { layout, caseInverted }: Decoding,
): string {
  const isLetter = placed !== placed.toUpperCase() && characters[1] === placed.toUpperCase()
  if (reading.capsToggled !== caseInverted) return swapCase(placed)
  if (reading.shift || reading.capsLock) return placed
  const namesShifted = reading.key === characters[1] && reading.key !== placed
  return namesShifted && (isLetter || layout === 'us') ? reading.key : placed
}

function swapCase(character: string): string {
  const swapped = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase()
  return swapped.length === 1 ? swapped : character
}

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
