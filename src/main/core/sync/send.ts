import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import { addAttempt, finishAttempts } from '../store/attempts.ts'
import { moveChanges, moveUnfolded } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { writeLog, type LogEntry } from '../store/log.ts'
import { acknowledge } from './acknowledge.ts'
import { verdictOf } from './capabilities.ts'
import { classify, type Classified, type Lane } from './classify.ts'
import type { EngineContext } from './context.ts'
import { settleFigures } from './figures.ts'
import { freshen } from './freshen.ts'
import { fingerprint } from './hash.ts'
import { isRelative } from './intent.ts'
import { persist } from './persist.ts'
import { stillPossible } from './possible.ts'
import type { PlannedBatch } from './split.ts'
import { batchOf, endpointFor, prepareRow, type SendRow } from './prepare.ts'
import { questionFor } from './questions.ts'
import { getChange } from '../store/changes.ts'

/**
 * Sends one planned batch in the order of rule 8: journal on disk, then attempts and `inflight` in one transaction, then
 * the socket, then the answer in one transaction, then the journal's tail.
 */
export interface Sent {
  /** Changes acknowledged. */
  readonly applied: number
  /** The request went out, whatever came of it; null: nothing of the batch could be sent now. */
  readonly requestID: string | null
  readonly lane: Lane
  /** An array was refused whole: its records must be told apart (sync.md §3). */
  readonly refusedArray: boolean
  /** The remote broke over it (5xx), with so many rows; 0: it did not. */
  readonly broke: number
}

const nothing: Sent = { applied: 0, requestID: null, lane: { next: 'goOn' }, refusedArray: false, broke: 0 }

export async function sendBatch(context: EngineContext, planned: PlannedBatch): Promise<Result<Sent, RemoteFailure>> {
  const ready = await untilReady(context, planned)
  if (!ready.ok) return ready
  const rows = prepareRows(context, planned)
  if (rows.length === 0) return ok(nothing)
  const requestID = context.ports.ids.ulid()
  const batch = { ...batchOf(planned, rows, context.remote.capabilities), token: requestID }
  const bodyHash = fingerprint(context.remote.body(batch))
  const changeIDs = rows.flatMap((row) => row.intent.changeIDs)
  const at = context.ports.clock.now()
  try {
    context.store.journal.append({ requestID, changeIDs, bodyHash, at })
    context.store.write((writer) => {
      writeAhead(context, writer, { requestID, bodyHash, at, planned, rows })
    })
  } catch (failure) {
    context.store.journal.withdraw(requestID)
    throw failure
  }
  const result = await context.line.send(batch)
  if (result.ok) {
    const { applied, missing } = await persist(context, () => acknowledge(context, requestID, rows, result.value))
    if (missing > 0) watch(context, requestID, true)
    context.store.journal.settle(requestID)
    return ok({ ...nothing, applied, requestID })
  }
  const failed = await fail(context, requestID, rows, result.error)
  if (failed.lane.next !== 'replan' || context.remote.capabilities.relativeStock) return ok(failed)
  const read = await freshen(context, planned)
  return read.ok ? ok(failed) : read
}

/** Fresh pre-images and a token; both again if waiting for the one made the other stale. */
async function untilReady(context: EngineContext, planned: PlannedBatch): Promise<Result<void, RemoteFailure>> {
  const { clock } = context.ports
  for (;;) {
    const fresh = await freshen(context, planned)
    if (!fresh.ok) return fresh
    const before = clock.monotonic()
    await context.line.admit('ordinary')
    if (clock.monotonic() - before < 1000) return ok(undefined)
  }
}

/** What of the plan still holds: every change unsent, nothing else of the record on its way (rule 7). */
function prepareRows(context: EngineContext, planned: PlannedBatch): SendRow[] {
  const { store, memory, remote } = context
  return settleFigures(context, stillPossible(context, planned.intents)).flatMap(
    (intent) => prepareRow(store.reader, planned.step, intent, memory.newestDate, remote.capabilities) ?? [],
  )
}

interface WriteAhead {
  readonly requestID: string
  readonly bodyHash: string
  readonly at: number
  readonly planned: PlannedBatch
  readonly rows: readonly SendRow[]
}

