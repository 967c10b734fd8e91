import { copyFileSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { recoveryReport, type BackupRow, type DataStatus, type RecoveryReport } from '../../../shared/contract/data.ts'
import { appError, type AppError } from '../../../shared/contract/errors.ts'
import { topics } from '../../../shared/contract/events.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Clock, SendJournal } from '../ports.ts'
import { backupFolder, listBackups, makeBackup, type BackupKind, type BackupProgress } from './backups.ts'
import { afterCrash, journalHead, type Booted } from './boot.ts'
import { cannotOpen } from './cannot-open.ts'
import { Database } from './database.ts'
import { freeBytes, sizeOf, sizeOfFolder, syncFile, syncFolder } from './disk.ts'
import { buildOrder, dropOrders, missingOrders, othersHaveItems } from './list-orders.ts'
import { readMeta, writeMeta } from './meta.ts'
import { migrate, userVersion } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { busyTimeout, databaseFile, markAsOurs, openDatabaseFile, sqliteVersion } from './open-database.ts'
import { keepSchemaPages, schemaPagesFile } from './schema-pages.ts'
import { asideFolder, finishSalvage, moveAside, recoveryKey, salvage, takePlace } from './salvage.ts'
import { openSendJournal, type OpenedJournal } from './send-journal.ts'
import { storageFailure } from './storage-failure.ts'

/**
 * Keeps the files of a data folder: opens the database or what can be saved of it, journal beside it, checkpoints,
 * backups, and the exchange of one file for another while the program runs.
 */
/** What can be done with the files themselves. Throws what the storage throws. */
export interface StoreFiles {
  status(): Pick<DataStatus, 'directory' | 'bytes'> & { readonly free: number | null }
  backups(): BackupRow[]
  backUp(kind: BackupKind, onProgress?: BackupProgress): Promise<BackupRow>
  /** Puts a backup in the place of the database. Nothing else may be going on. */
  restore(name: string): Promise<Result<{ readonly movedTo: string; readonly asked: number }, AppError>>
  /** Moves the database aside and makes a new one of what can be read of it. Nothing else may be going on. */
  repair(text: string): Promise<Result<RecoveryReport, AppError>>
  /** The tables to be checked one by one, so that others have their turn in between. */
  tables(): string[]
  /** SQLite's complaints about one table; empty: none. */
  check(table: string, thorough: boolean): string[]
}

export interface StoreSettings {
  readonly directory: string
  readonly clock: Clock
  /** Told to whoever finds the folder in use; left out: this process. */
  readonly pid?: number
  /** How long to wait for another instance to end, in milliseconds. */
  readonly patience?: number
}

/** The orders of the item list (list-orders.ts). */
export interface ListOrders {
  /** Leaves them out until they are built, while a connection gets its first items. Answers whether it did. */
  putOff(this: void, connection: number): boolean
  /** Builds one that is missing. Answers whether there was any. */
  buildNext(this: void): boolean
}

export interface Keeper {
  readonly database: Database
  readonly journal: SendJournal
  readonly versions: { readonly sqlite: string; readonly schema: number }
  readonly files: StoreFiles
  readonly orders: ListOrders
  checkpoint(this: void): void
  close(): void
}

/** Past this many bytes of journal a checkpoint is made, so that settled requests can be dropped. */
const journalLimit = 256_000

export async function openKeeper(settings: StoreSettings): Promise<Result<Keeper, AppError>> {
  const { directory, clock } = settings
  finishSalvage(directory)
  const journal = openSendJournal(join(directory, 'send.journal'))
  const opened = await openOrSave(directory, journal, clock)
  if (!opened.ok) {
    journal.close()
    return opened
  }
  const open: OpenFile = { sqlite: opened.value, directory, clock, journal, database: new Database(opened.value) }
  settleBoot(open)
  return ok({
    database: open.database,
    journal: { ...journal, settle: (requestID) => settleRequest(open, requestID) },
    versions: { sqlite: sqliteVersion(open.sqlite), schema: userVersion(open.sqlite) },
    files: filesOf(open),
    orders: ordersOf(open),
    checkpoint: () => {
      checkpoint(open)
    },
    close: () => {
      checkpoint(open)
      open.sqlite.close()
      journal.close()
    },
  })
}

/** The one open file; exchanged by a restore and a repair. */
interface OpenFile {
  sqlite: Sqlite.Database
  readonly directory: string
  readonly clock: Clock
  readonly journal: OpenedJournal
  readonly database: Database
}

async function openOrSave(
  directory: string,
  journal: OpenedJournal,
  clock: Clock,
): Promise<Result<Sqlite.Database, AppError>> {
  const path = databaseFile(directory)
  const expected = typeof journal.found !== 'string' || listBackups(directory).length > 0
  const found = openDatabaseFile(path, expected)
  if (found.verdict === 'refused') return err(cannotOpen(directory, found.problem, found.text, found.details))
  if (found.verdict === 'open') {
    const { sqlite } = found
    return bringUp(sqlite, directory, () => makeBackup(sqlite, directory, 'before-migration', clock.now()))
  }
  const at = clock.now()
  await salvage({ directory, at, because: found.because, text: found.text, journal: headOf(journal) })
  takePlace(directory, at)
  const saved = openDatabaseFile(path, false)
  if (saved.verdict === 'open') return bringUp(saved.sqlite, directory, thereIsOne)
  return err(cannotOpen(directory, saved.verdict === 'refused' ? saved.problem : 'damaged', saved.text))
}

/** To the newest schema, after a backup; and keeps the page that says where the tables are. */
async function bringUp(
  sqlite: Sqlite.Database,
  directory: string,
  backUpFirst: () => Promise<unknown>,
): Promise<Result<Sqlite.Database, AppError>> {
  const before = userVersion(sqlite)
  const migrated = await migrate(sqlite, migrations, async () => void (await backUpFirst()))
  if (!migrated.ok) {
    sqlite.close()
    return err(
      cannotOpen(directory, 'migration', `${migrated.error.text}. It is as it was before; a copy is in backups.`),
    )
  }
  markAsOurs(sqlite)
  if (before !== migrated.value || !existsSync(schemaPagesFile(directory))) keepSchemaPages(sqlite, directory)
  return ok(sqlite)
}

/** What stands aside or among the backups already needs no other backup, and nobody may write meanwhile. */
const thereIsOne = (): Promise<void> => Promise.resolve()

/** Rule 9; then the journal may forget what the database now safely knows. */
function settleBoot(open: OpenFile): Booted {
  const { database, journal, clock } = open
  const booted = database.write((writer) => {
    const done = afterCrash(writer, journal, clock.now())
    const told = recoveryReport.safeParse(readMeta(writer, recoveryKey))
    if (told.success && told.data.what === 'damaged') {
      // A salvage has told already; now it is known what has to be asked.
      if (done.asked > 0) writeMeta(writer, recoveryKey, { ...told.data, asked: done.asked })
    } else if (done.restored !== null && done.restored !== 'damaged')
      writeMeta(writer, recoveryKey, restoredReport(done, done.restored, clock.now()))
    return done
  })
  journal.settleAll()
  checkpoint(open)
  return booted
}

const restoredReport = (
  { asked }: Booted,
  because: 'backup' | 'olderThanSent' | 'journalMissing',
  at: number,
): RecoveryReport => ({
  at,
  what: 'restored',
  because,
  text: '',
  movedTo: null,
  backup: null,
  saved: [],
  unsaved: [],
  asked,
})

/** With the list of tables that is kept beside, because it names the indexes as well. */
function ordersOf(open: OpenFile): ListOrders {
  const { database } = open
  const keepPages = (): void => {
    checkpoint(open)
    keepSchemaPages(open.sqlite, open.directory)
  }
  return {
    putOff(connection) {
      if (othersHaveItems(database, connection)) return false
      database.write(dropOrders)
      keepPages()
      return true
    },
    buildNext() {
      const [missing, ...others] = missingOrders(database)
      if (missing === undefined) return false
      database.write((writer) => {
        buildOrder(writer, missing)
      })
      if (others.length === 0) keepPages()
      return true
    },
  }
}

function settleRequest(open: OpenFile, requestID: string): void {
  open.journal.settle(requestID)
  if (open.journal.bytes() > journalLimit) checkpoint(open)
}

/** Does not wait for a reader of another program: what can't be moved now is moved the next time. */
function checkpoint({ sqlite, journal, database }: OpenFile): void {
  sqlite.pragma('busy_timeout = 0')
  const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[] // safe: SQLite answers one row of three
  sqlite.pragma(`busy_timeout = ${String(busyTimeout)}`)
  if (result?.busy === 0) journal.cover(journalHead(database))
}

function filesOf(open: OpenFile): StoreFiles {
  const { directory, clock } = open
  const path = databaseFile(directory)
  return {
    status: () => ({
      directory,
      bytes: {
        database: sizeOf(path),
        wal: sizeOf(`${path}-wal`),
        journal: open.journal.bytes(),
        backups: sizeOfFolder(backupFolder(directory)),
      },
      free: freeBytes(directory),
    }),
    backups: () => listBackups(directory),
    backUp: (kind, onProgress) => makeBackup(open.sqlite, directory, kind, clock.now(), onProgress),
    restore: (name) => restore(open, name),
    repair: (text) => repair(open, text),
    tables: () => tablesToCheck(open.sqlite),
    check: (table, thorough) => checkTable(path, table, thorough),
  }
}

const tablesToCheck = (sqlite: Sqlite.Database): string[] =>
  sqlite
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    .pluck()
    .all() as string[] // safe: names

/** Over a connection of its own, which has nothing in its memory: what is asked is how the disk is. */
function checkTable(path: string, table: string, thorough: boolean): string[] {
  const sqlite = new Sqlite(path, { readonly: true })
  try {
    const found = sqlite
      .prepare(`PRAGMA ${thorough ? 'integrity_check' : 'quick_check'}("${table}")`)
      .pluck()
      .all()
    return found.map(String).filter((line) => line !== 'ok')
  } catch (error) {
    if (storageFailure(error)?.problem !== 'damaged') throw error
    return [String(error)]
  } finally {
    sqlite.close()
  }
}

async function restore(
  open: OpenFile,
  name: string,
): Promise<Result<{ readonly movedTo: string; readonly asked: number }, AppError>> {
  const { directory, clock } = open
  const from = join(backupFolder(directory), name)
  const path = databaseFile(directory)
  const problem = wrongBackup(from)
  if (problem !== null) return err(appError('notAllowed', problem, { name }))
  const beside = `${path}.restoring`
  copyFileSync(from, beside)
  syncFile(beside)
  const movedTo = asideFolder(directory, clock.now(), 'replaced')
  checkpoint(open)
  open.sqlite.close()
  moveAside(directory, movedTo)
  renameSync(beside, path)
  syncFolder(directory)
  const opened = openDatabaseFile(path, false)
  const ready = opened.verdict === 'open' ? await bringUp(opened.sqlite, directory, thereIsOne) : null
  if (ready?.ok === true) {
    const { asked } = goOnWith(open, ready.value)
    return ok({ movedTo, asked })
  }
  putBack(open, movedTo)
  return err(appError('storage', `${name} can’t be opened. The data is as it was.`, { name, problem: 'damaged' }))
}

function wrongBackup(path: string): string | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return 'There is no such backup any more.'
  const copy = new Sqlite(path, { readonly: true })
  try {
    const check = copy.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') return `This backup is damaged (${String(check)}). Choose another one.`
    return userVersion(copy) > (migrations.at(-1)?.version ?? 0) ? 'A newer Hakomori made this backup.' : null
  } catch (error) {
    return `This backup can’t be read (${error instanceof Error ? error.message : String(error)}). Choose another one.`
  } finally {
    copy.close()
  }
}

