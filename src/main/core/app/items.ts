import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { codesOfItem } from '../store/barcodes.ts'
import { bundlesWith } from '../store/bundle-list.ts'
import type { ChangePayload } from '../store/change-payload.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { listItems } from '../store/item-list.ts'
import { readItemRows } from '../store/item-rows.ts'
import { saveTracking, trackingOf } from '../store/item-tracking.ts'
import { remoteCodesOf } from '../store/remote-codes.ts'
import { remoteDetailsOf } from '../store/remote-details.ts'
import { listStock } from '../store/stock-list.ts'
import { createRecord, deleteRecord, updateRecord } from './edit-record.ts'
import { connected, findRecord, queueChange, queued, startGesture, type Ability, type Gesture } from './gesture.ts'
import { checkNotReserved } from './reserved.ts'
import type { CommandHandler, QueryHandler } from './handlers.ts'

/** Items: reading the view, and queueing what users do to it. */

const list: QueryHandler<'items.list'> = (_context, reader, input) => {
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return ok({ rows: [], total: 0 })
  const { search, filter, sort, offset, limit } = input
  const warehouse =
    input.warehouseID === undefined ? null : findRecord(reader, connection, 'warehouse', input.warehouseID)
  if (warehouse !== null && !warehouse.ok) return warehouse
  const order = { by: sort?.by ?? 'sku', descending: sort?.descending ?? false } as const
  const page = listItems(reader, {
    connection,
    search,
    filter,
    offset,
    limit,
    warehouse: warehouse?.value.uid ?? null,
    ...order,
  })
  return ok({ rows: [...page.rows], total: page.total })
}

const get: QueryHandler<'items.get'> = (_context, reader, input) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const found = findRecord(reader, connection.value.id, 'item', input.sku)
  if (!found.ok) return found
  const item = found.value
  const [row] = readItemRows(reader, [item.uid], null)
  if (!row) throw new Error(`Item ${String(item.uid)} vanished while it was read`)
  const stock = listStock(reader, {
    connection: connection.value.id,
    item: item.uid,
    warehouse: null,
    offset: 0,
    limit: 1000,
  }).rows
  return ok({
    ...row,
    createdAt: item.serverCreatedAt,
    confirmed: item.base !== null,
    stock,
    codes: codesOfItem(reader, item.uid),
    remoteCodes: remoteCodesOf(reader, item.uid),
    ...remoteDetailsOf(reader, item.uid),
    tracking: trackingOf(reader, item.uid),
    bundles: bundlesWith(reader, connection.value.id, keysOf(item)),
  })
}

/** What bundles may call an item: its key, and until a rename has arrived there its old one. */
const keysOf = (item: {
  readonly view: { readonly key: string }
  readonly base: { readonly key: string } | null
}): string[] => [...new Set([item.view.key, item.base?.key ?? item.view.key])]

const create: CommandHandler<'items.create'> = (context, writer, input) => {
  const figures = input.inventory?.some(({ quantity }) => quantity !== 0) === true
  const gesture = startGesture(context, writer, 'writeItems', ...needs(input), ...(figures ? settingStock : []))
  if (!gesture.ok) return gesture
  const free = checkNotReserved(input.sku)
  if (!free.ok) return free
  const stock = firstStock(writer, gesture.value.connection, input.inventory ?? [])
  if (!stock.ok) return stock
  const apart = context.capabilities()?.ownFirstFigures === true
  const created = createRecord(writer, gesture.value, {
    kind: 'item',
    key: input.sku,
    fields: fieldsOf(input),
    stock: apart ? [] : stock.value,
  })
  if (!created.ok) return created
  const first = apart ? setFirst(writer, gesture.value, input.sku, stock.value) : []
  return ok(queued(gesture.value, [...created.value, ...first]))
}

