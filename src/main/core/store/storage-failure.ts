/**
 * Tells a failing disk or a damaged file from a defect of ours, by SQLite's own result code. Answers a sentence that says
 * what to do, or null where the error is not the storage's.
 */
export function storageFailure(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  const primary = error.code.split('_').slice(0, 2).join('_')
  return sentences[primary] ?? null
}

const sentences: Readonly<Record<string, string>> = {
  SQLITE_FULL: 'The disk is full. Nothing was changed; make room and try again.',
  SQLITE_IOERR: 'The disk could not be read or written. Nothing was changed; check the disk and try again.',
  SQLITE_READONLY: 'The data folder is read-only. Nothing was changed; allow writing to it and try again.',
  SQLITE_CANTOPEN: 'The database file can’t be opened. Nothing was changed; check the data folder and its permissions.',
  SQLITE_CORRUPT: 'The database is damaged. Nothing was changed; close Hakomori and restore a backup.',
  SQLITE_NOTADB: 'The database is damaged. Nothing was changed; close Hakomori and restore a backup.',
  SQLITE_BUSY: 'Another program holds the database. Nothing was changed; close it and try again.',
}
