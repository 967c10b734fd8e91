import { appError } from '../../../../shared/contract/errors.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { answerTo, findScan } from '../../store/scans.ts'
import type { CommandHandler } from '../handlers.ts'
import { doubtsOf } from './doubts.ts'
import { findOpenStocktake } from './find.ts'
import { isSerialCounted } from './particulars.ts'
import { recordCounted } from './record.ts'
import { undoEvents } from './undo.ts'

/**
 * Lot, expiry or serial number said after the scan. The tape is never changed: the scan is taken back and counted again with
 * what was said, both in one transaction.
 */
export const amend: CommandHandler<'stocktakes.amend'> = (context, writer, input) => {
  const { stocktakeID, scanID, newScanID, lot, expiry, serial } = input
  const earlier = findScan(writer, stocktakeID, newScanID)
  if (earlier) return ok({ counted: earlier.counted ?? 0, seq: earlier.seq })
  const found = findOpenStocktake(writer, stocktakeID)
  if (!found.ok) return found
  const event = findScan(writer, stocktakeID, scanID)
  if (!event) return err(appError('notFound', `There is no event ${scanID} on this tape.`, { scanID }))
  const { item, code } = event
  if (event.kind !== 'scan' || item === null || event.outcome !== 'known' || answerTo(writer, event.seq) !== undefined)
    return err(appError('notAllowed', 'Only a scan that is counted can be told more about.', { scanID }))
  undoEvents(context, writer, found.value, [event])
  const after = findOpenStocktake(writer, stocktakeID)
  if (!after.ok) return after
  const particulars = {
    place: event.place,
    lot: lot ?? event.lot,
    expiry: expiry ?? event.expiry,
    serial: serial ?? event.serial,
  }
  const seen = isSerialCounted(writer, after.value, item, particulars)
  const recorded = recordCounted(context, writer, after.value, {
    scanID: newScanID,
    at: context.ports.clock.now(),
    kind: 'scan',
    item,
    quantity: event.quantity,
    typed: event.typed === 1,
    particulars,
    ...(code === null ? {} : { code }),
  })
  const { seq, counted } = recorded
  return ok({ seq, counted, ...doubtsOf(after.value, recorded, { typed: false, sameSerial: seen }) })
}
