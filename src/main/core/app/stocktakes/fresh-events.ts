import { sum } from '../../../../shared/domain/quantity.ts'
import type { ScanEvent } from '../../store/scans.ts'

/** Events from the last one that named a figure for the whole line; those before it don't matter any more. */
export const sinceFresh = (events: readonly ScanEvent[]): readonly ScanEvent[] =>
  events.slice(
    Math.max(
      0,
      events.findLastIndex((event) => event.fresh === 1),
    ),
  )

/** What an event says of its line, beside the others since the last fresh one. */
export const piecesSaid = (event: ScanEvent): number => (event.fresh === 1 ? (event.counted ?? 0) : event.quantity)

/** What standing events of a line come to; null: none stands, the item is uncounted. */
export const standingSum = (events: readonly ScanEvent[]): number | null =>
  events.length === 0 ? null : sum(sinceFresh(events).map(piecesSaid))
