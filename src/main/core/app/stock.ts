import type { Output, ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { negate } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader, Writer } from '../store/database.ts'
import { readHistory } from '../store/history.ts'
import type { MirrorRecord } from '../store/records.ts'
import { listStock, readCell } from '../store/stock-list.ts'
import { connected, findRecord, queueChange, queued, startGesture, type Gesture } from './gesture.ts'
import type { AppContext, CommandHandler, QueryHandler } from './handlers.ts'

/**
 * Stock: figures and movements. More than is on hand may be issued or transferred, because what is on hand is only as
 * fresh as the last reading; the view then shows a negative figure, and the remote has the last word (sync.md rule 14).
 */

const list: QueryHandler<'stock.list'> = (_context, reader, { sku, warehouseID, offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return ok({ rows: [], total: 0 })
  const named = findNamed(reader, connection, sku, warehouseID)
  return named.ok ? ok(listStock(reader, { connection, ...named.value, offset, limit })) : named
}

const history: QueryHandler<'stock.history'> = (_context, reader, { sku, warehouseID, limit }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const named = findNamed(reader, connection.value.id, sku, warehouseID)
  if (!named.ok) return named
  const { item, warehouse } = named.value
  return ok({ rows: item === null ? [] : readHistory(reader, { item, warehouse, limit }) })
}

interface Named {
  readonly item: number | null
  readonly warehouse: number | null
}

function findNamed(
  reader: Reader,
  connection: number,
  sku: string | undefined,
  warehouseID: string | undefined,
): Result<Named, AppError> {
  const item = sku === undefined ? null : findRecord(reader, connection, 'item', sku)
  if (item !== null && !item.ok) return item
  const warehouse = warehouseID === undefined ? null : findRecord(reader, connection, 'warehouse', warehouseID)
  if (warehouse !== null && !warehouse.ok) return warehouse
  return ok({ item: item?.value.uid ?? null, warehouse: warehouse?.value.uid ?? null })
}

type MoveKind = ParsedInput<'stock.move'>['kind']

interface Movement {
  readonly kind: MoveKind
  readonly sku: string
  readonly warehouse: MirrorRecord
  /** Only for a transfer. */
  readonly toWarehouse: MirrorRecord | null
  readonly quantity: number
  readonly note: string | undefined
}

/** Queues one movement and answers its change. */
function queueMovement(writer: Writer, gesture: Gesture, movement: Movement): Result<number, AppError> {
  const found = findRecord(writer, gesture.connection, 'item', movement.sku)
  if (!found.ok) return found
  const item = found.value
  const warehouse = movement.warehouse.uid
  const baseSeen = { quantity: readCell(writer, item.uid, warehouse).base, updatedAt: item.serverUpdatedAt }
  const common = { uid: item.uid, recordKind: 'item', warehouse, baseSeen, note: movement.note ?? null } as const
  switch (movement.kind) {
    case 'receive':
      return ok(queueChange(writer, gesture, { ...common, kind: 'stock-delta', quantity: movement.quantity }))
    case 'issue':
      return ok(queueChange(writer, gesture, { ...common, kind: 'stock-delta', quantity: negate(movement.quantity) }))
    case 'transfer':
      if (movement.toWarehouse === null) throw new Error('A transfer without a destination')
      return ok(
        queueChange(writer, gesture, {
          ...common,
          kind: 'transfer',
          toWarehouse: movement.toWarehouse.uid,
          quantity: movement.quantity,
        }),
      )
    default:
      return unreachable(movement.kind)
  }
}

interface Places {
  readonly warehouse: MirrorRecord
  readonly toWarehouse: MirrorRecord | null
}

function findPlaces(
  reader: Reader,
  connection: number,
  kind: MoveKind,
  from: string,
  to: string | undefined,
): Result<Places, AppError> {
  if (kind !== 'transfer' && to !== undefined)
    return err(appError('invalid', 'Only a transfer has a second warehouse.', { toWarehouseID: to }))
  if (kind === 'transfer' && to === undefined)
    return err(
      appError('invalid', 'A transfer needs the warehouse it goes to.', {
        issues: [{ path: 'toWarehouseID', message: 'is missing' }],
      }),
    )
  if (from === to)
    return err(
      appError('notAllowed', `A transfer needs two different warehouses; ${from} was named twice.`, {
        warehouseID: from,
      }),
    )
  const warehouse = findRecord(reader, connection, 'warehouse', from)
  if (!warehouse.ok) return warehouse
  if (to === undefined) return ok({ warehouse: warehouse.value, toWarehouse: null })
  const toWarehouse = findRecord(reader, connection, 'warehouse', to)
  return toWarehouse.ok ? ok({ warehouse: warehouse.value, toWarehouse: toWarehouse.value }) : toWarehouse
}

interface MoveInput {
  readonly kind: MoveKind
  readonly from: string
  readonly to?: string | undefined
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[]
  readonly note: string | undefined
}

/** All lines are queued, or none: an error rolls the command back. */
function moveStock(context: AppContext, writer: Writer, input: MoveInput): Result<Output<'stock.move'>, AppError> {
  const gesture = startGesture(context, writer, 'moveStock')
  if (!gesture.ok) return gesture
  const places = findPlaces(writer, gesture.value.connection, input.kind, input.from, input.to)
  if (!places.ok) return places
  const changeIDs: number[] = []
  for (const { sku, quantity } of input.lines) {
    const change = queueMovement(writer, gesture.value, {
      kind: input.kind,
      sku,
      quantity,
      note: input.note,
      ...places.value,
    })
    if (!change.ok) return change
    changeIDs.push(change.value)
  }
  return ok(queued(gesture.value, changeIDs))
}

const receive: CommandHandler<'stock.receive'> = (context, writer, { sku, warehouseID, quantity, note }) =>
  moveStock(context, writer, { kind: 'receive', from: warehouseID, lines: [{ sku, quantity }], note })

const issue: CommandHandler<'stock.issue'> = (context, writer, { sku, warehouseID, quantity, note }) =>
  moveStock(context, writer, { kind: 'issue', from: warehouseID, lines: [{ sku, quantity }], note })

const transfer: CommandHandler<'stock.transfer'> = (context, writer, { sku, from, to, quantity, note }) =>
  moveStock(context, writer, { kind: 'transfer', from, to, lines: [{ sku, quantity }], note })

const move: CommandHandler<'stock.move'> = (context, writer, { kind, warehouseID, toWarehouseID, lines, note }) =>
  moveStock(context, writer, { kind, from: warehouseID, to: toWarehouseID, lines, note })

/** A figure that the view shows without doubt and without waiting changes is not sent again. */
const set: CommandHandler<'stock.set'> = (context, writer, { sku, warehouseID, quantity, reason }) => {
  const gesture = startGesture(context, writer, 'setStock')
  if (!gesture.ok) return gesture
  const item = findRecord(writer, gesture.value.connection, 'item', sku)
  if (!item.ok) return item
  const warehouse = findRecord(writer, gesture.value.connection, 'warehouse', warehouseID)
  if (!warehouse.ok) return warehouse
  const cell = readCell(writer, item.value.uid, warehouse.value.uid)
  if (cell.quantity === quantity && cell.base === quantity && !cell.doubtful) return ok(queued(gesture.value, []))
  const change = queueChange(writer, gesture.value, {
    uid: item.value.uid,
    recordKind: 'item',
    kind: 'stock-set',
    warehouse: warehouse.value.uid,
    quantity,
    payload: { via: 'override' },
    baseSeen: { quantity: cell.base, updatedAt: item.value.serverUpdatedAt },
    note: reason,
  })
  return ok(queued(gesture.value, [change]))
}

export const stockQueries = { 'stock.list': list, 'stock.history': history } as const
export const stockCommands = {
  'stock.receive': receive,
  'stock.issue': issue,
  'stock.transfer': transfer,
  'stock.set': set,
  'stock.move': move,
} as const
