import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { isQuestion } from '../../../shared/domain/change.ts'
import { equal, subtract } from '../../../shared/domain/quantity.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { keepVerdict, lastAttempt, type Attempt } from '../store/attempts.ts'
import { addChange, getChange, moveChange, openChangesOf, othersWaitFor, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { addDecision, captureChanges } from '../store/decisions.ts'
import { knownCells } from '../store/mirror.ts'
import { remoteClockAhead } from '../store/own-changes.ts'
import { getRecord } from '../store/records.ts'
import { markFound } from './applied.ts'
import { compareAsOfNow, compareWithMade } from './as-of-now.ts'
import { compareCreated } from './claims.ts'
import { copied, keepMine, keepTheirs } from './decide-conflict.ts'
import type { Answer, Decided, Decision, Given } from './decision.ts'
import { countedSince } from './overtake.ts'
import { movementOf, waitingBefore } from './own-moves.ts'
import { questionFor } from './questions.ts'
import { ask } from './rebase-record.ts'

/**
 * What a person's answers do to the changes they are about: the only way out of `quarantined`, `conflict` and `rejected`
 * (rule 6). Called inside the transaction of the command, so an answer is taken whole or not at all.
 */

/** Answers the questions of these changes, and of every change that was sent in one row with one of them. */
export function decideChanges(writer: Writer, ids: readonly number[], given: Given): Result<Decided, AppError> {
  const questions = findQuestions(writer, ids)
  if (!questions.ok) return questions
  const open = [...questions.value.values()]
  const decisions = new Map<number, Decision>()
  for (const change of open) {
    const answer = given.answer === 'suggested' ? suggestionOf(change) : given.answer
    if (answer === null) return err(noSuggestion(change))
    const decision = { ...given, answer }
    const problem = problemWith(change, decision)
    if (problem) return err(problem)
    decisions.set(change.id, decision)
  }
  const cells = new Set(open.map(({ uid, warehouse }) => `${String(uid)} ${String(warehouse)}`))
  if (given.answer === 'count' && cells.size > 1)
    return err(
      appError('invalid', 'One count is of one item in one warehouse. Answer these one by one.', { changeIDs: ids }),
    )
  return ok(carryOutAll(writer, open, decisions, given))
}

/** The open questions among these, with those of changes that were sent in one row with them. */
function findQuestions(writer: Writer, ids: readonly number[]): Result<Map<number, Change>, AppError> {
  const questions = new Map<number, Change>()
  for (const id of ids) {
    const change = getChange(writer, id)
    if (!change) return err(appError('notFound', `There is no change ${String(id)}.`, { changeID: id }))
    for (const together of sentTogether(writer, change))
      if (isQuestion(together.state) && together.question?.reason === change.question?.reason)
        questions.set(together.id, together)
  }
  return questions.size > 0
    ? ok(questions)
    : err(appError('notAllowed', 'There is no open question about this any more.', { changeIDs: ids }))
}

function carryOutAll(
  writer: Writer,
  open: readonly Change[],
  decisions: ReadonlyMap<number, Decision>,
  { at, groupID, person = null }: Given,
): Decided {
  const before = captureChanges(writer, touchable(writer, open), (change) => waitingBefore(writer, change))
  const changeIDs: number[] = []
  const done = new Set<string>()
  for (const { id } of open) {
    // An answer may have taken along what depended on it.
    const change = getChange(writer, id)
    const decision = decisions.get(id)
    if (change && decision && isQuestion(change.state)) changeIDs.push(...decide(writer, change, decision, done))
  }
  const decisionID = addDecision(writer, {
    connection: open[0]?.connection ?? 0,
    groupID,
    at,
    person,
    before,
    made: changeIDs,
    answers: new Map([...decisions].map(([id, { answer }]) => [id, answer])),
  })
  return { decided: open.map(({ id }) => id), changeIDs, decisionID }
}

/** Every change that an answer may move: the open ones of the same records, and what waits for them. */
function touchable(writer: Writer, open: readonly Change[]): number[] {
  const found = new Map<number, Change>()
  const add = (change: Change): void => {
    if (found.has(change.id)) return
    found.set(change.id, change)
    if (othersWaitFor(change.kind)) for (const dependent of dependents(writer, change)) add(dependent)
  }
  for (const uid of new Set(open.map((change) => change.uid)))
    for (const change of openChangesOf(writer, uid)) add(change)
  return [...found.keys()]
}

function suggestionOf({ question }: Change): Answer | null {
  const suggested = question?.suggested ?? null
  return suggested === 'count' ? null : suggested
}

const noSuggestion = (change: Change): AppError =>
  appError('notAllowed', 'There is no suggestion for one of these. Answer it by itself.', { changeID: change.id })

function sentTogether(writer: Writer, change: Change): Change[] {
  if (change.state !== 'quarantined') return [change]
  const ids = lastAttempt(writer, change.requestID, change.uid)?.changeIDs ?? []
  return ids.includes(change.id) ? ids.flatMap((id) => getChange(writer, id) ?? []) : [change]
}

function problemWith(change: Change, { answer, quantity }: Decision): AppError | null {
  const allowed = change.question?.answers ?? []
  if (!allowed.includes(answer)) {
    return appError('notAllowed', `This question can't be answered with "${answer}"; it takes ${allowed.join(', ')}.`, {
      changeID: change.id,
      allowed,
    })
  }
  if (answer === 'count' && quantity === undefined)
    return appError('invalid', 'Say how many pieces were counted.', { field: 'quantity' })
  return null
}

function decide(writer: Writer, change: Change, decision: Decision, done: Set<string>): number[] {
  const { answer, at } = decision
  const cleared = { at, question: null, assumed: null }
  const letGo = (given: Change): void => {
    discard(writer, given, at)
  }
  switch (answer) {
    case 'applied':
      markFound(writer, [change.id], 'person', at)
      compareWithMade(writer, change, at)
      return []
    case 'resend':
      watchForLateLanding(writer, change, at)
      moveChange(writer, change.id, 'ready', 'person', cleared)
      compareAsOfNow(writer, [{ ...change, state: 'ready' }], at)
      letGoIfCounted(writer, change, at)
      return []
    case 'retry':
      if (!asksInstead(writer, change, at)) moveChange(writer, change.id, 'ready', 'person', cleared)
      return []
    case 'compensate':
      return compensate(writer, change, decision, done)
    case 'discard':
      if (isInDoubt(change)) return keepTheirs(writer, change, { ...decision, answer: 'theirs' }, letGo)
      if (!meetsTheirs(writer, change, at)) letGo(change)
      return []
    case 'count':
      moveChange(writer, change.id, 'discarded', 'person', cleared)
      return countCell(writer, change, decision, done)
    case 'mine':
      return keepMine(writer, change, decision)
    case 'theirs':
      return keepTheirs(writer, change, decision, letGo)
    default:
      return unreachable(answer)
  }
}

/** What was counted since holds it already, or shows that it did not happen. */
function letGoIfCounted(writer: Writer, change: Change, at: number): void {
  const supersededBy = countedSince(writer, change)
  if (supersededBy !== undefined) moveChange(writer, change.id, 'superseded', 'engine', { at, supersededBy })
}

/** A refused change is not sent again over what others have done since: that is asked first. Answers whether it was. */
function asksInstead(writer: Writer, change: Change, at: number): boolean {
  const { question } = change
  if (question === null || question.fields.length === 0) return meetsTheirs(writer, change, at)
  const reason = change.kind === 'delete' ? 'changedRemotely' : 'fieldConflict'
  const record = getRecord(writer, change.uid)
  const { fields } = question
  const theirsAt = record?.serverUpdatedAt ?? null
  ask(writer, change, questionFor({ reason, change, key: record?.view.key ?? '', fields, theirsAt }), at)
  return true
}

/** A create that may have happened: where its record is there, giving the create up leaves that to whoever made it. */
const isInDoubt = ({ kind, state }: Change): boolean => kind === 'create' && state === 'quarantined'

/** A refused create whose record is there by now: giving it up, or trying it again, would not be what was asked. */
function meetsTheirs(writer: Writer, change: Change, at: number): boolean {
  const record = getRecord(writer, change.uid)
  if (change.kind !== 'create' || change.state !== 'rejected' || !record?.base) return false
  const base = { state: record.base, updatedAt: record.serverUpdatedAt }
  compareCreated(writer, change, base, knownCells(writer, change.uid), at)
  return true
}

/** A movement that a person sends again is watched like any other (rule 19): its first sending may still land. */
function watchForLateLanding(writer: Writer, change: Change, at: number): void {
  const attempt = attemptOf(writer, change)
  if (attempt === undefined || attempt.evidence.length === 0) return
  const serverDate = at + remoteClockAhead(writer, change.connection)
  keepVerdict(writer, attempt.id, { verdict: 'resend', because: 'person', facts: {}, at, serverDate })
}

const attemptOf = (writer: Writer, change: Change): Attempt | undefined => {
  const attempt = lastAttempt(writer, change.requestID, change.uid)
  return attempt?.changeIDs.includes(change.id) ? attempt : undefined
}

/**
 * A prepared correction is let go; of a transfer that was half carried out, the leg that is missing is queued as an
 * ordinary movement, and the transfer is done with that.
 */
function compensate(writer: Writer, change: Change, { at, groupID }: Decision, done: Set<string>): number[] {
  const cleared = { at, question: null, assumed: null }
  if (change.question?.reason !== 'halfApplied') {
    moveChange(writer, change.id, 'ready', 'person', cleared)
    return []
  }
  const attempt = attemptOf(writer, change)
  const missing = attempt && missingLeg(attempt)
  const landed = attempt && movementOf(change).filter(([cell]) => cell !== missing?.[0])
  markFound(writer, [change.id], 'person', at, landed)
  const row = `half ${String(attempt?.id)}`
  if (missing === undefined || done.has(row)) return []
  done.add(row)
  const [warehouse, quantity] = missing
  return [addChange(writer, { ...copied(change, groupID, at), kind: 'stock-delta', warehouse, quantity })]
}

/** The side of a transfer that had not moved when it was last looked at. */
function missingLeg({ row, preImage, evidence }: Attempt): readonly [warehouse: number, by: number] | undefined {
  const [was, is] = [new Map(preImage.cells), new Map(evidence.at(-1)?.cells)]
  return row.deltas.find(([cell]) => equal(subtract(is.get(cell) ?? 0, was.get(cell) ?? 0), 0))
}

/** One counted figure closes every open question of its cell. */
function countCell(
  writer: Writer,
  change: Change,
  { quantity = 0, at, groupID }: Decision,
  counted: Set<string>,
): number[] {
  const { uid, warehouse } = change
  if (warehouse === null || counted.has(`${String(uid)} ${String(warehouse)}`)) return []
  counted.add(`${String(uid)} ${String(warehouse)}`)
  for (const other of openChangesOf(writer, uid)) {
    if (other.state === 'quarantined' && other.warehouse === warehouse && other.kind === 'stock-delta') {
      moveChange(writer, other.id, 'discarded', 'person', { at, question: null, assumed: null })
    }
  }
  const seen = knownCells(writer, uid).get(warehouse) ?? null
  const figure = { warehouse, quantity, payload: { via: 'difference' as const }, baseSeen: { quantity: seen } }
  return [addChange(writer, { ...copied(change, groupID, at), kind: 'stock-set', ...figure })]
}

/** Gives a change up. Whatever needed a record that is now never made goes with it. */
function discard(writer: Writer, change: Change, at: number): void {
  if (change.kind === 'create') for (const dependent of dependents(writer, change)) discard(writer, dependent, at)
  const now = getChange(writer, change.id)
  if (now && mayDiscard(now))
    moveChange(writer, change.id, 'discarded', 'person', { at, question: null, assumed: null })
}

const mayDiscard = ({ state }: Change): boolean => state === 'ready' || state === 'blocked' || isQuestion(state)

const dependents = (writer: Writer, change: Change): Change[] =>
  writer
    .rows<{ id: number }>(
      `SELECT id FROM changes WHERE connection = ? AND state IN ('ready', 'blocked', 'rejected', 'conflict', 'quarantined')
         AND EXISTS (SELECT 1 FROM json_each(depends_on) WHERE value = ?) ORDER BY id DESC`,
      change.connection,
      change.id,
    )
    .flatMap(({ id }) => getChange(writer, id) ?? [])

/** Takes back changes that were not sent, and what depends on them. Answers every change that was discarded. */
export function undoChanges(writer: Writer, ids: readonly number[], at: number): Result<readonly number[], AppError> {
  const changes = ids.flatMap((id) => getChange(writer, id) ?? [])
  const unsent = changes.filter((change) => change.state === 'ready' || change.state === 'blocked')
  if (unsent.length === 0) return err(appError('notAllowed', whyNotUndone(changes), { changeIDs: ids }))
  const before = new Set(unsent.flatMap((change) => [change, ...dependents(writer, change)]).map((change) => change.id))
  for (const change of unsent.toReversed()) discard(writer, change, at)
  return ok([...before].filter((id) => getChange(writer, id)?.state === 'discarded'))
}

const whyNotUndone = (changes: readonly Change[]): string =>
  changes.length > 0 && changes.every(({ state }) => state === 'superseded')
    ? 'There was nothing to send any more, so there is nothing to take back. Make a change the other way round.'
    : 'It was sent already, so it can’t be taken back. Make a change the other way round.'
