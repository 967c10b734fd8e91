import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { searchText } from '../../../../shared/domain/search-text.ts'
import type { Reader } from '../../store/database.ts'
import { itemsAtPlace } from '../../store/stocktake-places.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { isWaiting, type ComparedLine } from './compare.ts'

interface Asked extends Omit<ParsedInput<'stocktakes.review'>, 'stocktakeID'> {
  /** Who counted each item. */
  readonly counters: ReadonlyMap<number, ReadonlySet<string>>
}

/** The lines that a review asks for: each condition that is given holds. */
export function chooseLines(
  reader: Reader,
  stocktake: Stocktake,
  compared: readonly ComparedLine[],
  { filter, status, sku, person, place, search, counters }: Asked,
): ComparedLine[] {
  const words = searchText(search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const there = place === undefined ? null : itemsAtPlace(reader, stocktake.id, place)
  return compared.filter((entry) => {
    const { line, result } = entry
    if (!isOf(entry, filter)) return false
    if (status !== undefined && result.status !== status) return false
    if (sku !== undefined && line.sku !== sku) return false
    if (person !== undefined && counters.get(line.item)?.has(person) !== true) return false
    if (there !== null && !there.has(line.item)) return false
    if (words.length === 0) return true
    const text = searchText(line.sku, line.name)
    return words.every((word) => text.includes(word))
  })
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
