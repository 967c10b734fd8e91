import type { ChangeState } from './change.ts'
import { isBeyond, type AbcClass, type CountingRules } from './counting-rules.ts'
import { foldCell, type FoldChange } from './fold.ts'
import { absolute, add, equal, multiply, subtract } from './quantity.ts'
import type { Waits } from './rounds.ts'

/**
 * The arithmetic of a stocktake (sync.md §9). Pure.
 *
 * A counted line is compared with what was known at its last scan, t: the base figure of the cell then (read at t0) and
 * the own changes that were still open above it. Later knowledge is taken from the three layers alone, never from clocks:
 *
 *     E(t)     = fold(base then, changes open then that were not discarded since)
 *     variance = counted − E(t)
 *     drift    = base now − fold(base then, every own change open then or made since that is applied by now)
 *     target   = fold(counted, physical own changes made since that were not discarded)
 *
 * An own change that was discarded never happened; one that was superseded happened on the shelf and was summed up with
 * another on its way (sync.md rule 11), so it counts in E and target, and in the drift when its successor was applied.
 * With drift 0, posting the variance and setting the target come to the same figure: view now + variance = target.
 *
 * Own changes are of two sorts. A receipt, issue or transfer moves goods. A stock-set, and whatever a stocktake posted,
 * corrects books: it says nothing of the shelf after the count, so posting a variance on top of one would correct twice.
 */
export interface OwnChange extends FoldChange {
  readonly id: number
  /** Posted by a stocktake. */
  readonly fromStocktake: boolean
  /** For a superseded change: whether the change that took it up was applied. */
  readonly successorApplied: boolean
}

export type Decision = 'difference' | 'counted' | 'recount' | 'leave'

export type LineStatus =
  | 'exact'
  | 'ready'
  | 'decide'
  | 'recount'
  | 'second'
  | 'tieBreak'
  | 'reason'
  | 'approve'
  | 'left'
  | 'doubt'
  | 'moved'
  | 'gone'
  | 'posted'

/** Why a line is to be counted again. */
export type RecountCause = 'asked' | 'moved' | 'corrected' | 'tolerance' | 'otherPerson'

export interface LineFacts {
  readonly warehouse: number
  readonly counted: number
  /** The base figure of the cell at the last scan; null where the remote had said nothing of it. */
  readonly baseThen: number | null
  /** Own changes of the cell that were open above that base at the last scan, oldest first. */
  readonly openThen: readonly OwnChange[]
  /** Own changes of the cell made after the last scan, oldest first. */
  readonly since: readonly OwnChange[]
  /** Own changes of the cell made between the first and the last scan, oldest first. */
  readonly between: readonly OwnChange[]
  readonly baseNow: number | null
  readonly viewNow: number
  /** The cell has a sent change whose fate is not known. */
  readonly inDoubt: boolean
  /** False where the item does not exist any more. */
  readonly present: boolean
  readonly decision: Decision | null
  /** The drift that the decision was taken with. */
  readonly decidedDrift: number | null
  /** The state of the change that the line was posted as, or null. */
  readonly posted: ChangeState | null
  /** The line left in a file, because the remote takes no counts. */
  readonly handedOver?: boolean
  /** Whether the remote's time of the drift lies before the last scan, or null where nothing says so. */
  readonly driftBeforeScan: boolean | null
  /** The price of one piece, or null. */
  readonly price: number | null
  /** Null where nothing asks for it. */
  readonly abc: AbcClass | null
  readonly rules: CountingRules
  /** The round that stands, and what it waits for. */
  readonly round: number
  readonly waits: Waits
  readonly hasReason: boolean
  readonly isApproved: boolean
}

export interface LineResult {
  readonly expected: number
  readonly variance: number
  readonly drift: number
  readonly status: LineStatus
  readonly recountCause: RecountCause | null
  /** More than the tolerance lets pass. */
  readonly beyond: boolean
  readonly suggested: Decision
  /** What posting the line would queue; null where nothing is to be posted. */
  readonly correction: Correction | null
}

/** `delta` adds to whatever the remote holds; `set` is sent as the difference to a figure read right before. */
export type Correction =
  { readonly kind: 'delta'; readonly quantity: number } | { readonly kind: 'set'; readonly quantity: number }

export function compareLine(facts: LineFacts): LineResult {
  const expected = expectedThen(facts)
  const variance = subtract(facts.counted, expected)
  const drift = driftOf(facts)
  const correction = correctionOf(facts, variance, drift)
  const { rules, abc } = facts
  const beyond = isBeyond(rules, { variance, expected, value: valueOf(variance, facts.price), abc })
  const recountCause = causeOfRecount(facts, drift, beyond && correction !== null)
  return {
    expected,
    variance,
    drift,
    beyond,
    recountCause,
    status: statusOf(facts, { drift, correction, beyond, recountCause }),
    suggested: suggestion(facts, drift, recountCause),
    correction,
  }
}

/** E(t). */
function expectedThen(facts: Pick<LineFacts, 'warehouse' | 'baseThen' | 'openThen'>): number {
  return figure(facts.baseThen, facts.warehouse, facts.openThen.filter(happened))
}

/** What others moved since the figures behind E(t) were read; the own movements that reached the remote don't count. */
function driftOf(facts: Pick<LineFacts, 'warehouse' | 'baseThen' | 'openThen' | 'since' | 'baseNow'>): number {
  const reached = [...facts.openThen, ...facts.since].filter(
    (change) => change.state === 'applied' || change.successorApplied,
  )
  return subtract(facts.baseNow ?? 0, figure(facts.baseThen, facts.warehouse, reached))
}

