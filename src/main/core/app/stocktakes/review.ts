import type { ReviewRow, ReviewSummary } from '../../../../shared/contract/stocktakes.ts'
import { ok } from '../../../../shared/domain/result.ts'
import {
  addToTotals,
  compareLine,
  noTotals,
  valueOf,
  type LineResult,
  type LineStatus,
  type OwnChange,
} from '../../../../shared/domain/stocktake.ts'
import type { AbcClass } from '../../../../shared/domain/counting-rules.ts'
import { standing } from '../../../../shared/domain/rounds.ts'
import { abcClasses } from '../../store/abc.ts'
import type { Reader } from '../../store/database.ts'
import { lastForeignMove, ownChangesOfLines, remoteClockAhead } from '../../store/own-changes.ts'
import { getScan } from '../../store/scans.ts'
import { countsByItem, type StocktakeCount } from '../../store/stocktake-counts.ts'
import { reviewedLines, type ReviewedLine } from '../../store/stocktake-lines.ts'
import { countScope, type Stocktake } from '../../store/stocktakes.ts'
import type { QueryHandler } from '../handlers.ts'
import { findStocktake } from './find.ts'

/** A line with what its events, the own changes and the remote make of it (domain/stocktake.ts has the arithmetic). */
export interface ComparedLine {
  readonly line: ReviewedLine
  readonly result: LineResult
  /** Oldest round first. */
  readonly counts: readonly StocktakeCount[]
  readonly abc: AbcClass | null
  readonly driftAt: number | null
}

/** Compares every line of a stocktake, or those of the named items. */
export function compareLines(
  reader: Reader,
  stocktake: Stocktake,
  items: readonly number[] | null = null,
): ComparedLine[] {
  const own = ownChangesOfLines(reader, stocktake, items)
  const ahead = remoteClockAhead(reader, stocktake.connection)
  const counts = countsByItem(reader, stocktake.id)
  const classes = Object.keys(stocktake.rules.classes).length > 0 ? abcClasses(reader, stocktake.connection) : null
  return reviewedLines(reader, stocktake, items).map((line) => {
    const parts = {
      own: own.get(line.item) ?? [],
      counts: counts.get(line.item) ?? [],
      abc: classes?.get(line.item) ?? null,
    }
    return compare(reader, stocktake, line, parts, ahead)
  })
}

interface LineParts {
  readonly own: readonly OwnChange[]
  readonly counts: readonly StocktakeCount[]
  readonly abc: AbcClass | null
}

function compare(
  reader: Reader,
  stocktake: Stocktake,
  line: ReviewedLine,
  { own, counts, abc }: LineParts,
  ahead: number,
): ComparedLine {
  const openThen: ReadonlySet<unknown> = new Set(line.openThen === '[]' ? [] : (JSON.parse(line.openThen) as unknown[])) // safe: only looked up in
  const facts = {
    warehouse: stocktake.warehouse,
    counted: line.counted,
    baseThen: line.baseThen,
    openThen: own.filter((change) => openThen.has(change.id)),
    since: own.filter((change) => change.id > line.lastMark),
    between: own.filter((change) => change.id > line.firstMark && change.id <= line.lastMark),
    baseNow: line.baseNow,
    viewNow: line.viewNow ?? 0,
    inDoubt: line.low !== null || own.some((change) => change.state === 'unknown' || change.state === 'quarantined'),
    present: line.present === 1,
    decision: line.decision,
    decidedDrift: line.decidedDrift,
    posted: line.changeState,
    driftBeforeScan: null,
    price: line.price,
    abc,
    rules: stocktake.rules,
    round: line.round,
    waits: standing(stocktake.method, counts, stocktake.rules)?.waits ?? null,
    hasReason: line.reason !== null && line.reason.trim() !== '',
    isApproved: line.approvedBy !== null,
  }
  const result = compareLine(facts)
  if (result.drift === 0) return { line, result, counts, abc, driftAt: null }
  const driftAt = lastForeignMove(reader, line.item, stocktake.warehouse, line.observationMark) ?? line.serverUpdatedAt
  if (driftAt === null) return { line, result, counts, abc, driftAt }
  return {
    line,
    result: compareLine({ ...facts, driftBeforeScan: driftAt - ahead < line.lastAt }),
    counts,
    abc,
    driftAt,
  }
}

/** Lines that hold the posting up until somebody does something. */
const waitingStatuses: readonly LineStatus[] = [
  'decide',
  'moved',
  'recount',
  'second',
  'tieBreak',
  'reason',
  'approve',
  'doubt',
]

export const isWaiting = (status: LineStatus): boolean => waitingStatuses.includes(status)

export const review: QueryHandler<'stocktakes.review'> = (_context, reader, input) => {
  const found = findStocktake(reader, input.stocktakeID)
  if (!found.ok) return found
  const compared = compareLines(reader, found.value)
  const one = input.sku
  const chosen = compared.filter((entry) => {
    if (one !== undefined && entry.line.sku !== one) return false
    if (input.filter === 'decide') return isWaiting(entry.result.status)
    if (input.filter === 'beyond') return entry.result.beyond
    if (input.filter === 'variance') return entry.result.variance !== 0
    return input.filter === 'all' || entry.result.status === input.filter
  })
  return ok({
    rows: chosen.slice(input.offset, input.offset + input.limit).map((entry) => toRow(reader, entry)),
    total: chosen.length,
    summary: summarise(compared, countScope(reader, found.value)),
  })
}

function toRow(reader: Reader, { line, result, counts, abc, driftAt }: ComparedLine): ReviewRow {
  return {
    sku: line.sku,
    name: line.name,
    price: line.price,
    counted: line.counted,
    expected: result.expected,
    variance: result.variance,
    value: valueOf(result.variance, line.price),
    drift: result.drift,
    remote: line.baseNow,
    countedAt: line.lastAt,
    readAt: line.readAt,
    driftAt,
    suggested: result.suggested,
    ...(line.decision === null ? {} : { decision: line.decision }),
    reason: line.reason,
    abc,
    beyond: result.beyond,
    round: line.round,
    counts:
      counts.length < 2
        ? []
        : counts.map(({ round, counted, person, lastSeq }) => ({
            round,
            counted,
            person,
            at: getScan(reader, lastSeq)?.at ?? line.lastAt,
          })),
    approvedBy: line.approvedBy,
    recountCause: result.recountCause,
    status: result.status,
    changeID: line.changeID,
    changeState: line.changeState,
  }
}

function summarise(compared: readonly ComparedLine[], items: number): ReviewSummary {
  const having = (wanted: (status: LineStatus) => boolean): number =>
    compared.filter(({ result }) => wanted(result.status)).length
  const totals = compared.reduce(
    (sums, { line, result }) => addToTotals(sums, result.variance, valueOf(result.variance, line.price)),
    noTotals,
  )
  return {
    counted: compared.length,
    exact: having((status) => status === 'exact'),
    uncounted: Math.max(0, items - compared.length),
    toDecide: having(isWaiting),
    ready: having((status) => status === 'ready'),
    posted: having((status) => status === 'posted'),
    ...totals,
  }
}
