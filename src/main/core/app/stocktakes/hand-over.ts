/** Counts for a remote that takes none: what their file says, and that it left. */
import type { VarianceRow } from '../../../../shared/contract/handing-over.ts'
import type { ReviewRow } from '../../../../shared/contract/review-rows.ts'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { subtract } from '../../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import { codesOfItem } from '../../store/barcodes.ts'
import type { Reader } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { findByKey, type MirrorRecord } from '../../store/records.ts'
import { remoteCodesOf } from '../../store/remote-codes.ts'
import { lastHandOver, setHandedOver, takeBackHandOver } from '../../store/stocktake-lines.ts'
import { setStocktakeState, type Stocktake } from '../../store/stocktakes.ts'
import type { AppContext, CommandHandler, SlowQueryHandler } from '../handlers.ts'
import { compareLines, figuresOf, isWaiting } from './compare.ts'
import { findStocktake } from './find.ts'
import { checkNoLongAct } from './promised.ts'
import { reviewAll } from './review.ts'
import { toRow } from './rows.ts'

/** Neither as movements nor as figures. */
export const takesNoCounts = ({ capabilities }: Pick<AppContext, 'capabilities'>): boolean => {
  const abilities = capabilities()
  return abilities !== null && !abilities.moveStock && !abilities.setStock
}

export const variance: SlowQueryHandler<'stocktakes.variance'> = async (context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const { name, warehouseID, warehouseName } = toRow(context, reader, stocktake)
  const { rows } = await reviewAll(context, reader, stocktake)
  const settled = rows.filter(({ status }) => status === 'ready' || status === 'exact' || status === 'posted')
  return ok({
    stocktake: name,
    warehouseID,
    warehouseName,
    figure: stocktake.figure,
    rows: settled.map((row) => varianceRow(reader, stocktake, row)),
    left: rows.filter(({ status }) => isWaiting(status)).length,
  })
}

function varianceRow(reader: Reader, { connection }: Stocktake, row: ReviewRow): VarianceRow {
  const { sku, name, counted, reason, countedAt, handedOverAt } = row
  const item = findByKey(reader, connection, 'item', sku)
  const own = item === undefined ? [] : codesOfItem(reader, item.uid).filter(({ quantity }) => quantity === 1)
  const [barcode = own[0]?.code ?? null] = item === undefined ? [] : remoteCodesOf(reader, item.uid)
  return {
    sku,
    remoteID: item?.serverID ?? null,
    barcode,
    name,
    counted,
    ...comparedWith(row, item),
    reason,
    people: [...new Set(row.counts.flatMap(({ person }) => person ?? []))],
    countedAt,
    handedOverAt,
  }
}

/** What others moved before the count is in it: then it is compared with what is there now, as a person decided. */
function comparedWith(
  { counted, expected, variance: difference, readAt, decision, drift, remote }: ReviewRow,
  item: MirrorRecord | undefined,
): Pick<VarianceRow, 'expected' | 'difference' | 'readAt'> {
  if (decision !== 'counted' || drift === 0 || remote === null) return { expected, difference, readAt }
  return { expected: remote, difference: subtract(counted, remote), readAt: item?.seenAt ?? null }
}

export const handOver: CommandHandler<'stocktakes.handOver'> = (context, writer, input) => {
  const found = findStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const allowed = mayHandOver(context, stocktake)
  if (!allowed.ok) return allowed
  const free = checkNoLongAct(writer, stocktake)
  if (!free.ok) return free
  const at = context.ports.clock.now()
  const compared = compareLines(writer, stocktake)
  const ready = compared.filter(({ result }) => result.status === 'ready')
  for (const { line } of ready) setHandedOver(writer, stocktake.id, line.item, at)
  const left = compared.filter(({ result }) => isWaiting(result.status)).length
  const closes = stocktake.state === 'open' && left === 0
  if (closes) setStocktakeState(writer, stocktake.id, 'posted', at)
  if (closes || ready.length > 0) {
    const details = { lines: ready.map(figuresOf), left, closes }
    recordAct(writer, stocktake.id, { act: 'handOver', at, person: currentPerson(writer), details })
  }
  writer.touch('stocktakes')
  return ok({ lines: ready.length, left, state: closes ? 'posted' : stocktake.state })
}

function mayHandOver(context: AppContext, stocktake: Stocktake): Result<void, AppError> {
  const details = { stocktakeID: stocktake.id, state: stocktake.state }
  if (stocktake.state === 'cancelled')
    return err(appError('notAllowed', `The stocktake “${stocktake.name}” is cancelled.`, details))
  return takesNoCounts(context)
    ? ok(undefined)
    : err(appError('notAllowed', 'The service takes counts itself, so post this one instead.', details))
}

/** A stocktake that the handing over closed is open again. */
export const takeBack: CommandHandler<'stocktakes.takeBack'> = (context, writer, input) => {
  const found = findStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const stocktake = found.value
  const last = lastHandOver(writer, stocktake.id)
  if (last === null)
    return err(appError('notAllowed', 'Nothing of this stocktake was handed over.', { stocktakeID: stocktake.id }))
  const lines = takeBackHandOver(writer, stocktake.id, last)
  const reopens = stocktake.state === 'posted' && stocktake.closedAt === last
  if (reopens) setStocktakeState(writer, stocktake.id, 'open', null)
  const [at, person] = [context.ports.clock.now(), currentPerson(writer)]
  recordAct(writer, stocktake.id, {
    act: 'takeBack',
    at,
    person,
    details: { handedOverAt: last, count: lines, reopens },
  })
  writer.touch('stocktakes')
  return ok({ lines, state: reopens ? 'open' : stocktake.state })
}
