/** Which parts of a mapping are there and confirmed, and the same text with one of them confirmed or not. */
import { readPlacedJson } from './json-places.ts'
import { mappingParts, writingParts, type MappingPart } from './schema.ts'

export interface PartState {
  readonly part: MappingPart
  readonly confirmed: boolean
  /** Something is written by it, so that it does nothing before it is confirmed. */
  readonly writes: boolean
}

/** Empty where the text is no JSON. A part without the word counts as not confirmed. */
export function partsOf(text: string): readonly PartState[] {
  const json = readPlacedJson(text)
  if (!json.ok) return []
  return mappingParts
    .filter((part) => json.value.offset([part]) !== null)
    .map((part) => ({
      part,
      confirmed: startsAt(text, json.value.offset([part, 'confirmed']), 'true'),
      writes: (writingParts as readonly MappingPart[]).includes(part),
    }))
}

/** Changes the one word and leaves everything else as a person has written it. */
export function withConfirmed(text: string, part: MappingPart, confirmed: boolean): string {
  const json = readPlacedJson(text)
  const at = json.ok ? json.value.offset([part, 'confirmed']) : null
  const word = startsAt(text, at, 'true') ? 'true' : startsAt(text, at, 'false') ? 'false' : null
  if (at === null || word === null) return text
  return `${text.slice(0, at)}${String(confirmed)}${text.slice(at + word.length)}`
}

const startsAt = (text: string, at: number | null, word: string): boolean => at !== null && text.startsWith(word, at)
