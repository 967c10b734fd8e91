import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { answers } from '../../../shared/contract/queue.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { isQuestion } from '../../../shared/domain/change.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { lastAttempt } from '../store/attempts.ts'
import { addChange, getChange, moveChange, openChangesOf, type Change, type NewChange } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import { differingFields, only, saidFields } from './fields.ts'

/**
 * What a person's answers do to the changes they are about: the only way out of `quarantined`, `conflict` and `rejected`
 * (rule 6). Called inside the transaction of the command, so an answer is taken whole or not at all.
 */
export type Answer = (typeof answers)[number]

export interface Decision {
  readonly answer: Answer
  /** With `count`: the pieces on the shelf now. */
  readonly quantity?: number | undefined
  /** For a field conflict: whose value, field by field; what is missing follows `answer`. */
  readonly fields?: Readonly<Record<string, 'mine' | 'theirs'>> | undefined
  readonly at: number
  /** The gesture that changes made by this answer belong to. */
  readonly groupID: string
}

export interface Decided {
  readonly decided: readonly number[]
  /** New changes that the answer made. */
  readonly changeIDs: readonly number[]
}

/** Answers the questions of these changes, and of every change that was sent in one row with one of them. */
export function decideChanges(writer: Writer, ids: readonly number[], decision: Decision): Result<Decided, AppError> {
  const questions = new Map<number, Change>()
  for (const id of ids) {
    const change = getChange(writer, id)
    if (!change) return err(appError('notFound', `There is no change ${String(id)}.`, { changeID: id }))
    for (const together of sentTogether(writer, change))
      if (isQuestion(together.state)) questions.set(together.id, together)
  }
  if (questions.size === 0)
    return err(appError('notAllowed', 'There is no open question about this any more.', { changeIDs: ids }))
  for (const change of questions.values()) {
    const problem = problemWith(change, decision)
    if (problem) return err(problem)
  }
  const cells = new Set([...questions.values()].map(({ uid, warehouse }) => `${String(uid)} ${String(warehouse)}`))
  if (decision.answer === 'count' && cells.size > 1)
    return err(
      appError('invalid', 'One count is of one item in one warehouse. Answer these one by one.', { changeIDs: ids }),
    )
  const changeIDs: number[] = []
  const counted = new Set<string>()
  for (const { id } of questions.values()) {
    // An answer may have taken along what depended on it.
    const change = getChange(writer, id)
    if (change && isQuestion(change.state)) changeIDs.push(...decide(writer, change, decision, counted))
  }
  return ok({ decided: [...questions.keys()], changeIDs })
}

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

