import { joinDeadKeys } from '../dead-keys.ts'
import type { Decoding, Meaning } from '../decode.ts'
import type { LayoutName } from '../layouts.ts'
import type { RawKey } from '../raw-key.ts'
import { createKeyReader } from '../reading.ts'

/** What one key of a recording means, and which key it was. */
export interface Token {
  readonly kind: 'text' | 'suffix' | 'other'
  /** Empty where the key says nothing. */
  readonly text: string
  readonly key: RawKey
  /** The character came as Alt with these keys of the number pad. */
  readonly byAlt: boolean
}

/** The recording as a scanner with this layout would have meant it. */
export function tokensOf(keys: readonly RawKey[], scanner: Decoding): readonly Token[] {
  const reader = createKeyReader()
  const tokens: Token[] = []
  for (const key of keys) {
    if (key.kind === 'up') {
      const text = reader.up(key)
      if (text !== null) tokens.push({ kind: 'text', text, key, byAlt: true })
      continue
    }
    if (key.repeat) continue
    // Between two keys of a recording there is always a burst under way.
    const token = tokenOf(reader.down(key, tokens.length > 0, { ...scanner, maxGap: 80 }), key)
    if (token) tokens.push(token)
  }
  return tokens
}

function tokenOf(meaning: Meaning, key: RawKey): Token | null {
  const { kind } = meaning
  if (kind === 'modifier') return null
  if (kind === 'suffix' || kind === 'other') return { kind, text: '', key, byAlt: false }
  return { kind: 'text', text: meaning.text, key, byAlt: false }
}

/** The text of tokens, dead keys joined. */
export const textOf = (tokens: readonly Token[]): string => joinDeadKeys(tokens.map(({ text }) => text).join(''))

/** Every way in which a scanner may be set. */
export const decodings = (names: readonly LayoutName[]): readonly Decoding[] =>
  [false, true].flatMap((caseInverted) => names.map((layout) => ({ layout, caseInverted })))
