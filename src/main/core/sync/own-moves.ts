import { movesStock } from '../../../shared/domain/change.ts'
import { add, equal, negate, subtract, sum } from '../../../shared/domain/quantity.ts'
import { lastAttempt, type Attempt } from '../store/attempts.ts'
import { amendChange, getChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { pastMovements } from '../store/past-changes.ts'

/**
 * A count is of its moment. It waits with the remote's figure that it was decided by; when a movement of our own is
 * confirmed, that figure moves along, because only what others did is drift (sync.md §9). Where the movement was made
 * after the count, what is to be posted moves along too: the count knew nothing of it (rule 14).
 */
export type Moves = readonly (readonly [warehouse: number, by: number])[]

/**
 * What a request that was just acknowledged did: no reading can have shown it before. Of movements that came to nothing
 * together there are no moves: only those after a count are the count's.
 */
export function confirmSent(writer: Writer, item: number, changeIDs: readonly number[], moves: Moves): void {
  for (const count of countsOf(writer, item)) {
    const by = byIn(moves, count.warehouse)
    const later = changeIDs.filter((id) => id > count.id).flatMap((id) => getChange(writer, id) ?? [])
    const after = later.reduce((sum, change) => add(sum, byIn(movementOf(change), count.warehouse)), 0)
    if (by !== 0 || after !== 0) shift(writer, count, by, after)
  }
}

/**
 * What reading back or a person found to have happened. The figure that an older count was decided by may hold it already:
 * it moves along only where it is the one from before the request, or still the one that the count had then. Too few moves
 * are asked about, too many would hide somebody else's.
 */
export function confirmFound(writer: Writer, change: Change): void {
  shiftFound(writer, change, 1)
}

/** It is in doubt again. */
export function withdrawFound(writer: Writer, change: Change): void {
  shiftFound(writer, change, -1)
}

function shiftFound(writer: Writer, change: Change, sign: 1 | -1): void {
  const counts = countsOf(writer, change.uid).filter(({ id }) => id !== change.id)
  if (counts.length === 0) return
  const attempt = attemptBehind(writer, change)
  const moves = effectOf(change, attempt)
  for (const count of counts) {
    const by = byIn(moves, count.warehouse)
    if (by === 0) continue
    const signed = sign === 1 ? by : negate(by)
    if (change.id > count.id && change.kind !== 'stock-set') shift(writer, count, signed, signed)
    else if (attempt !== undefined) shiftEarlier(writer, count, change, attempt, by, sign)
  }
}

function shiftEarlier(writer: Writer, count: Count, change: Change, attempt: Attempt, by: number, sign: 1 | -1): void {
  const seen = count.baseSeen.quantity ?? 0
  const others = foundWith(writer, attempt, change, count.warehouse)
  const gone = sign === 1 ? 0 : by
  const mayLack = (figure: number): boolean => equal(seen, sum([figure, others, gone]))
  if (figuresWithout(attempt, count).some(mayLack)) shift(writer, count, sign === 1 ? by : negate(by), 0)
}

/**
 * A count that was over stands again, because an answer was taken back or a word turned out wrong: what has come true
 * meanwhile moves it like any that waited. `waiting`: what was open before it when it ended.
 */
export function catchUp(writer: Writer, id: number, waiting: readonly number[] = []): void {
  for (const change of waiting.flatMap((earlier) => getChange(writer, earlier) ?? [])) {
    const count = getChange(writer, id)
    if (count === undefined || !isCount(count) || !isOver(writer, change)) continue
    const attempt = attemptBehind(writer, change)
    const by = byIn(effectOf(change, attempt), count.warehouse)
    if (attempt?.outcome === 'acknowledged' || change.state !== 'applied') shift(writer, count, by, 0)
    else if (attempt !== undefined && by !== 0) shiftEarlier(writer, count, change, attempt, by, 1)
  }
  const count = getChange(writer, id)
  if (count === undefined || !isCount(count)) return
  const past = pastMovements(writer, count.uid, count.warehouse)
  const done = past.filter((move) => move.id > id && isOver(writer, move))
  const later = sum(done.map((move) => byIn(movementOf(move), count.warehouse)))
  const missed = subtract(later, count.payload.carried ?? 0)
  if (missed !== 0) shift(writer, count, missed, missed)
}

/** It had effect, or came to nothing with other movements; what a figure took the place of is part of that. */
function isOver(reader: Reader, { kind, state, supersededBy }: Change): boolean {
  if (state !== 'superseded' || !movesStock(kind)) return state === 'applied'
  const successor = supersededBy === null ? undefined : getChange(reader, supersededBy)
  return successor === undefined || movesStock(successor.kind)
}

/** What may still come true of what was done to the record before it was counted; undefined: it is no count. */
export const waitingBefore = (reader: Reader, change: Change): number[] | undefined =>
  isCount(change) ? openChangesOf(reader, change.uid).flatMap(({ id }) => (id < change.id ? [id] : [])) : undefined

type Count = Change & { readonly warehouse: number; readonly quantity: number }

const countsOf = (reader: Reader, item: number): Count[] =>
  reader.row(
    "SELECT 1 FROM changes WHERE uid = ? AND kind = 'stock-set' AND state NOT IN ('applied', 'superseded', 'discarded')",
    item,
  ) === undefined
    ? []
    : openChangesOf(reader, item).filter(isCount)

const isCount = (change: Change): change is Count =>
  change.kind === 'stock-set' && change.warehouse !== null && change.quantity !== null

function shift(writer: Writer, count: Count, seen: number, counted: number): void {
  const { id, quantity, payload, baseSeen, question } = count
  const asked = question && {
    ...question,
    fields: question.fields.map((field) =>
      field.field === 'quantity'
        ? {
            ...field,
            base: moved(field.base, seen),
            mine: moved(field.mine, counted),
            theirs: moved(field.theirs, seen),
          }
        : field,
    ),
  }
  amendChange(writer, id, {
    ...(counted === 0
      ? {}
      : { quantity: add(quantity, counted), payload: { ...payload, carried: add(payload.carried ?? 0, counted) } }),
    ...(baseSeen.quantity === undefined
      ? {}
      : { baseSeen: { ...baseSeen, quantity: add(baseSeen.quantity ?? 0, seen) } }),
    ...(asked === null ? {} : { question: asked }),
  })
}

const moved = (value: unknown, by: number): unknown => (typeof value === 'number' ? add(value, by) : value)

const byIn = (moves: Moves, cell: number): number =>
  moves.reduce((sum, [warehouse, by]) => (warehouse === cell ? add(sum, by) : sum), 0)

/** What a movement does to each of its cells. */
export function movementOf({ kind, warehouse, toWarehouse, quantity, payload }: Change): Moves {
  if (payload.landed !== undefined) return payload.landed
  if (warehouse === null || quantity === null) return []
  if (kind === 'stock-delta') return [[warehouse, quantity]]
  return kind !== 'transfer' || toWarehouse === null
    ? []
    : [
        [warehouse, negate(quantity)],
        [toWarehouse, quantity],
      ]
}

function effectOf(change: Change, attempt: Attempt | undefined): Moves {
  if (change.kind === 'create') return (change.payload.stock ?? []).map((cell) => [cell.warehouse, cell.quantity])
  if (change.kind !== 'stock-set') return movementOf(change)
  if (attempt === undefined) return []
  const before = new Map(attempt.preImage.cells)
  const { deltas, figures } = attempt.row
  return [...deltas, ...figures.map(([cell, figure]) => [cell, subtract(figure, before.get(cell) ?? 0)] as const)]
}

const attemptBehind = (reader: Reader, change: Change): Attempt | undefined => {
  const attempt = lastAttempt(reader, change.requestID, change.uid)
  return attempt?.changeIDs.includes(change.id) ? attempt : undefined
}

/** Figures that don't hold what was sent: the one before the request, and the one that the count had when it was sent. */
function figuresWithout({ preImage }: Attempt, { id, warehouse }: Count): number[] {
  const then = new Map(preImage.counts).get(id)
  return [new Map(preImage.cells).get(warehouse) ?? 0, ...(then === undefined ? [] : [then])]
}

/** What else of the request was found to have happened. */
const foundWith = (reader: Reader, { changeIDs }: Attempt, change: Change, warehouse: number): number =>
  sum(
    changeIDs
      .filter((id) => id !== change.id)
      .flatMap((id) => getChange(reader, id) ?? [])
      .filter(({ state }) => state === 'applied')
      .map((other) => byIn(movementOf(other), warehouse)),
  )

/** Counts of an item that are open, with the figures that they were decided by. */
export const waitingCounts = (reader: Reader, item: number): [id: number, seen: number][] =>
  countsOf(reader, item).map(({ id, baseSeen }) => [id, baseSeen.quantity ?? 0])
