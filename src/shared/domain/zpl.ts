import { symbolOf, type LabelRefusal, type LabelSymbol, type SymbologyChoice } from './label-code.ts'
import { err, ok, type Result } from './result.ts'

/** Labels in ZPL II, the language of most label printers; the printer draws text and code itself. */

export interface LabelText {
  readonly code: string
  /** What it is, for people; printed above the code in large letters. */
  readonly title: string
  /** Printed below the code; left out: the code itself. */
  readonly under?: string
}

export interface LabelFormat {
  /** Millimetres */
  readonly width: number
  readonly height: number
  /** Dots an inch of the printer. */
  readonly dpi: 203 | 300 | 600
  readonly symbology: SymbologyChoice
}

export type ZplRefusal = LabelRefusal | 'tooWide'

/** The narrowest bar that a hand scanner reads from a thermal label, in millimetres. */
const narrowest = 0.18
const margin = 1.5

/** One label. Refused where the code can't be drawn, or not wide enough to be read. */
export function zplOf(label: LabelText, format: LabelFormat): Result<string, ZplRefusal> {
  const symbol = symbolOf(label.code, format.symbology)
  if (!symbol.ok) return symbol
  const dots = (millimetres: number): number => Math.round((millimetres * format.dpi) / 25.4)
  const width = dots(format.width)
  const height = dots(format.height)
  const edge = dots(margin)
  const text = dots(Math.min(3.5, format.height / 8))
  const symbolTop = edge + 2 * text + dots(0.5)
  const symbolHeight = height - symbolTop - edge - text - dots(0.5)
  const room = width - 2 * edge
  const { modules, quiet, symbology } = symbol.value
  const across = Math.floor(room / (modules + 2 * quiet))
  const module =
    symbology === 'datamatrix' ? Math.min(across, Math.floor(symbolHeight / modules)) : Math.min(across, dots(0.5))
  if (module < 1 || (module * 25.4) / format.dpi < narrowest) return err('tooWide')
  const left = edge + Math.floor((room - module * modules) / 2)
  const lines = [
    '^XA',
    '^CI28',
    `^PW${String(width)}`,
    `^LL${String(height)}`,
    '^LH0,0',
    `^FO${String(edge)},${String(edge)}^A0N,${String(text)},${String(text)}^FB${String(room)},2,0,C^FH_^FD${escapeZpl(label.title)}^FS`,
    `^FO${String(left)},${String(symbolTop)}${drawn(symbol.value, module, symbolHeight)}^FS`,
    `^FO${String(edge)},${String(height - edge - text)}^A0N,${String(text)},${String(text)}^FB${String(room)},1,0,C^FH_^FD${escapeZpl(label.under ?? label.code)}^FS`,
    '^XZ',
  ]
  return ok(`${lines.join('\n')}\n`)
}

function drawn({ symbology, code }: LabelSymbol, module: number, height: number): string {
  const bars = `^BY${String(module)}`
  const high = String(height)
  switch (symbology) {
    // The printer adds the check digits of GTINs itself.
    case 'ean13':
      return `${bars}^BEN,${high},N,N^FD${code.slice(0, -1)}`
    case 'ean8':
      return `${bars}^B8N,${high},N,N^FD${code.slice(0, -1)}`
    case 'upca':
      return `${bars}^BUN,${high},N,N,Y^FD${code.slice(0, -1)}`
    case 'code128':
      return `${bars}^BCN,${high},N,N,N^FD>:${escapeCode128(code)}`
    case 'datamatrix': {
      const escape = ['|', '!', '`', '%', '{', '}'].find((sign) => !code.includes(sign)) ?? '|'
      return `^BXN,${String(module)},200,,,,${escape}^FH_^FD${escapeZpl(code)}`
    }
  }
}

/** With `^FH_` before it: what ZPL takes for a command, and line ends, which it takes for nothing. */
export const escapeZpl = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[_^~\\]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** Code 128 has its own: `>0` is >, `><` is ^, `>=` is ~. */
const escapeCode128 = (code: string): string =>
  code.replace(/[>^~]/g, (sign) => (sign === '>' ? '>0' : sign === '^' ? '><' : '>='))
