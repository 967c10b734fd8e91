import type { CorePorts, CoreSettings } from './core.ts'
import type { Remote } from './ports.ts'
import { connectionInUse, type Connection } from './store/connections.ts'
import type { Store } from './store/open-store.ts'
import type { SyncEngine } from './sync/engine.ts'
import { openSyncEngine } from './sync/open-engine.ts'

/**
 * Holds the one engine there may be: that of the connection in use. Restarts follow one another, so that two engines
 * never work at once, however quickly a user switches.
 */
export interface EngineHolder {
  current(): Running | null
  /** Stops what runs and starts what the store says now. */
  restart(): Promise<void>
  /** Carries something out while no engine runs, and starts what the store says then. */
  whileStopped<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface Running {
  readonly engine: SyncEngine
  readonly remote: Remote
}

interface Parts {
  readonly settings: CoreSettings
  readonly ports: CorePorts
  readonly store: Store
  /** Told whenever the engine's status may read differently. */
  readonly onStatus: () => void
  /** Told what a cycle broke on. */
  readonly onFailure: (error: unknown) => void
  /** False: nothing may be read or sent now, for the data is damaged. */
  readonly mayRun: () => boolean
}

export function createEngineHolder(parts: Parts): EngineHolder {
  let running: Running | null = null
  let closed = false
  let last: Promise<void> = Promise.resolve()

  const stop = async (): Promise<void> => {
    const stopped = running
    running = null
    await stopped?.engine.close()
    await stopped?.remote.close()
  }
  const replace = async (): Promise<void> => {
    await stop()
    if (!closed && parts.mayRun()) running = await start(parts)
    parts.onStatus()
  }
  const queue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.then(ignore, (error: unknown) => {
      parts.ports.log('error', 'The engine could not be replaced', { error: String(error) })
    })
    return done
  }
  return {
    current: () => running,
    restart: () => queue(replace),
    whileStopped: (work) =>
      queue(async () => {
        await stop()
        try {
          return await work()
        } finally {
          await replace()
        }
      }),
    close: () => {
      closed = true
      return queue(stop)
    },
  }
}

const ignore = (): void => undefined

async function start(parts: Parts): Promise<Running | null> {
  const connection = connectionInUse(parts.store.reader)
  if (!connection) return null
  const remote = await connect(parts, connection)
  if (remote === null) return null
  const { settings, ports, store, onStatus, onFailure } = parts
  const automatic = settings.automatic && connection.options.autoSync
  return {
    remote,
    engine: openSyncEngine({
      store,
      connection: connection.id,
      remote,
      options: connection.options,
      ports,
      automatic,
      onStatus,
      onFailure,
    }),
  }
}

/** Null: there are no credentials, or they don't fit; `sync.run` then says so. */
async function connect({ ports }: Parts, { id, name, remote, baseUrl, options }: Connection): Promise<Remote | null> {
  const credentials = await ports.secrets.read(String(id), name)
  if (!credentials.ok) {
    ports.log('warn', 'There are no credentials for the connection in use', {
      connectionID: String(id),
      reason: credentials.error,
    })
    return null
  }
  const opened = ports.openRemote({ remote, baseUrl, credentials: credentials.value, settings: options.settings })
  if (opened.ok) return opened.value
  ports.log('warn', 'The connection in use can’t be opened', { connectionID: String(id), reason: opened.error })
  return null
}
