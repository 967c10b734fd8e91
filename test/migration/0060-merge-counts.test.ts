import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('adds to a folder of the version before without touching its tapes', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 60)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'item', 'A', 1), (1, 'warehouse', 'W', 1);
    INSERT INTO stocktakes (stocktake_id, connection, warehouse, name, blind, state, opened_at) VALUES ('s', 1, 2, 'Shelf', 0, 'open', 1);
    INSERT INTO scans (stocktake_id, scan_id, at, kind, outcome, item, quantity) VALUES ('s', 'e', 1, 'scan', 'known', 1, 2);
  `)
  const before = sqlite.prepare('SELECT scan_id, item, quantity FROM scans').all()
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  expect(sqlite.prepare('SELECT scan_id, item, quantity FROM scans').all()).toEqual(before)
  expect(sqlite.prepare('SELECT bundle FROM scans').pluck().get()).toBeNull()
  sqlite.exec(`INSERT INTO merge_choices VALUES ('s', 'd', 1, 1, '', 'here', 1, 2, NULL, 1)`)
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec("DELETE FROM stocktakes WHERE stocktake_id = 's'")
  expect(sqlite.prepare('SELECT count(*) FROM merge_choices').pluck().get()).toBe(0)
})
