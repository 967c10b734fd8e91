import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('adds to a folder of the version before without touching its codes and scans', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 50)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'item', 'A', 1), (1, 'warehouse', 'W', 1);
    INSERT INTO barcodes (connection, code, item, quantity, created_at) VALUES (1, '0001', 1, 12, 5);
  `)
  const before = sqlite.prepare('SELECT * FROM barcodes').all()
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  expect(sqlite.prepare('SELECT * FROM barcodes').all()).toEqual(before)
  expect(sqlite.prepare('SELECT count(*) FROM code_rules').pluck().get()).toBe(0)
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  sqlite.exec("INSERT INTO code_imports (import_id, connection, at, name) VALUES ('i', 1, 1, 'x')")
  sqlite.exec("INSERT INTO code_import_rows (import_id, code, item, quantity) VALUES ('i', '0001', 1, 12)")
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec('DELETE FROM connections')
  expect(sqlite.prepare('SELECT count(*) FROM code_import_rows').pluck().get()).toBe(0)
})
