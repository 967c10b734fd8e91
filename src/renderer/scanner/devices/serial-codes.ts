/**
 * Codes out of a serial scanner's bytes. A code ends in CR, LF, tab or ETX; STX begins one. Every other byte belongs to
 * the code, the group separator among them. What is left after a silence is a code of a scanner that ends in nothing.
 * Of a code that bytes are missing of, nothing is handed on: a part of it would be another code.
 */
export interface SerialCodes {
  /** The codes that these bytes complete. */
  push(bytes: Uint8Array): readonly string[]
  /** Nothing came for a while: what is left; null: nothing is. */
  flush(): string | null
  /** Bytes were lost: whatever comes up to the next end belongs to them. */
  lose(): void
  /** Milliseconds of silence after which a code is over: long where the scanner has shown that it ends its codes itself. */
  silence(): number
}

const begin = '\x02'
const ends = /[\r\n\t\x03]+/

const endlessSilence = 100
/** As with keys: a connection over the air may stand still for as long as this. */
const endedSilence = 2000

export function createSerialCodes(): SerialCodes {
  const decoder = new TextDecoder('latin1')
  let rest = ''
  let isDamaged = false
  let hasEnded = false
  const clean = (text: string): string => text.replaceAll(begin, '')
  return {
    push: (bytes) => {
      const parts = (rest + decoder.decode(bytes)).split(ends)
      rest = parts.pop() ?? ''
      if (parts.length === 0) return []
      const whole = isDamaged ? parts.slice(1) : parts
      isDamaged = false
      hasEnded = true
      return whole.map(clean).filter((code) => code !== '')
    },
    flush: () => {
      const left = isDamaged ? '' : clean(rest)
      rest = ''
      isDamaged = false
      return left === '' ? null : left
    },
    lose: () => {
      isDamaged = true
    },
    silence: () => (hasEnded ? endedSilence : endlessSilence),
  }
}
