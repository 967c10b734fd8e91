import { ok, type Result } from '../../../shared/domain/result.ts'
import type { RemoteFailure } from '../ports.ts'
import { addEvidence } from '../store/attempts.ts'
import { moveChanges, type Change } from '../store/changes.ts'
import { learnFromGoal, learnFromRefusal } from './capabilities.ts'
import { carryOut, type Found } from './carry-out.ts'
import type { EngineContext } from './context.ts'
import { jointlyApplied, jointlyUntouched } from './joint.ts'
import { isMissing, judge, type Case } from './judge.ts'
import { copiesDueIn, dueAt, isSettled, listLost, noteLook, replicaMs, type Lost, type LostRecord } from './lost.ts'
import { questionFor } from './questions.ts'
import { readBack, type ReadBack } from './read-back.ts'
import { isSole } from './sole.ts'
import { Stopped } from './stopped.ts'

/**
 * Finds out what became of requests whose answers are lost: reads when a read is due, keeps what was seen as evidence,
 * and lets the judge decide. Everything it needs is in the attempts, so it works across restarts.
 */
export async function verifyLost(context: EngineContext): Promise<Result<void, RemoteFailure>> {
  const { requests, forgotten } = listLost(context)
  forget(context, requests)
  if (forgotten.length > 0) askForgotten(context, forgotten)
  await untilCopiesCaughtUp(context, requests)
  const now = context.ports.clock.monotonic()
  const due = requests.filter(({ watch }) => (dueAt(context, watch) ?? Number.POSITIVE_INFINITY) <= now)
  const records = due.flatMap((lost) => lost.records)
  // Before the figures are read, so that those hold what is found here.
  const booked = await findBooked(context, due)
  for (const [kind, alike] of Map.groupBy(records, (record) => record.kind)) {
    const read = await readBack(context, kind, alike)
    if (!read.ok) return read
    for (const lost of due) {
      const own = lost.records.filter((record) => record.kind === kind)
      if (own.length > 0) judgeRequest(context, { ...lost, records: own }, read.value, now, booked.has(lost.requestID))
    }
  }
  for (const { watch } of due) watch.readAt = now
  forget(context, listLost(context).requests)
  return ok(undefined)
}

/** Movements that the remote shows with our own token: the one positive proof there is. Requests by their ids. */
async function findBooked({ line }: EngineContext, due: readonly Lost[]): Promise<ReadonlySet<string>> {
  const booked = new Set<string>()
  for (const { requestID, records } of due) {
    if (!records.some(({ attempt }) => attempt.row.deltas.length > 0)) continue
    const found = await line.findToken(requestID)
    // What could not be asked is judged as where nobody can ask.
    if (found?.ok === true && found.value) booked.add(requestID)
  }
  return booked
}

const byToken = (): Found => ({ verdict: { verdict: 'applied', because: 'token' }, rows: 1 })

/** What was answered whole could be judged at once, but for copies of the remote that lag a moment behind it. */
async function untilCopiesCaughtUp(context: EngineContext, requests: readonly Lost[]): Promise<void> {
  const { clock } = context.ports
  const waits = requests.flatMap(({ watch }) => {
    const wait = copiesDueIn(context, watch)
    return wait !== null && wait > 0 ? [Math.min(wait, replicaMs)] : []
  })
  if (waits.length > 0) await clock.sleep(Math.max(...waits), context.signal)
  // A wait that was cut short has changed nothing: whoever repeats until something has would repeat for ever.
  if (context.signal.aborted) throw new Stopped()
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

function judgeRequest(context: EngineContext, lost: Lost, read: ReadBack, now: number, isBooked: boolean): void {
  const { store, memory } = context
  const cases = casesOf(context, lost, read, now)
  const verdicts = isBooked ? cases.map(byToken) : judgeTogether(context, lost, cases)
  store.write((writer) => {
    const outcomes = new Set<Found['verdict']['verdict']>()
    for (const [place, record] of lost.records.entries()) {
      const [one, found] = [cases[place], verdicts[place]]
      if (!one || !found) continue
      addEvidence(writer, record.attempt.id, one.seen)
      outcomes.add(found.verdict.verdict)
      memory.learn(learnFromGoal(memory.learnt, one.sent, found.verdict))
      carryOut(context, writer, { record, one, read }, found)
    }
    const refused = lost.records.every(({ attempt }) => attempt.outcome === 'refused')
    if (refused && cases.length > 1) memory.learn(learnFromRefusal(memory.learnt, outcomes))
    memory.saveWith(writer)
  })
}

function casesOf(context: EngineContext, lost: Lost, read: ReadBack, now: number): Case[] {
  const settled = isSettled(context, lost.watch, now)
  const { fresh } = read
  return lost.records.map((record) => ({
    endpoint: record.attempt.endpoint,
    sent: record.attempt.row,
    ...lookAt(context, lost, record, read, now),
    earlier: record.attempt.evidence,
    keyTaken: read.keyTaken(record),
    settled,
    fresh,
    sole: isSole(
      context,
      context.store.reader,
      record.attempt.uid,
      record.attempt.row.deltas.map(([warehouse]) => warehouse),
    ),
    opens: record.attempt.row.figures.length > 0 && record.changes.some((change) => change.kind === 'transfer'),
    rowStamps: context.remote.capabilities.stampsOfRows === true,
    settleMs: context.options.settleSeconds * 1000,
    movement: record.changes.some((change) => change.kind === 'stock-delta'),
    learnt: context.memory.learnt,
  }))
}

function lookAt(
  context: EngineContext,
  { watch }: Lost,
  record: LostRecord,
  read: ReadBack,
  begunAt: number,
): Pick<Case, 'before' | 'seen' | 'gone'> {
  const { id, preImage: before } = record.attempt
  const seen = read.evidenceFor(record)
  const look = {
    missing: isMissing({ before, seen }),
    begunAt,
    endedAt: context.ports.clock.monotonic(),
  }
  return { before, seen, gone: noteLook(watch, id, look, context.options.settleSeconds * 1000) }
}

/** First what the rows say together (rule 18a), then each by itself. */
function judgeTogether(context: EngineContext, lost: Lost, cases: readonly Case[]): Found[] {
  const refused = lost.records.every(({ attempt }) => attempt.outcome === 'refused')
  const landed = jointlyApplied(cases, context.options.settleSeconds * 1000, refused)
  const untouched = refused && cases.every((one) => one.sent.deltas.length > 0) && jointlyUntouched(cases)
  return cases.map((one, place) => {
    if (landed.has(place)) return { verdict: { verdict: 'applied', because: 'joint' }, rows: landed.size }
    if (untouched) return { verdict: { verdict: 'resend', because: 'refusedTogether' }, rows: cases.length }
    return { verdict: judge(one), rows: 1 }
  })
}

/** What the database forgot, or may have forgotten because it was restored, needs no reading to be asked (rule 9). */
export function askForgottenNow(context: EngineContext): void {
  const { forgotten } = listLost(context)
  if (forgotten.length > 0) askForgotten(context, forgotten)
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
