import type { Output } from '../../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../../shared/contract/stocktakes.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { valueOf } from '../../../../shared/domain/stocktake.ts'
import type { Reader } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { itemsCountedBy } from '../../store/exported-events.ts'
import { getScan } from '../../store/scans.ts'
import { placesOfItem } from '../../store/stocktake-places.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { QueryHandler } from '../handlers.ts'
import { compareLines, type ComparedLine } from './compare.ts'
import { findStocktake } from './find.ts'
import { chooseLines } from './review-filter.ts'
import { summarise } from './review-summary.ts'

/** Every counted line and what stands above them, by SKU. */
export function reviewAll(reader: Reader, stocktake: Stocktake): Pick<Output<'stocktakes.review'>, 'rows' | 'summary'> {
  const compared = compareLines(reader, stocktake)
  const isOwn = ownLines(reader, stocktake)
  return {
    rows: compared.map((entry) => toRow(reader, stocktake, entry, isOwn(entry))),
    summary: summarise(reader, stocktake, compared, isOwn),
  }
}

/** Which lines whoever is signed in counted. */
function ownLines(reader: Reader, { id }: Stocktake): (entry: ComparedLine) => boolean {
  const person = currentPerson(reader)
  const own = person === null ? null : itemsCountedBy(reader, id, person)
  return ({ line }) => own?.has(line.item) === true
}

export const review: QueryHandler<'stocktakes.review'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const compared = compareLines(reader, found.value)
  const isOwn = ownLines(reader, found.value)
  const chosen = chooseLines(reader, found.value, compared, input)
  return ok({
    rows: chosen
      .slice(input.offset, input.offset + input.limit)
      .map((entry) => toRow(reader, found.value, entry, isOwn(entry))),
    total: chosen.length,
    summary: summarise(reader, found.value, compared, isOwn),
  })
}

function toRow(reader: Reader, stocktake: Stocktake, entry: ComparedLine, isOwn: boolean): ReviewRow {
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
    places: placesOfItem(reader, stocktake.id, line.item),
    own: isOwn,
    approvedBy: line.approvedBy,
    recountCause: result.recountCause,
    status: result.status,
    changeID: line.changeID,
    changeState: line.changeState,
  }
}
