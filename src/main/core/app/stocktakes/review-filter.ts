import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { searchText } from '../../../../shared/domain/search-text.ts'
import type { Reader } from '../../store/database.ts'
import { itemsCountedBy } from '../../store/exported-events.ts'
import { itemsAtPlace } from '../../store/stocktake-places.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { isWaiting, type ComparedLine } from './compare.ts'

type Asked = ParsedInput<'stocktakes.review'>

/** The lines that a review asks for: each condition that is given holds. */
export function chooseLines(
  reader: Reader,
  stocktake: Stocktake,
  compared: readonly ComparedLine[],
  { filter, status, sku, person, place, search }: Asked,
): ComparedLine[] {
  const words = searchText(search ?? '')
    .split(' ')
    .filter((word) => word !== '')
  const there = place === undefined ? null : itemsAtPlace(reader, stocktake.id, place)
  const theirs = person === undefined ? null : itemsCountedBy(reader, stocktake.id, person)
  return compared.filter((entry) => {
    const { line, result } = entry
    if (!isOf(entry, filter)) return false
    if (status !== undefined && result.status !== status) return false
    if (sku !== undefined && line.sku !== sku) return false
    if (theirs !== null && !theirs.has(line.item)) return false
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
