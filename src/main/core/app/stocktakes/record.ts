import { add, multiply, negate, quantityLimit, subtract } from '../../../../shared/domain/quantity.ts'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import type { Topic } from '../../../../shared/contract/events.ts'
import { marks, snapshotCell, type CellSnapshot } from '../../store/cell-snapshot.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { currentPerson } from '../../store/people.ts'
import { appendScan, getScan, keptUnder, type NewScan, type Particulars } from '../../store/scans.ts'
import { countsOf, saveCount } from '../../store/stocktake-counts.ts'
import type { AppContext } from '../handlers.ts'
import { lastReadAt } from './read-at.ts'
import { roundOf, settleLine } from './rounds.ts'
import { saveTotals, type Stocktake, type StocktakeTotals } from '../../store/stocktakes.ts'

/**
 * Writing one event to the tape together with everything that is summed from it: the line and the running totals. All
 * in the caller's transaction, so the sums and the tape can't disagree.
 */
export interface Recorded {
  readonly seq: number
  /** The line's sum; for an unknown code the pieces kept under it. */
  readonly counted: number
  /** What this PC expected of the line then; null where nothing is known of it. */
  readonly expected: number | null
}

export interface CountedEvent {
  readonly scanID: string
  readonly at: number
  readonly kind: 'scan' | 'count' | 'link'
  readonly item: number
  readonly quantity: number
  readonly code?: string
  readonly typed?: boolean
  /** The line's count starts with this event: a figure for the whole line. */
  readonly fresh?: boolean
  readonly particulars?: Particulars
  /** The kept scan that a link counts, in the round it was made. */
  readonly links?: { readonly seq: number; readonly quantity: number; readonly round: number }
  /** What was known when the goods were counted; left out: what is known now. */
  readonly snapshot?: CellSnapshot
  /** The first event of the bundle that this one is a part of. */
  readonly bundle?: number | null
}

/** Records an event that counts, and adds it to its line. */
export function recordCounted(
  context: AppContext,
  writer: Writer,
  stocktake: Stocktake,
  event: CountedEvent,
): Recorded {
  const { links, snapshot, ...rest } = event
  const person = currentPerson(writer)
  const round = links?.round ?? roundOf(writer, stocktake, event.item, person)
  const counts = countsOf(writer, stocktake.id, event.item)
  const count = counts.find((other) => other.round === round)
  const counted = add(count?.counted ?? 0, event.quantity)
  const known =
    snapshot ?? snapshotCell(writer, event.item, stocktake.warehouse, lastReadAt(context, writer, stocktake.connection))
  const seq = appendScan(writer, {
    ...rest,
    stocktakeID: stocktake.id,
    outcome: 'known',
    counted,
    answers: links?.seq ?? null,
    person,
    round,
    snapshot: known,
  })
  const start = links?.seq ?? seq
  saveCount(writer, stocktake.id, event.item, {
    round,
    counted,
    scans: (count?.scans ?? 0) + 1,
    firstSeq: event.fresh === true || count === undefined ? start : Math.min(count.firstSeq, start),
    lastSeq:
      links !== undefined && count !== undefined && countedAfter(writer, count.lastSeq, links.seq)
        ? count.lastSeq
        : seq,
    person,
  })
  settleLine(writer, stocktake, event.item)
  addToTotals(writer, stocktake, { ...effectOf(stocktake.totals, event), lines: counts.length === 0 ? 1 : 0 })
  return { seq, counted, expected: known.expected }
}

/** Whether the line's last event was at the shelf after the kept scan: a link belongs where its scan was made. */
function countedAfter(reader: Reader, lastSeq: number, keptSeq: number): boolean {
  const last = getScan(reader, lastSeq)
  return (last?.answers ?? lastSeq) > keptSeq
}

/** What an event adds to the totals. A link turns pieces that were summed as unknown into counted ones. */
function effectOf(totals: StocktakeTotals, event: CountedEvent): Omit<TotalsEffect, 'lines'> {
  const { quantity, links } = event
  if (links === undefined) {
    return { quantity, scans: 1, sinceMark: quantity, unknown: 0, at: event.at }
  }
  const inSubtotal = links.seq > totals.markSeq
  return {
    quantity,
    scans: 0,
    sinceMark: inSubtotal ? subtract(quantity, links.quantity) : 0,
    unknown: inSubtotal ? negate(links.quantity) : 0,
    at: totals.lastAt,
  }
}

/** Keeps a scan that nobody can count yet: an unknown code, or an item outside the scope. */
export function recordUncounted(
  writer: Writer,
  stocktake: Stocktake,
  event: Pick<NewScan, 'scanID' | 'at' | 'quantity' | 'typed' | 'particulars'> & {
    readonly code: string
    readonly outOfScope: number | null
  },
): Recorded {
  const { outOfScope, ...rest } = event
  const known = outOfScope !== null
  const person = currentPerson(writer)
  const counted = known ? 0 : add(keptUnder(writer, stocktake.id, event.code), event.quantity)
  const seq = appendScan(writer, {
    ...rest,
    stocktakeID: stocktake.id,
    kind: 'scan',
    outcome: known ? 'outOfScope' : 'unknown',
    item: outOfScope,
    counted: known ? null : counted,
    person,
    round: roundOf(writer, stocktake, outOfScope, person),
    snapshot: marks(writer),
  })
  const added = known ? 0 : event.quantity
  addToTotals(writer, stocktake, {
    lines: 0,
    quantity: 0,
    scans: known ? 0 : 1,
    sinceMark: added,
    unknown: added,
    at: event.at,
  })
  return { seq, counted, expected: null }
}

export interface TotalsEffect {
  readonly lines: number
  readonly quantity: number
  readonly scans: number
  readonly sinceMark: number
  readonly unknown: number
  readonly at: number | null
}

export const noEffect = { lines: 0, quantity: 0, scans: 0, sinceMark: 0, unknown: 0 } as const

export function addToTotals(writer: Writer, stocktake: Stocktake, effect: TotalsEffect, topic?: Topic): void {
  const { totals } = stocktake
  const after = {
    ...totals,
    lastAt: effect.at,
    lines: totals.lines + effect.lines,
    quantity: add(totals.quantity, effect.quantity),
    scans: totals.scans + effect.scans,
    sinceMark: add(totals.sinceMark, effect.sinceMark),
    sinceMarkUnknown: add(totals.sinceMarkUnknown, effect.unknown),
  }
  saveTotals(writer, stocktake.id, after, topic)
}

/** Pieces of one event: how many codes times what one code stands for. Null where that is more than can be counted. */
export function piecesOf(codes: number, pack: number): number | null {
  const pieces = multiply(codes, pack)
  return pieces > quantityLimit ? null : pieces
}

export const tooMany = (): AppError =>
  appError('invalid', 'That is more than a billion pieces. Check the quantity.', {
    issues: [{ path: 'quantity', message: 'is too large' }],
  })
