import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('adds what the remote says beside, which goes with their item', async () => {
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
  sqlite.exec(
    "INSERT INTO remote_details (item, kind, said) VALUES (1, 'lots', '[]'), (2, 'attributes', '[]'); DELETE FROM records WHERE uid = 1",
  )
  expect(sqlite.prepare('SELECT item FROM remote_details').pluck().all()).toEqual([2])
})
