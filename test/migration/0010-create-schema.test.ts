import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate, userVersion, type Migration } from '../../src/main/core/store/migrate.ts'
import { createSchema } from '../../src/main/core/store/migrations/0010-create-schema.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

function openEmpty() {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  return sqlite
}

const noBackup = (): Promise<void> => Promise.resolve()

it('makes every table strict, with its foreign keys on records that exist', async () => {
  const sqlite = openEmpty()
  expect(await migrate(sqlite, [createSchema], noBackup)).toEqual({ ok: true, value: 10 })
  const tables = sqlite
    .prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'item_search%' AND name NOT LIKE 'sqlite_%'",
    )
    .all() as {
    name: string
    sql: string
  }[] // safe: the two columns selected
  expect(tables.filter((table) => !table.sql.includes('STRICT')).map((table) => table.name)).toEqual([])
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  expect(userVersion(sqlite)).toBe(10)
})

it('gives every reference to a record an index, so that removing a connection is no scan per record', async () => {
  const sqlite = openEmpty()
  await migrate(sqlite, [createSchema], noBackup)
  const parents = new Set(['records', 'changes', 'scans', 'move_scans'])
  const missing: string[] = []
  for (const name of tableNames(sqlite)) {
    for (const key of sqlite.pragma(`foreign_key_list(${name})`) as { table: string; from: string }[]) {
      if (parents.has(key.table) && !leads(sqlite, name, key.from)) missing.push(`${name}.${key.from}`)
    }
  }
  // Few rows by nature: stocktakes, and the drafts of moves.
  expect(missing.filter((place) => !/^(stocktakes|move_drafts)\./.test(place))).toEqual([])
})

const tableNames = (sqlite: Sqlite.Database): string[] =>
  sqlite.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[]

function leads(sqlite: Sqlite.Database, table: string, column: string): boolean {
  const primary = (sqlite.pragma(`table_info(${table})`) as { name: string; pk: number }[]).find(
    (row) => row.pk === 1,
  )?.name
  if (primary === column) return true
  const indexes = sqlite.pragma(`index_list(${table})`) as { name: string }[]
  return indexes.some(
    ({ name }) => (sqlite.pragma(`index_info(${name})`) as { seqno: number; name: string }[])[0]?.name === column,
  )
}

it('backs a known file up first, carries out what is due, and stops whole where a step fails', async () => {
  const sqlite = openEmpty()
  await migrate(sqlite, [createSchema], noBackup)
  let backups = 0
  const backUp = (): Promise<void> => {
    backups += 1
    return Promise.resolve()
  }
  const good: Migration = { version: 20, name: 'add-table', up: (run) => run('CREATE TABLE extra (a TEXT) STRICT') }
  const bad: Migration = {
    version: 30,
    name: 'break-half-way',
    up: (run) => {
      run('CREATE TABLE half (a TEXT) STRICT')
      run('nonsense')
    },
  }
  const result = await migrate(sqlite, [createSchema, good, bad], backUp)
  expect(result).toMatchObject({ ok: false, error: { kind: 'failed' } })
  expect(backups).toBe(1)
  expect(userVersion(sqlite)).toBe(20)
  expect(tableNames(sqlite)).toContain('extra')
  expect(tableNames(sqlite)).not.toContain('half')
})

it('refuses a file that a newer program wrote', async () => {
  const sqlite = openEmpty()
  sqlite.pragma('user_version = 9990')
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({
    ok: false,
    error: { kind: 'newer', found: 9990 },
  })
})

it('lists its versions in order', () => {
  const versions = migrations.map((migration) => migration.version)
  expect(versions).toEqual([...new Set(versions)].toSorted((a, b) => a - b))
})
