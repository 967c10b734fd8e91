import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { connectionInUse } from '../../store/connections.ts'
import type { Reader } from '../../store/database.ts'
import { findByKey } from '../../store/records.ts'
import { readSettings } from '../../store/settings.ts'
import { addStocktake, setStocktakeState } from '../../store/stocktakes.ts'
import type { CommandHandler } from '../handlers.ts'
import { findItems, findOpenStocktake } from './find.ts'

export const open: CommandHandler<'stocktakes.open'> = (context, writer, input) => {
  const connection = connectionInUse(writer)
  if (!connection) return err(appError('notAllowed', 'There is no connection yet. Add one, or try the practice warehouse.'))
  const warehouse = findByKey(writer, connection.id, 'warehouse', input.warehouseID)
  if (!warehouse) return err(appError('notFound', `There is no warehouse ${input.warehouseID}.`, { warehouseID: input.warehouseID }))
  const scope = scopeOf(writer, connection.id, input)
  if (!scope.ok) return scope
  const at = context.ports.clock.now()
  const id = context.ports.ids.ulid()
  addStocktake(writer, {
    id,
    connection: connection.id,
    warehouse: warehouse.uid,
    name: input.name ?? `${warehouse.view.name ?? warehouse.view.key} ${new Date(at).toISOString().slice(0, 10)}`,
    blind: input.blind ?? readSettings(writer).blind,
    at,
    scope: scope.value,
  })
  return ok({ stocktakeID: id })
}

function scopeOf(reader: Reader, connection: number, input: ParsedInput<'stocktakes.open'>): Result<number[] | null, AppError> {
  if (input.scope === undefined) return ok(null)
  const items = findItems(reader, connection, input.scope.skus)
  return items.ok ? ok(items.value.map((item) => item.uid)) : items
}

/** Closes without posting. The tape stays, and what was posted before stays queued. */
export const cancel: CommandHandler<'stocktakes.cancel'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  setStocktakeState(writer, found.value.id, 'cancelled', context.ports.clock.now())
  return ok({})
}
