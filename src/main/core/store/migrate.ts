import type Sqlite from 'better-sqlite3'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

/**
 * A step from one schema to the next. Once released it is never edited; it imports nothing from living code, because
 * what it needs must stay as it was on the day it was written.
 */
export interface Migration {
  /** In tens, so that one can be put between two others before a release. */
  readonly version: number
  readonly name: string
  readonly up: (run: (sql: string) => void) => void
}

export interface MigrationFailure {
  readonly kind: 'newer' | 'failed'
  readonly found: number
  readonly newest: number
  readonly text: string
}

export const userVersion = (sqlite: Sqlite.Database): number => Number(sqlite.pragma('user_version', { simple: true }))

/**
 * Brings a database to the newest version, each migration in its own transaction together with `user_version`.
 * Refuses a file that a newer program wrote. `beforeFirst` runs once if there is anything to do (the backup).
 */
export async function migrate(
  sqlite: Sqlite.Database,
  migrations: readonly Migration[],
  beforeFirst: () => Promise<void>,
): Promise<Result<number, MigrationFailure>> {
  const found = userVersion(sqlite)
  const newest = migrations.at(-1)?.version ?? 0
  if (found > newest)
    return err({ kind: 'newer', found, newest, text: `schema ${String(found)} is newer than ${String(newest)}` })
  const due = migrations.filter((migration) => migration.version > found)
  if (due.length > 0 && found > 0) await beforeFirst()
  for (const migration of due) {
    try {
      sqlite
        .transaction(() => {
          migration.up((sql) => sqlite.exec(sql))
          sqlite.pragma(`user_version = ${String(migration.version)}`)
        })
        .immediate()
    } catch (error) {
      return err({ kind: 'failed', found: userVersion(sqlite), newest, text: `${migration.name}: ${String(error)}` })
    }
  }
  return ok(newest)
}
