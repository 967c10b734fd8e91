import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { backupKinds, backupName, type BackupRow } from '../../../shared/contract/data.ts'
import { stamp, syncFile, syncFolder } from './disk.ts'

/**
 * Backups (sync.md §7.6): made by SQLite's own backup call under a temporary name, checked, on disk, and only then given
 * their name. Each says of itself that it is one, so that one copied back by hand is known for what it is.
 */
export type BackupKind = BackupRow['kind']
export type BackupProgress = (done: number, of: number) => void

/** How many of each kind stay. */
const kept: Readonly<Record<BackupKind, number>> = { daily: 3, manual: 5, 'before-migration': 1 }
/** Pages copied between two turns of others. */
const pagesAtOnce = 500

export const backupFolder = (directory: string): string => join(directory, 'backups')

export async function makeBackup(
  sqlite: Sqlite.Database,
  directory: string,
  kind: BackupKind,
  at: number,
  onProgress: BackupProgress = () => undefined,
): Promise<BackupRow> {
  const folder = backupFolder(directory)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(folder)) if (/\.tmp(-wal|-shm|-journal)?$/.test(name)) rmSync(join(folder, name))
  const name = `${kind}-${stamp(at)}.db`
  const temporary = join(folder, `${name}.tmp`)
  await sqlite.backup(temporary, {
    progress: ({ totalPages, remainingPages }) => {
      onProgress(totalPages - remainingPages, totalPages)
      return pagesAtOnce
    },
  })
  onProgress(1, 1)
  finish(temporary)
  syncFile(temporary)
  renameSync(temporary, join(folder, name))
  syncFolder(folder)
  prune(directory, kind)
  return { name, kind, at, bytes: statSync(join(folder, name)).size }
}

/** Marks the copy and checks it. Throws where it can't be trusted. */
function finish(path: string): void {
  const copy = new Sqlite(path)
  try {
    copy.pragma('journal_mode = DELETE')
    copy.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('restored', '\"backup\"')").run()
    const check = copy.pragma('quick_check(1)', { simple: true })
    if (check !== 'ok') throw new BackupDamaged(String(check))
  } finally {
    copy.close()
  }
}

/** The copy is damaged, and so is what it was made from. */
class BackupDamaged extends Error {
  readonly code = 'SQLITE_CORRUPT'
  constructor(text: string) {
    super(`The backup did not pass its check: ${text}`)
  }
}

/** Newest first. */
export function listBackups(directory: string): BackupRow[] {
  const folder = backupFolder(directory)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => rowOf(folder, name) ?? [])
    .sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
}

function rowOf(folder: string, name: string): BackupRow | null {
  const kind = backupKinds.find((known) => name.startsWith(`${known}-`))
  if (kind === undefined || !backupName.safeParse(name).success) return null
  const text = name.slice(kind.length + 1, -'.db'.length)
  const at = Date.parse(text.replace(/T(\d+)-(\d+)-(\d+)Z$/, 'T$1:$2:$3Z'))
  const found = statSync(join(folder, name), { throwIfNoEntry: false })
  return Number.isNaN(at) || found === undefined ? null : { name, kind, at, bytes: found.size }
}

function prune(directory: string, kind: BackupKind): void {
  const old = listBackups(directory).filter((row) => row.kind === kind)
  for (const { name } of old.slice(kept[kind])) rmSync(join(backupFolder(directory), name))
}
