import { rmSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'

/** The raw limit: better-sqlite3 with the same pragmas on the same disk, and nothing else. */
export function openRaw(directory: string): { readonly sqlite: Sqlite.Database; close(): void } {
  const file = path.join(directory, 'raw.db')
  const sqlite = new Sqlite(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('fullfsync = ON')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('cache_size = -32768')
  sqlite.exec(`
    CREATE TABLE scans (seq INTEGER PRIMARY KEY AUTOINCREMENT, stocktake_id TEXT, scan_id TEXT, at INTEGER, code TEXT,
      item INTEGER, quantity REAL, counted REAL, UNIQUE (stocktake_id, scan_id)) STRICT;
    CREATE TABLE items (uid INTEGER PRIMARY KEY, sku TEXT, name TEXT, price REAL, expires INTEGER, server_id TEXT,
      created_at INTEGER, updated_at INTEGER) STRICT;
    CREATE UNIQUE INDEX items_by_sku ON items (sku);
    CREATE INDEX items_by_name ON items (name);
    CREATE TABLE stock (item INTEGER, warehouse INTEGER, quantity REAL, PRIMARY KEY (item, warehouse)) STRICT, WITHOUT ROWID;
    CREATE TABLE changes (id INTEGER PRIMARY KEY, item INTEGER, warehouse INTEGER, quantity REAL, at INTEGER) STRICT;
    CREATE INDEX changes_by_item ON changes (item);
  `)
  return {
    sqlite,
    close() {
      sqlite.close()
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
    },
  }
}
