/**
 * Codes out of a serial scanner's bytes. A code ends in CR, LF, tab or ETX; STX begins one. Every other byte belongs to
 * the code, the group separator among them. What is left after a silence is a code of a scanner that ends in nothing.
 */
export interface SerialCodes {
  /** The codes that these bytes complete. */
  push(bytes: Uint8Array): readonly string[]
  /** Nothing came for a while: what is left; null: nothing is. */
  flush(): string | null
}

const begin = '\x02'
const ends = /[\r\n\t\x03]+/

export function createSerialCodes(): SerialCodes {
  const decoder = new TextDecoder('latin1')
  let rest = ''
  const clean = (text: string): string => text.replaceAll(begin, '')
  return {
    push: (bytes) => {
      const parts = (rest + decoder.decode(bytes)).split(ends)
      rest = parts.pop() ?? ''
      return parts.map(clean).filter((code) => code !== '')
    },
    flush: () => {
      const left = clean(rest)
      rest = ''
      return left === '' ? null : left
    },
  }
}
