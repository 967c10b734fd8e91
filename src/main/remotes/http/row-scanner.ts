/**
 * Cuts a JSON array into groups of its elements while its bytes come in, wherever the pieces are split. Only strings and
 * brackets are followed; each group of elements is then given to `JSON.parse`, which checks everything else.
 */

export interface ScanLimits {
  /** A group is cut after so many elements… */
  readonly rows: number
  /** …or so many bytes, whichever comes first. */
  readonly bytes: number
  /** No element may be longer than this. */
  readonly longest: number
}

export const defaultLimits: ScanLimits = { rows: 250, bytes: 128 * 1024, longest: 16 * 1024 * 1024 }

export interface ScanProblem {
  readonly kind: 'notArray' | 'notJson' | 'truncated' | 'tooLong'
  readonly text: string
}

const quote = 0x22
const comma = 0x2c
const openBracket = 0x5b
const backslash = 0x5c
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

export class RowScanner {
  readonly #limits: ScanLimits
  /** Refuses malformed UTF-8: a key with a replacement character in it would be another key. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  #state: 'before' | 'inside' | 'after' = 'before'
  #problem: ScanProblem | null = null
  #rows = 0
  /** Bytes of the byte order mark that were seen. */
  #markBytes = 0

  // Where the scan stands inside the array.
  #depth = 1
  #inString = false
  #escaped = false
  /** Elements completed by a comma since the last cut. */
  #commas = 0
  #pieces: Uint8Array[] = []
  #held = 0

  constructor(limits: ScanLimits = defaultLimits) {
    this.#limits = limits
  }

  /** The first thing that is wrong, or null. After a problem nothing more is yielded. */
  get problem(): ScanProblem | null {
    return this.#problem
  }

  /** Groups of elements that `piece` completes, in order. */
  *push(piece: Uint8Array): Generator<readonly unknown[], void, undefined> {
    let from = this.#state === 'before' ? this.#open(piece) : 0
    while (this.#problem === null && from < piece.length) {
      if (this.#state === 'after') return this.#expectSpace(piece, from)
      const cut = this.#advance(piece, from)
      if (cut < 0) return this.#hold(piece.subarray(from))
      this.#hold(piece.subarray(from, cut))
      const group = this.#parseHeld()
      if (group === null) return
      if (group.length > 0) yield group
      from = cut + 1
    }
  }

  /** To be called after the last piece: says whether the array was closed. */
  end(): ScanProblem | null {
    if (this.#problem === null && this.#state !== 'after') {
      const text =
        this.#state === 'before' ? 'The answer is empty' : `The answer breaks off after ${String(this.#rows)} rows`
      this.#problem = { kind: 'truncated', text }
    }
    return this.#problem
  }

  /** Skips a byte order mark and space, and takes the opening bracket. Returns where the first element begins. */
  #open(piece: Uint8Array): number {
    let at = 0
    while (this.#markBytes < 3 && piece[at] === [0xef, 0xbb, 0xbf][this.#markBytes]) {
      this.#markBytes += 1
      at += 1
    }
    while (isSpace(piece[at])) at += 1
    if (at >= piece.length) return at
    if (piece[at] !== openBracket) this.#problem = { kind: 'notArray', text: 'The answer is not a JSON array' }
    this.#state = 'inside'
    return at + 1
  }

  /** Where the next group ends: at a comma between elements, or at the bracket that closes the array. -1: not in here. */
  #advance(piece: Uint8Array, from: number): number {
    const { rows, bytes } = this.#limits
    const enoughAt = from + bytes - this.#held
    let depth = this.#depth
    let inString = this.#inString
    let escaped = this.#escaped
    let cut = -1
    for (let at = from; at < piece.length; at += 1) {
      const byte = piece[at]
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
      } else if (byte === quote) inString = true
      else if (byte === openBrace || byte === openBracket) depth += 1
      else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1
        if (depth > 0) continue
        this.#state = 'after'
        if (byte === closeBrace) this.#problem = { kind: 'notJson', text: 'The answer is not valid JSON' }
        cut = at
        break
      } else if (byte === comma && depth === 1) {
        this.#commas += 1
        if (this.#commas < rows && at < enoughAt) continue
        cut = at
        break
      }
    }
    this.#depth = depth
    this.#inString = inString
    this.#escaped = escaped
    return cut
  }

  #hold(piece: Uint8Array): void {
    if (piece.length > 0) this.#pieces.push(piece)
    this.#held += piece.length
    if (this.#held > this.#limits.longest) {
      this.#problem = {
        kind: 'tooLong',
        text: `Row ${String(this.#rows + this.#commas)} is longer than anything expected`,
      }
    }
  }

  #parseHeld(): readonly unknown[] | null {
    if (this.#problem !== null) return null
    const bytes = this.#pieces.length === 1 ? this.#pieces[0] : Buffer.concat(this.#pieces)
    // The comma of the cut itself separates nothing inside the group; the closing bracket is no comma.
    const expected = this.#state === 'after' ? this.#commas + 1 : this.#commas
    this.#pieces = []
    this.#held = 0
    this.#commas = 0
    const group = this.#parse(bytes)
    // `[]` is the only array whose last group may be empty; `[1,]` is not JSON.
    const whole =
      group !== null && (group.length === expected || (group.length === 0 && this.#rows === 0 && expected === 1))
    if (!whole)
      this.#problem = { kind: 'notJson', text: `The answer is not valid JSON after row ${String(this.#rows)}` }
    else this.#rows += group.length
    return whole ? group : null
  }

  #parse(bytes: Uint8Array | undefined): readonly unknown[] | null {
    try {
      // Text between brackets parses to an array or not at all.
      return JSON.parse(`[${this.#decoder.decode(bytes)}]`) as unknown[]
    } catch {
      return null
    }
  }

  #expectSpace(piece: Uint8Array, from: number): void {
    for (let at = from; at < piece.length; at += 1) {
      if (!isSpace(piece[at])) {
        this.#problem = { kind: 'notJson', text: 'Something follows the end of the JSON array' }
        return
      }
    }
  }
}
