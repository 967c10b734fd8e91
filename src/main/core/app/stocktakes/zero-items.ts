import type { Topic } from '../../../../shared/contract/events.ts'
import { marks, snapshotCell, type Marks } from '../../store/cell-snapshot.ts'
import type { Reader, Writer } from '../../store/database.ts'
import { hasMovedSince } from '../../store/own-changes.ts'
import { appendScan } from '../../store/scans.ts'
import { saveCount } from '../../store/stocktake-counts.ts'
import { getLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { AppContext } from '../handlers.ts'
import { lastReadAt } from './read-at.ts'
import { addToTotals, noEffect } from './record.ts'
import { roundOf, settleLine } from './rounds.ts'

interface Zeroing extends Marks {
  readonly items: readonly number[]
  readonly gesture: string
  readonly at: number
  readonly person: string | null
  readonly topic: Topic
}

/**
 * As `recordCounted` would for each of them. Left uncounted are items that were counted since somebody confirmed, and those
 * that moved since: nobody said of what came that it is not there. Answers how many became zero.
 */
export function zeroItems(context: AppContext, writer: Writer, stocktake: Stocktake, zeroing: Zeroing): number {
  const { gesture, at, person, topic } = zeroing
  const readAt = lastReadAt(context, writer, stocktake.connection)
  const newest = marks(writer)
  const stillUncounted = zeroing.items.filter((item) => isStillUncounted(writer, stocktake, item, zeroing, newest))
  for (const item of stillUncounted) {
    const round = roundOf(writer, stocktake, item, person)
    const seq = appendScan(writer, {
      stocktakeID: stocktake.id,
      scanID: `${gesture}:${String(item)}`,
      at,
      kind: 'zero',
      outcome: 'known',
      item,
      quantity: 0,
      fresh: true,
      counted: 0,
      person,
      round,
      snapshot: snapshotCell(writer, item, stocktake.warehouse, readAt, newest),
    })
    saveCount(writer, stocktake.id, item, { round, counted: 0, scans: 0, firstSeq: seq, lastSeq: seq, person })
    settleLine(writer, stocktake, item)
  }
  const lines = stillUncounted.length
  const lastAt = Math.max(at, stocktake.totals.lastAt ?? 0)
  if (lines > 0) addToTotals(writer, stocktake, { ...noEffect, lines, at: lastAt }, topic)
  return lines
}

function isStillUncounted(
  reader: Reader,
  { id, warehouse }: Stocktake,
  item: number,
  then: Marks,
  now: Marks,
): boolean {
  if (getLine(reader, id, item) !== undefined) return false
  const nothingMoved = now.changeMark === then.changeMark && now.observationMark === then.observationMark
  return nothingMoved || !hasMovedSince(reader, item, warehouse, then)
}
