/**
 * Receiving, issuing and transferring by scan. A draft is as durable as a stocktake's tape: every scan is on disk when
 * it is answered, and nothing that was scanned is dropped. Queueing hands the lines to the movements of stock.ts.
 */
import type { MoveDraft, MoveLine } from '../../../shared/contract/moves.ts'
import type { Output, ParsedInput } from '../../../shared/contract/contract.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { add, multiply, negate, quantityLimit, subtract, sum } from '../../../shared/domain/quantity.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { resolveCode } from '../store/barcodes.ts'
import type { Reader, Writer } from '../store/database.ts'
import {
  appendMoveEvent,
  countMoveScans,
  findMoveEvent,
  getMoveLine,
  lastMoveEvent,
  listMoveLines,
  readDraft,
  readMoveTape,
  removeMoveLine,
  removeMoveLines,
  saveDraft,
  saveMoveLine,
  unknownMoves,
  type ListedMoveLine,
  type MoveEvent,
  type SavedDraft,
} from '../store/move-drafts.ts'
import { currentPerson } from '../store/people.ts'
import { getRecord } from '../store/records.ts'
import { connected, findConnection, findRecord } from './gesture.ts'
import type { AppContext, CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'
import { momentOfScan } from './scan-moment.ts'
import { stockCommands } from './stock.ts'
import { tooMany } from './stocktakes/record.ts'

const tapeLength = 50

/** Of the connection in use, or of that which a scan was made for: it may come late, when another one is in use. */
function findDraft(reader: Reader, kind: SavedDraft['kind'], connectionID?: string): Result<SavedDraft, AppError> {
  const connection = connectionID === undefined ? connected(reader) : findConnection(reader, connectionID)
  return connection.ok ? ok(readDraft(reader, { connection: connection.value.id, kind })) : connection
}

const get: QueryHandler<'moves.get'> = (_context, reader, { kind }) => {
  const found = findDraft(reader, kind)
  if (!found.ok) return found
  const draft = found.value
  const lines = listMoveLines(reader, draft).map((line) => toLine(draft, line))
  const ready = lines.filter((line) => line.problem === undefined)
  return ok({
    kind,
    warehouseID: keyOf(reader, draft.warehouse),
    toWarehouseID: keyOf(reader, draft.toWarehouse),
    note: draft.note,
    lines,
    ready: { lines: ready.length, pieces: sum(ready.map((line) => line.quantity)) },
    unknown: unknownCodes(reader, draft),
    tape: readMoveTape(reader, draft, tapeLength),
  })
}

/** A warehouse that is gone is nobody's place any more. */
function keyOf(reader: Reader, warehouse: number | null): string | null {
  const record = warehouse === null ? undefined : getRecord(reader, warehouse)
  return record?.present === true ? record.view.key : null
}

function toLine(draft: SavedDraft, line: ListedMoveLine): MoveLine {
  const { sku, name, quantity, scans, pack, onHand } = line
  const problem = problemOf(draft, line)
  const onHandTo = draft.toWarehouse === null ? null : line.onHandTo
  return { sku, name, quantity, scans, pack, onHand, onHandTo, ...(problem === null ? {} : { problem }) }
}

/** A transfer of more than is on hand is either a wrong scan or a wrong book; which, the person at the shelf must say. */
function problemOf(draft: SavedDraft, line: ListedMoveLine): 'notEnough' | 'gone' | null {
  if (line.present === 0) return 'gone'
  return draft.kind === 'transfer' && draft.warehouse !== null && line.quantity > line.onHand ? 'notEnough' : null
}

function unknownCodes(reader: Reader, draft: SavedDraft): MoveDraft['unknown'] {
  const codes = new Map<string, { code: string; quantity: number; scans: number }>()
  for (const { code, quantity } of unknownMoves(reader, draft)) {
    const key = code ?? ''
    const known = codes.get(key)
    codes.set(key, { code: key, quantity: add(known?.quantity ?? 0, quantity), scans: (known?.scans ?? 0) + 1 })
  }
  return [...codes.values()]
}

const set: CommandHandler<'moves.set'> = (_context, writer, input) => {
  const found = findDraft(writer, input.kind)
  if (!found.ok) return found
  const warehouse = placeOf(writer, found.value, input.warehouseID, found.value.warehouse)
  if (!warehouse.ok) return warehouse
  const toWarehouse = placeOf(writer, found.value, input.toWarehouseID, found.value.toWarehouse)
  if (!toWarehouse.ok) return toWarehouse
  if (input.kind !== 'transfer' && toWarehouse.value !== null)
    return err(appError('invalid', 'Only a transfer has a second warehouse.', { toWarehouseID: input.toWarehouseID }))
  if (warehouse.value !== null && warehouse.value === toWarehouse.value) {
    return err(
      appError('notAllowed', 'A transfer needs two different warehouses.', {
        warehouseID: input.warehouseID ?? input.toWarehouseID,
      }),
    )
  }
  saveDraft(writer, {
    ...found.value,
    warehouse: warehouse.value,
    toWarehouse: toWarehouse.value,
    note: input.note ?? found.value.note,
  })
  return ok({})
}

function placeOf(
  reader: Reader,
  draft: SavedDraft,
  said: string | null | undefined,
  saved: number | null,
): Result<number | null, AppError> {
  if (said === undefined) return ok(saved)
  if (said === null) return ok(null)
  const warehouse = findRecord(reader, draft.connection, 'warehouse', said)
  return warehouse.ok ? ok(warehouse.value.uid) : warehouse
}

const scan: CommandHandler<'moves.scan'> = (context, writer, input) => {
  const found = findDraft(writer, input.kind, input.connectionID)
  if (!found.ok) return found
  const draft = found.value
  const earlier = findMoveEvent(writer, draft, input.scanID)
  if (earlier) return ok(repeated(writer, earlier))
  const moment = momentOfScan(writer, context.ports.clock, input)
  if (!moment.ok) return moment
  const { at, person } = moment.value
  const known = resolveCode(writer, draft.connection, input.code)
  const pack = known?.quantity ?? 1
  const quantity = multiply(input.quantity ?? 1, pack)
  if (quantity > quantityLimit) return err(tooMany())
  const typed = input.quantity !== undefined
  const event = { scan_id: input.scanID, at, person, code: input.code, quantity, pack, typed }
  if (known === null) {
    const kept = unknownMoves(writer, draft).filter((other) => other.code === input.code)
    const total = add(sum(kept.map((other) => other.quantity)), quantity)
    const seq = appendMoveEvent(writer, draft, {
      ...event,
      event: 'scan',
      outcome: 'unknown',
      total,
    })
    saveDraft(writer, draft)
    return ok({ outcome: 'unknown', seq, total })
  }
  const { seq, total } = addToLine(context, writer, draft, { ...event, event: 'scan', item: known.item })
  return ok({ outcome: 'known', seq, sku: known.sku, name: known.name, added: quantity, pack, total })
}

const signed = (context: AppContext, reader: Reader) => ({
  at: context.ports.clock.now(),
  person: currentPerson(reader),
})

interface LineEvent {
  readonly event: 'scan' | 'set' | 'link'
  readonly scan_id: string
  readonly item: number
  readonly quantity: number
  readonly code?: string
  readonly pack?: number
  readonly typed: boolean
  readonly answers?: number
  /** Left out, like `person`: now, by whoever is signed in. */
  readonly at?: number
  readonly person?: string | null
}

/** Appends an event and adds it to its line, in the caller's transaction. */
export function addToLine(
  context: AppContext,
  writer: Writer,
  draft: SavedDraft,
  event: LineEvent,
): { readonly seq: number; readonly total: number } {
  const line = getMoveLine(writer, draft, event.item)
  const total = add(line?.quantity ?? 0, event.quantity)
  const seq = appendMoveEvent(writer, draft, { ...signed(context, writer), ...event, outcome: 'known', total })
  saveMoveLine(
    writer,
    draft,
    { item: event.item, quantity: total, scans: (line?.scans ?? 0) + (event.event === 'set' ? 0 : 1) },
    seq,
  )
  return { seq, total }
}

/** What the first call of this scanID came to; its effect is not repeated. */
function repeated(reader: Reader, event: MoveEvent): Output<'moves.scan'> {
  const item = event.item === null ? undefined : getRecord(reader, event.item)
  return {
    outcome: 'duplicate',
    seq: event.seq,
    ...(item ? { sku: item.view.key, name: item.view.name, added: event.quantity } : {}),
    ...(item && event.pack !== null ? { pack: event.pack } : {}),
    total: event.total,
  }
}

const setLine: CommandHandler<'moves.setLine'> = (context, writer, input) => {
  const found = findDraft(writer, input.kind)
  if (!found.ok) return found
  const item = lineItem(writer, found.value, input)
  if (!item.ok) return item
  const before = getMoveLine(writer, found.value, item.value)?.quantity ?? 0
  if (before === input.quantity) return ok({ total: before })
  const { total } = addToLine(context, writer, found.value, {
    event: 'set',
    scan_id: context.ports.ids.ulid(),
    item: item.value,
    quantity: subtract(input.quantity, before),
    typed: true,
  })
  return ok({ total })
}

/** Also finds the line of an item that is gone, so that it can be taken off. */
function lineItem(reader: Reader, draft: SavedDraft, { sku }: ParsedInput<'moves.setLine'>): Result<number, AppError> {
  const line = listMoveLines(reader, draft).find((other) => other.sku === sku)
  if (line) return ok(line.item)
  const item = findRecord(reader, draft.connection, 'item', sku)
  return item.ok ? ok(item.value.uid) : item
}

const undo: CommandHandler<'moves.undo'> = (context, writer, { kind }) => {
  const found = findDraft(writer, kind)
  if (!found.ok) return found
  const draft = found.value
  const event = lastMoveEvent(writer, draft)
  if (!event) return ok({ undone: null, sku: null, total: null })
  const total = takeBack(context, writer, draft, event)
  const item = event.item === null ? undefined : getRecord(writer, event.item)
  return ok({ undone: event.scan_id, sku: item?.view.key ?? null, total })
}

/** Answers an event with its counter-event, and says what is left of its line or under its code. */
export function takeBack(context: AppContext, writer: Writer, draft: SavedDraft, event: MoveEvent): number {
  const line = event.item === null ? undefined : getMoveLine(writer, draft, event.item)
  const kept = unknownMoves(writer, draft).filter((other) => other.code === event.code)
  const before = event.item === null ? sum(kept.map((other) => other.quantity)) : (line?.quantity ?? 0)
  const total = Math.max(0, subtract(before, event.quantity))
  const seq = appendMoveEvent(writer, draft, {
    scan_id: context.ports.ids.ulid(),
    ...signed(context, writer),
    event: 'undo',
    outcome: event.outcome,
    code: event.code,
    item: event.item,
    quantity: negate(event.quantity),
    pack: event.pack,
    total,
    answers: event.seq,
  })
  if (event.item !== null)
    saveMoveLine(
      writer,
      draft,
      { item: event.item, quantity: total, scans: countMoveScans(writer, draft, event.item) },
      seq,
    )
  return total
}

const clear: CommandHandler<'moves.clear'> = (_context, writer, { kind }) => {
  const found = findDraft(writer, kind)
  if (!found.ok) return found
  const next = found.value.draft + 1
  removeMoveLines(writer, found.value)
  saveDraft(writer, { ...found.value, draft: next, cleared: next, warehouse: null, toWarehouse: null, note: '' })
  return ok({})
}

/** The lines go as one group; what has a problem stays, and so do the codes that nobody knows yet. */
const queue: CommandHandler<'moves.queue'> = (context, writer, { kind }) => {
  const found = findDraft(writer, kind)
  if (!found.ok) return found
  const draft = found.value
  const places = placesOf(writer, draft)
  if (!places.ok) return places
  const lines = listMoveLines(writer, draft)
  if (lines.length === 0) return err(appError('notAllowed', 'Nothing was scanned yet.', { kind }))
  const ready = lines.filter((line) => problemOf(draft, line) === null).reverse()
  const left = lines.flatMap((line) => {
    const problem = problemOf(draft, line)
    return problem === null ? [] : [{ sku: line.sku, problem }]
  })
  if (ready.length === 0) return ok({ changeIDs: [], left })
  const moved = stockCommands['stock.move'](context, writer, {
    kind,
    ...places.value,
    lines: ready.map(({ sku, quantity }) => ({ sku, quantity })),
    note: draft.note === '' ? undefined : draft.note,
    requestID: undefined,
  })
  if (!moved.ok) return moved
  for (const { item } of ready) removeMoveLine(writer, draft, item)
  saveDraft(writer, { ...draft, draft: draft.draft + 1, note: '' })
  return ok({ ...moved.value, left })
}

function placesOf(
  reader: Reader,
  draft: SavedDraft,
): Result<{ warehouseID: string; toWarehouseID: string | undefined }, AppError> {
  const warehouseID = keyOf(reader, draft.warehouse)
  const toWarehouseID = keyOf(reader, draft.toWarehouse)
  const missing =
    warehouseID === null ? 'warehouseID' : draft.kind === 'transfer' && toWarehouseID === null ? 'toWarehouseID' : null
  if (warehouseID === null || missing !== null)
    return err(appError('notAllowed', 'Say which warehouse first.', { missing }))
  return ok({ warehouseID, toWarehouseID: toWarehouseID ?? undefined })
}

export const moveQueries = { 'moves.get': get } satisfies Partial<Queries>
export const moveCommands = {
  'moves.set': set,
  'moves.scan': scan,
  'moves.setLine': setLine,
  'moves.undo': undo,
  'moves.clear': clear,
  'moves.queue': queue,
} satisfies Partial<Commands>
