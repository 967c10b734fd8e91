import { standing, tieBreakRound } from '../../../../shared/domain/rounds.ts'
import type { Writer } from '../../store/database.ts'
import { countsOf, joinRound, roundOfCounter } from '../../store/stocktake-counts.ts'
import { getLine, removeLine, saveLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'

/**
 * The round that an event of a person belongs to. In a double count everybody has a round of their own; a recount that
 * was asked for begins the next one with its first event, and goes on in it.
 */
export function roundOf(writer: Writer, stocktake: Stocktake, item: number | null, person: string | null): number {
  const line = item === null ? undefined : getLine(writer, stocktake.id, item)
  const asked = line?.decision === 'recount'
  if (stocktake.method === 'single') return (line?.round ?? 1) + (asked ? 1 : 0)
  const counts = item === null ? [] : countsOf(writer, stocktake.id, item)
  const next = Math.max(tieBreakRound, (counts.at(-1)?.round ?? 0) + 1)
  if (asked) return next
  const begun = counts.findLast((count) => count.round >= tieBreakRound && count.person === person)
  if (begun !== undefined) return begun.round
  const name = person ?? ''
  const own = roundOfCounter(writer, stocktake.id, name) ?? joinRound(writer, stocktake.id, name)
  // Somebody else's recount has that round of this item already.
  return own >= tieBreakRound && counts.some(({ round }) => round === own) ? next : own
}

/** Makes the line what the round that stands counted. Answers whether there is one. */
export function settleLine(writer: Writer, { id, method, rules }: Stocktake, item: number): boolean {
  const counts = countsOf(writer, id, item)
  const stands = standing(method, counts, rules)
  const count = counts.find(({ round }) => round === stands?.round)
  if (count === undefined) {
    removeLine(writer, id, item)
    return false
  }
  saveLine(writer, id, { ...count, item })
  return true
}
