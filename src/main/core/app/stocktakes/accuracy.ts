import type { AccuracyRow } from '../../../../shared/contract/reviewing.ts'
import { ok } from '../../../../shared/domain/result.ts'
import { connectionInUse } from '../../store/connections.ts'
import type { Reader } from '../../store/database.ts'
import { getRecord } from '../../store/records.ts'
import { listStocktakes, type Stocktake } from '../../store/stocktakes.ts'
import { unhurried } from '../../sync/unhurried.ts'
import type { SlowQueryHandler } from '../handlers.ts'
import { comparing, type ComparedLine } from './compare.ts'
import { accuracyOf, totalsOf } from './review-summary.ts'

/** Over past stocktakes. Each is compared anew, so that a change that was taken back since doesn't count. */
export const accuracy: SlowQueryHandler<'stocktakes.accuracy'> = async (context, reader, { limit }) => {
  const connection = connectionInUse(reader)
  if (!connection) return ok({ rows: [] })
  const counted = listStocktakes(reader, connection.id, undefined, limit).filter(
    ({ state, totals }) => state !== 'cancelled' && totals.lines > 0,
  )
  const rows: AccuracyRow[] = []
  for (const stocktake of counted) {
    rows.push(toRow(reader, stocktake, await unhurried(comparing(reader, stocktake), context.ports)))
    await context.ports.breathe()
  }
  return ok({ rows })
}

function toRow(reader: Reader, stocktake: Stocktake, compared: readonly ComparedLine[]): AccuracyRow {
  const warehouse = getRecord(reader, stocktake.warehouse)
  const { short, over, shortValue, overValue } = totalsOf(compared)
  return {
    stocktakeID: stocktake.id,
    name: stocktake.name,
    warehouseID: warehouse?.view.key ?? '',
    warehouseName: warehouse?.view.name ?? null,
    state: stocktake.state,
    closedAt: stocktake.closedAt,
    lines: compared.length,
    ...accuracyOf(stocktake, compared),
    exact: compared.filter(({ result }) => result.variance === 0).length,
    short,
    over,
    shortValue,
    overValue,
  }
}
