import type { PDFFont } from '@cantoo/pdf-lib'

/** Text as one font can write it, in lines of a width. */
export interface Fitter {
  /** Without signs that the font lacks: their letters without accents stand in, else a question mark. */
  clean(this: void, text: string): string
  /** In points. */
  width(this: void, text: string, size: number): number
  /** Broken between words, and within a word that is too long; what goes beyond `most` lines ends in an ellipsis. */
  lines(this: void, text: string, size: number, width: number, most: number): string[]
}

/** What figures are written with. */
const standIns = new Map([
  ['−', '-'],
  ['‑', '-'],
])

export function createFitter(font: PDFFont): Fitter {
  const has = new Set(font.getCharacterSet())
  const writable = (sign: string): boolean => has.has(sign.codePointAt(0) ?? 0)

  const spell = (sign: string): string => {
    if (writable(sign)) return sign
    const known = standIns.get(sign)
    if (known !== undefined) return known
    const bare = sign.normalize('NFD').replace(/\p{M}/gu, '')
    if (bare !== '' && [...bare].every(writable)) return bare
    return /\s/u.test(sign) ? ' ' : '?'
  }
  const clean = (text: string): string => [...text.normalize('NFC')].map(spell).join('')
  const width = (text: string, size: number): number => font.widthOfTextAtSize(text, size)

  /** The longest beginning of a word that fits, at least one sign. */
  const headOf = (word: string, size: number, limit: number): string => {
    const signs = [...word]
    let count = 1
    while (count < signs.length && width(signs.slice(0, count + 1).join(''), size) <= limit) count += 1
    return signs.slice(0, count).join('')
  }

  const lines: Fitter['lines'] = (text, size, limit, most) => {
    const done: string[] = []
    let current = ''
    const words = clean(text)
      .split(' ')
      .filter((word) => word !== '')
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      const longer = current === '' ? word : `${current} ${word}`
      if (width(longer, size) <= limit) {
        current = longer
        continue
      }
      const head = current === '' ? headOf(word, size, limit) : current
      words.unshift(...(current === '' ? [word.slice(head.length)].filter((rest) => rest !== '') : [word]))
      done.push(head)
      current = ''
      if (done.length === most) return cut(done)
    }
    return current === '' ? done : [...done, current]

    function cut(full: readonly string[]): string[] {
      const isWhole = words.length === 0
      return isWhole ? [...full] : [...full.slice(0, -1), `${(full.at(-1) ?? '').slice(0, -1)}…`]
    }
  }
  return { clean, width, lines }
}
