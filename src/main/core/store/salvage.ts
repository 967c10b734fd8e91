import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { RecoveryReport, SavedThing } from '../../../shared/contract/data.ts'
import { backupFolder, listBackups } from './backups.ts'
import { markRestored } from './boot.ts'
import { Database } from './database.ts'
import { stamp, syncFile, syncFolder } from './disk.ts'
import { migrate, userVersion } from './migrate.ts'
import { migrations } from './migrations/migrations.ts'
import { readMeta, writeMeta } from './meta.ts'
import { databaseFile, markAsOurs } from './open-database.ts'
import { mendReferences, type TakenOut } from './salvage-mend.ts'
import { copyTable, keepSequences, sequencesOf, tablesOf } from './salvage-rows.ts'
import { putSchemaPages, schemaPagesFile } from './schema-pages.ts'
import type { JournalHead } from './send-journal.ts'
import { refold } from './view.ts'

/**
 * Saves what can be saved of a damaged database (sync.md §7.7): a new one is made beside it from whatever rows can be
 * read of the file, then of the file with the list of tables it once had, then of the newest backup; only when it is whole
 * are the old files moved aside, together, and the new one takes the name. A crash in between leaves the old or the new.
 */
export interface Salvage {
  readonly directory: string
  readonly at: number
  readonly because: RecoveryReport['because']
  readonly text: string
  readonly journal: JournalHead | null
}

const recoveredFile = (directory: string): string => `${databaseFile(directory)}.recovered`
const suffixes = ['', '-wal', '-shm'] as const

/** Finishes a salvage that was cut off after the old files had gone. */
export function finishSalvage(directory: string): void {
  const [recovered, path] = [recoveredFile(directory), databaseFile(directory)]
  if (!existsSync(recovered)) return
  if (existsSync(path)) rmSync(recovered)
  else renameSync(recovered, path)
}

/** Makes the new database beside the old one, which stays as it is. */
export async function salvage(task: Salvage): Promise<RecoveryReport> {
  const { directory, at } = task
  const aside = asideFolder(directory, at, 'damaged')
  const work = join(aside, 'work')
  mkdirSync(work, { recursive: true, mode: 0o700 })
  const made = `${databaseFile(directory)}.new`
  for (const suffix of suffixes) rmSync(`${made}${suffix}`, { force: true })
  const sources = openSources(directory, work)
  try {
    const report = await fill(made, sources, task, aside)
    syncFile(made)
    renameSync(made, recoveredFile(directory))
    syncFolder(directory)
    return report
  } finally {
    for (const { sqlite } of sources) sqlite.close()
    rmSync(work, { recursive: true, force: true })
  }
}

/** Puts what `salvage` made in the place of the old files, which nobody may have open. */
export function takePlace(directory: string, at: number): void {
  moveAside(directory, asideFolder(directory, at, 'damaged'))
  renameSync(recoveredFile(directory), databaseFile(directory))
  syncFolder(directory)
}

export const asideFolder = (directory: string, at: number, why: 'damaged' | 'replaced'): string =>
  join(directory, 'aside', `${stamp(at)}-${why}`)

/** Database, write-ahead log and index belong together: apart, each is damage. */
export function moveAside(directory: string, aside: string): void {
  mkdirSync(aside, { recursive: true, mode: 0o700 })
  const path = databaseFile(directory)
  for (const suffix of suffixes)
    if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, join(aside, `${basename(path)}${suffix}`))
}

interface Source {
  readonly kind: 'file' | 'backup'
  readonly name: string
  readonly sqlite: Sqlite.Database
}

