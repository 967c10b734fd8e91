import { lineStatuses, type ReviewSummary } from '../../../../shared/contract/stocktakes.ts'
import { isWithin } from '../../../../shared/domain/accuracy.ts'
import { absolute } from '../../../../shared/domain/quantity.ts'
import { addToTotals, noTotals, valueOf, type LineStatus, type Totals } from '../../../../shared/domain/stocktake.ts'
import type { Reader } from '../../store/database.ts'
import { listCountingPeople } from '../../store/exported-events.ts'
import { placesByItem } from '../../store/stocktake-places.ts'
import { countScope, type Stocktake } from '../../store/stocktakes.ts'
import { isWaiting, type ComparedLine } from './compare.ts'

/** Everything that stands above the lines of a review, over all of them, however many. */
export function summarise(
  reader: Reader,
  stocktake: Stocktake,
  compared: readonly ComparedLine[],
  /** Counted by whoever is signed in. */
  isOwn: (entry: ComparedLine) => boolean,
): ReviewSummary {
  const lines = Map.groupBy(compared, ({ result }) => result.status)
  const having = (status: LineStatus): number => lines.get(status)?.length ?? 0
  const differences = compared.filter(({ result }) => result.variance !== 0)
  const waiting = lines.get('approve') ?? []
  const own = waiting.filter(isOwn)
  return {
    counted: compared.length,
    exact: having('exact'),
    uncounted: Math.max(0, countScope(reader, stocktake) - compared.length),
    toDecide: compared.filter(({ result }) => isWaiting(result.status)).length,
    ready: having('ready'),
    posted: having('posted'),
    ...totalsOf(compared),
    ...accuracyOf(stocktake, compared),
    beyond: compared.filter(({ result }) => result.beyond).length,
    differences: differences.length,
    largest: differences.reduce((most, { result }) => Math.max(most, absolute(result.variance)), 0),
    statuses: lineStatuses.flatMap((status) => (having(status) === 0 ? [] : [{ status, lines: having(status) }])),
    toApprove: waiting.length - own.length,
    ownToApprove: own.length,
    people: listCountingPeople(reader, stocktake.id),
    places: byPlace(placesByItem(reader, stocktake.id), differences),
    ...chartOf(differences),
  }
}

export const totalsOf = (compared: readonly ComparedLine[]): Totals =>
  compared.reduce(
    (sums, { line, result }) => addToTotals(sums, result.variance, valueOf(result.variance, line.price)),
    noTotals,
  )

export const accuracyOf = (stocktake: Stocktake, compared: readonly ComparedLine[]): { readonly within: number } => ({
  within: compared.filter(({ result, abc }) => isWithin(stocktake.rules, { ...result, abc })).length,
})

type PlaceRow = ReviewSummary['places'][number]

/** The largest first. A line that was counted in several places belongs to none of them alone. */
function byPlace(
  places: ReadonlyMap<number, { readonly place: string; readonly places: number }>,
  differences: readonly ComparedLine[],
): PlaceRow[] {
  const groups = Map.groupBy(differences, ({ line }) => {
    const known = places.get(line.item)
    return known === undefined ? '' : known.places > 1 ? severalPlaces : known.place
  })
  return [...groups]
    .map(([key, lines]) => {
      const { short, over, shortValue, overValue } = totalsOf(lines)
      const several = key === severalPlaces
      return {
        place: several || key === '' ? null : key,
        several,
        lines: lines.length,
        short,
        over,
        shortValue,
        overValue,
      }
    })
    .sort((a, b) => b.shortValue + b.overValue - a.shortValue - a.overValue || b.lines - a.lines)
}

/** No place can be called so: places are trimmed. */
const severalPlaces = ' '

const barsShown = 60
const few = 5

function chartOf(differences: readonly ComparedLine[]): Pick<ReviewSummary, 'bars' | 'valued' | 'fewShare'> {
  const valued = differences
    .flatMap(({ line, result }) => {
      const value = valueOf(result.variance, line.price)
      return value === null || value === 0 ? [] : [{ sku: line.sku, name: line.name, value }]
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  const sizeOf = (rows: typeof valued): number => rows.reduce((total, { value }) => total + Math.abs(value), 0)
  return {
    bars: valued.slice(0, barsShown).sort((a, b) => a.value - b.value),
    valued: valued.length,
    fewShare: valued.length <= few ? null : sizeOf(valued.slice(0, few)) / sizeOf(valued),
  }
}