/** What must be on the shelf now if the count was right: the goods moved here since are added and taken off. */
function targetNow(facts: Pick<LineFacts, 'warehouse' | 'counted' | 'since'>): number {
  return figure(
    facts.counted,
    facts.warehouse,
    facts.since.filter((change) => happened(change) && !isCorrection(change)),
  )
}

/** variance × price, to the hundredth; null without a price. */
export const valueOf = (variance: number, price: number | null): number | null =>
  price === null ? null : Math.round(multiply(variance, 1) * price * 100) / 100

function correctionOf(facts: LineFacts, variance: number, drift: number): Correction | null {
  if (facts.decision === 'leave' || facts.decision === 'recount') return null
  const absoluteWanted = facts.decision === 'counted' && (drift !== 0 || correctedSince(facts))
  if (!absoluteWanted) return variance === 0 ? null : { kind: 'delta', quantity: variance }
  const target = targetNow(facts)
  return equal(target, facts.viewNow) ? null : { kind: 'set', quantity: target }
}

interface Judged {
  readonly drift: number
  readonly correction: Correction | null
  readonly beyond: boolean
  readonly recountCause: RecountCause | null
}

/** The order is the order of the reasons: what can't be posted at all, what waits for somebody, what a person decided. */
function statusOf(facts: LineFacts, { drift, correction, beyond, recountCause }: Judged): LineStatus {
  if (facts.handedOver === true || isPosted(facts.posted)) return 'posted'
  if (!facts.present) return 'gone'
  if (facts.decision === 'leave') return 'left'
  if (recountCause === 'asked') return 'recount'
  if (facts.waits === 'second' || facts.waits === 'tieBreak') return facts.waits
  if (facts.inDoubt) return 'doubt'
  if (facts.decision === null && (drift !== 0 || facts.waits === 'decision')) return 'decide'
  if (recountCause !== null) return 'recount'
  const asked = drift !== 0 || wantsRecount(facts)
  if (asked && !equal(facts.decidedDrift ?? 0, drift)) return 'moved'
  if (correction === null) return 'exact'
  return waitsForReview(facts, beyond) ?? 'ready'
}

/** Nothing was decided yet that would make up for a second count. */
function causeOfRecount(facts: LineFacts, drift: number, beyond: boolean): RecountCause | null {
  if (facts.decision === 'recount') return 'asked'
  if (facts.decision !== null) return null
  if (facts.waits === 'otherPerson') return 'otherPerson'
  if (drift === 0 && correctedSince(facts)) return 'corrected'
  if (drift === 0 && movedBetween(facts)) return 'moved'
  return facts.rules.recount && beyond && facts.round === 1 ? 'tolerance' : null
}

function waitsForReview({ rules, hasReason, isApproved }: LineFacts, beyond: boolean): 'reason' | 'approve' | null {
  if (rules.reason && beyond && !hasReason) return 'reason'
  const approves = rules.approval === 'always' || (rules.approval === 'beyond' && beyond)
  return approves && !isApproved ? 'approve' : null
}

/** A posted change that was taken back from the queue never happened: its line can be posted again. */
const isPosted = (state: ChangeState | null): boolean => state !== null && state !== 'discarded'

/** Whoever takes all suggestions at once must not waive a recount that the rules ask for. */
function suggestion(facts: LineFacts, drift: number, recountCause: RecountCause | null): Decision {
  if (recountCause === 'tolerance' || recountCause === 'otherPerson') return 'recount'
  if (correctedSince(facts)) return 'counted'
  if (drift !== 0) return facts.driftBeforeScan === true ? 'counted' : 'difference'
  return movedBetween(facts) ? 'recount' : 'difference'
}

const wantsRecount = (facts: LineFacts): boolean => movedBetween(facts) || correctedSince(facts)

/** Goods moved here while the line was being counted: nobody can say which pieces were in and which were out. */
const movedBetween = (facts: LineFacts): boolean =>
  facts.between.some((change) => happened(change) && !isCorrection(change))

/** The books were corrected here after the count: the variance may be in them already. */
const correctedSince = (facts: LineFacts): boolean =>
  facts.since.some((change) => happened(change) && isCorrection(change))

const happened = (change: OwnChange): boolean => change.state !== 'discarded'
const isCorrection = (change: OwnChange): boolean => change.fromStocktake || change.kind === 'stock-set'

/** Folds as if every change were certain: doubt is told apart by `inDoubt`, not by a second figure. */
export function figure(base: number | null, warehouse: number, changes: readonly FoldChange[]): number {
  const certain = changes.map((change): FoldChange => ({ ...change, state: 'ready', assumed: null }))
  return foldCell(base, warehouse, certain)?.quantity ?? 0
}

export interface Totals {
  readonly short: number
  readonly over: number
  readonly shortValue: number
  readonly overValue: number
  readonly netValue: number
  readonly absoluteValue: number
}

export const noTotals: Totals = { short: 0, over: 0, shortValue: 0, overValue: 0, netValue: 0, absoluteValue: 0 }

/** Adds a line to the totals. Plus and minus are never netted, but in `netValue`, which says so by its name. */
export function addToTotals(totals: Totals, variance: number, value: number | null): Totals {
  return {
    short: variance < 0 ? add(totals.short, absolute(variance)) : totals.short,
    over: variance > 0 ? add(totals.over, variance) : totals.over,
    shortValue: cents(totals.shortValue + Math.max(0, -(value ?? 0))),
    overValue: cents(totals.overValue + Math.max(0, value ?? 0)),
    netValue: cents(totals.netValue + (value ?? 0)),
    absoluteValue: cents(totals.absoluteValue + Math.abs(value ?? 0)),
  }
}

const cents = (value: number): number => Math.round(value * 100) / 100
