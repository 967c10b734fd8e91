import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('adds codes of the remote beside those that were taught', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 70)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES ('Shop', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present, barcodes) VALUES (1, 'item', 'A', 1, 1), (1, 'item', 'B', 1, 0);
    INSERT INTO barcodes (connection, code, gtin, item, quantity, created_at) VALUES (1, 'X', NULL, 1, 6, 1);
  `)
  const before = sqlite.prepare('SELECT * FROM barcodes').all()
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  expect(sqlite.prepare('SELECT * FROM barcodes').all()).toEqual(before)
  sqlite.exec("INSERT INTO remote_codes (item, code, connection) VALUES (1, 'SAME', 1), (2, 'SAME', 1)")
  expect(sqlite.pragma('foreign_key_check')).toEqual([])
  sqlite.pragma('foreign_keys = ON')
  sqlite.exec('DELETE FROM records WHERE uid = 1')
  expect(sqlite.prepare('SELECT item FROM remote_codes').pluck().all()).toEqual([2])
})
