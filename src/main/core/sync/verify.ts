import { ok, type Result } from '../../../shared/domain/result.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import type { RemoteFailure } from '../ports.ts'
import { addEvidence, attemptsOf, type Evidence } from '../store/attempts.ts'
import { moveChanges, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { keepConfirmed } from '../store/mirror.ts'
import { learnFromRefusal } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import { jointlyApplied, jointlyUntouched } from './joint.ts'
import { judge, type Case, type Verdict } from './judge.ts'
import { takeKey } from './key-owner.ts'
import { dueAt, isSettled, listLost, type Lost, type LostRecord } from './lost.ts'
import { questionFor } from './questions.ts'
import { readBack, type ReadBack } from './read-back.ts'
import { saidBase, takeCells, WarehouseUids } from './said.ts'
import { reject } from './send.ts'

/**
 * Finds out what became of requests whose answers are lost: reads when a read is due, keeps what was seen as evidence,
 * and lets the judge decide. Everything it needs is in the attempts, so it works across restarts.
 */
export async function verifyLost(context: EngineContext): Promise<Result<void, RemoteFailure>> {
  const { requests, forgotten } = listLost(context)
  forget(context, requests)
  if (forgotten.length > 0) askForgotten(context, forgotten)
  const now = context.ports.clock.monotonic()
  const due = requests.filter(({ watch }) => (dueAt(context, watch) ?? Number.POSITIVE_INFINITY) <= now)
  const records = due.flatMap((lost) => lost.records)
  for (const [kind, alike] of Map.groupBy(records, (record) => record.kind)) {
    const read = await readBack(context, kind, alike)
    if (!read.ok) return read
    for (const lost of due) {
      const own = lost.records.filter((record) => record.kind === kind)
      if (own.length > 0) judgeRequest(context, { ...lost, records: own }, read.value, now)
    }
  }
  for (const { watch } of due) watch.readAt = now
  forget(context, listLost(context).requests)
  return ok(undefined)
}

/** Stops watching requests that hold nothing unknown any more. */
function forget({ memory, store }: EngineContext, open: readonly Lost[]): void {
  const ids = new Set(open.map((lost) => lost.requestID))
  for (const requestID of memory.lost.keys()) {
    if (ids.has(requestID)) continue
    memory.lost.delete(requestID)
    store.journal.settle(requestID)
  }
}

function judgeRequest(context: EngineContext, lost: Lost, read: ReadBack, now: number): void {
  const { store, memory, options } = context
  const settled = isSettled(context, lost.watch, now)
  const cases = lost.records.map((record): Case => {
    const { attempt } = record
    const seen = read.evidenceFor(record)
    return {
      endpoint: attempt.endpoint,
      sent: attempt.row,
      before: attempt.preImage,
      seen,
      keyTaken: read.keyTaken(record),
      settled,
      learnt: memory.learnt,
    }
  })
  const refused = lost.records.every(({ attempt }) => attempt.outcome === 'refused')
  const landed = jointlyApplied(cases, options.settleSeconds * 1000)
  const untouched = refused && cases.every((one) => one.sent.deltas.length > 0) && jointlyUntouched(cases)
  store.write((writer) => {
    let resent = 0
    for (const [place, record] of lost.records.entries()) {
      const one = cases[place]
      if (!one) continue
      addEvidence(writer, record.attempt.id, one.seen)
      const verdict: Verdict = landed.has(place)
        ? { verdict: 'applied' }
        : untouched
          ? { verdict: 'resend', because: 'goalNotMet' }
          : judge(one)
      if (verdict.verdict === 'resend') resent += 1
      carryOut(context, writer, record, verdict, one.seen, read)
    }
    if (refused && cases.length > 1) memory.learn(learnFromRefusal(memory.learnt, resent === cases.length))
    memory.saveWith(writer)
  })
}

function carryOut(
  context: EngineContext,
  writer: Writer,
  record: LostRecord,
  verdict: Verdict,
  seen: Evidence,
  read: ReadBack,
): void {
  const { changes } = record
  const ids = changes.map((change) => change.id)
  const at = context.ports.clock.now()
  switch (verdict.verdict) {
    case 'wait':
      return
    case 'applied':
      adopt(context, writer, record, read)
      moveChanges(writer, ids, 'applied', 'engine', { at, question: null, assumed: null })
      return
    case 'resend':
      resend(context, writer, record)
      return
    case 'ask':
      for (const change of changes) ask(context, writer, record, change, verdict.suggested)
      logQuestion(context, writer, record, seen)
      return
    case 'conflict': {
      if (verdict.reason === 'keyTaken' && record.attempt.endpoint === 'create') adopt(context, writer, record, read)
      const { reason, fields } = verdict
      for (const change of changes) {
        const question = questionFor({
          reason,
          change,
          key: keyOf(record),
          attempt: freshAttempt(writer, record),
          cell: change.warehouse,
          fields,
        })
        moveChanges(writer, [change.id], 'conflict', 'engine', { at, question })
      }
      return
    }
    default:
      unreachable(verdict)
  }
}

/** Ready again; or rejected, where the remote said no to the record alone and it is now certain that it meant it. */
function resend(context: EngineContext, writer: Writer, { attempt, changes }: LostRecord): void {
  const { memory, ports } = context
  const at = ports.clock.now()
  const ids = changes.map((change) => change.id)
  const details = attempt.details
  const alone = attempt.outcome === 'refused' && attemptsOf(writer, attempt.requestID).length === 1
  if (alone && typeof details === 'object' && details !== null && 'text' in details) {
    for (const id of ids) reject(writer, id, attempt.preImage.key ?? attempt.row.newKey ?? '', String(details.text), at)
    return
  }
  moveChanges(writer, ids, 'ready', 'engine', { at })
  for (const id of ids) memory.spent.add(id)
}

/** A create that turned out to have happened gets the remote's record as its base; other records have theirs by the read. */
function adopt(context: EngineContext, writer: Writer, record: LostRecord, read: ReadBack): void {
  const row = read.rowFor(record)
  if (row === null || record.attempt.endpoint !== 'create') return
  const cells = takeCells(writer, row, new WarehouseUids(writer, context.connection))
  takeKey(context, writer, { uid: record.attempt.uid, kind: record.kind, key: row.key })
  keepConfirmed(writer, record.kind, record.attempt.uid, saidBase(row, undefined, context.memory.newestDate), cells)
}

function ask(
  context: EngineContext,
  writer: Writer,
  record: LostRecord,
  change: Change,
  suggested: 'applied' | 'resend' | null,
): void {
  const question = questionFor({
    reason: 'lostAnswer',
    change,
    key: keyOf(record),
    suggested,
    attempt: freshAttempt(writer, record),
    cell: change.warehouse,
  })
  const assumed = suggested === 'applied' ? 'applied' : 'notApplied'
  moveChanges(writer, [change.id], 'quarantined', 'engine', { at: context.ports.clock.now(), question, assumed })
}

const keyOf = ({ attempt }: LostRecord): string => attempt.preImage.key ?? attempt.row.newKey ?? ''

/** With the evidence that was just added. */
const freshAttempt = (writer: Writer, { attempt }: LostRecord) =>
  attemptsOf(writer, attempt.requestID).find((other) => other.id === attempt.id)

function logQuestion(context: EngineContext, writer: Writer, record: LostRecord, seen: Evidence): void {
  const key = keyOf(record)
  const details = { key, changeIDs: record.changes.map((change) => change.id), seen }
  const text = `Nobody can prove what became of a change of ${key}; a person is asked.`
  writeLog(writer, context.connection, context.ports.clock.now(), {
    level: 'warning',
    event: 'lostAnswer',
    text,
    details,
  })
}

function askForgotten(context: EngineContext, changes: readonly Change[]): void {
  const { store, ports } = context
  store.write((writer) => {
    for (const change of changes) {
      const row = writer.row<{ key: string }>('SELECT key FROM records WHERE uid = ?', change.uid)
      const question = questionFor({ reason: 'restored', change, key: row?.key ?? '' })
      moveChanges(writer, [change.id], 'quarantined', 'engine', {
        at: ports.clock.now(),
        question,
        assumed: 'notApplied',
      })
    }
  })
}
