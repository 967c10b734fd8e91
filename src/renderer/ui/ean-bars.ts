import { canonicalGtin } from '../../shared/domain/gtin.ts'

/**
 * The bars of an EAN-13 or EAN-8 (ISO/IEC 15420) as modules: `1` is dark. A UPC-A is an EAN-13 with a leading zero. Null
 * where the code is no such number or its check digit is wrong: a picture that does not decode is worse than none.
 */
export function eanBars(code: string): string | null {
  if (canonicalGtin(code) === null) return null
  if (code.length === 8) return ean8(code)
  if (code.length === 12) return ean13(`0${code}`)
  if (code.length === 13) return ean13(code)
  return code.startsWith('0') ? ean13(code.slice(1)) : null
}

/** Light modules that must stay free at the left and the right end. */
export const quietZone = { left: 11, right: 7 } as const

const oddLeft = [
  '0001101',
  '0011001',
  '0010011',
  '0111101',
  '0100011',
  '0110001',
  '0101111',
  '0111011',
  '0110111',
  '0001011',
]
const parities = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL']

const left = (digit: string): string => oddLeft[Number(digit)] ?? ''
const right = (digit: string): string => left(digit).replace(/[01]/g, (module) => (module === '0' ? '1' : '0'))
const evenLeft = (digit: string): string => Array.from(right(digit)).reverse().join('')

function ean13(digits: string): string {
  const parity = parities[Number(digits[0])] ?? ''
  const first = Array.from(digits.slice(1, 7), (digit, index) =>
    parity[index] === 'G' ? evenLeft(digit) : left(digit),
  )
  const second = Array.from(digits.slice(7), right)
  return ['101', ...first, '01010', ...second, '101'].join('')
}

function ean8(digits: string): string {
  return ['101', ...Array.from(digits.slice(0, 4), left), '01010', ...Array.from(digits.slice(4), right), '101'].join(
    '',
  )
}

/** Runs of dark modules as one SVG path, one unit a module. */
export const barsPath = (bars: string, height: number): string =>
  Array.from(bars.matchAll(/1+/g), ({ 0: run, index }) => {
    const [x, width, high] = [index, run.length, height].map(String)
    return `M${x ?? ''} 0h${width ?? ''}v${high ?? ''}h-${width ?? ''}z`
  }).join('')
