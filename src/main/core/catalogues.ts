import { appError, type AppError } from '../../shared/contract/errors.ts'
import { err, type Result } from '../../shared/domain/result.ts'
import type { CorePorts, CoreSettings } from './core.ts'
import { listCatalogues } from './store/catalogues.ts'
import { getConnection, type Connection } from './store/connections.ts'
import type { Store } from './store/open-store.ts'
import { readSyncState } from './store/sync-state.ts'
import { readEverything } from './sync/read-only.ts'

/**
 * Keeps the mirrors of catalogues: connections beside the one in use, which are only read. Once a day by themselves, and
 * when somebody asks. A connection that is in use has an engine, so it is never read here.
 */
export interface Catalogues {
  /** Reads everything of it; joins the reading that is going on. Answers how many rows brought news. */
  read(connection: number): Promise<Result<number, AppError>>
  reading(connection: number): Progress | null
  /** Why the last reading came to nothing. */
  problem(connection: number): string | null
  /** Gives up every reading that is going on, and waits for its end; none begins until `work` is done. */
  whileStopped<T>(work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

interface Progress {
  readonly rows: number
  readonly of: number | null
}

interface Parts {
  readonly settings: CoreSettings
  readonly ports: CorePorts
  readonly store: Store
  /** Told whenever what is said of a catalogue may read differently. */
  readonly onStatus: () => void
  /** False: nothing may be read now, for the data is damaged. */
  readonly mayRun: () => boolean
}

interface Going {
  readonly stop: AbortController
  readonly done: Promise<Result<number, AppError>>
  progress: Progress
}

const lookEveryMs = 60_000
const dayMs = 24 * 3_600_000
/** After a reading that failed. */
const patienceMs = 3_600_000

export function createCatalogues(parts: Parts): Catalogues {
  const { ports, store, onStatus } = parts
  const going = new Map<number, Going>()
  const problems = new Map<number, string>()
  /** Steady times of readings that failed. */
  const failedAt = new Map<number, number>()
  const closing = new AbortController()
  let holds = 0

  const stopAll = async (): Promise<void> => {
    const open = [...going.values()]
    for (const { stop } of open) stop.abort()
    await Promise.all(open.map(({ done }) => done))
  }

  const read = (id: number): Promise<Result<number, AppError>> => {
    const known = going.get(id)
    if (known !== undefined) return known.done
    const connection = getConnection(store.reader, id)
    if (connection === undefined || connection.inUse || !connection.options.catalogue)
      return Promise.resolve(
        err(appError('notAllowed', 'This connection is no catalogue.', { connectionID: String(id) })),
      )
    if (holds > 0 || closing.signal.aborted || !parts.mayRun())
      return Promise.resolve(err(appError('notAllowed', 'Nothing can be read just now. Try again in a moment.')))
    const stop = new AbortController()
    const progress = (now: Progress | null): void => {
      entry.progress = now ?? entry.progress
      onStatus()
    }
    const done = readOne(parts, connection, stop.signal, progress)
      .then((result) => {
        if (result.ok) problems.delete(id)
        else if (!stop.signal.aborted) {
          problems.set(id, result.error.message)
          failedAt.set(id, ports.clock.monotonic())
        }
        return result
      })
      .finally(() => {
        going.delete(id)
        onStatus()
      })
    const entry: Going = { stop, done, progress: { rows: 0, of: null } }
    going.set(id, entry)
    onStatus()
    return done
  }

  const isDue = ({ id, options }: Connection): boolean => {
    const now = ports.clock.now()
    const readAt = readSyncState(store.reader, id).lastSweepAt
    const failed = failedAt.get(id)
    if (!options.autoSync || (failed !== undefined && ports.clock.monotonic() - failed < patienceMs)) return false
    // A clock that was set back must not end the readings.
    return readAt === null || Math.abs(now - readAt) >= dayMs
  }

  const keepReading = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await ports.clock.sleep(lookEveryMs, closing.signal)
      if (closing.signal.aborted || holds > 0 || !parts.mayRun()) continue
      for (const connection of listCatalogues(store.reader).filter(isDue)) await read(connection.id)
    }
  }
  const loop = parts.settings.automatic
    ? keepReading().catch((error: unknown) => {
        ports.log('error', 'The catalogues are no longer read by themselves', { error: String(error) })
      })
    : Promise.resolve()

  return {
    read,
    reading: (id) => going.get(id)?.progress ?? null,
    problem: (id) => problems.get(id) ?? null,
    async whileStopped(work) {
      holds += 1
      try {
        await stopAll()
        return await work()
      } finally {
        holds -= 1
      }
    },
    async close() {
      closing.abort()
      await stopAll()
      await loop
    },
  }
}

async function readOne(
  { ports, store }: Parts,
  { id, name, remote, baseUrl, options }: Connection,
  signal: AbortSignal,
  onProgress: (progress: Progress | null) => void,
): Promise<Result<number, AppError>> {
  const credentials = await ports.secrets.read(String(id), name)
  if (!credentials.ok)
    return err(
      appError('unauthorized', `There is no key for “${name}” on this PC. Enter it in the connection’s settings.`),
    )
  const opened = ports.openRemote({ remote, baseUrl, credentials: credentials.value, settings: options.settings })
  if (!opened.ok) return err(appError('invalid', `${opened.error}.`))
  try {
    return await readEverything({ store, connection: id, remote: opened.value, options, ports, signal, onProgress })
  } catch (error) {
    ports.log('error', 'A catalogue could not be read', { connectionID: String(id), error: String(error) })
    return err(appError('storage', 'What was read could not be kept. The log says more.'))
  } finally {
    await opened.value.close()
  }
}
