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
  const desk = createDesk(parts)
  const loop = parts.settings.automatic
    ? keepReading(parts, desk).catch((error: unknown) => {
        parts.ports.log('error', 'The catalogues are no longer read by themselves', { error: String(error) })
      })
    : Promise.resolve()
  return {
    read: desk.read,
    reading: (id) => desk.going.get(id)?.progress ?? null,
    problem: (id) => desk.failures.get(id)?.text ?? null,
    async whileStopped(work) {
      desk.holds += 1
      try {
        await desk.stopAll()
        return await work()
      } finally {
        desk.holds -= 1
      }
    },
    async close() {
      desk.closing.abort()
      await desk.stopAll()
      await loop
    },
  }
}

/** Where readings are begun, watched and given up. */
interface Desk {
  readonly going: ReadonlyMap<number, Going>
  /** The last reading of each came to nothing; `at` is steady time. */
  readonly failures: ReadonlyMap<number, { readonly text: string; readonly at: number }>
  readonly closing: AbortController
  /** While above zero nothing is begun. */
  holds: number
  mayBegin(): boolean
  read(this: void, id: number): Promise<Result<number, AppError>>
  stopAll(): Promise<void>
}

function createDesk(parts: Parts): Desk {
  const { ports, store, onStatus } = parts
  const going = new Map<number, Going>()
  const failures = new Map<number, { readonly text: string; readonly at: number }>()
  const closing = new AbortController()

  const begin = (connection: Connection): Going => {
    const { id } = connection
    const stop = new AbortController()
    const onProgress = (now: Progress | null): void => {
      entry.progress = now ?? entry.progress
      onStatus()
    }
    const done = readOne(parts, connection, stop.signal, onProgress)
      .then((result) => {
        if (result.ok) failures.delete(id)
        else if (!stop.signal.aborted) failures.set(id, { text: result.error.message, at: ports.clock.monotonic() })
        return result
      })
      .finally(() => {
        going.delete(id)
        onStatus()
      })
    const entry: Going = { stop, done, progress: { rows: 0, of: null } }
    going.set(id, entry)
    onStatus()
    return entry
  }

  const desk: Desk = {
    ...{ going, failures, closing },
    holds: 0,
    mayBegin: () => desk.holds === 0 && !closing.signal.aborted && parts.mayRun(),
    read(id) {
      const known = going.get(id)
      if (known !== undefined) return known.done
      const connection = getConnection(store.reader, id)
      if (connection === undefined || connection.inUse || !connection.options.catalogue)
        return refuse('This connection is no catalogue.')
      return desk.mayBegin() ? begin(connection).done : refuse('Nothing can be read just now. Try again in a moment.')
    },
    async stopAll() {
      const open = [...going.values()]
      for (const { stop } of open) stop.abort()
      await Promise.all(open.map(({ done }) => done))
    },
  }
  return desk
}

const refuse = (text: string): Promise<Result<never, AppError>> => Promise.resolve(err(appError('notAllowed', text)))

async function keepReading({ ports, store }: Parts, desk: Desk): Promise<void> {
  const isDue = ({ id, options }: Connection): boolean => {
    const now = ports.clock.now()
    const readAt = readSyncState(store.reader, id).lastSweepAt
    const failed = desk.failures.get(id)
    if (!options.autoSync || (failed !== undefined && ports.clock.monotonic() - failed.at < patienceMs)) return false
    // A clock that was set back must not end the readings.
    return readAt === null || Math.abs(now - readAt) >= dayMs
  }
  while (!desk.closing.signal.aborted) {
    await ports.clock.sleep(lookEveryMs, desk.closing.signal)
    if (!desk.mayBegin()) continue
    for (const connection of listCatalogues(store.reader).filter(isDue)) await desk.read(connection.id)
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