function putBack(open: OpenFile, movedTo: string): void {
  const path = databaseFile(open.directory)
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(`${path}${suffix}`, { force: true })
    const old = join(movedTo, `${basename(path)}${suffix}`)
    if (existsSync(old)) renameSync(old, `${path}${suffix}`)
  }
  const opened = openDatabaseFile(path, false)
  if (opened.verdict !== 'open') throw new Error(`The data that was put back can’t be opened: ${opened.text}`)
  open.sqlite = opened.sqlite
  open.database.moveTo(opened.sqlite)
}

function goOnWith(open: OpenFile, sqlite: Sqlite.Database): Booted {
  open.sqlite = sqlite
  open.database.moveTo(sqlite)
  const booted = settleBoot(open)
  open.database.announce(new Set(topics))
  return booted
}

async function repair(open: OpenFile, text: string): Promise<Result<RecoveryReport, AppError>> {
  const { directory, clock, journal } = open
  const at = clock.now()
  const report = await salvage({ directory, at, because: 'damaged', text, journal: headOf(journal) })
  open.sqlite.close()
  takePlace(directory, at)
  const opened = openDatabaseFile(databaseFile(directory), false)
  if (opened.verdict !== 'open')
    return err(cannotOpen(directory, opened.verdict === 'refused' ? opened.problem : 'damaged', opened.text))
  const ready = await bringUp(opened.sqlite, directory, thereIsOne)
  if (!ready.ok) return ready
  const { asked } = goOnWith(open, ready.value)
  return ok({ ...report, asked })
}

const headOf = (journal: OpenedJournal) => (typeof journal.found === 'string' ? null : journal.found)