/** First figures as changes of their own, for a remote that takes none along with the item. */
function setFirst(writer: Writer, gesture: Gesture, sku: string, stock: Stock): number[] {
  const item = findRecord(writer, gesture.connection, 'item', sku)
  if (!item.ok) throw new Error(`The item ${sku} was just made`)
  return stock.map(({ warehouse, quantity }) =>
    queueChange(writer, gesture, {
      uid: item.value.uid,
      recordKind: 'item',
      kind: 'stock-set',
      warehouse,
      quantity,
      payload: { via: 'override' },
      baseSeen: { quantity: null, updatedAt: null },
    }),
  )
}

type Stock = NonNullable<ChangePayload['stock']>
type Inventory = NonNullable<ParsedInput<'items.create'>['inventory']>

function firstStock(reader: Reader, connection: number, inventory: Inventory): Result<Stock, AppError> {
  const stock = new Map<number, number>()
  for (const { warehouseID, quantity } of inventory) {
    const warehouse = findRecord(reader, connection, 'warehouse', warehouseID)
    if (!warehouse.ok) return warehouse
    if (stock.has(warehouse.value.uid))
      return err(appError('invalid', `The warehouse ${warehouseID} is named twice.`, { warehouseID }))
    stock.set(warehouse.value.uid, quantity)
  }
  return ok([...stock].map(([warehouse, quantity]) => ({ warehouse, quantity })))
}

const update: CommandHandler<'items.update'> = (context, writer, { sku, changes }) => {
  const gesture = startGesture(
    context,
    writer,
    'writeItems',
    ...needs(changes),
    ...(changes.sku === undefined ? [] : (['rename'] as const)),
  )
  if (!gesture.ok) return gesture
  const item = findRecord(writer, gesture.value.connection, 'item', sku)
  if (!item.ok) return item
  const free = checkNotReserved(changes.sku === sku ? undefined : changes.sku)
  if (!free.ok) return free
  const updated = updateRecord(writer, gesture.value, item.value, { key: changes.sku, fields: fieldsOf(changes) })
  return updated.ok ? ok(queued(gesture.value, updated.value)) : updated
}

type Fields = Pick<ParsedInput<'items.create'>, 'name' | 'price' | 'expires'>

const settingStock: readonly Ability[] = ['setStock']

/** What a remote must have for these fields; an empty one wants nothing of it. */
const needs = ({ price, expires }: Fields): readonly Ability[] => [
  ...(price === undefined || price === null ? [] : (['prices'] as const)),
  ...(expires === undefined || expires === null ? [] : (['expiry'] as const)),
]

const fieldsOf = ({ name, price, expires }: Fields) => ({
  ...(name === undefined ? {} : { name }),
  ...(price === undefined ? {} : { price }),
  ...(expires === undefined ? {} : { expires }),
})

/**
 * A component of a bundle is not deleted: the remote doesn't say what becomes of the bundle then, and a deletion is
 * final. Taking it out of the bundle first is one edit, and both are sent in that order (sync.md rule 12).
 */
const remove: CommandHandler<'items.delete'> = (context, writer, { sku }) => {
  const gesture = startGesture(context, writer, 'writeItems')
  if (!gesture.ok) return gesture
  const item = findRecord(writer, gesture.value.connection, 'item', sku)
  if (!item.ok) return item
  const bundles = bundlesWith(writer, gesture.value.connection, keysOf(item.value)).map((bundle) => bundle.sku)
  if (bundles.length > 0)
    return err(
      appError('notAllowed', `The item ${sku} is part of ${naming(bundles)}. Take it out of there first.`, {
        sku,
        bundles,
      }),
    )
  return ok(queued(gesture.value, deleteRecord(writer, gesture.value, item.value)))
}

const naming = (bundles: readonly string[]): string =>
  bundles.length === 1 ? `the bundle ${bundles.join('')}` : `${String(bundles.length)} bundles`

/** Known to this PC only, so nothing is queued. */
const track: CommandHandler<'items.track'> = (_context, writer, { sku, tracking }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const item = findRecord(writer, connection.value.id, 'item', sku)
  if (!item.ok) return item
  saveTracking(writer, item.value.uid, tracking)
  return ok({})
}

export const itemQueries = { 'items.list': list, 'items.get': get } as const
export const itemCommands = {
  'items.create': create,
  'items.update': update,
  'items.delete': remove,
  'items.track': track,
} as const
