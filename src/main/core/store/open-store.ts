/**
 * The store: the only place that knows SQL and files. Opening it follows sync.md §7: folder, lock, version, integrity,
 * pragmas read back, backup and schema, journal, and whatever was in flight becomes unknown before anybody touches the
 * network. A damaged file is replaced by what can be saved of it; only what somebody must put right first is refused.
 * May import ports and shared; promises that what a `write` returned from is on disk.
 */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Topic } from '../../../shared/contract/events.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { SendJournal } from '../ports.ts'
import type { Reader, Writer } from './database.ts'
import { cannotOpen } from './cannot-open.ts'
import { openKeeper, type Keeper, type ListOrders, type StoreFiles, type StoreSettings } from './keeper.ts'
import { lockFolder } from './lock.ts'
import { storageFailure } from './storage-failure.ts'

export interface Store {
  readonly reader: Reader
  readonly journal: SendJournal
  readonly versions: { readonly sqlite: string; readonly schema: number }
  /** Runs `work` in one transaction; on disk when it returns. A throw rolls back. */
  write<T>(work: (writer: Writer) => T): T
  listen(listener: (topics: ReadonlySet<Topic>) => void): () => void
  /** Says that something changed that is not in the database. */
  announce(...topics: readonly Topic[]): void
  /** Moves the write-ahead log into the database, if nobody reads just then; cheap when there is little. */
  checkpoint(): void
  readonly files: StoreFiles
  readonly orders: ListOrders
  close(): void
}

export async function openStore(settings: StoreSettings): Promise<Result<Store, AppError>> {
  const { directory } = settings
  try {
    makeFolder(directory)
    const lock = lockFolder(directory, settings.patience ?? 3000, settings.pid ?? process.pid)
    if (!lock.ok) return err(inUse(directory, lock.error.holder))
    try {
      const opened = await openKeeper(settings)
      if (opened.ok) return ok(storeOf(opened.value, lock.value.release))
      lock.value.release()
      return opened
    } catch (error) {
      lock.value.release()
      throw error
    }
  } catch (error) {
    const failure = storageFailure(error)
    if (failure === null) throw error
    return err(cannotOpen(directory, failure.problem, failure.text, { reason: String(error) }))
  }
}

function storeOf(keeper: Keeper, release: () => void): Store {
  const { database } = keeper
  return {
    reader: database,
    journal: keeper.journal,
    versions: keeper.versions,
    write: (work) => database.write(work),
    listen: (listener) => database.listen(listener),
    announce: (...topics) => {
      database.announce(new Set(topics))
    },
    checkpoint: keeper.checkpoint,
    files: keeper.files,
    orders: keeper.orders,
    close: () => {
      keeper.close()
      release()
    },
  }
}

function makeFolder(directory: string): void {
  const found = statSync(directory, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return
  if (found !== undefined) throw new NotAFolder(directory)
  // Not by Node's `recursive`, which never ends where a parent exists and refuses children (a drive that is gone).
  const parent = dirname(directory)
  if (parent !== directory) makeFolder(parent)
  mkdirSync(directory)
}

class NotAFolder extends Error {
  readonly code = 'ENOTDIR'
  constructor(path: string) {
    super(`${path} is not a folder`)
  }
}

const inUse = (directory: string, holder: string | null): AppError =>
  appError(
    'locked',
    `Another Hakomori${holder === null ? '' : ` (process ${holder})`} is using the folder ${directory}. Close it, or choose another folder.`,
    { problem: 'inUse', directory, holder },
  )
