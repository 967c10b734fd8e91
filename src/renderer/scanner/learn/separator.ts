import { groupSeparator } from '../decode.ts'
import type { Compared } from './compare.ts'
import type { Separator, SeparatorWay } from './learned.ts'
import { textOf, type Token } from './tokens.ts'

export function separatorOf({ symbol, tokens, whole }: Pick<Compared, 'symbol' | 'tokens' | 'whole'>): Separator {
  if (!whole) return { way: 'lost', text: '' }
  const between = tokensBetween(tokens, symbol.content)
  const [first] = between.filter(({ text }) => text !== '').concat(between)
  if (!first) return { way: 'lost', text: '' }
  const text = textOf(between)
  if (text !== '' && text !== groupSeparator) return { way: 'text', text }
  if (text === '') return { way: 'other', text: first.key.key }
  return { way: wayOf(first), text: '' }
}

function wayOf({ key, byAlt }: Token): SeparatorWay {
  if (byAlt) return 'altDigits'
  if (key.key === 'F8') return 'f8'
  if (key.key === 'ArrowDown') return 'arrowDown'
  if (key.alt) return 'altKey'
  return key.control && key.key !== groupSeparator ? 'control' : 'character'
}

/** What came after the part before the separator and before the part after it. */
function tokensBetween(tokens: readonly Token[], content: string): readonly Token[] {
  const [first = '', second = ''] = content.split(groupSeparator)
  let from = 0
  while (from < tokens.length && !textOf(tokens.slice(0, from)).endsWith(first)) from += 1
  let to = from
  while (to < tokens.length && !textOf(tokens.slice(to)).startsWith(second)) to += 1
  while (to < tokens.length && textOf(tokens.slice(to + 1)).startsWith(second)) to += 1
  return tokens.slice(from, to)
}
