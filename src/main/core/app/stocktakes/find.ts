import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { connectionInUse } from '../../store/connections.ts'
import type { Reader } from '../../store/database.ts'
import type { MirrorRecord } from '../../store/records.ts'
import { getStocktake, type Stocktake } from '../../store/stocktakes.ts'
import { findRecord } from '../gesture.ts'

/** Finding what a call names, or the sentence that says why not. */

/** One of the connection in use: another account's counts are out of sight. */
export function findStocktake(reader: Reader, id: string): Result<Stocktake, AppError> {
  const stocktake = getStocktake(reader, id)
  return stocktake !== undefined && stocktake.connection === connectionInUse(reader)?.id
    ? ok(stocktake)
    : err(notThere(id))
}

/**
 * Only an open stocktake takes events; one of another connection does too, since a scan that comes late, after somebody
 * has switched, belongs where it was made.
 */
export function findOpenStocktake(reader: Reader, id: string): Result<Stocktake, AppError> {
  const stocktake = getStocktake(reader, id)
  if (stocktake === undefined) return err(notThere(id))
  const { name, state } = stocktake
  if (state === 'open') return ok(stocktake)
  const fate = state === 'posted' ? 'already posted' : 'cancelled'
  return err(
    appError('notAllowed', `The stocktake “${name}” is ${fate}. Open a new one to count on.`, {
      stocktakeID: id,
      state,
    }),
  )
}

const notThere = (id: string): AppError => appError('notFound', `There is no stocktake ${id}.`, { stocktakeID: id })

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
