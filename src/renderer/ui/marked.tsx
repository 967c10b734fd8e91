import { Fragment } from 'react'
import { searchText } from '../../shared/domain/search-text.ts'

/** The text with every part that the search found marked, ignoring case and accents as the search does. */
export function Marked({ text, search }: { readonly text: string; readonly search: string }) {
  return markParts(text, search).map((part, index) => (
    <Fragment key={index}>{part.found ? <mark>{part.text}</mark> : part.text}</Fragment>
  ))
}

export interface MarkedPart {
  readonly text: string
  readonly found: boolean
}

export function markParts(text: string, search: string): readonly MarkedPart[] {
  const letters = Array.from(text)
  const found = letters.map(() => false)
  // One letter may be spelled out as two (ß), so each keeps the place in `text` that it came from.
  const spelled = letters.flatMap((letter, place) =>
    Array.from(/\s/.test(letter) ? ' ' : searchText(letter), (sign) => ({ sign, place })),
  )
  const plain = spelled.map(({ sign }) => sign).join('')
  for (const word of searchText(search).split(' ')) {
    if (word === '') continue
    for (let at = plain.indexOf(word); at !== -1; at = plain.indexOf(word, at + 1)) {
      for (const { place } of spelled.slice(at, at + word.length)) found[place] = true
    }
  }
  return letters.reduce<MarkedPart[]>((parts, letter, place) => {
    const last = parts.at(-1)
    if (last !== undefined && last.found === found[place])
      return [...parts.slice(0, -1), { ...last, text: last.text + letter }]
    return [...parts, { text: letter, found: found[place] === true }]
  }, [])
}
