import type { Output } from '../../../../shared/contract/contract.ts'
import { readScannedCode } from '../../../../shared/domain/barcode.ts'
import { particularsOfCode } from '../../../../shared/domain/code-content.ts'
import type { CodeWarning } from '../../../../shared/domain/code-quantity.ts'
import { hasLostSeparator } from '../../../../shared/domain/gs1-gate.ts'
import { err, ok } from '../../../../shared/domain/result.ts'
import { resolveCode, type ResolvedCode } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { getRecord } from '../../store/records.ts'
import { findScan, type ScanEvent } from '../../store/scans.ts'
import { isInScope } from '../../store/stocktakes.ts'
import { aboutUnknown } from '../about-unknown.ts'
import type { CommandHandler } from '../handlers.ts'
import { checkNotReserved } from '../reserved.ts'
import { momentOfScan } from '../scan-moment.ts'
import { countBundle } from './count-bundle.ts'
import { findOpenStocktake } from './find.ts'
import { doubtsOf } from './doubts.ts'
import { asksOf, isSerialCounted } from './particulars.ts'
import { piecesOf, recordCounted, recordUncounted, tooMany } from './record.ts'

/**
 * One scan: the hottest call of the product. The answer may beep, because it leaves after the commit. Nothing is ever
 * refused for what it is: an unknown code and an item out of scope are kept, the same scanID changes nothing. Only codes
 * that stand for no goods (reserved-codes.ts) are no scans.
 */
export const scan: CommandHandler<'stocktakes.scan'> = (context, writer, input) => {
  const earlier = findScan(writer, input.stocktakeID, input.scanID)
  if (earlier) return ok(repeated(writer, earlier))
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const known = resolveCode(writer, stocktake.connection, input.code)
  if (known === null) {
    const free = checkNotReserved(input.code)
    if (!free.ok) return free
  }
  const moment = momentOfScan(writer, context.ports.clock, input)
  if (!moment.ok) return moment
  const event = {
    scanID: input.scanID,
    ...moment.value,
    code: input.code,
    typed: input.quantity !== undefined,
    particulars: {
      ...(isOwnCode(known) ? {} : particularsOfCode(input.code, new Date(moment.value.at).getUTCFullYear())),
      place: input.place ?? null,
    },
  }
  const quantity = piecesOf(input.quantity ?? 1, known?.quantity ?? 1)
  if (quantity === null) return err(tooMany())
  if (known === null) {
    const bundle = countBundle(context, writer, stocktake, event, input.quantity ?? 1)
    if (bundle?.ok === true) return bundle.value
    const { seq, counted } = recordUncounted(writer, stocktake, { ...event, quantity, outOfScope: null })
    return ok({
      ...{ outcome: 'unknown', seq, counted },
      ...warningOf(known, input.code),
      ...(bundle === null ? {} : { bundle: bundle.error }),
      ...aboutUnknown(writer, stocktake.connection, input.code),
    })
  }
  if (!isInScope(writer, stocktake, known.item)) {
    const { seq } = recordUncounted(writer, stocktake, { ...event, quantity, outOfScope: known.item })
    return ok({ outcome: 'outOfScope', seq, ...named(known), ...warningOf(known, input.code) })
  }
  const seen = isSerialCounted(writer, stocktake, known.item, event.particulars)
  const recorded = recordCounted(context, writer, stocktake, { ...event, kind: 'scan', item: known.item, quantity })
  return ok({
    outcome: 'known',
    seq: recorded.seq,
    ...named(known),
    added: quantity,
    counted: recorded.counted,
    ...warningOf(known, input.code),
    ...doubtsOf(stocktake, recorded, { typed: event.typed, sameSerial: seen }),
    ...asksOf(writer, known.item, event.particulars),
  })
}

/** Somebody said that the whole text is the item's code, so nothing else is read out of it. */
const isOwnCode = (known: ResolvedCode | null): boolean =>
  known?.via === 'alias' || known?.via === 'sku' || known?.via === 'remote'

function warningOf(known: ResolvedCode | null, code: string): { readonly warning?: CodeWarning } {
  if (known === null) return hasLostSeparator(readScannedCode(code)) ? { warning: 'lostSeparator' } : {}
  return known.warning === null ? {} : { warning: known.warning }
}

const named = (known: ResolvedCode) => ({ sku: known.sku, name: known.name })

/** What the first call of this scanID came to; its effect is not repeated. */
function repeated(reader: Reader, event: ScanEvent): Output<'stocktakes.scan'> {
  const item = event.item === null ? undefined : getRecord(reader, event.item)
  return {
    outcome: 'duplicate',
    seq: event.seq,
    ...(item ? { sku: item.view.key, name: item.view.name } : {}),
    ...(event.outcome === 'known' ? { added: event.quantity } : {}),
    ...(event.counted === null ? {} : { counted: event.counted }),
  }
}
