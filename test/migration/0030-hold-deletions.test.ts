import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { holdDeletions } from '../../src/main/core/store/migrations/0030-hold-deletions.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('leaves what was there alone, and forgets a held row with its record', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  sqlite.pragma('foreign_keys = ON')
  const before = migrations.filter(({ version }) => version < holdDeletions.version)
  await migrate(sqlite, before, () => Promise.resolve())
  sqlite.exec(`
    INSERT INTO connections (connection, name, remote, base_url, options, created_at) VALUES (1, 'Shop', 'hako-v1', 'http://x/', '{}', 1);
    INSERT INTO records (uid, connection, kind, present, key, base_key) VALUES (7, 1, 'item', 1, 'A', 'A');
  `)
  let backups = 0
  const done = await migrate(sqlite, [...before, holdDeletions], () => {
    backups += 1
    return Promise.resolve()
  })
  expect([done, backups]).toEqual([{ ok: true, value: 30 }, 1])
  sqlite.exec("INSERT INTO held_rows (uid, connection, kind) VALUES (7, 1, 'item')")
  sqlite.exec('DELETE FROM records WHERE uid = 7')
  expect(sqlite.prepare('SELECT count(*) FROM held_rows').pluck().get()).toBe(0)
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
})