/** In the order of trust. Copies, because reading a write-ahead log writes to its files. */
function openSources(directory: string, work: string): Source[] {
  const path = databaseFile(directory)
  const sources: Source[] = []
  const offer = (kind: Source['kind'], name: string, file: string): void => {
    const sqlite = openReadable(file)
    if (sqlite !== null) sources.push({ kind, name, sqlite })
  }
  if (isFile(path)) {
    copyWithLog(path, join(work, 'file.db'))
    padToSize(join(work, 'file.db'))
    offer('file', 'file', join(work, 'file.db'))
    if (sources.length === 0 && existsSync(schemaPagesFile(directory))) {
      copyWithLog(path, join(work, 'mended.db'))
      putSchemaPages(join(work, 'mended.db'), readFileSync(schemaPagesFile(directory)))
      offer('file', 'file', join(work, 'mended.db'))
    }
  }
  for (const { name } of listBackups(directory)) {
    if (sources.some((source) => source.kind === 'backup')) break
    copyFileSync(join(backupFolder(directory), name), join(work, name))
    offer('backup', name, join(work, name))
  }
  return sources
}

const isFile = (path: string): boolean => {
  try {
    closeSync(openSync(path, 'r+'))
    return true
  } catch {
    return false
  }
}

function copyWithLog(path: string, to: string): void {
  for (const suffix of ['', '-wal'])
    if (existsSync(`${path}${suffix}`)) copyFileSync(`${path}${suffix}`, `${to}${suffix}`)
}

/** SQLite reads nothing of a file that was cut: what is missing is put back as empty pages, which cost their rows only. */
function padToSize(path: string): void {
  const bytes = readFileSync(path)
  if (bytes.length < 100) return
  const size = bytes.readUInt32BE(28) * bytes.readUInt16BE(16)
  if (size > bytes.length && size < bytes.length * 100) truncateSync(path, size)
}

/** Null where not even the list of tables can be read, or it is not ours. */
function openReadable(path: string): Sqlite.Database | null {
  let sqlite: Sqlite.Database | null = null
  try {
    sqlite = new Sqlite(path)
    if (tablesOf(sqlite).includes('changes') && userVersion(sqlite) > 0) return sqlite
  } catch {
    // What can't be read is no source; the next one is tried.
  }
  sqlite?.close()
  return null
}

/** What a table is to people. Tables that are not named here are history. */
const things: Readonly<Record<string, SavedThing>> = {
  changes: 'changes',
  stocktakes: 'stocktakes',
  scans: 'scans',
  move_scans: 'moves',
  barcodes: 'barcodes',
  people: 'people',
  connections: 'connections',
  meta: 'settings',
  records: 'items',
  stock: 'stock',
}

async function fill(path: string, sources: readonly Source[], task: Salvage, aside: string): Promise<RecoveryReport> {
  const sqlite = new Sqlite(path)
  try {
    sqlite.pragma('synchronous = OFF')
    const first = sources[0]
    const version = first === undefined ? Number.MAX_SAFE_INTEGER : userVersion(first.sqlite)
    const schema = migrations.filter((migration) => migration.version <= version)
    await mustMigrate(sqlite, schema)
    sqlite.pragma('foreign_keys = OFF')
    const copied = sqlite.transaction(() => copyAll(sources, sqlite)).immediate()
    sqlite.pragma('foreign_keys = ON')
    await mustMigrate(sqlite, migrations)
    markAsOurs(sqlite)
    const report = reportOf(task, copied, aside)
    settle(new Database(sqlite), report, task, copied)
    mkdirSync(aside, { recursive: true })
    writeFileSync(join(aside, 'report.json'), JSON.stringify({ ...report, unsaved: copied.unsaved }, null, 2))
    return report
  } finally {
    sqlite.close()
  }
}

async function mustMigrate(sqlite: Sqlite.Database, list: typeof migrations): Promise<void> {
  const migrated = await migrate(sqlite, list, () => Promise.resolve())
  if (!migrated.ok) throw new Error(migrated.error.text)
}

interface Copied {
  readonly saved: ReadonlyMap<SavedThing, number>
  readonly lost: ReadonlyMap<SavedThing, number>
  readonly unsaved: RecoveryReport['unsaved']
  readonly backup: string | null
  /** Changes came from a backup, where they may be older than what was sent. */
  readonly changesFromBackup: boolean
  readonly fromFile: boolean
}