function writeAhead(
  context: EngineContext,
  writer: Writer,
  { requestID, bodyHash, at, planned, rows }: WriteAhead,
): void {
  const { connection, memory, line, remote } = context
  const { endpoint } = endpointFor(planned.step, remote.capabilities)
  for (const { intent, sent, preImage } of rows) {
    addAttempt(writer, {
      connection,
      requestID,
      endpoint,
      uid: intent.uid,
      changeIDs: intent.changeIDs,
      bodyHash,
      row: sent,
      preImage,
      sentAt: at,
      serverSentAt: preImage.serverDate,
    })
    // Only what a create carries along may have waited for that create.
    const blocked =
      intent.action.kind === 'create' ? intent.changeIDs.filter((id) => getChange(writer, id)?.state === 'blocked') : []
    if (blocked.length > 0) moveUnfolded(writer, blocked, 'ready', 'engine', { at })
  }
  const ids = rows.flatMap((row) => row.intent.changeIDs)
  moveUnfolded(writer, ids, 'inflight', 'engine', { at, requestID, question: null })
  memory.saveWith(writer)
  line.saveWith(writer)
}

async function fail(
  context: EngineContext,
  requestID: string,
  rows: readonly SendRow[],
  failure: RemoteFailure,
): Promise<Sent> {
  const plain = classify(failure, rows.length, isDoubted(context, requestID, rows) || isTornable(rows))
  const isRefused = plain.fate.records === 'refused'
  const setsInstead = isRefused && wantsFirstFigure(context, rows)
  const readsAgain = isRefused && mayStandOtherwise(context, rows)
  const classified: Classified =
    setsInstead || readsAgain ? { ...plain, fate: { records: 'ready' }, lane: { next: 'replan' } } : plain
  if (setsInstead) setFirst(context, rows)
  learnShape(context, failure)
  await persist(context, () => {
    context.store.write((writer) => {
      keepFailure(context, writer, { requestID, rows, failure, classified })
    })
  })
  if (classified.fate.records === 'unknown') watch(context, requestID, classified.fate.settled)
  else context.store.journal.settle(requestID)
  const { lane } = classified
  if (lane.next === 'wait') context.line.pauseFor(lane.ms + Math.round(context.ports.random.next() * 1000))
  if (lane.next === 'halve') context.memory.change({ batchSize: Math.max(1, Math.floor(rows.length / 2)) })
  const broke = failure.kind === 'uncertain' && (failure.status ?? 0) >= 500 ? rows.length : 0
  return { applied: 0, requestID, lane, refusedArray: failure.kind === 'refused' && rows.length > 1, broke }
}

/** From here on the request is watched until its records are judged. */
function watch({ memory, ports }: EngineContext, requestID: string, complete: boolean): void {
  memory.lost.set(requestID, { since: ports.clock.monotonic(), complete, readAt: null, missing: new Map() })
}

/**
 * An earlier attempt of the same changes ended without an answer: a refusal now may speak of our own success. Not so for
 * movements: they were judged before they went again, and no read could tell more.
 */
function isDoubted(context: EngineContext, requestID: string, rows: readonly SendRow[]): boolean {
  if (rows.every((row) => isRelative(row.intent.action))) return false
  const ids = JSON.stringify(rows.flatMap((row) => row.intent.changeIDs))
  const found = context.store.reader.row(
    `SELECT 1 FROM attempts WHERE uid IN (SELECT uid FROM changes WHERE id IN (SELECT value FROM json_each(?1)))
       AND request_id <> ?2 AND (outcome IS NULL OR outcome IN ('uncertain', 'redirected'))
       AND EXISTS (SELECT 1 FROM json_each(change_ids) AS own WHERE own.value IN (SELECT value FROM json_each(?1)))`,
    ids,
    requestID,
  )
  return found !== undefined
}

interface Failed {
  readonly requestID: string
  readonly rows: readonly SendRow[]
  readonly failure: RemoteFailure
  readonly classified: Classified
}

