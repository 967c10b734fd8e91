import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Output } from '../../../shared/contract/contract.ts'
import { getChange } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { getDecision, lastDecision, type KeptDecision } from '../store/decisions.ts'
import { findChanges, lastGesture, listQueue, type ChangeSelection } from '../store/queue-list.ts'
import { readStory } from '../store/story.ts'
import { decideChanges, undoChanges } from '../sync/decide.ts'
import { takeBack } from '../sync/take-back.ts'
import { ofOneReason } from './asked-together.ts'
import { connected, startGesture } from './gesture.ts'
import type { CommandHandler, QueryHandler, SlowQueryHandler } from './handlers.ts'
import { runningEngine } from './sync.ts'

/** The queue as users see it, and their answers to its questions. */

const list: QueryHandler<'queue.list'> = (
  _context,
  reader,
  { state, changeID, groupID, stocktakeID, sentWith, reason, offset, limit },
) => {
  const connection = connectionInUse(reader)?.id
  return ok(
    connection === undefined
      ? { rows: [], total: 0 }
      : listQueue(reader, {
          ...{ connection, state, changeID, groupID, stocktakeID, sentWith, reason },
          ...{ offset, limit },
        }),
  )
}

const plan: SlowQueryHandler<'queue.plan'> = async (context, reader) => {
  const engine = runningEngine(context, reader)
  return engine.ok ? ok(await engine.value.plan()) : engine
}

const story: QueryHandler<'queue.story'> = (_context, reader, { changeID }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const change = getChange(reader, changeID)
  return change?.connection === connection.value.id
    ? ok(readStory(reader, change))
    : err(appError('notFound', `There is no change ${String(changeID)}.`, { changeID }))
}

const decide: CommandHandler<'queue.decide'> = (
  context,
  writer,
  { changeID, changeIDs, groupID, sentWith, reason, decision, quantity, fields },
) => {
  const gesture = startGesture(context, writer)
  if (!gesture.ok) return gesture
  const named = findNamed(writer, gesture.value.connection, { changeID, changeIDs, groupID, sentWith })
  if (!named.ok) return named
  const together = groupID !== undefined || sentWith !== undefined
  const asked = together || reason !== undefined ? ofOneReason(writer, named.value, { reason, decision }) : named
  if (!asked.ok) return asked
  const { at, person, groupID: group } = gesture.value
  const given = { answer: decision, quantity, fields, at, person, groupID: group }
  const decided = decideChanges(writer, asked.value, given)
  if (!decided.ok) return decided
  const { decisionID } = decided.value
  return ok({ decided: [...decided.value.decided], changeIDs: [...decided.value.changeIDs], decisionID })
}

/** Without a name the last gesture or answer that was not taken back yet. */
const undo: CommandHandler<'queue.undo'> = (context, writer, { changeID, groupID, decisionID }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const at = context.ports.clock.now()
  if (changeID === undefined && groupID === undefined) {
    const decision = decisionID === undefined ? lastDecision(writer, id) : getDecision(writer, id, decisionID)
    if (decision && (decisionID !== undefined || isNewest(writer, id, decision)))
      return undoDecision(writer, decision, at)
    if (decisionID !== undefined)
      return err(appError('notFound', `There is no answer ${String(decisionID)}.`, { decisionID }))
  }
  const last = changeID === undefined && groupID === undefined ? lastGesture(writer, id) : undefined
  if (changeID === undefined && groupID === undefined && last === undefined)
    return err(appError('notAllowed', 'There is nothing to take back.'))
  const named = findNamed(writer, id, { changeID, groupID: groupID ?? last })
  if (!named.ok) return named
  const undone = undoChanges(writer, named.value, at)
  return undone.ok ? ok({ discarded: [...undone.value], reopened: [] }) : undone
}

/** Nothing was done since this answer but what it did itself. */
function isNewest(reader: Reader, connection: number, { groupID, at }: KeptDecision): boolean {
  const last = lastGesture(reader, connection)
  const [newest] = last === undefined ? [] : findChanges(reader, connection, { groupID: last }).slice(-1)
  return last === groupID || newest === undefined || (getChange(reader, newest)?.at ?? 0) <= at
}

function undoDecision(writer: Writer, decision: KeptDecision, at: number): Result<Output<'queue.undo'>, AppError> {
  const taken = takeBack(writer, decision, at)
  return taken.ok ? ok({ discarded: [...taken.value.discarded], reopened: [...taken.value.reopened] }) : taken
}

function findNamed(reader: Reader, connection: number, selection: ChangeSelection): Result<number[], AppError> {
  const given = Object.values(selection).filter((value) => value !== undefined)
  if (given.length !== 1) {
    const message = 'Name one of changeID, changeIDs, groupID and sentWith.'
    return err(appError('invalid', message, { issues: [{ path: '', message }] }))
  }
  const ids = findChanges(reader, connection, selection)
  return ids.length > 0
    ? ok(ids)
    : err(appError('notFound', `There is no change ${String(given[0])}.`, { ...selection }))
}

export const queueQueries = { 'queue.list': list, 'queue.plan': plan, 'queue.story': story } as const
export const queueCommands = { 'queue.decide': decide, 'queue.undo': undo } as const
