import { appError } from '../../../shared/contract/errors.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Writer } from '../store/database.ts'
import { hasStock } from '../store/stock-list.ts'
import { getWarehouse, listWarehouses, openStocktakesOf } from '../store/warehouse-list.ts'
import { refold } from '../store/view.ts'
import { nameWarehouse } from '../store/warehouse-names.ts'
import { declareSole } from '../sync/sole.ts'
import { createRecord, deleteRecord, updateRecord } from './edit-record.ts'
import { connected, findRecord, queued, startGesture } from './gesture.ts'
import type { CommandHandler, Outcome, QueryHandler } from './handlers.ts'

/** Warehouses: reading the view, and queueing what users do to it. */

const list: QueryHandler<'warehouses.list'> = (_context, reader) => {
  const connection = connectionInUse(reader)?.id
  return ok({ rows: connection === undefined ? [] : listWarehouses(reader, connection) })
}

const get: QueryHandler<'warehouses.get'> = (_context, reader, { warehouseID }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const warehouse = getWarehouse(reader, connection.value.id, warehouseID)
  return warehouse
    ? ok(warehouse)
    : err(appError('notFound', `There is no warehouse ${warehouseID}.`, { record: 'warehouse', warehouseID }))
}

const create: CommandHandler<'warehouses.create'> = (context, writer, { warehouseID, name }) => {
  const gesture = startGesture(context, writer, 'writeWarehouses')
  if (!gesture.ok) return gesture
  const fields = name === undefined ? {} : { name }
  const created = createRecord(writer, gesture.value, { kind: 'warehouse', key: warehouseID, fields })
  return created.ok ? ok(queued(gesture.value, created.value)) : created
}

const update: CommandHandler<'warehouses.update'> = (context, writer, { warehouseID, changes }) => {
  if (changes.warehouseID === undefined && context.capabilities()?.writeWarehouses === false)
    return nameHere(writer, warehouseID, changes.name)
  const gesture = startGesture(
    context,
    writer,
    'writeWarehouses',
    ...(changes.warehouseID === undefined ? [] : (['rename'] as const)),
  )
  if (!gesture.ok) return gesture
  const warehouse = findRecord(writer, gesture.value.connection, 'warehouse', warehouseID)
  if (!warehouse.ok) return warehouse
  const fields = changes.name === undefined ? {} : { name: changes.name }
  const updated = updateRecord(writer, gesture.value, warehouse.value, { key: changes.warehouseID, fields })
  return updated.ok ? ok(queued(gesture.value, updated.value)) : updated
}

/** Where the remote takes no names, one is kept on this PC, beside whatever the remote says. */
function nameHere(writer: Writer, warehouseID: string, name: string | null | undefined): Outcome<'warehouses.update'> {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const warehouse = findRecord(writer, connection.value.id, 'warehouse', warehouseID)
  if (!warehouse.ok) return warehouse
  if (warehouse.value.base !== null && warehouse.value.base.name !== null)
    return err(
      appError('notAllowed', `${warehouseID} has its name from the service, which takes no other.`, { warehouseID }),
    )
  if (name !== undefined) nameWarehouse(writer, warehouse.value.uid, name)
  refold(writer, warehouse.value.uid)
  return ok({ changeIDs: [] })
}

/** Not while pieces or an open count are in it: what the remote does with them is not documented. */
const remove: CommandHandler<'warehouses.delete'> = (context, writer, { warehouseID }) => {
  const gesture = startGesture(context, writer, 'writeWarehouses')
  if (!gesture.ok) return gesture
  const warehouse = findRecord(writer, gesture.value.connection, 'warehouse', warehouseID)
  if (!warehouse.ok) return warehouse
  if (hasStock(writer, warehouse.value.uid)) {
    return err(
      appError('notAllowed', `There is stock in ${warehouseID}. Transfer or issue it first.`, {
        warehouseID,
        reason: 'stock',
      }),
    )
  }
  const stocktakes = openStocktakesOf(writer, warehouse.value.uid)
  if (stocktakes.length > 0) {
    const names = stocktakes.map((name) => `“${name}”`).join(', ')
    return err(
      appError('notAllowed', `${warehouseID} is being counted in ${names}. Post or cancel that first.`, {
        warehouseID,
        reason: 'stocktake',
        stocktakes,
      }),
    )
  }
  return ok(queued(gesture.value, deleteRecord(writer, gesture.value, warehouse.value)))
}

/** Not while somebody else was met there lately: then it is known to be wrong. */
const declare: CommandHandler<'warehouses.declareSole'> = (_context, writer, { warehouseID, sole }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const warehouse = getWarehouse(writer, id, warehouseID)
  const key = findRecord(writer, id, 'warehouse', warehouseID)
  if (!warehouse || !key.ok)
    return err(appError('notFound', `There is no warehouse ${warehouseID}.`, { record: 'warehouse', warehouseID }))
  if (sole && !warehouse.confirmed)
    return err(appError('notAllowed', `${warehouseID} is not at the remote yet. Send it first.`, { warehouseID }))
  const { writesLeft } = warehouse.sole
  if (sole && writesLeft > 0) {
    const message = `Somebody else’s change was met in ${warehouseID}. After ${String(writesLeft)} more of your own without another it can be said again.`
    return err(appError('notAllowed', message, { warehouseID, reason: 'contradicted', writesLeft }))
  }
  declareSole(writer, id, key.value.base?.key ?? warehouseID, sole)
  return ok({})
}

export const warehouseQueries = { 'warehouses.list': list, 'warehouses.get': get } as const
export const warehouseCommands = {
  'warehouses.create': create,
  'warehouses.update': update,
  'warehouses.delete': remove,
  'warehouses.declareSole': declare,
} as const
