import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { findChanges, lastGesture, listQueue, type ChangeSelection } from '../store/queue-list.ts'
import { decideChanges, undoChanges } from '../sync/decide.ts'
import { connected, startGesture } from './gesture.ts'
import type { CommandHandler, QueryHandler, SlowQueryHandler } from './handlers.ts'
import { runningEngine } from './sync.ts'

/** The queue as users see it, and their answers to its questions. */

const list: QueryHandler<'queue.list'> = (
  _context,
  reader,
  { state, changeID, groupID, stocktakeID, offset, limit },
) => {
  const connection = connectionInUse(reader)?.id
  return ok(
    connection === undefined
      ? { rows: [], total: 0 }
      : listQueue(reader, { connection, state, changeID, groupID, stocktakeID, offset, limit }),
  )
}

const plan: SlowQueryHandler<'queue.plan'> = async (context, reader) => {
  const engine = runningEngine(context, reader)
  return engine.ok ? ok(await engine.value.plan()) : engine
}

const decide: CommandHandler<'queue.decide'> = (
  context,
  writer,
  { changeID, groupID, sentWith, decision, quantity, fields },
) => {
  const gesture = startGesture(context, writer)
  if (!gesture.ok) return gesture
  const named = findNamed(writer, gesture.value.connection, { changeID, groupID, sentWith })
  if (!named.ok) return named
  const { at, groupID: group } = gesture.value
  const decided = decideChanges(writer, named.value, { answer: decision, quantity, fields, at, groupID: group })
  return decided.ok ? ok({ decided: [...decided.value.decided], changeIDs: [...decided.value.changeIDs] }) : decided
}

/** Without a name the last gesture that was not taken back yet. */
const undo: CommandHandler<'queue.undo'> = (context, writer, { changeID, groupID }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const last = changeID === undefined && groupID === undefined ? lastGesture(writer, connection.value.id) : undefined
  if (changeID === undefined && groupID === undefined && last === undefined)
    return err(appError('notAllowed', 'There is nothing to take back.'))
  const named = findNamed(writer, connection.value.id, { changeID, groupID: groupID ?? last })
  if (!named.ok) return named
  const undone = undoChanges(writer, named.value, context.ports.clock.now())
  return undone.ok ? ok({ discarded: [...undone.value] }) : undone
}

function findNamed(reader: Reader, connection: number, selection: ChangeSelection): Result<number[], AppError> {
  const given = Object.values(selection).filter((value) => value !== undefined)
  if (given.length !== 1) {
    const message = 'Name one of changeID, groupID and sentWith.'
    return err(appError('invalid', message, { issues: [{ path: '', message }] }))
  }
  const ids = findChanges(reader, connection, selection)
  return ids.length > 0
    ? ok(ids)
    : err(appError('notFound', `There is no change ${String(given[0])}.`, { ...selection }))
}

export const queueQueries = { 'queue.list': list, 'queue.plan': plan } as const
export const queueCommands = { 'queue.decide': decide, 'queue.undo': undo } as const
