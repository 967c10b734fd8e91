import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { searchText } from '../../../../shared/domain/search-text.ts'
import { isWaiting, type ComparedLine } from './compare.ts'
import type { Comparison } from './comparison.ts'

type Asked = ParsedInput<'stocktakes.review'>

/** Lines looked through at once: a few milliseconds where names are searched. */
const linesAtOnce = 2_000

/** The lines that a review asks for: each condition that is given holds. May be interrupted. */
export function* choosing(comparison: Comparison, asked: Asked): Generator<undefined, readonly ComparedLine[]> {
  const { lines } = comparison
  const fits = conditionOf(comparison, asked)
  if (fits === null) return lines
  const chosen: ComparedLine[] = []
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    chosen.push(...lines.slice(from, from + linesAtOnce).filter(fits))
    yield
  }
  return chosen
}

/** Null: every line fits. */
function conditionOf(
  { tape }: Comparison,
  { filter, status, sku, person, place, search }: Asked,
): ((entry: ComparedLine) => boolean) | null {
  const words = searchText(search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const asksNothing = [status, sku, person, place].every((part) => part === undefined) && words.length === 0
  if (filter === 'all' && asksNothing) return null
  const theirs = person === undefined ? null : tape.people.get(person)
  return (entry) => {
    const { line, result } = entry
    if (!isOf(entry, filter)) return false
    if (status !== undefined && result.status !== status) return false
    if (sku !== undefined && line.sku !== sku) return false
    if (theirs !== null && theirs?.has(line.item) !== true) return false
    if (place !== undefined && tape.places.get(line.item)?.includes(place) !== true) return false
    if (words.length === 0) return true
    const text = searchText(line.sku, line.name)
    return words.every((word) => text.includes(word))
  }
}

function isOf({ result }: ComparedLine, filter: Asked['filter']): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'decide':
      return isWaiting(result.status)
    case 'variance':
      return result.variance !== 0
    case 'beyond':
      return result.beyond
    default:
      return result.status === filter
  }
}
