import { ok } from '../../../../shared/domain/result.ts'
import { ownTotals } from '../../store/own-round.ts'
import { currentPerson } from '../../store/people.ts'
import { appendScan } from '../../store/scans.ts'
import { saveTotals } from '../../store/stocktakes.ts'
import type { CommandHandler } from '../handlers.ts'
import { findOpenStocktake } from './find.ts'
import { soleCounter } from './rows.ts'

/** Starts a new subtotal and answers the one that ends here. */
export const mark: CommandHandler<'stocktakes.mark'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const { id, totals } = found.value
  const person = soleCounter(writer, found.value)
  const { sinceMark } = person === null ? totals : ownTotals(writer, id, person)
  const at = context.ports.clock.now()
  const seq = appendScan(writer, {
    stocktakeID: id,
    scanID: context.ports.ids.ulid(),
    at,
    kind: 'mark',
    outcome: null,
    quantity: sinceMark,
    person: currentPerson(writer),
  })
  saveTotals(writer, id, { ...totals, markSeq: seq, markedAt: at, sinceMark: 0, sinceMarkUnknown: 0 })
  return ok({ sinceMark })
}
