import { closeSync, openSync, readSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { databaseFile } from './open-database.ts'

/**
 * The pages that hold the list of tables, kept beside the database since they last changed: without them not a row of it
 * can be read, however whole the rows are. Each stands behind its number, in four bytes.
 */
export const schemaPagesFile = (directory: string): string => join(directory, 'hakomori.schema')

export function keepSchemaPages(sqlite: Sqlite.Database, directory: string): void {
  sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const size = Number(sqlite.pragma('page_size', { simple: true }))
  const numbers = sqlite.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno").pluck().all()
  const kept = Buffer.alloc(numbers.length * (4 + size))
  const file = openSync(databaseFile(directory), 'r')
  for (const [place, number] of numbers.entries()) {
    const at = place * (4 + size)
    kept.writeUInt32BE(Number(number), at)
    readSync(file, kept, at + 4, size, (Number(number) - 1) * size)
  }
  closeSync(file)
  const path = schemaPagesFile(directory)
  writeFileSync(`${path}.tmp`, kept)
  renameSync(`${path}.tmp`, path)
}

/** Sizes and counters of the kept first page are older than the file: they are made invalid, and SQLite takes its own. */
export function putSchemaPages(path: string, kept: Buffer): void {
  const size = pageSizeOf(kept)
  if (size === null) return
  const file = openSync(path, 'r+')
  for (let at = 0; at < kept.length; at += 4 + size) {
    const number = kept.readUInt32BE(at)
    const page = Buffer.from(kept.subarray(at + 4, at + 4 + size))
    if (number === 1) {
      page.writeUInt32BE((page.readUInt32BE(24) + 1) >>> 0, 24)
      page.writeUInt32BE(0, 32)
      page.writeUInt32BE(0, 36)
    }
    writeSync(file, page, 0, size, (number - 1) * size)
  }
  closeSync(file)
}

/** Null where what was kept is itself not whole. */
function pageSizeOf(kept: Buffer): number | null {
  if (kept.length < 104 || kept.readUInt32BE(0) !== 1) return null
  const size = kept.readUInt16BE(20)
  return size >= 512 && kept.length % (4 + size) === 0 ? size : null
}
