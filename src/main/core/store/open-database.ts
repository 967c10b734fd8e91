import { statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { StorageProblem } from '../../../shared/contract/data.ts'
import { userVersion } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { storageFailure } from './storage-failure.ts'

/**
 * Opens the database file and finds out whether it may be used as it is. Says conservatively what is wrong: only a file
 * that is certainly damaged is `damaged`; one that somebody else wrote, or that can't be reached now, is left alone.
 */
export type OpenedFile =
  | { readonly verdict: 'open'; readonly sqlite: Sqlite.Database }
  | { readonly verdict: 'damaged'; readonly because: 'unreadable' | 'damaged' | 'missing'; readonly text: string }
  | {
      readonly verdict: 'refused'
      readonly problem: StorageProblem
      readonly text: string
      readonly details?: Readonly<Record<string, unknown>>
    }

export const databaseFile = (directory: string): string => join(directory, 'hakomori.db')

const applicationID = 0x48414b4f // "HAKO"
/** Since this version the write-ahead log can't be reset under a reader (sync.md §6, bug class 24). */
const oldestSqlite = [3, 51, 3] as const
/** A schema so far ahead was written by no Hakomori: the number itself is damaged. */
const unbelievableVersion = 100_000

/** Above this size looking for damage takes a noticeable while: it is left to `checkPieces`, before the first send. */
export const quickCheckUpTo = 200_000_000

/** `expected`: there was a database here before, so that an empty or missing file is a loss and not a beginning. */
export function openDatabaseFile(path: string, expected: boolean): OpenedFile {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true)
    return { verdict: 'damaged', because: 'unreadable', text: 'there is a folder in place of the file' }
  if (expected && (found?.size ?? 0) === 0)
    return found === undefined
      ? { verdict: 'damaged', because: 'missing', text: 'the file is gone' }
      : { verdict: 'damaged', because: 'unreadable', text: 'the file is empty' }
  let sqlite: Sqlite.Database | undefined
  try {
    sqlite = new Sqlite(path)
    const wrong = wrongFile(sqlite, found?.size ?? 0)
    if (wrong === null) {
      setPragmas(sqlite)
      const setting = wrongSettings(sqlite)
      if (setting === null) return { verdict: 'open', sqlite }
      sqlite.close()
      return setting
    }
    sqlite.close()
    return wrong
  } catch (error) {
    sqlite?.close()
    const failure = storageFailure(error)
    const text = error instanceof Error ? error.message : String(error)
    if (failure?.problem === 'damaged') return { verdict: 'damaged', because: 'unreadable', text }
    return {
      verdict: 'refused',
      problem: failure?.problem ?? 'cantOpen',
      text: `${failure?.text ?? ''} (${text})`.trim(),
    }
  }
}

/** better-sqlite3 compiles NORMAL as the default under WAL; a lost `inflight` would mean sending twice (sync.md §7.1). */
export function setPragmas(sqlite: Sqlite.Database): void {
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('fullfsync = ON')
  sqlite.pragma('checkpoint_fullfsync = ON')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma(`busy_timeout = ${String(busyTimeout)}`)
  sqlite.pragma('cache_size = -32768')
  sqlite.pragma('temp_store = MEMORY')
  // 16 MB: a copy writes the same index pages in every transaction, and moves each of them once per checkpoint.
  sqlite.pragma('wal_autocheckpoint = 4000')
}

/** Milliseconds that a statement waits for another program to let go. */
export const busyTimeout = 5000

export function markAsOurs(sqlite: Sqlite.Database): void {
  sqlite.pragma(`application_id = ${String(applicationID)}`)
}

export const sqliteVersion = (sqlite: Sqlite.Database): string =>
  String(sqlite.prepare('SELECT sqlite_version()').pluck().get())

/** What the file itself says before anything is written to it. */
function wrongFile(sqlite: Sqlite.Database, bytes: number): Exclude<OpenedFile, { verdict: 'open' }> | null {
  const version = sqliteVersion(sqlite)
  if (isOlder(version.split('.').map(Number), oldestSqlite))
    return {
      verdict: 'refused',
      problem: 'oldSqlite',
      text: `SQLite ${version} is too old; ${oldestSqlite.join('.')} is needed.`,
    }
  const id = Number(sqlite.pragma('application_id', { simple: true }))
  const found = userVersion(sqlite)
  const ours = hasOurTables(sqlite)
  if (id !== applicationID && (id !== 0 || found !== 0 || hasTables(sqlite)) && !ours)
    return { verdict: 'refused', problem: 'foreign', text: 'The file is another program’s database.' }
  if (id !== applicationID && id !== 0)
    return {
      verdict: 'damaged',
      because: 'damaged',
      text: `its mark is ${String(id)} instead of ${String(applicationID)}`,
    }
  const newest = migrations.at(-1)?.version ?? 0
  if (found > unbelievableVersion || found < 0)
    return { verdict: 'damaged', because: 'damaged', text: `its schema says ${String(found)}` }
  if (found > newest)
    return {
      verdict: 'refused',
      problem: 'newer',
      text: `The data has schema ${String(found)}; this Hakomori knows up to ${String(newest)}. Install the version that wrote it, or a later one.`,
      details: { found, newest },
    }
  if (bytes > quickCheckUpTo) return null
  const check = sqlite.pragma('quick_check(1)', { simple: true })
  return check === 'ok' ? null : { verdict: 'damaged', because: 'damaged', text: String(check) }
}

const hasTables = (sqlite: Sqlite.Database): boolean =>
  sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined

const hasOurTables = (sqlite: Sqlite.Database): boolean =>
  Number(
    sqlite
      .prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('changes', 'records', 'meta', 'connections')")
      .pluck()
      .get(),
  ) === 4

function wrongSettings(sqlite: Sqlite.Database): Extract<OpenedFile, { verdict: 'refused' }> | null {
  const wanted = { journal_mode: 'wal', synchronous: 2, fullfsync: 1, foreign_keys: 1 } as const
  for (const [pragma, value] of Object.entries(wanted)) {
    const found = sqlite.pragma(pragma, { simple: true })
    if (found !== value)
      return {
        verdict: 'refused',
        problem: 'io',
        text: `${pragma} is ${String(found)} and can’t be set to ${String(value)}; the disk may be of a kind that databases can’t use.`,
      }
  }
  return null
}

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  for (const [index, part] of than.entries()) {
    const own = version[index] ?? 0
    if (own !== part) return own < part
  }
  return false
}
