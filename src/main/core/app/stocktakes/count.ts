import { appError } from '../../../../shared/contract/errors.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { add, quantityLimit, subtract } from '../../../../shared/domain/quantity.ts'
import { findScan } from '../../store/scans.ts'
import { currentPerson } from '../../store/people.ts'
import { countedIn } from '../../store/stocktake-counts.ts'
import { isInScope } from '../../store/stocktakes.ts'
import { findRecord } from '../gesture.ts'
import type { CommandHandler } from '../handlers.ts'
import { doubtsOf } from './doubts.ts'
import { findOpenStocktake } from './find.ts'
import { recordCounted, tooMany } from './record.ts'
import { roundOf } from './rounds.ts'

/** A typed quantity. Setting a figure is an event too: of the difference that reaches it, and the count's new start. */
export const count: CommandHandler<'stocktakes.count'> = (context, writer, input) => {
  const earlier = input.scanID === undefined ? undefined : findScan(writer, input.stocktakeID, input.scanID)
  if (earlier) return ok({ counted: earlier.counted ?? 0, seq: earlier.seq })
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const item = findRecord(writer, stocktake.connection, 'item', input.sku)
  if (!item.ok) return item
  const { uid } = item.value
  if (!isInScope(writer, stocktake, uid)) {
    return err(
      appError('notAllowed', `${input.sku} is not among the items of “${stocktake.name}”.`, { sku: input.sku }),
    )
  }
  const round = roundOf(writer, stocktake, uid, currentPerson(writer))
  const before = countedIn(writer, stocktake.id, uid, round)
  const after = input.mode === 'set' ? input.quantity : add(before, input.quantity)
  if (after < 0)
    return err(
      appError('notAllowed', `Less than nothing can’t be on the shelf: ${String(before)} are counted.`, {
        counted: before,
      }),
    )
  if (after > quantityLimit) return err(tooMany())
  const recorded = recordCounted(context, writer, stocktake, {
    scanID: input.scanID ?? context.ports.ids.ulid(),
    at: context.ports.clock.now(),
    kind: 'count',
    item: uid,
    quantity: subtract(after, before),
    typed: true,
    fresh: input.mode === 'set',
    particulars: { place: input.place ?? null },
  })
  return ok({
    seq: recorded.seq,
    counted: recorded.counted,
    ...doubtsOf(stocktake, recorded, { typed: true, sameSerial: false }),
  })
}
