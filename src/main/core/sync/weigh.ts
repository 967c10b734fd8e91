import type { Question } from '../../../shared/contract/queue.ts'
import { subtract } from '../../../shared/domain/quantity.ts'
import type { Attempt, Evidence } from '../store/attempts.ts'
import type { Reader } from '../store/database.ts'
import { othersSeen } from '../store/others.ts'
import { bumpOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import { likelihoodOf, paceOf, priorOf, type Sighting } from './likelihood.ts'

/** Gathers what the likelihood of a lost movement rests on, for the person who is asked about it (rule 20). */
const dayMs = 24 * 3_600_000

/** Half of what a pre-image may be old by: nobody knows how old it was. */
const preImageMinutes = 0.25

export function weighAttempt(context: EngineContext, reader: Reader, attempt: Attempt): Question['likelihood'] {
  const read = attempt.evidence.at(-1)
  const { deltas } = attempt.row
  if (read?.found !== true || deltas.length === 0) return undefined
  const prior = priorOf(context.memory.learnt.lost)
  const weighed = deltas.map(([warehouse, by]) => sighting(context, reader, attempt, read, warehouse, by))
  const [first] = weighed
  if (first === undefined) return undefined
  const others = weighed.flatMap(({ newest }) => newest).toSorted((a, b) => b.at - a.at)
  return {
    applied: likelihoodOf(
      prior,
      weighed.map(({ seen }) => seen),
    ),
    prior,
    perMinute: first.seen.perMinute,
    minutes: first.seen.minutes,
    others: [...others],
  }
}

function sighting(
  { connection, memory }: EngineContext,
  reader: Reader,
  attempt: Attempt,
  read: Evidence,
  warehouse: number,
  by: number,
): { seen: Sighting; newest: { at: number; by: number }[] } {
  const { preImage, sentAt, uid } = attempt
  const cell = { item: uid, warehouse }
  const others = othersSeen(reader, connection, cell, { since: sentAt - dayMs, until: sentAt })
  const accountPace = others.perRecord / others.minutes
  const figure = (cells: Evidence['cells']): number => cells.find(([uidOf]) => uidOf === warehouse)?.[1] ?? 0
  const stamps = bumpOf(memory.learnt) === 'yes' && read.updatedAt !== null && preImage.updatedAt !== null
  return {
    seen: {
      by,
      moved: subtract(figure(read.cells), figure(preImage.cells)),
      perMinute: paceOf(others.inCell, others.minutes, accountPace),
      elsewherePerMinute: paceOf(others.elsewhere, others.minutes, accountPace),
      minutes: preImageMinutes + Math.max(0, read.at - sentAt) / 60_000,
      stamped: stamps ? read.updatedAt !== preImage.updatedAt : null,
      sizes: others.sizes,
    },
    newest: others.newest.map((move) => ({ ...move })),
  }
}
