import type { Question } from '../../../shared/contract/queue.ts'
import { movesStock, type ChangeState } from '../../../shared/domain/change.ts'
import { equal } from '../../../shared/domain/quantity.ts'
import { unreachable } from '../../../shared/domain/unreachable.ts'
import { lastAttempt, type Attempt } from '../store/attempts.ts'
import { amendChange, getChange, moveChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { writeLog } from '../store/log.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import { overrides } from './overrides.ts'
import { overtake } from './overtake.ts'
import { partByPart, questionFor, type QuestionFacts } from './questions.ts'
import { rebase } from './rebase.ts'
import { differing } from './rebase-questions.ts'
import type { Rebased, Remote, Rules } from './rebased.ts'

/**
 * Carries out rule 14 for the unsent changes and the questions of one record whose base was just replaced. What is in
 * flight, unknown or in doubt has its own judges.
 */
export function rebaseRecord(context: EngineContext, writer: Writer, uid: number, remote: Remote): void {
  const { connection, ports, options } = context
  rebaseOpen(writer, uid, remote, { connection, at: ports.clock.now(), price: options.priceConflicts })
}

interface Rebasing {
  readonly connection: number
  readonly at: number
  readonly price: Rules['price']
  /** These alone; left out: all. */
  readonly ids?: readonly number[]
}

/** The same without an engine: what a person takes back may rest on a base that has gone on since. */
export function rebaseOpen(writer: Writer, uid: number, remote: Remote, rebasing: Rebasing): void {
  const { ids } = rebasing
  const open = comparable(writer, uid)
  const changes = ids === undefined ? open : open.filter(({ id }) => ids.includes(id))
  if (changes.length === 0) return
  const key = (remote.after ?? remote.before).key
  for (const verdict of rebase(changes, remote, { price: rebasing.price })) {
    const change = changes.find(({ id }) => id === verdict.id)
    if (change) carryOut(writer, change, key, verdict, rebasing)
  }
  if (remote.after !== null) for (const change of changes) askFigureAnew(writer, change, key, rebasing.at)
}

/**
 * What shows may be our own later change, whose answer is not known yet: nothing is asked of what that one overrides. And
 * what waits behind a create that met somebody else's record is compared with that as a whole once the create is answered.
 */
function comparable(writer: Writer, uid: number): Change[] {
  const open = openChangesOf(writer, uid)
  const sent = open.filter(({ state }) => state === 'inflight' || state === 'unknown')
  const create = open.find(({ kind }) => kind === 'create')
  return open.filter(
    (change) =>
      rebasable.includes(change.state) &&
      (create === undefined || change.id <= create.id) &&
      !sent.some((later) => later.id > change.id && overrides(later, change)),
  )
}

const rebasable: readonly ChangeState[] = ['ready', 'blocked', 'conflict', 'rejected']

function carryOut(writer: Writer, change: Change, key: string, verdict: Rebased, { connection, at }: Rebasing): void {
  switch (verdict.verdict) {
    case 'alreadySo':
      moveChange(writer, change.id, 'superseded', 'engine', { at })
      overtake(writer, [change.id], at)
      return
    case 'conflict': {
      const { reason, fields } = verdict
      const cell = change.warehouse
      const theirsAt = stampOf(writer, change.uid)
      ask(
        writer,
        change,
        questionFor({ reason, change, key, cell, fields: [...fields], theirsAt, ...anewStill(change) }),
        at,
      )
      return
    }
    case 'free':
      moveChange(writer, change.id, 'ready', 'engine', { at, question: null })
      return
    case 'drifted':
      if (change.question) ask(writer, change, { ...change.question, fields: partByPart(verdict.fields) }, at)
      return
    case 'ruled': {
      const { by, price, fields } = verdict
      if (fields === null) moveChange(writer, change.id, 'superseded', 'engine', { at })
      else amendChange(writer, change.id, { payload: { ...change.payload, fields: storable(fields) } })
      writeLog(writer, connection, at, {
        level: 'info',
        event: by === 'mine' ? 'priceMine' : 'priceTheirs',
        text: `The price of ${key} was changed here and at the remote: ${by === 'mine' ? 'yours' : 'theirs'} stands, as this connection is set.`,
        details: { key, mine: price.mine, theirs: price.theirs },
      })
      return
    }
    case 'merge':
      amendChange(writer, change.id, {
        payload: { ...change.payload, fields: storable(verdict.fields) },
        baseSeen: { ...change.baseSeen, fields: storable(verdict.seen) },
      })
      if (change.state === 'conflict') moveChange(writer, change.id, 'ready', 'engine', { at, question: null })
      return
    default:
      unreachable(verdict)
  }
}

/** Puts a question, or puts it anew where it stands already: what has not changed is not written. */
export function ask(
  writer: Writer,
  change: Change,
  question: Question,
  at: number,
  state: 'conflict' | 'quarantined' = 'conflict',
): void {
  const stays = change.state === state || (change.state === 'rejected' && question.reason === 'refused')
  const asked = { question, assumed: state === 'quarantined' ? ('notApplied' as const) : null }
  if (!stays) moveChange(writer, change.id, state, 'engine', { at, ...asked })
  else if (JSON.stringify(change.question) !== JSON.stringify(question)) amendChange(writer, change.id, asked)
}

/** The stock moved before it was decided, or is another record's, and moved again since: with the figure of now, or needless. */
function askFigureAnew(writer: Writer, asked: Change, key: string, at: number): void {
  const change = getChange(writer, asked.id)
  const reason = change?.question?.reason
  if (change?.state !== 'conflict' || (reason !== 'stockMoved' && reason !== 'changedRemotely')) return
  const fields = figureAsked(writer, change)
  const [figure] = fields
  if (figure === undefined) return
  const { base, mine, theirs } = figure
  if (reason === 'stockMoved' && (equal(base ?? 0, theirs ?? 0) || equal(theirs ?? 0, mine))) {
    moveChange(writer, change.id, 'ready', 'engine', { at, question: null })
    return
  }
  const theirsAt = stampOf(writer, change.uid)
  ask(
    writer,
    change,
    questionFor({ reason, change, key, cell: change.warehouse, fields, theirsAt, ...anewStill(change) }),
    at,
  )
}

/** That its record was made anew stays true, whatever was changed in it since. */
const anewStill = ({ question }: Change): Pick<QuestionFacts, 'anew'> => (question?.anew === true ? { anew: true } : {})

/** Of a counted figure: over which one it was decided, and which one it would go over now. */
function figureAsked(writer: Writer, { uid, kind, warehouse, quantity, baseSeen }: Change) {
  if (kind !== 'stock-set' || warehouse === null || quantity === null) return []
  const theirs = knownCells(writer, uid).get(warehouse) ?? null
  return [{ field: 'quantity', base: baseSeen.quantity ?? null, mine: quantity, theirs }]
}

/** When the remote last changed the record: of a conflict, when theirs was written. */
const stampOf = (writer: Writer, uid: number): number | null => getRecord(writer, uid)?.serverUpdatedAt ?? null

/** The domain's lists are read-only, a payload's are its own. */
function storable(fields: Extract<Rebased, { verdict: 'merge' }>['fields']): NonNullable<Change['payload']['fields']> {
  const { components, ...plain } = fields
  if (components === undefined) return plain
  return { ...plain, components: components === null ? null : components.map((part) => ({ ...part })) }
}

/**
 * Deleted and made anew at the remote: nothing that is open for the old one goes to the new one unasked (rule 22). What
 * became of a movement that was sent to the old one is no question any more.
 */
export function reviewRecreated(context: EngineContext, writer: Writer, uid: number): void {
  const at = context.ports.clock.now()
  const record = getRecord(writer, uid)
  const key = record?.view.key ?? ''
  const open = openChangesOf(writer, uid).filter(({ state }) => state === 'quarantined' || rebasable.includes(state))
  for (const change of open) {
    const moves = movesStock(change.kind)
    const fields = record?.base ? [...differing(change, record.base), ...figureAsked(writer, change)] : []
    const reason = change.kind === 'create' ? 'keyTaken' : 'changedRemotely'
    const theirsAt = record?.serverUpdatedAt ?? null
    const attempt = moves ? attemptInDoubt(writer, change) : undefined
    const anew = reason === 'changedRemotely' ? ({ anew: true } as const) : {}
    const question = questionFor({ reason, change, key, attempt, cell: change.warehouse, fields, theirsAt, ...anew })
    ask(writer, change, question, at, moves ? 'quarantined' : 'conflict')
  }
}

/** The sending of which nobody knows whether it reached the record that was. */
function attemptInDoubt(writer: Writer, { id, uid, requestID, state, question }: Change): Attempt | undefined {
  if (state === 'rejected' || (question?.sentAt ?? null) === null) return undefined
  const attempt = lastAttempt(writer, requestID, uid)
  return attempt?.changeIDs.includes(id) === true ? attempt : undefined
}
