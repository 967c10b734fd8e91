import type { AppError } from '../../../../shared/contract/errors.ts'
import type { ParsedInput } from '../../../../shared/contract/contract.ts'
import { ok, type Result } from '../../../../shared/domain/result.ts'
import { recordAct } from '../../store/acts.ts'
import type { Reader } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { readSettings } from '../../store/settings.ts'
import { addStocktake, setStocktakeState } from '../../store/stocktakes.ts'
import { stockFigureOf } from '../connection-changes.ts'
import { connected, findRecord } from '../gesture.ts'
import type { CommandHandler } from '../handlers.ts'
import { findItems, findOpenStocktake } from './find.ts'
import { checkNoLongAct } from './promised.ts'

export const open: CommandHandler<'stocktakes.open'> = (context, writer, input) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const warehouse = findRecord(writer, connection.value.id, 'warehouse', input.warehouseID)
  if (!warehouse.ok) return warehouse
  const scope = scopeOf(writer, connection.value.id, input)
  if (!scope.ok) return scope
  const { view } = warehouse.value
  const settings = readSettings(writer)
  const at = context.ports.clock.now()
  const id = context.ports.ids.ulid()
  const opened = {
    name: input.name ?? `${view.name ?? view.key} ${new Date(at).toISOString().slice(0, 10)}`,
    // A double count is worth nothing when its counters see what is expected.
    blind: input.method === 'double' || (input.blind ?? settings.blind),
    method: input.method,
    rules: input.rules ?? settings.rules,
  }
  addStocktake(writer, {
    ...opened,
    id,
    connection: connection.value.id,
    warehouse: warehouse.value.uid,
    at,
    figure: stockFigureOf(context.ports, connection.value),
    scope: scope.value,
  })
  const details = { ...opened, warehouseID: view.key, skus: input.scope?.skus ?? null }
  recordAct(writer, id, { act: 'open', at, person: currentPerson(writer), details })
  return ok({ stocktakeID: id })
}

function scopeOf(
  reader: Reader,
  connection: number,
  input: ParsedInput<'stocktakes.open'>,
): Result<number[] | null, AppError> {
  if (input.scope === undefined) return ok(null)
  const items = findItems(reader, connection, input.scope.skus)
  return items.ok ? ok(items.value.map((item) => item.uid)) : items
}

/** Closes without posting. The tape stays, and what was posted before stays queued. */
export const cancel: CommandHandler<'stocktakes.cancel'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  const free = checkNoLongAct(writer, found.value)
  if (!free.ok) return free
  const at = context.ports.clock.now()
  setStocktakeState(writer, found.value.id, 'cancelled', at)
  recordAct(writer, found.value.id, { act: 'cancel', at, person: currentPerson(writer), details: {} })
  return ok({})
}
