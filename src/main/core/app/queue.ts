import { connectionInUse } from '../store/connections.ts'
import { listQueue } from '../store/queue-list.ts'
import { ok } from '../../../shared/domain/result.ts'
import type { QueryHandler } from './handlers.ts'
import { runningEngine } from './sync.ts'

/** The queue as users see it, and their answers to its questions. */

const list: QueryHandler<'queue.list'> = (_context, reader, { state, groupID, stocktakeID, offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  return ok(
    connection === undefined
      ? { rows: [], total: 0 }
      : listQueue(reader, { connection, state, groupID, stocktakeID, offset, limit }),
  )
}

const plan: QueryHandler<'queue.plan'> = (context, reader) => {
  const engine = runningEngine(context, reader)
  return engine.ok ? ok(engine.value.plan()) : engine
}

export const queueQueries = { 'queue.list': list, 'queue.plan': plan } as const
