import type { AbcClass } from '../../../../shared/domain/counting-rules.ts'
import { mergeSorted } from '../../../../shared/domain/merge-sorted.ts'
import { standing } from '../../../../shared/domain/rounds.ts'
import { compareLine, type LineResult, type LineStatus, type OwnChange } from '../../../../shared/domain/stocktake.ts'
import { abcClasses } from '../../store/abc.ts'
import type { Reader } from '../../store/database.ts'
import { lastForeignMove, ownChangesOfLines, remoteClockAhead } from '../../store/own-changes.ts'
import { countsByItem, type StocktakeCount } from '../../store/stocktake-counts.ts'
import { lineItemsAfter, reviewedLines, type ReviewedLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'

/** A line with what its events, the own changes and the remote make of it (domain/stocktake.ts has the arithmetic). */
export interface ComparedLine {
  readonly line: ReviewedLine
  readonly result: LineResult
  /** Oldest round first. */
  readonly counts: readonly StocktakeCount[]
  readonly abc: AbcClass | null
  readonly driftAt: number | null
}

/** Lines compared at once: about ten milliseconds of work. */
const linesAtOnce = 500

/** Compares every line of a stocktake, by SKU, and may be interrupted between any two groups of lines. */
export function* comparing(reader: Reader, stocktake: Stocktake): Generator<undefined, readonly ComparedLine[]> {
  const classes = classesFor(reader, stocktake)
  const parts: ComparedLine[][] = []
  for (let last = 0; ;) {
    const items = lineItemsAfter(reader, stocktake.id, last, linesAtOnce)
    if (items.length > 0) parts.push(comparePart(reader, stocktake, items, classes))
    if (items.length < linesAtOnce) return yield* mergeSorted(parts, (a, b) => a.line.sku < b.line.sku)
    last = items.at(-1) ?? last
    yield
  }
}

/** Compares every line of a stocktake, or those of the named items, all in one go: for what writes by it. */
export function compareLines(
  reader: Reader,
  stocktake: Stocktake,
  items: readonly number[] | null = null,
): readonly ComparedLine[] {
  if (items !== null) return comparePart(reader, stocktake, items, classesFor(reader, stocktake))
  const work = comparing(reader, stocktake)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

type Classes = ReadonlyMap<number, AbcClass> | null

const classesFor = (reader: Reader, { rules, connection }: Stocktake): Classes =>
  Object.keys(rules.classes).length > 0 ? abcClasses(reader, connection) : null

function comparePart(reader: Reader, stocktake: Stocktake, items: readonly number[], classes: Classes): ComparedLine[] {
  const own = ownChangesOfLines(reader, stocktake, items)
  const ahead = remoteClockAhead(reader, stocktake.connection)
  const counts = countsByItem(reader, stocktake.id, items)
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
    handedOver: line.handedOverAt !== null,
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

/** The figures that were looked at. */
export const figuresOf = ({ line, result }: ComparedLine) => ({
  sku: line.sku,
  counted: line.counted,
  expected: result.expected,
  drift: result.drift,
})

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
