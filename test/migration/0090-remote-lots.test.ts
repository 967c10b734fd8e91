import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('adds lots of the remote, which go with their item', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 90)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hive', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'item', 'A', 1), (1, 'item', 'B', 1);
  `)
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec("INSERT INTO remote_lots (item, lots) VALUES (1, '[]'), (2, '[]'); DELETE FROM records WHERE uid = 1")
  expect(sqlite.prepare('SELECT item FROM remote_lots').pluck().all()).toEqual([2])
})
