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
  const watch = { since: ports.clock.monotonic(), complete, readAt: null }
  memory.lost.set(requestID, watch)
  return watch
}

const isComplete = (details: unknown): boolean =>
  typeof details === 'object' && details !== null && 'complete' in details && details.complete === true

/** How far behind a copy of the remote that reads are answered from may be, after an answer that came whole. */
export const replicaMs = 2_000

/** When the reads of a lost request are due, on the steady clock. */
function marks(context: EngineContext, watch: LostRequest): number[] {
  const settle = context.options.settleSeconds * 1000
  if (watch.complete) return [watch.since + Math.min(replicaMs, settle)]
  return [2_000, 30_000, settle].filter((mark) => mark <= settle).map((mark) => watch.since + mark)
}

/** The next read that was not made yet; null: all were. */
export function dueAt(context: EngineContext, watch: LostRequest): number | null {
  const { readAt } = watch
  return marks(context, watch).find((mark) => readAt === null || readAt < mark) ?? null
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

/** Something that was answered whole waits only for copies of the remote to catch up: that is worth a moment. */
export const hasWhole = (context: EngineContext): boolean =>
  [...context.memory.lost.values()].some((watch) => watch.complete && dueAt(context, watch) !== null)
