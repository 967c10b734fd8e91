import { inOrder, nextRecount, standing } from '../../../../shared/domain/rounds.ts'
import type { Writer } from '../../store/database.ts'
import { countsOf, joinRound, listCounters, roundOfCounter } from '../../store/stocktake-counts.ts'
import { getLine, removeLine, saveLine } from '../../store/stocktake-lines.ts'
import type { Stocktake } from '../../store/stocktakes.ts'

/**
 * The round that an event of a person belongs to. In a double count everybody has a round of their own; a recount that
 * was asked for begins the next one with its first event, and goes on in it. So does one that waits for another person,
 * as soon as another person comes.
 */
export function roundOf(writer: Writer, stocktake: Stocktake, item: number | null, person: string | null): number {
  const line = item === null ? undefined : getLine(writer, stocktake.id, item)
  const asked = line?.decision === 'recount'
  const counts = item === null ? [] : countsOf(writer, stocktake.id, item)
  if (stocktake.method === 'single') {
    const awaited = standing('single', counts, stocktake.rules)?.waits === 'otherPerson'
    return (line?.round ?? 1) + (asked || (awaited && counts.at(-1)?.person !== person) ? 1 : 0)
  }
  if (asked) return nextRecount([...listCounters(writer, stocktake.id), ...counts].map(({ round }) => round))
  const begun = inOrder(counts).findLast((count) => count.person === person)
  if (begun !== undefined) return begun.round
  const name = person ?? ''
  return roundOfCounter(writer, stocktake.id, name) ?? joinRound(writer, stocktake.id, name)
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
