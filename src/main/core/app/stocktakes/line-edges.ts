import type { Reader } from '../../store/database.ts'
import { getScan, type ScanEvent } from '../../store/scans.ts'
import type { StocktakeCount } from '../../store/stocktake-counts.ts'

/**
 * Which events a line begins and ends with, as the goods were at hand: the tape's order is that of the writing, and what is
 * written later than it was counted (a link, a late scan) belongs where it was counted.
 */
export type Edges = Pick<StocktakeCount, 'firstSeq' | 'lastSeq' | 'person'>

type Placed = Pick<ScanEvent, 'seq' | 'answers' | 'change_mark' | 'observation_mark'>

/** When the goods were at hand: a link belongs where its kept scan was made. */
export const shelfSeq = (event: Pick<ScanEvent, 'seq' | 'answers'>): number => event.answers ?? event.seq

/** By what was known when the goods were at hand; by the tape where nothing became known in between. */
export const byShelf = (a: Placed, b: Placed): number => marksOf(a) - marksOf(b) || shelfSeq(a) - shelfSeq(b)

/** Both marks only grow, so their sum orders two events as each of them does. */
const marksOf = ({ change_mark, observation_mark }: Placed): number => (change_mark ?? 0) + (observation_mark ?? 0)

/** The edges of a count with one more event, which may belong before others of it. */
export function edgesWith(reader: Reader, { firstSeq, lastSeq, person }: StocktakeCount, event: ScanEvent): Edges {
  const first = getScan(reader, firstSeq)
  const last = getScan(reader, lastSeq)
  const ends = last === undefined || byShelf(last, event) <= 0
  return {
    firstSeq: first !== undefined && byShelf(first, event) <= 0 ? firstSeq : shelfSeq(event),
    lastSeq: ends ? event.seq : lastSeq,
    person: ends ? event.person : person,
  }
}