function keepFailure(context: EngineContext, writer: Writer, { requestID, rows, failure, classified }: Failed): void {
  const { memory, ports, connection } = context
  const at = ports.clock.now()
  const { fate, outcome } = classified
  const ids = rows.flatMap((row) => row.intent.changeIDs)
  const complete = fate.records === 'unknown' && fate.settled
  const status = 'status' in failure ? failure.status : null
  finishAttempts(writer, requestID, outcome, { complete, text: failure.text, rows: rows.length, status }, at)
  if (fate.records === 'unknown') moveChanges(writer, ids, 'unknown', 'engine', { at })
  else if (fate.records === 'ready') moveUnfolded(writer, ids, 'ready', 'engine', { at })
  else for (const id of ids) reject(writer, id, rows[0]?.key ?? '', fate.text, at)
  const entry = logEntryFor(classified, failure, rows)
  if (entry) writeLog(writer, connection, at, entry)
  memory.saveWith(writer)
}

/** Both cells of a transfer that is written as figures: of a refused array the first may have been taken. */
const isTornable = (rows: readonly SendRow[]): boolean =>
  rows.some(({ wire, opens }) => wire.of === 'figures' && wire.rows.length > 1 && opens !== true)

/**
 * A figure was refused. Somebody may have made or removed the cell since it was read, so it is read and said once more;
 * a second refusal in a row is meant.
 */
function mayStandOtherwise({ memory }: EngineContext, rows: readonly SendRow[]): boolean {
  const [row] = rows
  if (row?.wire.of !== 'figures') return false
  const { uid, recordKind } = row.intent
  if (memory.refusedOnce.delete(uid)) return false
  memory.refusedOnce.add(uid)
  memory.readAt.delete(recordKind)
  memory.wholeReadAt.delete(recordKind)
  return true
}

/** An increment was refused where there is no figure yet: that is how this remote wants first figures set. */
function wantsFirstFigure({ memory, remote }: EngineContext, rows: readonly SendRow[]): boolean {
  const [row] = rows
  if (!remote.capabilities.relativeStock) return false
  const raises = row !== undefined && isRelative(row.intent.action) && row.sent.deltas.every(([, by]) => by > 0)
  if (!raises) return false
  return row.preImage.cells.every(([, figure]) => figure === null) && verdictOf(memory.learnt.firstFigure) !== 'yes'
}

/** For these cells only: what a refusal means for the account is learnt once the figure was taken. */
function setFirst({ memory }: EngineContext, rows: readonly SendRow[]): void {
  for (const { intent, sent } of rows)
    for (const [warehouse] of sent.deltas) memory.setFirst.add(`${String(intent.uid)} ${String(warehouse)}`)
}

function learnShape({ memory }: EngineContext, failure: RemoteFailure): void {
  if (failure.kind !== 'refused' || failure.shape === undefined) return
  const { errors } = memory.learnt
  memory.learn({ ...memory.learnt, errors: { ...errors, [failure.shape]: errors[failure.shape] + 1 } })
}

export function reject(writer: Writer, id: number, key: string, serverText: string, at: number): void {
  const change = getChange(writer, id)
  if (!change) return
  moveChanges(writer, [id], 'rejected', 'engine', {
    at,
    question: questionFor({ reason: 'refused', change, key, serverText }),
  })
}

function logEntryFor({ fate, lane }: Classified, failure: RemoteFailure, rows: readonly SendRow[]): LogEntry | null {
  const details = { text: failure.text, records: rows.length, keys: rows.slice(0, 10).map((row) => row.key) }
  const what = rows.length === 1 ? `the record ${rows[0]?.key ?? ''}` : `${String(rows.length)} records`
  if (lane.next === 'wait')
    return { level: 'warning', event: 'rateLimited', text: 'The remote asked to slow down.', details }
  if (lane.next === 'stop' && lane.because === 'unauthorized')
    return { level: 'error', event: 'unauthorized', text: 'The remote refused the key.', details }
  if (lane.next === 'stop' && lane.because === 'signIn')
    return { level: 'warning', event: 'signInNeeded', text: 'The network wants a sign-in first.', details }
  if (lane.next === 'stop')
    return { level: 'info', event: 'notSent', text: `The remote was not reached; ${what} stayed here.`, details }
  if (fate.records === 'refused')
    return { level: 'warning', event: 'refused', text: `The remote refused ${what}: ${fate.text}`, details }
  if (fate.records === 'unknown')
    return {
      level: 'warning',
      event: 'lostAnswer',
      text: `The answer for ${what} was lost; it will be checked.`,
      details,
    }
  return null
}
