import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import type { Topic } from '../../../../shared/contract/events.ts'
import { err, ok, type Result } from '../../../../shared/domain/result.ts'
import { add, subtract } from '../../../../shared/domain/quantity.ts'
import { standing } from '../../../../shared/domain/rounds.ts'
import { marks } from '../../store/cell-snapshot.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { countGesture, isOfSheet, lastUndoable, standingOfBundle, standingOfGesture } from '../../store/gestures.ts'
import { getLongAct, promiseAct } from '../../store/long-acts.ts'
import { currentPerson } from '../../store/people.ts'
import { getRecord } from '../../store/records.ts'
import { answerTo, appendScan, findScan, keptUnder, standingEvents, type ScanEvent } from '../../store/scans.ts'
import { countedIn, countsOf, listCounters, removeCount, saveCount } from '../../store/stocktake-counts.ts'
import { decideLine, getLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import { findRecord } from '../gesture.ts'
import type { AppContext, CommandHandler, Outcome } from '../handlers.ts'
import { currentRights } from '../people.ts'
import { needsRole } from '../rights.ts'
import { findOpenStocktake } from './find.ts'
import { sinceFresh, standingSum } from './fresh-events.ts'
import { byShelf, shelfSeq } from './line-edges.ts'
import { carryOutLater, checkNoLongAct, eventsAtOnce } from './promised.ts'
import { addToTotals, noEffect, type TotalsEffect } from './record.ts'
import { roundOf, settleLine } from './rounds.ts'

/**
 * Takes events back by counter-events. An item of which nothing stands any more is uncounted again, not zero; otherwise
 * its line is compared with what was known at the last event that stands. An undo is not undone: the goods are scanned
 * again instead. Zeros are a reviewer's act, and only who may review takes them back.
 */
export const undo: CommandHandler<'stocktakes.undo'> = (context, writer, input) => {
  const found = findOpenStocktake(writer, input.stocktakeID)
  if (!found.ok) return found
  if (input.sku !== undefined) return undoItem(context, writer, found.value, input.sku)
  if (input.scanID === undefined) return undoLast(context, writer, found.value)
  const event = findScan(writer, input.stocktakeID, input.scanID)
  if (!event)
    return err(appError('notFound', `There is no event ${input.scanID} on this tape.`, { scanID: input.scanID }))
  if (!isUndoable(event)) {
    return err(
      appError('notAllowed', 'Only a scan or a typed count can be taken back.', {
        scanID: input.scanID,
        kind: event.kind,
      }),
    )
  }
  if (event.kind === 'zero' && !mayTakeBackZeros(writer)) return err(needsRole('review', 'stocktakes.undo'))
  const answer = answerTo(writer, event.seq)
  // Repeating an undo takes nothing back twice; a kept scan that was counted later is taken back where it was counted.
  if (answer?.kind === 'undo') return ok(answered(writer, event, answer.counted))
  const target = answer ?? event
  const again = answer === undefined ? undefined : answerTo(writer, answer.seq)
  if (again) return ok(answered(writer, event, again.counted))
  const whole = [...standingOfBundle(writer, target), target]
  return ok(answered(writer, event, undoEvents(context, writer, found.value, whole), whole.length))
}

const isUndoable = (event: ScanEvent): boolean =>
  (event.kind === 'scan' || event.kind === 'count' || event.kind === 'zero' || event.kind === 'link') &&
  event.outcome !== 'outOfScope'

const mayTakeBackZeros = (reader: Reader): boolean => currentRights(reader).includes('review')

/**
 * The last gesture, in a double count the person's own: one event, or everything that one confirmed act turned to zero or
 * took from a sheet. An act that is under way is none of them: it is stopped, not undone.
 */
function undoLast(context: AppContext, writer: Writer, stocktake: Stocktake): Outcome<'stocktakes.undo'> {
  const event = lastUndoable(writer, stocktake.id, {
    by: stocktake.method === 'double' ? { person: currentPerson(writer) } : undefined,
    zeros: mayTakeBackZeros(writer),
    except: getLongAct(writer, stocktake.id)?.gesture,
  })
  if (!event) return ok({ undone: null, sku: null, counted: null, events: 0 })
  const gesture = gestureOf(event)
  const many = gesture === null ? ok(0) : takeBackLater(context, writer, stocktake, gesture)
  if (!many.ok) return many
  if (many.value > 0) return ok(answered(writer, event, null, many.value))
  const together = gesture === null ? [] : standingOfGesture(writer, stocktake.id, gesture)
  const others = [...together.filter((other) => other.seq !== event.seq), ...standingOfBundle(writer, event)]
  const counted = undoEvents(context, writer, stocktake, [...others, event])
  return ok(answered(writer, event, counted, others.length + 1))
}

/** What the scanIDs of a confirmed act's zeros or of a sheet's rows begin with; null: the event is a gesture of its own. */
const gestureOf = ({ kind, scan_id: id }: ScanEvent): string | null =>
  kind === 'zero' || isOfSheet(id) ? (id.split(':')[0] ?? null) : null

/** A gesture of many events is promised and taken back in pieces; answers how many there are, or 0 for a small one. */
export function takeBackLater(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  gesture: string,
): Result<number, AppError> {
  const total = countGesture(writer, stocktake.id, gesture)
  if (total <= eventsAtOnce) return ok(0)
  const free = checkNoLongAct(writer, stocktake)
  if (!free.ok) return free
  const at = context.ports.clock.now()
  const person = currentPerson(writer)
  promiseAct(writer, {
    ...{ stocktakeID: stocktake.id, kind: 'undo', gesture, at, person, requestID: null, total },
    ...marks(writer),
  })
  carryOutLater(context, stocktake.id)
  return ok(total)
}

/** Everything of one item that stands in the counter's own round, newest first, as a person would take it back. */
function undoItem(context: AppContext, writer: Writer, stocktake: Stocktake, sku: string): Outcome<'stocktakes.undo'> {
  const item = findRecord(writer, stocktake.connection, 'item', sku)
  if (!item.ok) return item
  const { uid } = item.value
  const round = roundOf(writer, stocktake, uid, currentPerson(writer))
  const zeros = mayTakeBackZeros(writer)
  const events = standingEvents(writer, stocktake.id, uid, round)
    .filter(({ kind }) => kind !== 'zero' || zeros)
    .toReversed()
  const [newest] = events
  if (newest === undefined) return ok({ undone: null, sku, counted: null, events: 0 })
  return ok(answered(writer, newest, undoEvents(context, writer, stocktake, events), events.length))
}

function answered(writer: Writer, event: ScanEvent, counted: number | null, events = 1) {
  const item = event.item === null ? undefined : getRecord(writer, event.item)
  return { undone: event.scan_id, sku: item?.view.key ?? null, counted, events }
}

/** Answers what is counted after the last of them: null where its item is uncounted again. */
export function undoEvents(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  events: readonly ScanEvent[],
  { person = currentPerson(writer), topic }: { readonly person?: string | null; readonly topic?: Topic } = {},
): number | null {
  const undone = events.map((event) => undoEvent(context, writer, stocktake, event, person))
  addToTotals(
    writer,
    stocktake,
    undone.reduce<TotalsEffect>((all, { effect }) => bothEffects(all, effect), {
      ...noEffect,
      at: stocktake.totals.lastAt,
    }),
    topic,
  )
  return undone.at(-1)?.counted ?? null
}

const bothEffects = (a: TotalsEffect, b: Omit<TotalsEffect, 'at'>): TotalsEffect => ({
  lines: a.lines + b.lines,
  quantity: add(a.quantity, b.quantity),
  scans: a.scans + b.scans,
  sinceMark: add(a.sinceMark, b.sinceMark),
  unknown: add(a.unknown, b.unknown),
  at: a.at,
})

interface Undone {
  /** Null: the item is uncounted again. */
  readonly counted: number | null
  readonly effect: Omit<TotalsEffect, 'at'>
}

function undoEvent(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  event: ScanEvent,
  person: string | null,
): Undone {
  const { item, code, stocktake_id: stocktakeID } = event
  const rest =
    item === null
      ? []
      : standingEvents(writer, stocktakeID, item, event.round).filter((other) => other.seq !== event.seq)
  const before =
    item === null ? keptUnder(writer, stocktakeID, code ?? '') : countedIn(writer, stocktakeID, item, event.round)
  const counted = item === null ? subtract(before, event.quantity) : standingSum(rest)
  const quantity = subtract(counted ?? 0, before)
  appendScan(writer, {
    stocktakeID,
    scanID: context.ports.ids.ulid(),
    at: context.ports.clock.now(),
    kind: 'undo',
    outcome: null,
    code,
    item,
    quantity,
    counted,
    answers: event.seq,
    person,
    round: event.round,
    particulars: event,
  })
  const inSubtotal = (event.kind === 'link' ? (event.answers ?? event.seq) : event.seq) > stocktake.totals.markSeq
  return {
    counted,
    effect: {
      lines: item === null ? 0 : recount(writer, stocktake, item, event.round, rest),
      quantity: item === null ? 0 : quantity,
      scans: event.kind === 'zero' ? 0 : -1,
      sinceMark: inSubtotal ? quantity : 0,
      unknown: inSubtotal && item === null ? quantity : 0,
    },
  }
}

/** As the goods were at hand: by the tape, or by the clocks where another PC counted too. */
function inShelfOrder(events: readonly ScanEvent[]): readonly ScanEvent[] {
  const isMerged = events.some(({ device }) => device !== null)
  return events.toSorted(isMerged ? (a, b) => a.at - b.at : byShelf)
}

/** Sums a round of an item anew from what stands, and answers how the number of lines changed. */
function recount(
  writer: Writer,
  stocktake: Stocktake,
  item: number,
  round: number,
  events: readonly ScanEvent[],
): number {
  const last = inShelfOrder(events).at(-1)
  const first = inShelfOrder(sinceFresh(events))[0]
  const had = getLine(writer, stocktake.id, item) !== undefined
  if (first === undefined || last === undefined) removeCount(writer, stocktake.id, item, round)
  else {
    saveCount(writer, stocktake.id, item, {
      round,
      counted: standingSum(events) ?? 0,
      scans: events.filter((event) => event.kind !== 'zero').length,
      firstSeq: shelfSeq(first),
      lastSeq: last.seq,
      person: last.person,
    })
  }
  const has = settleLine(writer, stocktake, item)
  if (has && last === undefined && wasAskedFor(writer, stocktake, item, round))
    decideLine(writer, stocktake.id, item, 'recount', 0, null)
  return Number(has) - Number(had)
}

/** A recount of which nothing stands any more is asked for again. */
function wasAskedFor(writer: Writer, stocktake: Stocktake, item: number, round: number): boolean {
  if (stocktake.method === 'double')
    return listCounters(writer, stocktake.id).every((counter) => counter.round !== round)
  // One that waits for another person does so without being asked.
  return round > 1 && standing('single', countsOf(writer, stocktake.id, item), stocktake.rules)?.waits === null
}
