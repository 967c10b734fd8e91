import type { Reader } from '../../store/database.ts'
import { standingEvents } from '../../store/scans.ts'
import { countsOf } from '../../store/stocktake-counts.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { Placed } from './placed-events.ts'

/**
 * Items of a single count whose recount, on one side, knew nothing of what the other side counted before it. The last round
 * stands for the whole line, so a recount sets aside what was counted before. That is right only for what was on its tape:
 * where something else was, the line is counted again. `seen`: the file's events in its order; `standing`: of them, those
 * that count.
 */
export function passedOver(
  reader: Reader,
  { id }: Stocktake,
  standing: readonly Placed[],
  seen: readonly Placed[],
): number[] {
  const order = new Map(seen.map((each, index) => [each.planned.event.scanID, index]))
  // What was linked later was at the shelf when it was scanned.
  const positionOf = ({ planned: { event } }: Placed): number => order.get(event.answers ?? event.scanID) ?? 0
  const lines = Map.groupBy(
    standing.filter(({ planned }) => planned.item !== null && planned.inScope),
    ({ planned }) => planned.item ?? 0,
  )
  return [...lines].flatMap(([item, events]) => {
    const fresh = events.filter(({ onTape }) => onTape === undefined).map(roundOf)
    const here = countsOf(reader, id, item).map(({ round }) => round)
    if (fresh.length === 0) return []
    const last = Math.max(...events.map(roundOf))
    const began = Math.min(...events.filter((each) => roundOf(each) === last).map(positionOf))
    const knew = new Set(seen.flatMap((each) => (positionOf(each) < began ? (each.onTape?.seq ?? []) : [])))
    const earlier = here.filter((round) => round < last).flatMap((round) => standingEvents(reader, id, item, round))
    return [
      Math.min(...fresh) < Math.max(0, ...here),
      events.some((each) => roundOf(each) < last && positionOf(each) > began),
      earlier.some(({ seq }) => !knew.has(seq)),
    ].some(Boolean)
      ? [item]
      : []
  })
}

const roundOf = ({ planned }: Placed): number => planned.round
