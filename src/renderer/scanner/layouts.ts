import type { ScannerProfile } from './scan.ts'

/** The characters of one key: plain, with Shift, with AltGr, with both. A combining mark stands for a dead key. */
export type KeyCharacters = readonly [plain: string, shifted: string, altGr?: string, shiftedAltGr?: string]
type Layout = Readonly<Record<string, KeyCharacters>>

const letters = (placed: Readonly<Record<string, string>>): Layout =>
  Object.fromEntries(
    Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (key) => {
      const letter = placed[key] ?? key.toLowerCase()
      return [`Key${key}`, [letter, letter.toUpperCase()]]
    }),
  )

/** A row of keys from left to right: `codes` and `characters` are separated by spaces. */
const row = (codes: string, characters: string): Layout => {
  const texts = characters.split(' ')
  const entries = codes.split(' ').map((code, index) => {
    const [plain = '', shifted = '', ...others] = Array.from(texts[index] ?? '')
    return [code, [plain, shifted, ...others]]
  })
  return Object.fromEntries(entries) as Layout // safe: every entry was built as one just above
}

const digitRow =
  'Backquote Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal BracketLeft BracketRight'
const rightSide = 'Semicolon Quote Backslash IntlBackslash Comma Period Slash'

const numpad = (decimal: string): Layout => ({
  ...Object.fromEntries(Array.from('0123456789', (digit) => [`Numpad${digit}`, [digit, digit]] as const)),
  NumpadDecimal: [decimal, decimal],
  NumpadComma: [',', ','],
  NumpadDivide: ['/', '/'],
  NumpadMultiply: ['*', '*'],
  NumpadSubtract: ['-', '-'],
  NumpadAdd: ['+', '+'],
  NumpadEqual: ['=', '='],
  Space: [' ', ' '],
})

const us: Layout = {
  ...letters({}),
  ...row(digitRow, '`~ 1! 2@ 3# 4$ 5% 6^ 7& 8* 9( 0) -_ =+ [{ ]}'),
  ...row(rightSide, `;: '" \\| \\| ,< .> /?`),
  ...numpad('.'),
}

const uk: Layout = {
  ...letters({}),
  ...row(digitRow, '`¬¦ 1! 2" 3£ 4$€ 5% 6^ 7& 8* 9( 0) -_ =+ [{ ]}'),
  ...row(rightSide, `;: '@ #~ \\| ,< .> /?`),
  ...numpad('.'),
}

const de: Layout = {
  ...letters({ Y: 'z', Z: 'y' }),
  ...row(digitRow, '\u0302° 1! 2"² 3§³ 4$ 5% 6& 7/{ 8([ 9)] 0=} ß?\\ \u0301\u0300 üÜ +*~'),
  ...row(rightSide, `öÖ äÄ #' <>| ,; .: -_`),
  ...numpad(','),
  KeyQ: ['q', 'Q', '@'],
  KeyE: ['e', 'E', '€'],
  KeyM: ['m', 'M', 'µ'],
}

const ch: Layout = {
  ...letters({ Y: 'z', Z: 'y' }),
  ...row(digitRow, `§° 1+¦ 2"@ 3*# 4ç 5% 6&¬ 7/| 8(¢ 9) 0= '?\u0301 \u0302\u0300\u0303 üè[ \u0308!]`),
  ...row(rightSide, 'öé äà{ $£} <>\\ ,; .: -_'),
  ...numpad('.'),
  KeyE: ['e', 'E', '€'],
}

const fr: Layout = {
  ...letters({ Q: 'a', A: 'q', W: 'z', Z: 'w' }),
  ...row(digitRow, `²² &1 é2\u0303 "3# '4{ (5[ -6| è7\u0300 _8\\ ç9^ à0@ )°] =+} \u0302\u0308 $£¤`),
  ...row(rightSide, 'mM ù% *µ <> ;. :/ !§'),
  ...numpad('.'),
  KeyE: ['e', 'E', '€'],
  KeyM: [',', '?'],
}

const es: Layout = {
  ...letters({}),
  ...row(digitRow, `ºª\\ 1!| 2"@ 3·# 4$\u0303 5%€ 6&¬ 7/ 8( 9) 0= '? ¡¿ \u0300\u0302[ +*]`),
  ...row(rightSide, 'ñÑ \u0301\u0308{ çÇ} <> ,; .: -_'),
  ...numpad('.'),
  KeyE: ['e', 'E', '€'],
}

const it: Layout = {
  ...letters({}),
  ...row(digitRow, `\\| 1! 2" 3£ 4$ 5%€ 6& 7/ 8( 9) 0= '? ì^ èé[{ +*]}`),
  ...row(rightSide, 'òç@ à°# ù§ <> ,; .: -_'),
  ...numpad('.'),
  KeyE: ['e', 'E', '€'],
}

export type LayoutName = ScannerProfile['layout']

export const layouts: Readonly<Record<LayoutName, Layout>> = { us, uk, de, ch, fr, es, it }
