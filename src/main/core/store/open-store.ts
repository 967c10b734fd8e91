/**
 * The store: the only place that knows SQL and files. Opening it follows sync.md §7: version, pragmas read back, schema,
 * integrity, journal, and whatever was in flight becomes unknown before anybody touches the network.
 * May import ports and shared; promises that what a `write` returned from is on disk.
 */
import { mkdirSync, existsSync, rmSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import type { Topic } from '../../../shared/contract/events.ts'
import type { Clock, SendJournal } from '../ports.ts'
import { afterCrash } from './boot.ts'
import { Database, type Reader, type Writer } from './database.ts'
import { lockFolder, type FolderLock } from './lock.ts'
import { migrate, userVersion } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { openSendJournal } from './send-journal.ts'

export interface Store {
  readonly reader: Reader
  readonly journal: SendJournal
  readonly versions: { readonly sqlite: string; readonly schema: number }
  /** Runs `work` in one transaction; on disk when it returns. A throw rolls back. */
  write<T>(work: (writer: Writer) => T): T
  listen(listener: (topics: ReadonlySet<Topic>) => void): () => void
  /** Moves the write-ahead log into the database; cheap when there is little. */
  checkpoint(): void
  close(): void
}

export interface StoreSettings {
  readonly directory: string
  readonly clock: Clock
  /** Told to whoever finds the folder in use; left out: this process. */
  readonly pid?: number
  /** How long to wait for another instance to end, in milliseconds. */
  readonly patience?: number
}

const applicationID = 0x48414b4f // "HAKO"
/** Since this version the write-ahead log can't be reset under a reader (sync.md §6, bug class 24). */
const oldestSqlite = [3, 51, 3] as const

export async function openStore(settings: StoreSettings): Promise<Result<Store, AppError>> {
  const folder = makeFolder(settings.directory)
  if (!folder.ok) return folder
  const lock = lockFolder(settings.directory, settings.patience ?? 3000, settings.pid ?? process.pid)
  if (!lock.ok) return err(inUse(settings.directory, lock.error.holder))
  const opened = await openDatabase(join(settings.directory, 'hakomori.db'))
  if (!opened.ok) {
    lock.value.release()
    return opened
  }
  return ok(assemble(opened.value, lock.value, settings))
}

function assemble(sqlite: Sqlite.Database, lock: FolderLock, settings: StoreSettings): Store {
  const database = new Database(sqlite)
  const journal = openSendJournal(join(settings.directory, 'send.journal'))
  database.write((writer) => {
    afterCrash(writer, journal, settings.clock.now())
  })
  const checkpoint = (): void => {
    sqlite.pragma('wal_checkpoint(TRUNCATE)')
  }
  return {
    reader: database,
    journal,
    versions: { sqlite: sqliteVersion(sqlite), schema: userVersion(sqlite) },
    write: (work) => database.write(work),
    listen: (listener) => database.listen(listener),
    checkpoint,
    close: () => {
      checkpoint()
      sqlite.close()
      journal.close()
      lock.release()
    },
  }
}

async function openDatabase(path: string): Promise<Result<Sqlite.Database, AppError>> {
  let sqlite: Sqlite.Database
  try {
    sqlite = new Sqlite(path)
    setPragmas(sqlite)
  } catch (error) {
    return err(storageError(path, String(error)))
  }
  const problem = wrongSettings(sqlite) ?? wrongFile(sqlite)
  if (problem !== null) {
    sqlite.close()
    return err(storageError(path, problem))
  }
  const migrated = await migrate(sqlite, migrations, () => backUp(sqlite, `${path}.before-migration`))
  if (!migrated.ok) {
    sqlite.close()
    const advice =
      migrated.error.kind === 'newer'
        ? 'It was written by a newer Hakomori: install that one.'
        : 'The copy beside it is as it was before.'
    return err(storageError(path, `${migrated.error.text}. ${advice}`))
  }
  sqlite.pragma(`application_id = ${String(applicationID)}`)
  return ok(sqlite)
}

/** better-sqlite3 compiles NORMAL as the default under WAL; a lost `inflight` would mean sending twice (sync.md §7.1). */
function setPragmas(sqlite: Sqlite.Database): void {
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('fullfsync = ON')
  sqlite.pragma('checkpoint_fullfsync = ON')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('cache_size = -32768')
  sqlite.pragma('temp_store = MEMORY')
  // 16 MB: a copy writes the same index pages in every transaction, and moves each of them once per checkpoint.
  sqlite.pragma('wal_autocheckpoint = 4000')
}

function wrongSettings(sqlite: Sqlite.Database): string | null {
  const version = sqliteVersion(sqlite)
  if (isOlder(version.split('.').map(Number), oldestSqlite))
    return `SQLite ${version} is too old; ${oldestSqlite.join('.')} is needed`
  const wanted = { journal_mode: 'wal', synchronous: 2, fullfsync: 1, foreign_keys: 1 } as const
  for (const [pragma, value] of Object.entries(wanted)) {
    const found = sqlite.pragma(pragma, { simple: true })
    if (found !== value) return `${pragma} is ${String(found)} and can't be set to ${String(value)}`
  }
  return null
}

function wrongFile(sqlite: Sqlite.Database): string | null {
  const id = Number(sqlite.pragma('application_id', { simple: true }))
  if (id !== applicationID && (id !== 0 || userVersion(sqlite) !== 0)) return 'it is another program’s database'
  const check = String(sqlite.pragma('quick_check(1)', { simple: true }))
  return check === 'ok' ? null : `it is damaged (${check})`
}

const sqliteVersion = (sqlite: Sqlite.Database): string =>
  String(sqlite.prepare('SELECT sqlite_version()').pluck().get())

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (const [index, part] of than.entries()) {
    const own = version[index] ?? 0
    if (own !== part) return own < part
  }
  return false
}

/** By SQLite's own backup call, checked before it takes its name (sync.md §7.6). */
async function backUp(sqlite: Sqlite.Database, path: string): Promise<void> {
  const temporary = `${path}.tmp`
  if (existsSync(temporary)) rmSync(temporary)
  await sqlite.backup(temporary)
  renameSync(temporary, path)
}

function makeFolder(directory: string): Result<void, AppError> {
  try {
    mkdirSync(directory, { recursive: true })
    if (!statSync(directory).isDirectory()) throw new Error('it is not a folder')
    return ok(undefined)
  } catch (error) {
    return err(storageError(directory, String(error)))
  }
}

const inUse = (directory: string, holder: string | null): AppError =>
  appError(
    'locked',
    `Another Hakomori${holder === null ? '' : ` (process ${holder})`} is using the folder ${directory}. Close it, or choose another folder.`,
    {
      directory,
      holder,
    },
  )

const storageError = (path: string, reason: string): AppError =>
  appError('storage', `${path} can't be used: ${reason}. Nothing was changed; check the disk and its permissions.`, {
    path,
    reason,
  })
