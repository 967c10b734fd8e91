import type { ConnectionOptions } from '../../../shared/contract/connections.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { err, type Result } from '../../../shared/domain/result.ts'
import type { Remote } from '../ports.ts'
import type { Store } from '../store/open-store.ts'
import type { EngineContext, EnginePorts } from './context.ts'
import { failureError } from './cycle.ts'
import { Line } from './line.ts'
import { Memory } from './memory.ts'
import { pullAll } from './pull.ts'
import { Stopped } from './stopped.ts'

export interface Reading {
  readonly store: Store
  readonly connection: number
  /** Stays the caller's. */
  readonly remote: Remote
  readonly options: ConnectionOptions
  readonly ports: EnginePorts
  readonly signal: AbortSignal
  /** Items read so far, and how many were known before. */
  readonly onProgress: (progress: { readonly rows: number; readonly of: number | null } | null) => void
}

/**
 * Reads everything of a connection for which no engine works, and sends nothing: it plans nothing, and has no remote that
 * could take anything. Answers how many rows brought news. Never two for one connection, nor beside its engine.
 */
export async function readEverything(reading: Reading): Promise<Result<number, AppError>> {
  const { store, connection, options, ports, signal, onProgress } = reading
  const remote = onlyReads(reading.remote)
  const line = new Line({ remote, store, connection, clock: ports.clock, signal })
  const memory = new Memory(store, connection)
  const context: EngineContext = {
    ...{ store, connection, remote, options, ports, line, memory, signal },
    copying: null,
    onStatus: () => {
      onProgress(context.copying)
    },
  }
  try {
    const pulled = await pullAll(context, 'all')
    return pulled.ok ? pulled : err(failureError(pulled.error))
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return err(appError('notAllowed', 'The reading was stopped before it was done.', { reason: 'stopped' }))
  } finally {
    store.write((writer) => {
      line.saveWith(writer)
      memory.saveWith(writer)
    })
  }
}

const onlyReads = (remote: Remote): Remote => ({
  capabilities: remote.capabilities,
  read: (...asked) => remote.read(...asked),
  send: () => {
    throw new Error('A connection that is only read was about to be written to')
  },
  describe: (batch) => remote.describe(batch),
  body: (batch) => remote.body(batch),
  close: () => remote.close(),
})
