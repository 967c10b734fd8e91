import type { BundleRow } from '../../../shared/contract/bundles.ts'
import type { ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { wholeTimes } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { codesOfBundle } from '../store/bundle-codes.ts'
import { getBundle, listBundles } from '../store/bundle-list.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { findByBaseKey, findByKey } from '../store/records.ts'
import { readCell } from '../store/stock-list.ts'
import { createRecord, deleteRecord, updateRecord } from './edit-record.ts'
import { connected, findRecord, queued, startGesture } from './gesture.ts'
import type { CommandHandler, QueryHandler } from './handlers.ts'

/** Bundles: sets of items under a SKU of their own, in a key space apart from the items'. */

const list: QueryHandler<'bundles.list'> = (_context, reader, { search, offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  return ok(
    connection === undefined ? { rows: [], total: 0 } : listBundles(reader, { connection, search, offset, limit }),
  )
}

const get: QueryHandler<'bundles.get'> = (_context, reader, { sku }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const { id } = connection.value
  const bundle = findBundle(reader, id, sku)
  return bundle.ok ? ok({ ...bundle.value, codes: codesOfBundle(reader, id, sku) }) : bundle
}

function findBundle(reader: Reader, connection: number, sku: string): Result<BundleRow, AppError> {
  const bundle = getBundle(reader, connection, sku)
  return bundle ? ok(bundle) : err(appError('notFound', `There is no bundle ${sku}.`, { record: 'bundle', sku }))
}

/** How many the scarcest part allows. A part that is not an item (any more) allows none, and so does an empty bundle. */
const buildable: QueryHandler<'bundles.buildable'> = (_context, reader, { sku, warehouseID }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const bundle = findBundle(reader, connection.value.id, sku)
  if (!bundle.ok) return bundle
  const warehouse = findRecord(reader, connection.value.id, 'warehouse', warehouseID)
  if (!warehouse.ok) return warehouse
  const limits = bundle.value.item_skus.map((part) => {
    const onHand = stockOf(reader, connection.value.id, part.sku, warehouse.value.uid)
    return { sku: part.sku, times: Math.max(0, wholeTimes(onHand, part.quantity)) }
  })
  const first = limits[0]
  if (!first) return ok({ buildable: 0, limitedBy: null })
  const scarcest = limits.reduce((least, limit) => (limit.times < least.times ? limit : least), first)
  return ok({ buildable: scarcest.times, limitedBy: scarcest.sku })
}

/** A part may still go by the SKU that a waiting rename replaces. */
function stockOf(reader: Reader, connection: number, sku: string, warehouse: number): number {
  const item = findByKey(reader, connection, 'item', sku) ?? findByBaseKey(reader, connection, 'item', sku)
  return item === undefined || !item.present ? 0 : (readCell(reader, item.uid, warehouse).quantity ?? 0)
}

type Fields = Pick<ParsedInput<'bundles.create'>, 'name' | 'price' | 'item_skus'>

const fieldsOf = ({ name, price, item_skus }: Fields) => ({
  ...(name === undefined ? {} : { name }),
  ...(price === undefined ? {} : { price }),
  ...(item_skus === undefined ? {} : { components: item_skus }),
})

/** The items that a bundle's parts name, each once; parts it had before may stay as they are. */
function partsOf(
  reader: Reader,
  connection: number,
  parts: Fields['item_skus'],
  before: readonly string[],
): Result<number[], AppError> {
  const uids: number[] = []
  const named = new Set<string>()
  for (const { sku } of parts ?? []) {
    if (named.has(sku)) return err(appError('invalid', `The item ${sku} is named twice. Add up its pieces.`, { sku }))
    named.add(sku)
    const item = findRecord(reader, connection, 'item', sku)
    if (item.ok) uids.push(item.value.uid)
    else if (!before.includes(sku)) return item
  }
  return ok(uids)
}

const create: CommandHandler<'bundles.create'> = (context, writer, input) => {
  const gesture = startGesture(context, writer, 'bundles')
  if (!gesture.ok) return gesture
  const parts = partsOf(writer, gesture.value.connection, input.item_skus, [])
  if (!parts.ok) return parts
  const created = createRecord(writer, gesture.value, {
    kind: 'bundle',
    key: input.sku,
    fields: fieldsOf(input),
    needs: parts.value,
  })
  return created.ok ? ok(queued(gesture.value, created.value)) : created
}

const update: CommandHandler<'bundles.update'> = (context, writer, { sku, changes }) => {
  const gesture = startGesture(context, writer, 'bundles', ...(changes.sku === undefined ? [] : (['rename'] as const)))
  if (!gesture.ok) return gesture
  const bundle = findRecord(writer, gesture.value.connection, 'bundle', sku)
  if (!bundle.ok) return bundle
  const before = (bundle.value.view.components ?? []).map((part) => part.sku)
  const parts = partsOf(writer, gesture.value.connection, changes.item_skus, before)
  if (!parts.ok) return parts
  const updated = updateRecord(writer, gesture.value, bundle.value, {
    key: changes.sku,
    fields: fieldsOf(changes),
    needs: parts.value,
  })
  return updated.ok ? ok(queued(gesture.value, updated.value)) : updated
}

const remove: CommandHandler<'bundles.delete'> = (context, writer, { sku }) => {
  const gesture = startGesture(context, writer, 'bundles')
  if (!gesture.ok) return gesture
  const bundle = findRecord(writer, gesture.value.connection, 'bundle', sku)
  return bundle.ok ? ok(queued(gesture.value, deleteRecord(writer, gesture.value, bundle.value))) : bundle
}

export const bundleQueries = { 'bundles.list': list, 'bundles.get': get, 'bundles.buildable': buildable } as const
export const bundleCommands = { 'bundles.create': create, 'bundles.update': update, 'bundles.delete': remove } as const
