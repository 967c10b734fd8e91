import { canonicalGtin } from '../../../shared/domain/gtin.ts'

/**
 * The bars of an EAN-13 (GS1 General Specifications, 5.2): 95 modules, `1` black. Null where the code is none, so that
 * nothing is drawn that a scanner would refuse.
 */
export function ean13Modules(code: string): string | null {
  if (canonicalGtin(code) === null || (code.length !== 13 && code.length !== 12)) return null
  const digits = Array.from(code.padStart(13, '0'), Number)
  const parity = parities[digits[0] ?? 0] ?? ''
  const left = digits.slice(1, 7).map((digit, place) => (parity[place] === 'L' ? leftOdd(digit) : leftEven(digit)))
  const right = digits.slice(7).map(rightOf)
  return ['101', ...left, '01010', ...right, '101'].join('')
}

const parities = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL']
const rights = [
  '1110010',
  '1100110',
  '1101100',
  '1000010',
  '1011100',
  '1001110',
  '1010000',
  '1000100',
  '1001000',
  '1110100',
]

const rightOf = (digit: number): string => rights[digit] ?? ''
/** The left half with odd parity is the right half inverted, with even parity it is the right half mirrored. */
const leftOdd = (digit: number): string => Array.from(rightOf(digit), (bit) => (bit === '1' ? '0' : '1')).join('')
const leftEven = (digit: number): string => Array.from(rightOf(digit)).reverse().join('')

/** Runs of black as one SVG path, one unit a module. */
export function barsPath(modules: string, height: number): string {
  return [...modules.matchAll(/1+/g)]
    .map((run) => `M${String(run.index)} 0h${String(run[0].length)}v${String(height)}h-${String(run[0].length)}z`)
    .join('')
}
