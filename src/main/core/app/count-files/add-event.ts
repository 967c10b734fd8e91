import { add } from '../../../../shared/domain/quantity.ts'
import { marks, snapshotCell, snapshotOfOther } from '../../store/cell-snapshot.ts'
import type { Writer } from '../../store/database.ts'
import { appendScan, getScan, keptUnder } from '../../store/scans.ts'
import { countsOf, saveCount, type StocktakeCount } from '../../store/stocktake-counts.ts'
import { getStocktake } from '../../store/stocktakes.ts'
import { addToTotals, noEffect } from '../stocktakes/record.ts'
import { settleLine } from '../stocktakes/rounds.ts'
import type { FileEvent } from './count-file.ts'
import type { PlannedEvent } from './placed-events.ts'

/** Writes one event of another PC to the tape here, with everything that is summed from it. */
export function addEvent(writer: Writer, stocktakeID: string, planned: PlannedEvent): void {
  if (planned.item === null || !planned.inScope) keep(writer, stocktakeID, planned)
  else count(writer, stocktakeID, planned, planned.item)
}

function count(writer: Writer, stocktakeID: string, planned: PlannedEvent, item: number): void {
  const stocktake = mustGet(writer, stocktakeID)
  const { event, quantity, round } = planned
  const { expected, readAt, at } = event
  const counts = countsOf(writer, stocktakeID, item)
  const before = counts.find((other) => other.round === round)
  const counted = add(before?.counted ?? 0, quantity)
  const seq = appendScan(writer, {
    ...columnsOf(stocktakeID, planned),
    // What a link counted there is counted here as its scan.
    kind: event.kind === 'link' ? 'scan' : event.kind,
    outcome: 'known',
    item,
    counted,
    snapshot:
      expected === null
        ? snapshotCell(writer, item, stocktake.warehouse, readAt)
        : snapshotOfOther(writer, item, stocktake.warehouse, { expected, readAt, at }),
  })
  const scans = event.kind === 'zero' ? 0 : 1
  saveCount(writer, stocktakeID, item, {
    round,
    counted,
    scans: (before?.scans ?? 0) + scans,
    ...edgesOf(writer, before, seq, event),
  })
  settleLine(writer, stocktake, item)
  addToTotals(writer, stocktake, {
    ...noEffect,
    lines: counts.length === 0 ? 1 : 0,
    quantity,
    scans,
    sinceMark: quantity,
    at: Math.max(stocktake.totals.lastAt ?? 0, at),
  })
}

/**
 * A line begins and ends with its earliest and latest event by the clocks, in whichever order they came here, and is of
 * whoever made the latest.
 */
function edgesOf(
  writer: Writer,
  before: StocktakeCount | undefined,
  seq: number,
  { at, person }: FileEvent,
): Pick<StocktakeCount, 'firstSeq' | 'lastSeq' | 'person'> {
  if (before === undefined) return { firstSeq: seq, lastSeq: seq, person }
  const atOf = (other: number): number => getScan(writer, other)?.at ?? 0
  const endsWith = atOf(before.lastSeq) > at
  return {
    firstSeq: atOf(before.firstSeq) <= at ? before.firstSeq : seq,
    lastSeq: endsWith ? before.lastSeq : seq,
    person: endsWith ? before.person : person,
  }
}

/** Not among the items here: kept with its pieces, like any unknown code, until somebody says what it is. */
function keep(writer: Writer, stocktakeID: string, planned: PlannedEvent): void {
  const stocktake = mustGet(writer, stocktakeID)
  const { event, item, quantity } = planned
  const columns = columnsOf(stocktakeID, planned)
  const isKnown = item !== null
  appendScan(writer, {
    ...columns,
    kind: 'scan',
    outcome: isKnown ? 'outOfScope' : 'unknown',
    item,
    counted: isKnown ? null : add(keptUnder(writer, stocktakeID, columns.code), quantity),
    snapshot: marks(writer),
  })
  if (isKnown) return
  addToTotals(writer, stocktake, {
    ...noEffect,
    scans: 1,
    sinceMark: quantity,
    unknown: quantity,
    at: Math.max(stocktake.totals.lastAt ?? 0, event.at),
  })
}

const columnsOf = (stocktakeID: string, { event, scanID, quantity, round, device }: PlannedEvent) => ({
  stocktakeID,
  scanID,
  at: event.at,
  quantity,
  code: event.code ?? event.item ?? event.sku ?? '?',
  typed: event.typed,
  person: event.person,
  round,
  device,
  particulars: event,
})

function mustGet(writer: Writer, stocktakeID: string) {
  const stocktake = getStocktake(writer, stocktakeID)
  if (stocktake === undefined) throw new Error(`Stocktake ${stocktakeID} vanished while it was written to`)
  return stocktake
}
