import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import type { Reader } from '../../store/database.ts'
import type { MirrorRecord } from '../../store/records.ts'
import { getStocktake, type Stocktake } from '../../store/stocktakes.ts'
import { findRecord } from '../gesture.ts'

/** Finding what a call names, or the sentence that says why not. */

export function findStocktake(reader: Reader, id: string): Result<Stocktake, AppError> {
  const stocktake = getStocktake(reader, id)
  return stocktake ? ok(stocktake) : err(appError('notFound', `There is no stocktake ${id}.`, { stocktakeID: id }))
}

/** Only an open stocktake takes events. */
export function findOpenStocktake(reader: Reader, id: string): Result<Stocktake, AppError> {
  const found = findStocktake(reader, id)
  if (!found.ok || found.value.state === 'open') return found
  const { name, state } = found.value
  const fate = state === 'posted' ? 'already posted' : 'cancelled'
  return err(
    appError('notAllowed', `The stocktake “${name}” is ${fate}. Open a new one to count on.`, {
      stocktakeID: id,
      state,
    }),
  )
}

/** All or the first that is missing. */
export function findItems(
  reader: Reader,
  connection: number,
  skus: readonly string[],
): Result<MirrorRecord[], AppError> {
  const items: MirrorRecord[] = []
  for (const sku of skus) {
    const item = findRecord(reader, connection, 'item', sku)
    if (!item.ok) return item
    items.push(item.value)
  }
  return ok(items)
}
