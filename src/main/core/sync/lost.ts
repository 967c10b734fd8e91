import type { RecordKind } from '../../../shared/domain/change.ts'
import { attemptsOf, type Attempt } from '../store/attempts.ts'
import { listChanges, type Change } from '../store/changes.ts'
import type { EngineContext } from './context.ts'
import type { LostRequest } from './memory.ts'

/** The requests whose answers are lost, and when each is to be looked at again (reads at +2 s, +30 s and +settle). */
export interface Lost {
  readonly requestID: string
  readonly watch: LostRequest
  readonly records: readonly LostRecord[]
}

export interface LostRecord {
  readonly attempt: Attempt
  readonly kind: RecordKind
  readonly changes: readonly Change[]
}

export interface LostQueue {
  readonly requests: readonly Lost[]
  /** Unknown by the journal's word alone: the database forgot the attempt, so there is nothing to judge by. */
  readonly forgotten: readonly Change[]
}

export function listLost(context: EngineContext): LostQueue {
  const { store, connection } = context
  const unknown = listChanges(store.reader, connection, ['unknown'])
  const requests: Lost[] = []
  const forgotten: Change[] = []
  for (const [requestID, changes] of Map.groupBy(unknown, (change) => change.requestID ?? '')) {
    const records = attemptsOf(store.reader, requestID).flatMap((attempt) => {
      const own = changes.filter((change) => attempt.changeIDs.includes(change.id))
      const [first] = own
      return first === undefined ? [] : [{ attempt, kind: first.recordKind, changes: own }]
    })
    const told = new Set(records.flatMap((record) => record.changes.map((change) => change.id)))
    forgotten.push(...changes.filter((change) => !told.has(change.id)))
    if (records.length > 0) requests.push({ requestID, records, watch: watchOf(context, requestID, records) })
  }
  return { requests, forgotten }
}

/** After a restart the settle time starts anew: only this run's steady clock is trusted (invariant I18). */
function watchOf({ memory, ports }: EngineContext, requestID: string, records: readonly LostRecord[]): LostRequest {
  const known = memory.lost.get(requestID)
  if (known) return known
  const complete = records.every(({ attempt }) => isComplete(attempt.details))
  const watch: LostRequest = { since: ports.clock.monotonic(), complete, readAt: null, missing: new Map() }
  memory.lost.set(requestID, watch)
  return watch
}

const isComplete = (details: unknown): boolean =>
  typeof details === 'object' && details !== null && 'complete' in details && details.complete === true

/** How far behind a copy of the remote that reads are answered from may be, after an answer that came whole. */
export const replicaMs = 2_000

/** When the reads of a lost request are due, on the steady clock. */
function marks({ options }: EngineContext, { since, complete, missing }: LostRequest): number[] {
  const settle = options.settleSeconds * 1000
  const after = complete ? [Math.min(replicaMs, settle)] : [2_000, 30_000, settle].filter((mark) => mark <= settle)
  const again = [...missing.values()].map((first) => first + settle)
  return [...after.map((mark) => since + mark), ...again].toSorted((a, b) => a - b)
}

/** The next read that was not made yet; null: all were. */
export function dueAt(context: EngineContext, watch: LostRequest): number | null {
  const { readAt } = watch
  return marks(context, watch).find((mark) => readAt === null || readAt < mark) ?? null
}

/** What a read showed of a record, and when it was made, on the steady clock. */
export interface Look {
  readonly missing: boolean
  readonly begunAt: number
  readonly endedAt: number
}

/**
 * Notes what a read showed of the record of an attempt. Answers whether the record is gone: a deletion needs two
 * witnesses (rule 22), and here they are two reads a settle time apart, with none between them that found it. Whether
 * such a read was fresh can't be asked: the newest stamp that was known may have gone with the record.
 */
export function noteLook({ missing }: LostRequest, attempt: number, look: Look, settleMs: number): boolean {
  if (!look.missing) {
    missing.delete(attempt)
    return false
  }
  const since = missing.get(attempt) ?? look.endedAt
  missing.set(attempt, since)
  return look.begunAt - since >= settleMs
}

export function isSettled({ options }: EngineContext, watch: LostRequest, now: number): boolean {
  const settle = options.settleSeconds * 1000
  return now >= watch.since + (watch.complete ? Math.min(replicaMs, settle) : settle)
}

/** When the scheduler should come back for a lost answer, on the steady clock; null: nothing is lost. */
export function nextDueAt(context: EngineContext): number | null {
  const due = [...context.memory.lost.values()].flatMap((watch) => dueAt(context, watch) ?? [])
  return due.length === 0 ? null : Math.min(...due)
}

/** For how long something that was answered whole waits for copies of the remote to catch up; null: it waits for more. */
export function copiesDueIn({ options, ports }: EngineContext, watch: LostRequest): number | null {
  const { since, complete, readAt } = watch
  const mark = since + Math.min(replicaMs, options.settleSeconds * 1000)
  return !complete || (readAt !== null && readAt >= mark) ? null : mark - ports.clock.monotonic()
}

/** Something waits only for copies of the remote to catch up: that is worth a moment. */
export const hasWhole = (context: EngineContext): boolean =>
  [...context.memory.lost.values()].some((watch) => copiesDueIn(context, watch) !== null)
