import type { Question } from '../../../shared/contract/queue.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { attemptsOf, keepVerdict, type Attempt, type KeptVerdict } from '../store/attempts.ts'
import { moveChanges, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { keepConfirmed } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import { sinceMade } from './as-of-now.ts'
import { guardOf } from './capabilities.ts'
import type { EngineContext } from './context.ts'
import type { Case, Verdict } from './judge.ts'
import { takeKey } from './key-owner.ts'
import type { LostRecord } from './lost.ts'
import { questionFor } from './questions.ts'
import type { ReadBack } from './read-back.ts'
import { rebaseRecord } from './rebase-record.ts'
import { saidBase, takeCells, WarehouseUids } from './said.ts'
import { reject } from './send.ts'
import { markFound } from './applied.ts'
import { weighAttempt } from './weigh.ts'

/** Does what the judge found, and keeps beside the evidence what was found and why, for people to read. */
export interface Found {
  readonly verdict:
    | Verdict
    | { readonly verdict: 'applied'; readonly because: 'joint' | 'token' }
    | { readonly verdict: 'resend'; readonly because: 'refusedTogether' }
  /** Records of the request that say so together. */
  readonly rows: number
}

export interface Judged {
  readonly record: LostRecord
  readonly one: Case
  readonly read: ReadBack
}

export function carryOut(context: EngineContext, writer: Writer, judged: Judged, found: Found): void {
  const { record } = judged
  const { verdict } = found
  const ids = record.changes.map((change) => change.id)
  const at = context.ports.clock.now()
  switch (verdict.verdict) {
    case 'wait':
      return
    case 'applied':
      adopt(context, writer, judged)
      markFound(writer, ids, 'engine', at)
      compareBehindCreate(context, writer, record)
      keep(context, writer, judged, { verdict: 'applied', because: verdict.because }, found.rows)
      return
    case 'resend': {
      const rejected = resend(context, writer, record)
      const what = rejected
        ? ({ verdict: 'rejected', because: 'refused' } as const)
        : ({ verdict: 'resend', because: verdict.because } as const)
      keep(context, writer, judged, what, found.rows)
      return
    }
    case 'ask':
      for (const change of record.changes) ask(context, writer, record, change, verdict)
      keep(context, writer, judged, { verdict: 'asked', because: 'unproven' }, found.rows)
      logQuestion(context, writer, judged)
      return
    case 'conflict':
      dispute(context, writer, judged, verdict)
      keep(context, writer, judged, { verdict: 'conflict', because: 'goal' }, found.rows)
      return
    default:
      unreachable(verdict)
  }
}

/** The verdict with the figures it rests on. */
function keep(
  { ports, memory }: EngineContext,
  writer: Writer,
  { record, one }: Judged,
  found: Pick<KeptVerdict, 'verdict' | 'because'>,
  rows: number,
): void {
  const certain = found.because === 'certificate'
  const facts = {
    ...(certain ? { stamp: one.seen.updatedAt, sentAfter: one.before.serverDate, guard: guardOf(one.learnt) } : {}),
    ...(rows > 1 ? { rows } : {}),
  }
  keepVerdict(writer, record.attempt.id, { ...found, facts, at: ports.clock.now(), serverDate: memory.newestDate })
}

/**
 * Ready again; or rejected, where the remote said no to the record alone and it is now certain that it meant it. Answers
 * whether it was rejected.
 */
function resend(context: EngineContext, writer: Writer, { attempt, changes }: LostRecord): boolean {
  const { memory, ports } = context
  const at = ports.clock.now()
  const ids = changes.map((change) => change.id)
  const details = attempt.details
  const alone = attempt.outcome === 'refused' && attemptsOf(writer, attempt.requestID).length === 1
  if (alone && typeof details === 'object' && details !== null && 'text' in details) {
    for (const id of ids) reject(writer, id, attempt.preImage.key ?? attempt.row.newKey ?? '', String(details.text), at)
    return true
  }
  moveChanges(writer, ids, 'ready', 'engine', { at })
  for (const id of ids) memory.spent.add(id)
  if ('components' in attempt.row.fields) mergeAgain(context, writer, attempt)
  return false
}

/** Somebody else may have changed other parts of the bundle meanwhile: theirs go along (rule 14). */
function mergeAgain(context: EngineContext, writer: Writer, { uid, preImage }: Attempt): void {
  const after = getRecord(writer, uid)?.base
  if (!after || preImage.key === null) return
  const before = { ...after, ...preImage.fields, key: preImage.key }
  rebaseRecord(context, writer, uid, { before, after, stockMoved: false })
}

/** A create that turned out to have happened gets the remote's record as its base; other records have theirs by the read. */
function adopt(context: EngineContext, writer: Writer, { record, read }: Judged): void {
  const row = read.rowFor(record)
  if (row === null || record.attempt.endpoint !== 'create') return
  const cells = takeCells(writer, row, new WarehouseUids(writer, context.connection))
  takeKey(context, writer, { uid: record.attempt.uid, kind: record.kind, key: row.key })
  keepConfirmed(writer, record.kind, record.attempt.uid, saidBase(row, undefined, context.memory.newestDate), cells)
}

/** What was done here to a record whose create was lost: others may have met it since (rule 14). */
function compareBehindCreate(context: EngineContext, writer: Writer, { attempt }: LostRecord): void {
  if (attempt.endpoint !== 'create') return
  const { fields, figures } = attempt.row
  const remote = sinceMade(writer, attempt.uid, { fields, figures })
  if (remote) rebaseRecord(context, writer, attempt.uid, remote)
}

function ask(
  context: EngineContext,
  writer: Writer,
  record: LostRecord,
  change: Change,
  { suggested, half }: Extract<Verdict, { verdict: 'ask' }>,
): void {
  const attempt = freshAttempt(writer, record)
  const question = questionFor({
    reason: half ? 'halfApplied' : 'lostAnswer',
    change,
    key: keyOf(record),
    suggested,
    attempt,
    cell: change.warehouse,
    legs: attempt === undefined ? undefined : legsOf(writer, attempt),
    likelihood: attempt === undefined ? undefined : weighAttempt(context, writer, attempt),
  })
  const assumed = suggested === 'applied' ? 'applied' : 'notApplied'
  moveChanges(writer, [change.id], 'quarantined', 'engine', { at: context.ports.clock.now(), question, assumed })
}

/** What was seen of both cells of a transfer; nothing for other movements. */
function legsOf(reader: Reader, { row, preImage, evidence }: Attempt): Question['legs'] {
  if (row.deltas.length !== 2) return undefined
  const now = new Map(evidence.at(-1)?.cells)
  const before = new Map(preImage.cells)
  return row.deltas.map(([warehouse, by]) => ({
    warehouseID: reader.row<{ key: string }>('SELECT key FROM records WHERE uid = ?', warehouse)?.key ?? '',
    by,
    before: before.get(warehouse) ?? null,
    now: now.get(warehouse) ?? null,
  }))
}

function dispute(
  context: EngineContext,
  writer: Writer,
  judged: Judged,
  { reason, fields }: Extract<Verdict, { verdict: 'conflict' }>,
): void {
  const { record, one } = judged
  if (reason === 'keyTaken' && record.attempt.endpoint === 'create' && !one.keyTaken) adopt(context, writer, judged)
  for (const change of record.changes) {
    const question = questionFor({
      reason,
      change,
      key: keyOf(record),
      attempt: freshAttempt(writer, record),
      cell: change.warehouse,
      fields,
      theirsAt: one.seen.updatedAt,
    })
    moveChanges(writer, [change.id], 'conflict', 'engine', { at: context.ports.clock.now(), question })
  }
  // What it was to take the place of goes on, and was not compared with theirs while it might have happened.
  mergeAgain(context, writer, record.attempt)
}

const keyOf = ({ attempt }: LostRecord): string => attempt.preImage.key ?? attempt.row.newKey ?? ''

/** With the evidence that was just added. */
const freshAttempt = (writer: Writer, { attempt }: LostRecord) =>
  attemptsOf(writer, attempt.requestID).find((other) => other.id === attempt.id)

function logQuestion(context: EngineContext, writer: Writer, { record, one }: Judged): void {
  const key = keyOf(record)
  const details = { key, changeIDs: record.changes.map((change) => change.id), seen: one.seen }
  const text = `Nobody can prove what became of a change of ${key}; a person is asked.`
  writeLog(writer, context.connection, context.ports.clock.now(), {
    level: 'warning',
    event: 'lostAnswer',
    text,
    details,
  })
}
