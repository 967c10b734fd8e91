import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../src/main/core/store/migrate.ts'
import { migrations } from '../../src/main/core/store/migrations/migrations.ts'

it('gives stocktakes the figure that their connection names, where its remote has several', async () => {
  const sqlite = new Sqlite(':memory:')
  onTestFinished(() => {
    sqlite.close()
  })
  const noBackup = (): Promise<void> => Promise.resolve()
  const earlier = migrations.filter(({ version }) => version < 110)
  expect(await migrate(sqlite, earlier, noBackup)).toMatchObject({ ok: true })
  sqlite.exec(`
    INSERT INTO connections (name, remote, base_url, options, created_at) VALUES
      ('Chosen', 'hive', 'http://127.0.0.1', '{"settings":{"stockFigure":"stocked"}}', 1),
      ('Left', 'hive', 'http://127.0.0.1', '{}', 1), ('Plain', 'hako-v1', 'http://127.0.0.1', '{}', 1);
    INSERT INTO records (connection, kind, key, present) VALUES (1, 'warehouse', 'W', 1);
    INSERT INTO stocktakes (stocktake_id, connection, warehouse, name, blind, state, opened_at)
      VALUES ('a', 1, 1, 'A', 0, 'posted', 1), ('b', 2, 1, 'B', 0, 'posted', 1), ('c', 3, 1, 'C', 0, 'posted', 1);
  `)
  expect(await migrate(sqlite, migrations, noBackup)).toMatchObject({ ok: true })
  expect(sqlite.prepare('SELECT stock_figure FROM stocktakes ORDER BY stocktake_id').pluck().all()).toEqual([
    'stocked',
    'total',
    null,
  ])
})
