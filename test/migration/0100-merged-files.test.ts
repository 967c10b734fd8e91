import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('knows nothing of files that were merged before, and forgets with the stocktake', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 100)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'warehouse', 'W', 1);
    INSERT INTO stocktakes (stocktake_id, connection, warehouse, name, state, blind, opened_at) VALUES ('S', 1, 1, 'Shelf', 'open', 0, 1);
  `)
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  sqlite.pragma('foreign_keys = ON')
  expect(sqlite.prepare('SELECT count(*) FROM merged_files').pluck().get()).toBe(0)
  sqlite.exec(`
    INSERT INTO merged_files (stocktake_id, device_id, source_id, hashes) VALUES ('S', 'other', 'T', ''), ('S', 'other', 'U', '');
    INSERT INTO withdrawn_events (stocktake_id, device_id, source_id, scan_id, at)
      VALUES ('S', 'other', 'T', 'scan', 5), ('S', 'other', 'U', 'scan', 5);
    DELETE FROM stocktakes;
  `)
  expect(sqlite.prepare('SELECT count(*) FROM withdrawn_events').pluck().get()).toBe(0)
})
