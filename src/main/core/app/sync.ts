import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { readLog } from '../store/log.ts'
import type { SyncEngine } from '../sync/engine.ts'
import { connected } from './gesture.ts'
import type { AppContext, JobHandler, QueryHandler } from './handlers.ts'

/** Sync as users steer it; the engine does the work. */

/** The engine, or why there is none: no connection, or one without credentials. */
export function runningEngine(context: AppContext, reader: Reader): Result<SyncEngine, AppError> {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const engine = context.engine()
  if (engine) return ok(engine)
  const { name, id } = connection.value
  return err(
    appError('unauthorized', `There is no key for “${name}” on this PC. Enter it in the connection’s settings.`, {
      connectionID: String(id),
    }),
  )
}

const run: JobHandler<'sync.run'> = async (context, { full }) => {
  const engine = runningEngine(context, context.store.reader)
  return engine.ok ? engine.value.run({ full: full ?? false }) : engine
}

const pause: JobHandler<'sync.pause'> = async (context) => {
  const engine = runningEngine(context, context.store.reader)
  if (!engine.ok) return engine
  await engine.value.pause()
  return ok({})
}

const resume: JobHandler<'sync.resume'> = (context) => {
  const engine = runningEngine(context, context.store.reader)
  if (!engine.ok) return Promise.resolve(engine)
  engine.value.resume()
  return Promise.resolve(ok({}))
}

const log: QueryHandler<'sync.log'> = (_context, reader, { limit, before }) => {
  const connection = connectionInUse(reader)?.id
  return ok({ rows: connection === undefined ? [] : readLog(reader, connection, limit, before) })
}

export const syncQueries = { 'sync.log': log } as const
export const syncJobs = { 'sync.run': run, 'sync.pause': pause, 'sync.resume': resume } as const
