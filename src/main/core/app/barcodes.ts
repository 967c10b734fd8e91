import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { findCode, removeCode, resolveCode, saveCode } from '../store/barcodes.ts'
import { listCodes } from '../store/code-list.ts'
import { connectionInUse } from '../store/connections.ts'
import type { CommandHandler, QueryHandler } from './handlers.ts'
import { connected, findRecord } from './gesture.ts'
import { countKept } from './unknown-codes.ts'

/** Barcodes: what codes stand for. The remote has no field for them, so nothing here is queued. */

const resolve: QueryHandler<'barcodes.resolve'> = (_context, reader, { code }) => {
  const connection = connectionInUse(reader)?.id
  const known = connection === undefined ? null : resolveCode(reader, connection, code)
  if (known === null) return ok({ outcome: 'unknown' })
  const { via, sku, name, quantity } = known
  return ok({ outcome: 'known', via, sku, name, quantity })
}

const list: QueryHandler<'barcodes.list'> = (_context, reader, { sku, search, offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return ok({ rows: [], total: 0 })
  const item = sku === undefined ? null : findRecord(reader, connection, 'item', sku)
  if (item !== null && !item.ok) return item
  return ok(listCodes(reader, { connection, item: item?.value.uid ?? null, search, offset, limit }))
}

/**
 * A code that stands for another item already, as its alias, its SKU or another way of writing its GTIN, is refused:
 * two answers to one scan would be a coin toss. Assigning it again to the same item changes its pieces.
 */
const assign: CommandHandler<'barcodes.assign'> = (context, writer, input) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const item = findRecord(writer, connection.value.id, 'item', input.sku)
  if (!item.ok) return item
  const code = readScannedCode(input.code).text
  if (code === '')
    return err(appError('invalid', 'The code is empty.', { issues: [{ path: 'code', message: 'is empty' }] }))
  const holder = resolveCode(writer, connection.value.id, code)
  if (holder !== null && holder.item !== item.value.uid) return err(taken(code, input.sku, holder))
  saveCode(writer, connection.value.id, code, item.value.uid, input.quantity, context.ports.clock.now())
  return ok({ counted: countKept(context, writer, connection.value.id, item.value.uid) })
}

function taken(
  code: string,
  sku: string,
  holder: { readonly sku: string; readonly name: string | null; readonly via: string },
): AppError {
  const name = holder.name === null || holder.name === '' ? '' : ` (${holder.name})`
  const how = holder.via === 'sku' ? 'is the SKU of' : 'already stands for'
  return appError(
    'exists',
    `The code ${code} ${how} ${holder.sku}${name} and can’t stand for ${sku} too. Remove it there first.`,
    {
      code,
      sku,
      holder: { sku: holder.sku, name: holder.name, via: holder.via },
    },
  )
}

const remove: CommandHandler<'barcodes.remove'> = (_context, writer, { code }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const known =
    findCode(writer, connection.value.id, code) ?? findCode(writer, connection.value.id, readScannedCode(code).text)
  if (!known) return err(appError('notFound', `Nobody taught the code ${code}.`, { code }))
  removeCode(writer, connection.value.id, known.code)
  return ok({})
}

export const barcodeQueries = { 'barcodes.resolve': resolve, 'barcodes.list': list } as const
export const barcodeCommands = { 'barcodes.assign': assign, 'barcodes.remove': remove } as const
