import { add, multiply, negate, quantityLimit, subtract } from '../../../../shared/domain/quantity.ts'
import { appError, type AppError } from '../../../../shared/contract/errors.ts'
import type { Topic } from '../../../../shared/contract/events.ts'
import { marks, snapshotCell, type CellSnapshot } from '../../store/cell-snapshot.ts'
import type { Writer } from '../../store/database.ts'
import { marksAt, snapshotAt } from '../../store/past-snapshot.ts'
import { currentPerson } from '../../store/people.ts'
import { appendScan, getScan, keptUnder, type Particulars } from '../../store/scans.ts'
import { countsOf, saveCount, type StocktakeCount } from '../../store/stocktake-counts.ts'
import type { AppContext } from '../handlers.ts'
import { edgesWith, type Edges } from './line-edges.ts'
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
  /** What was known when the goods were counted; left out: what is known now, or was known at `at` where it is late. */
  readonly snapshot?: CellSnapshot
  /** Left out: whoever is signed in now. */
  readonly person?: string | null
  /** Counted a while before it is written, at `at`. */
  readonly late?: boolean
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
  const { links, snapshot: _snapshot, late: _late, person = currentPerson(writer), ...rest } = event
  const round = links?.round ?? roundOf(writer, stocktake, event.item, person)
  const counts = countsOf(writer, stocktake.id, event.item)
  const count = counts.find((other) => other.round === round)
  const counted = add(count?.counted ?? 0, event.quantity)
  const known = snapshotOf(context, writer, stocktake, event)
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
  saveCount(writer, stocktake.id, event.item, {
    ...edgesOf(writer, count, seq, { ...event, person }),
    round,
    counted,
    scans: (count?.scans ?? 0) + 1,
  })
  settleLine(writer, stocktake, event.item)
  addToTotals(writer, stocktake, { ...effectOf(stocktake.totals, event), lines: counts.length === 0 ? 1 : 0 })
  return { seq, counted, expected: known.expected }
}

function snapshotOf(
  context: AppContext,
  writer: Writer,
  { warehouse, connection }: Stocktake,
  { item, at, late, snapshot }: CountedEvent,
): CellSnapshot {
  if (snapshot !== undefined) return snapshot
  const readAt = lastReadAt(context, writer, connection)
  if (late !== true) return snapshotCell(writer, item, warehouse, readAt)
  return snapshotAt(writer, item, warehouse, readAt, { at, ...marksAt(writer, at) })
}

/** The event was just written, as `seq`. */
function edgesOf(
  writer: Writer,
  count: StocktakeCount | undefined,
  seq: number,
  { fresh, late, links, person = null }: CountedEvent,
): Edges {
  if (count === undefined || fresh === true) return { firstSeq: links?.seq ?? seq, lastSeq: seq, person }
  const event = late === true || links !== undefined ? getScan(writer, seq) : undefined
  return event === undefined ? { firstSeq: count.firstSeq, lastSeq: seq, person } : edgesWith(writer, count, event)
}

/** What an event adds to the totals. A link turns pieces that were summed as unknown into counted ones. */
function effectOf(totals: StocktakeTotals, event: CountedEvent): Omit<TotalsEffect, 'lines'> {
  const { quantity, links } = event
  if (links === undefined) {
    return { quantity, scans: 1, sinceMark: quantity, unknown: 0, at: Math.max(event.at, totals.lastAt ?? 0) }
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
  event: Pick<CountedEvent, 'scanID' | 'at' | 'quantity' | 'typed' | 'particulars' | 'person' | 'late'> & {
    readonly code: string
    readonly outOfScope: number | null
  },
): Recorded {
  const { outOfScope, late, person = currentPerson(writer), ...rest } = event
  const known = outOfScope !== null
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
    snapshot: late === true ? marksAt(writer, event.at) : marks(writer),
  })
  const added = known ? 0 : event.quantity
  addToTotals(writer, stocktake, {
    lines: 0,
    quantity: 0,
    scans: known ? 0 : 1,
    sinceMark: added,
    unknown: added,
    at: Math.max(event.at, stocktake.totals.lastAt ?? 0),
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
