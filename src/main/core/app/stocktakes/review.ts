import type { Output } from '../../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../../shared/contract/review-rows.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { valueOf } from '../../../../shared/domain/stocktake.ts'
import type { Reader } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { getScan } from '../../store/scans.ts'
import { lastPlacesOf } from '../../store/sheet-rows.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { AppContext, SlowQueryHandler } from '../handlers.ts'
import type { ComparedLine } from './compare.ts'
import type { Comparison } from './comparison.ts'
import { findStocktake } from './find.ts'
import { choosing } from './review-filter.ts'
import { summaryFor } from './review-summary.ts'

/** Every counted line and what stands above them, by SKU. */
export async function reviewAll(
  { comparisons, ports }: Pick<AppContext, 'comparisons' | 'ports'>,
  reader: Reader,
  stocktake: Stocktake,
): Promise<Pick<Output<'stocktakes.review'>, 'rows' | 'summary'>> {
  const comparison = await comparisons.of(stocktake)
  const isOwn = ownLines(reader, comparison)
  const rows = await unhurried(writingRows(reader, comparison, isOwn), ports)
  return { rows, summary: summaryFor(comparison, isOwn) }
}

/** Which lines whoever is signed in counted. */
function ownLines(reader: Reader, { tape }: Comparison): (entry: ComparedLine) => boolean {
  const person = currentPerson(reader)
  const own = person === null ? undefined : tape.people.get(person)
  return ({ line }) => own?.has(line.item) === true
}

export const review: SlowQueryHandler<'stocktakes.review'> = async ({ comparisons, ports }, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const comparison = await comparisons.of(found.value)
  const isOwn = ownLines(reader, comparison)
  const chosen = await unhurried(choosing(comparison, input), ports)
  const page = chosen.slice(input.offset, input.offset + input.limit)
  const items = page.map(({ line }) => line.item)
  const before = lastPlacesOf(reader, found.value.warehouse, items, found.value.id)
  return ok({
    rows: page.map((entry) => {
      const placesBefore = before.get(entry.line.item)
      const row = toRow(reader, comparison, entry, isOwn(entry))
      return placesBefore === undefined ? row : { ...row, placesBefore }
    }),
    total: chosen.length,
    summary: summaryFor(comparison, isOwn),
  })
}

const rowsAtOnce = 200

function* writingRows(
  reader: Reader,
  comparison: Comparison,
  isOwn: (entry: ComparedLine) => boolean,
): Generator<undefined, ReviewRow[]> {
  const rows: ReviewRow[] = []
  for (const entry of comparison.lines) {
    rows.push(toRow(reader, comparison, entry, isOwn(entry)))
    if (rows.length % rowsAtOnce === 0) yield
  }
  return rows
}

function toRow(reader: Reader, { tape }: Comparison, entry: ComparedLine, isOwn: boolean): ReviewRow {
  const { line, result, counts, abc, driftAt } = entry
  return {
    sku: line.sku,
    name: line.name,
    price: line.price,
    counted: line.counted,
    expected: result.expected,
    variance: result.variance,
    value: valueOf(result.variance, line.price),
    drift: result.drift,
    remote: line.baseNow,
    countedAt: line.lastAt,
    readAt: line.readAt,
    driftAt,
    suggested: result.suggested,
    ...(line.decision === null ? {} : { decision: line.decision }),
    reason: line.reason,
    abc,
    beyond: result.beyond,
    round: line.round,
    counts: counts.map(({ round, counted, person: by, lastSeq }) => ({
      round,
      counted,
      person: by,
      at: getScan(reader, lastSeq)?.at ?? line.lastAt,
    })),
    places: [...(tape.places.get(line.item) ?? [])],
    own: isOwn,
    approvedBy: line.approvedBy,
    recountCause: result.recountCause,
    status: result.status,
    changeID: line.changeID,
    changeState: line.changeState,
    handedOverAt: line.handedOverAt,
  }
}
