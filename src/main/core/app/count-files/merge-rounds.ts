import { nextRecount, nextRound } from '../../../../shared/domain/rounds.ts'
import type { Reader } from '../../store/database.ts'
import { countsOf, listCounters, roundsInUse } from '../../store/stocktake-counts.ts'
import type { Stocktake } from '../../store/stocktakes.ts'
import type { CountFile } from './count-file.ts'
import type { Placed } from './placed-events.ts'

/** Somebody who counts here for the first time, and their round. */
export interface Joining {
  readonly person: string
  readonly round: number
}

interface Rounds {
  readonly joining: readonly Joining[]
  roundOf(this: void, placed: Placed): number
}

/**
 * The rounds here of a file's events. In a single count they are the same. In a double count a number means something on
 * its own PC only: everybody has a round of their own here too, whatever it was there, and a recount keeps apart from every
 * other one, because it was begun once, by one person, on one PC. A recount of which an event is here already goes on in
 * the round that it has here, so that merging again, or by way of a third PC, finds the same rounds.
 */
export function planRounds(reader: Reader, stocktake: Stocktake, file: CountFile, placed: readonly Placed[]): Rounds {
  if (stocktake.method === 'single') return { joining: [], roundOf: ({ planned }) => planned.event.round }
  const own = new Map(file.stocktake.counters.map(({ person, round }) => [person, round]))
  const isRecount = ({ planned: { item, event } }: Placed): boolean =>
    item !== null && own.get(event.person ?? '') !== event.round
  const { joining, taken } = join(
    reader,
    stocktake,
    placed.filter((each) => !isRecount(each)),
  )
  const recounts = numberRecounts(reader, stocktake, placed.filter(isRecount), [...taken.values()])
  return {
    joining,
    roundOf: (each) =>
      recounts.get(keyOf(each)) ?? taken.get(each.planned.event.person ?? '') ?? each.planned.event.round,
  }
}

function join(reader: Reader, { id }: Stocktake, placed: readonly Placed[]) {
  const taken = new Map(listCounters(reader, id).map(({ person, round }) => [person, round]))
  const inUse = roundsInUse(reader, id)
  const joining: Joining[] = []
  for (const { planned } of placed) {
    const person = planned.event.person ?? ''
    if (taken.has(person)) continue
    const round = nextRound([...inUse, ...taken.values()])
    taken.set(person, round)
    joining.push({ person, round })
  }
  return { joining, taken }
}

const keyOf = ({ planned: { item, event } }: Placed): string => `${String(item)} ${String(event.round)}`

function numberRecounts(
  reader: Reader,
  { id }: Stocktake,
  placed: readonly Placed[],
  people: readonly number[],
): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  const used = new Map<number, number[]>()
  for (const [key, events] of Map.groupBy(placed, keyOf)) {
    const item = events[0]?.planned.item ?? 0
    const taken = used.get(item) ?? [...people, ...countsOf(reader, id, item).map(({ round }) => round)]
    const round = events.find(({ onTape }) => onTape !== undefined)?.onTape?.round ?? nextRecount(taken)
    numbers.set(key, round)
    used.set(item, [...taken, round])
  }
  return numbers
}
