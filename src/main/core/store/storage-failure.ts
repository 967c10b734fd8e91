import type { StorageProblem } from '../../../shared/contract/data.ts'

/**
 * Tells a failing disk or a damaged file from a defect of ours, by SQLite's or the system's own code. Only two codes say
 * that a file is damaged; everything else may pass, and taking it for damage would itself lose data (sync.md §7.7).
 */
export interface StorageFailure {
  readonly problem: StorageProblem
  /** What happened and what to do. */
  readonly text: string
}

/** Null where the error is not the storage's. */
export function storageFailure(error: unknown): StorageFailure | null {
  const problem = problemOf(error)
  return problem === null ? null : { problem, text: sentences[problem] }
}

function problemOf(error: unknown): StorageProblem | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const { code } = error
  if (code.startsWith('SQLITE_')) return bySqlite[code.split('_').slice(0, 2).join('_')] ?? null
  return bySystem[code] ?? null
}

const bySqlite: Readonly<Record<string, StorageProblem>> = {
  SQLITE_FULL: 'full',
  SQLITE_IOERR: 'io',
  SQLITE_READONLY: 'readOnly',
  SQLITE_CANTOPEN: 'cantOpen',
  SQLITE_PERM: 'permission',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
}

const bySystem: Readonly<Record<string, StorageProblem>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  EIO: 'io',
  EROFS: 'readOnly',
  EACCES: 'permission',
  EPERM: 'permission',
  ENOENT: 'missing',
  ENODEV: 'missing',
  ENXIO: 'missing',
  ENOTDIR: 'notAFolder',
  EEXIST: 'notAFolder',
  EISDIR: 'cantOpen',
  EBUSY: 'busy',
}

const sentences: Readonly<Record<StorageProblem, string>> = {
  full: 'The disk is full. Nothing was changed; make room and try again.',
  io: 'The disk could not be read or written. Nothing was changed; check the disk and try again.',
  readOnly: 'The data folder is read-only. Nothing was changed; allow writing to it and try again.',
  permission: 'This user may not write to the data folder. Nothing was changed; allow it and try again.',
  missing: 'The data folder or its drive is not there. Nothing was changed; connect the drive and try again.',
  notAFolder: 'There is a file where the data folder should be. Nothing was changed; move it away and try again.',
  cantOpen: 'The database file can’t be opened. Nothing was changed; check the data folder and its permissions.',
  damaged: 'The database is damaged. Nothing was changed; repair it in the settings, or start Hakomori again.',
  busy: 'Another program holds the database. Nothing was changed; close it and try again.',
  inUse: 'Another Hakomori is using this folder. Close it, or choose another folder.',
  newer: 'A newer Hakomori wrote this data. Nothing was changed; install that version or a later one.',
  foreign: 'The file is another program’s database. Nothing was changed; move it away or choose another folder.',
  oldSqlite: 'This build of Hakomori has too old a SQLite inside. Nothing was changed; install Hakomori again.',
  migration: 'The data could not be brought to the form of this version. It is as it was before.',
}
