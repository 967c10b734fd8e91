import { lineStatuses, type ReviewSummary } from '../../../../shared/contract/review-rows.ts'
import { isWithin } from '../../../../shared/domain/accuracy.ts'
import { absolute } from '../../../../shared/domain/quantity.ts'
import { addToTotals, noTotals, valueOf, type LineStatus, type Totals } from '../../../../shared/domain/stocktake.ts'
import type { Reader } from '../../store/database.ts'
import { countScope, type Stocktake } from '../../store/stocktakes.ts'
import type { TapeFacts } from '../../store/tape-facts.ts'
import { isWaiting, type ComparedLine } from './compare.ts'

/** What stands above the lines, whoever looks. */
export type Summary = Omit<ReviewSummary, 'toApprove' | 'ownToApprove'>

/** Nobody approves what they counted. */
export function summaryFor(
  { lines, summary }: { readonly lines: readonly ComparedLine[]; readonly summary: Summary },
  isOwn: (entry: ComparedLine) => boolean,
): ReviewSummary {
  const waiting = lines.filter(({ result }) => result.status === 'approve')
  const ownToApprove = waiting.filter(isOwn).length
  return { ...summary, toApprove: waiting.length - ownToApprove, ownToApprove }
}

/** Everything that stands above the lines of a review, over all of them, however many. */
export function* summarising(
  reader: Reader,
  stocktake: Stocktake,
  compared: readonly ComparedLine[],
  tape: TapeFacts,
): Generator<undefined, Summary> {
  const lines = Map.groupBy(compared, ({ result }) => result.status)
  const having = (status: LineStatus): number => lines.get(status)?.length ?? 0
  const differences = compared.filter(({ result }) => result.variance !== 0)
  yield
  const totals = totalsOf(compared)
  yield
  const accuracy = accuracyOf(stocktake, compared)
  yield
  const places = byPlace(tape.places, differences)
  yield
  const chart = chartOf(differences)
  yield
  return {
    counted: compared.length,
    exact: having('exact'),
    uncounted: Math.max(0, countScope(reader, stocktake) - compared.length),
    toDecide: compared.filter(({ result }) => isWaiting(result.status)).length,
    ready: having('ready'),
    posted: having('posted'),
    ...totals,
    ...accuracy,
    beyond: compared.filter(({ result }) => result.beyond).length,
    differences: differences.length,
    largest: differences.reduce((most, { result }) => Math.max(most, absolute(result.variance)), 0),
    statuses: lineStatuses.flatMap((status) => (having(status) === 0 ? [] : [{ status, lines: having(status) }])),
    people: [...tape.people.keys()],
    places,
    ...chart,
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
function byPlace(places: TapeFacts['places'], differences: readonly ComparedLine[]): PlaceRow[] {
  const groups = Map.groupBy(differences, ({ line }) => {
    const [place = '', ...others] = places.get(line.item) ?? []
    return others.length > 0 ? severalPlaces : place
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
