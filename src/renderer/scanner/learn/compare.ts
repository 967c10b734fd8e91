import { groupSeparator } from '../decode.ts'
import type { Ending, WrongCharacter } from './learned.ts'
import type { SheetSymbol } from './sheet.ts'
import { textOf, type Token } from './tokens.ts'

/** One recording beside the code of the sheet that it is most like. */
export interface Compared {
  readonly symbol: SheetSymbol
  /** All of it came, and nothing else. */
  readonly whole: boolean
  readonly before: string
  readonly after: string
  readonly aim: string | null
  readonly ending: Exclude<Ending, 'mixed'>
  /** The tokens of the code itself, those without text included. */
  readonly tokens: readonly Token[]
  readonly wrong: readonly WrongCharacter[]
}

export function compare(all: readonly Token[], sheet: readonly SheetSymbol[]): Compared {
  const { body, ending } = splitEnd(all)
  const text = textOf(body)
  const candidates = sheet.map((symbol) => place(symbol, text))
  const best = candidates.reduce((least, each) => (each.wrong.length < least.wrong.length ? each : least))
  const { aim, before } = splitAim(best.before)
  return { ...best, before, aim, ending, tokens: body, whole: best.wrong.length === 0 }
}

type Placed = Pick<Compared, 'symbol' | 'before' | 'after' | 'wrong'>

/** The separator is looked at by itself, so the parts around it are what must be there. */
function place(symbol: SheetSymbol, text: string): Placed {
  const [first = '', second = ''] = symbol.content.split(groupSeparator)
  const from = text.indexOf(first)
  const then = from < 0 ? -1 : text.indexOf(second, from + first.length)
  if (then < 0) return { symbol, before: '', after: '', wrong: align(symbol.content, text) }
  const between = text.slice(from + first.length, then)
  const isOdd = between.length > longestSubstitute
  if (isOdd) return { symbol, before: '', after: '', wrong: align(symbol.content, text) }
  return { symbol, before: text.slice(0, from), after: text.slice(then + second.length), wrong: [] }
}

const longestSubstitute = 8

/** Suffix keys at the end. CR and LF come as two of Enter, or as Enter and Ctrl+J, which means Enter. */
function splitEnd(all: readonly Token[]): { readonly body: readonly Token[]; readonly ending: Compared['ending'] } {
  const last = all.findLastIndex(({ kind }) => kind !== 'suffix')
  const [end, next] = all.slice(last + 1)
  const body = all.slice(0, last + 1)
  if (!end) return { body, ending: 'none' }
  const isTab = end.key.key === 'Tab' || (end.key.control && end.key.code === 'KeyI')
  return { body, ending: isTab ? 'tab' : next ? 'enterTwice' : 'enter' }
}

/** The identifier is next to the code or, where the prefix comes second, at the very beginning. */
function splitAim(lead: string): { readonly aim: string | null; readonly before: string } {
  // A first FNC1 comes as a separator from some scanners.
  const text = lead.replace(/\x1d$/, '')
  const found = /\][A-Za-z]\d$/.exec(text) ?? /^\][A-Za-z]\d/.exec(text)
  if (!found) return { aim: null, before: text }
  const [aim] = found
  return { aim, before: text.slice(0, found.index) + text.slice(found.index + aim.length) }
}

/** The characters that differ, by the shortest way from one text to the other. */
export function align(expected: string, got: string): readonly WrongCharacter[] {
  const rows = distances(expected, got)
  const wrong: WrongCharacter[] = []
  let row = expected.length
  let column = got.length
  while (row > 0 || column > 0) {
    const here = rows[row]?.[column] ?? 0
    const one = expected[row - 1] ?? ''
    const other = got[column - 1] ?? ''
    const diagonal = rows[row - 1]?.[column - 1] ?? Infinity
    if (row > 0 && column > 0 && here === diagonal + (one === other ? 0 : 1)) {
      if (one !== other) wrong.unshift({ expected: one, got: other })
      row -= 1
      column -= 1
    } else if (row > 0 && here === (rows[row - 1]?.[column] ?? Infinity) + 1) {
      wrong.unshift({ expected: one, got: '' })
      row -= 1
    } else {
      wrong.unshift({ expected: '', got: other })
      column -= 1
    }
  }
  return wrong
}

/** Levenshtein's table. */
function distances(expected: string, got: string): readonly (readonly number[])[] {
  const rows: number[][] = [Array.from({ length: got.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= expected.length; row += 1) {
    const above = rows[row - 1] ?? []
    const line = [row]
    for (let column = 1; column <= got.length; column += 1) {
      const change = (above[column - 1] ?? 0) + (expected[row - 1] === got[column - 1] ? 0 : 1)
      line.push(Math.min(change, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1))
    }
    rows.push(line)
  }
  return rows
}