/** The first source that has a table whole ends it; otherwise the next fills the gaps. */
function copyAll(sources: readonly Source[], into: Sqlite.Database): Copied {
  const saved = new Map<SavedThing, number>()
  const unsaved: { what: SavedThing; details: Record<string, unknown> }[] = []
  let backup: string | null = null
  let changesFromBackup = false
  const broken = new Set<string>()
  const tell = ({ table, row }: TakenOut): void =>
    void unsaved.push({ what: things[table] ?? 'history', details: { table, ...row } })
  for (const table of tablesOf(into)) {
    for (const source of sources) {
      const copied = copyTable(source.sqlite, into, table)
      const what = things[table]
      if (what !== undefined) saved.set(what, (saved.get(what) ?? 0) + copied.saved)
      if (source.kind === 'backup' && copied.saved > 0) backup = source.name
      if (source.kind === 'backup' && table === 'changes') changesFromBackup = true
      if (source.kind === 'file') for (const row of copied.unfit) tell({ table, row })
      if (!copied.damaged) break
      broken.add(table)
    }
  }
  for (const source of sources) keepSequences(source.sqlite, into)
  for (const taken of mendReferences(into)) {
    tell(taken)
    const what = things[taken.table]
    if (what !== undefined) saved.set(what, (saved.get(what) ?? 0) - 1)
  }
  const fromFile = sources.some((source) => source.kind === 'file')
  return { saved, lost: lostRows(into, broken), unsaved, backup, changesFromBackup, fromFile }
}

/** Rows of these are never removed but with their connection, so a number that is missing is a row that is lost. */
const numbered = ['changes', 'scans', 'move_scans'] as const

function lostRows(sqlite: Sqlite.Database, broken: ReadonlySet<string>): Map<SavedThing, number> {
  const given = new Map(sequencesOf(sqlite).map(({ name, seq }) => [name, seq]))
  return new Map(
    numbered
      .filter((table) => broken.has(table))
      .map((table) => {
        const kept = Number(sqlite.prepare(`SELECT count(*) FROM "${table}"`).pluck().get())
        return [things[table] ?? 'history', Math.max(0, (given.get(table) ?? 0) - kept)]
      }),
  )
}

const toldAtOnce = 100

function reportOf({ at, because, text }: Salvage, copied: Copied, aside: string): RecoveryReport {
  return {
    at,
    what: 'damaged',
    because,
    text,
    movedTo: aside,
    backup: copied.backup,
    saved: [...copied.saved].map(([what, saved]) => ({ what, saved, lost: copied.lost.get(what) ?? 0 })),
    unsaved: copied.unsaved.slice(0, toldAtOnce),
    asked: 0,
  }
}

/** The mirror counts as never read, so that everything is read again; the view is folded anew where changes wait. */
function settle(database: Database, report: RecoveryReport, { journal }: Salvage, copied: Copied): void {
  database.write((writer) => {
    writer.exec(
      `UPDATE connections SET sync_state = CASE WHEN json_valid(sync_state)
         THEN json_remove(sync_state, '$.watermarks', '$.listings', '$.lastSweepAt') ELSE '{}' END`,
    )
    writer.exec('UPDATE records SET server_updated_at = NULL, seen_at = NULL, suspect_at = NULL')
    const folded = writer.rows<{ uid: number }>(
      `SELECT uid FROM records WHERE open_changes > 0 OR doubt > 0
       UNION SELECT uid FROM changes WHERE state NOT IN ('applied', 'superseded', 'discarded')`,
    )
    for (const { uid } of folded) refold(writer, uid)
    // The file's own rows are as new as the journal; a generation that can't be read is no sign of an older copy.
    const generation = readMeta(writer, 'generation')
    if (copied.fromFile && journal !== null && typeof generation !== 'number')
      writeMeta(writer, 'generation', journal.generation)
    if (copied.changesFromBackup) markRestored(writer, 'damaged')
    else writer.exec("DELETE FROM meta WHERE key = 'restored'")
    writeMeta(writer, recoveryKey, report)
  })
}

/** Where the report waits until somebody has read it. */
export const recoveryKey = 'recovery'
