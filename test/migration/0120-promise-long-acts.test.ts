import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('keeps stocktakes as they are, and what is promised goes with them', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 120)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'warehouse', 'W', 1);
    INSERT INTO stocktakes (stocktake_id, connection, warehouse, name, blind, state, opened_at)
      VALUES ('a', 1, 1, 'A', 0, 'open', 1), ('b', 1, 1, 'B', 0, 'open', 1);
  `)
  const before = sqlite.prepare('SELECT * FROM stocktakes').all()
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  expect(sqlite.prepare('SELECT * FROM stocktakes').all()).toMatchObject(before)
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec(`
    INSERT INTO long_acts (stocktake_id, kind, gesture, at, total, change_mark, observation_mark)
      VALUES ('a', 'zero', 'G', 1, 3, 0, 0), ('b', 'undo', 'H', 1, 3, 0, 0);
    INSERT INTO long_act_items (stocktake_id, piece, items) VALUES ('a', 0, '[1,2]'), ('a', 1, '[3]');
    DELETE FROM stocktakes WHERE stocktake_id = 'a';
  `)
  expect(sqlite.prepare('SELECT stocktake_id FROM long_acts').pluck().all()).toEqual(['b'])
  expect(sqlite.prepare('SELECT count(*) FROM long_act_items').pluck().get()).toBe(0)
})