function decide(writer: Writer, change: Change, decision: Decision, counted: Set<string>): number[] {
  const { answer, at } = decision
  const cleared = { at, question: null, assumed: null }
  switch (answer) {
    case 'applied':
      moveChange(writer, change.id, 'applied', 'person', cleared)
      return []
    case 'resend':
    case 'retry':
      moveChange(writer, change.id, 'ready', 'person', cleared)
      return []
    case 'discard':
      discard(writer, change, at)
      return []
    case 'count':
      moveChange(writer, change.id, 'discarded', 'person', cleared)
      return countCell(writer, change, decision, counted)
    case 'mine':
      return keepMine(writer, change, decision)
    case 'theirs':
      return keepTheirs(writer, change, decision)
    default:
      return unreachable(answer)
  }
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

const copied = (
  change: Change,
  groupID: string,
  at: number,
): Pick<NewChange, 'connection' | 'uid' | 'recordKind' | 'groupID' | 'at' | 'stocktakeID' | 'person' | 'note'> => ({
  connection: change.connection,
  uid: change.uid,
  recordKind: change.recordKind,
  groupID,
  at,
  stocktakeID: change.stocktakeID,
  person: change.person,
  note: change.note,
})

/** Goes on with what was wanted, now knowing what the remote says. */
function keepMine(writer: Writer, change: Change, decision: Decision): number[] {
  const { at, fields = {} } = decision
  const record = getRecord(writer, change.uid)
  if (change.kind === 'create') return adoptMine(writer, change, decision)
  if (!record?.base) return createAgain(writer, change, decision)
  const wanted = change.payload.fields ?? {}
  const kept = saidFields(wanted).filter((name) => fields[name] !== 'theirs')
  if (change.kind === 'set-field' && kept.length === 0) {
    moveChange(writer, change.id, 'discarded', 'person', { at, question: null })
    return []
  }
  const { name, price, expires, components } = record.base
  const now = { name, price, expires, components: components === null ? null : components.map((part) => ({ ...part })) }
  const quantity =
    change.warehouse === null ? undefined : (knownCells(writer, change.uid).get(change.warehouse) ?? null)
  moveChange(writer, change.id, 'ready', 'person', {
    at,
    question: null,
    baseSeen: {
      key: record.base.key,
      fields: now,
      updatedAt: record.serverUpdatedAt,
      ...(quantity === undefined ? {} : { quantity }),
    },
    ...(change.kind === 'set-field' ? { payload: { ...change.payload, fields: pick(wanted, kept) } } : {}),
  })
  return []
}

type Fields = NonNullable<Change['payload']['fields']>
const pick = (fields: Fields, names: ReturnType<typeof saidFields>): Fields => only(fields, names) as Fields // safe: the same values, fewer of them

/** The record existed already and is ours now: our details become an ordinary edit of it. */
function adoptMine(writer: Writer, change: Change, { at, groupID, fields = {} }: Decision): number[] {
  const base = getRecord(writer, change.uid)?.base
  if (!base) {
    moveChange(writer, change.id, 'ready', 'person', { at, question: null })
    return []
  }
  moveChange(writer, change.id, 'applied', 'person', { at, question: null })
  const wanted = change.payload.fields ?? {}
  const kept = differingFields(wanted, base).filter((name) => fields[name] !== 'theirs')
  if (kept.length === 0) return []
  const payload = { fields: pick(wanted, kept) }
  return [addChange(writer, { ...copied(change, groupID, at), kind: 'set-field', payload })]
}

/** Deleted at the remote and still wanted: made anew as last seen here, by an explicit create (invariant I10). */
function createAgain(writer: Writer, change: Change, { at, groupID }: Decision): number[] {
  const record = getRecord(writer, change.uid)
  moveChange(writer, change.id, 'discarded', 'person', { at, question: null })
  if (!record || openChangesOf(writer, change.uid).some((open) => open.kind === 'create')) return []
  const { key, name, price, expires, components } = record.view
  // What was empty needs no saying, and not every kind of record has every field.
  const seen = {
    ...(name === null ? {} : { name }),
    ...(price === null ? {} : { price }),
    ...(expires === null ? {} : { expires }),
    ...(components === null ? {} : { components: components.map((part) => ({ ...part })) }),
  }
  const payload = { key: change.payload.key ?? key, fields: { ...seen, ...change.payload.fields } }
  return [addChange(writer, { ...copied(change, groupID, at), kind: 'create', payload })]
}

/** Leaves the remote's version; single fields may still be ours. */
function keepTheirs(writer: Writer, change: Change, decision: Decision): number[] {
  const mine = Object.entries(decision.fields ?? {}).filter(([, whose]) => whose === 'mine')
  if (mine.length > 0) {
    const theirs = saidFields(change.payload.fields ?? {}).filter((name) => decision.fields?.[name] !== 'mine')
    return keepMine(writer, change, {
      ...decision,
      fields: Object.fromEntries(theirs.map((name) => [name, 'theirs' as const])),
    })
  }
  const adopted = change.kind === 'create' && (getRecord(writer, change.uid)?.base ?? null) !== null
  if (adopted) moveChange(writer, change.id, 'applied', 'person', { at: decision.at, question: null })
  else discard(writer, change, decision.at)
  return []
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
      `SELECT id FROM changes WHERE connection = ? AND state IN ('blocked', 'rejected', 'conflict', 'quarantined')
         AND EXISTS (SELECT 1 FROM json_each(depends_on) WHERE value = ?) ORDER BY id DESC`,
      change.connection,
      change.id,
    )
    .flatMap(({ id }) => getChange(writer, id) ?? [])

/** Takes back changes that were not sent, and what depends on them. Answers every change that was discarded. */
export function undoChanges(writer: Writer, ids: readonly number[], at: number): Result<readonly number[], AppError> {
  const changes = ids.flatMap((id) => getChange(writer, id) ?? [])
  const unsent = changes.filter((change) => change.state === 'ready' || change.state === 'blocked')
  if (unsent.length === 0)
    return err(
      appError('notAllowed', 'It was sent already, so it can’t be taken back. Make a change the other way round.', {
        changeIDs: ids,
      }),
    )
  const before = new Set(unsent.flatMap((change) => [change, ...dependents(writer, change)]).map((change) => change.id))
  for (const change of unsent.toReversed()) discard(writer, change, at)
  return ok([...before].filter((id) => getChange(writer, id)?.state === 'discarded'))
}
