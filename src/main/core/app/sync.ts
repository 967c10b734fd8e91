import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { consent, countHeld, countHeldOf, listHeld, readHolds, type Hold } from '../store/held-deletions.ts'
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

const missing: QueryHandler<'sync.missing'> = (_context, reader, { offset, limit }) => {
  const connection = connectionInUse(reader)?.id
  if (connection === undefined) return ok({ holdID: null, consented: false, kinds: [], rows: [], total: 0 })
  const holds = readHolds(reader, connection)
  return ok({
    holdID: holdIDOf(holds),
    consented: holds.some(({ consentedAt }) => consentedAt !== null),
    kinds: holds.map(({ kind, known, listed, since, cause }) => ({
      ...{ kind, known, listed, since, cause },
      ...countHeldOf(reader, connection, kind),
    })),
    rows: listHeld(reader, connection, offset, limit),
    total: countHeld(reader, connection),
  })
}

/** One question for all kinds. */
const holdIDOf = (holds: readonly Hold[]): string | null =>
  holds.length === 0 ? null : holds.map(({ holdID }) => holdID).join('.')

/** The consent is kept first, so that it outlives a network that is away. */
const removeMissing: JobHandler<'sync.removeMissing'> = async (context, { holdID }) => {
  const { store, ports } = context
  const engine = runningEngine(context, store.reader)
  if (!engine.ok) return engine
  const connection = connectionInUse(store.reader)?.id ?? 0
  const before = countHeld(store.reader, connection)
  const agreed = store.write((writer): Result<void, AppError> => {
    if (holdIDOf(readHolds(writer, connection)) !== holdID)
      return err(appError('notAllowed', 'Other records are missing now. Look at the list again.', { holdID }))
    consent(writer, connection, ports.clock.now())
    return ok(undefined)
  })
  if (!agreed.ok) return agreed
  const ran = await readWhole(engine.value)
  return ok({ removed: before - countHeld(store.reader, connection), carriedOut: ran.ok })
}

const keepMissing: JobHandler<'sync.keepMissing'> = async (context) => {
  const { store } = context
  const engine = runningEngine(context, store.reader)
  if (!engine.ok) return engine
  const connection = connectionInUse(store.reader)?.id ?? 0
  store.write((writer) => {
    consent(writer, connection, null)
  })
  const ran = await readWhole(engine.value)
  return ran.ok ? ok({ held: countHeld(store.reader, connection) }) : ran
}

/** A cycle that is running may have read everything before the consent, so it is not joined but waited for. */
async function readWhole(engine: SyncEngine): ReturnType<SyncEngine['run']> {
  if (engine.status().sync.running) await engine.run({ full: false })
  return engine.run({ full: true })
}

export const syncQueries = { 'sync.log': log, 'sync.missing': missing } as const
export const syncJobs = {
  'sync.run': run,
  'sync.pause': pause,
  'sync.resume': resume,
  'sync.removeMissing': removeMissing,
  'sync.keepMissing': keepMissing,
} as const
