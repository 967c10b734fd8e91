import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

/**
 * The lock on a data folder (sync.md §7.3): an exclusive transaction on a file of its own, held for the life of the
 * process. The operating system drops it when the process ends, however it ends, so it can't be left behind.
 */
export interface FolderLock {
  release(): void
}

/** Waits up to `patience` milliseconds; then answers who holds it, as far as they said. */
export function lockFolder(
  directory: string,
  patience: number,
  pid: number,
): Result<FolderLock, { readonly holder: string | null }> {
  const sqlite = new Sqlite(join(directory, 'lock'), { timeout: patience })
  try {
    sqlite.pragma('journal_mode = MEMORY')
    sqlite.exec('BEGIN EXCLUSIVE')
  } catch {
    sqlite.close()
    return err({ holder: readHolder(directory) })
  }
  writeFileSync(holderFile(directory), String(pid))
  return ok({ release: () => sqlite.close() })
}

const holderFile = (directory: string): string => join(directory, 'lock.pid')

function readHolder(directory: string): string | null {
  try {
    return readFileSync(holderFile(directory), 'utf8').trim() || null
  } catch {
    return null
  }
}
