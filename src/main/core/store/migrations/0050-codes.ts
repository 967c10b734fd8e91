import type { Migration } from '../migrate.ts'

/** Rules of in-store codes, imports of codes that can be taken back, and kept scans that are unknown once more. */
export const codes: Migration = {
  version: 50,
  name: 'codes',
  up: (run) => {
    run(`
CREATE TABLE code_rules (
  place INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- one sign a digit, such as 21IIIIIWWWWWC
  pattern TEXT NOT NULL,
  decimals INTEGER NOT NULL,
  counts TEXT NOT NULL CHECK (counts IN ('measure', 'piece'))
) STRICT;

CREATE TABLE code_imports (
  import_id TEXT PRIMARY KEY,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  at INTEGER NOT NULL,
  person TEXT,
  name TEXT NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX code_imports_by_time ON code_imports (connection, at);
-- What an import wrote, and what stood there before; null: nothing.
CREATE TABLE code_import_rows (
  import_id TEXT NOT NULL REFERENCES code_imports ON DELETE CASCADE,
  code TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL,
  before_quantity REAL,
  PRIMARY KEY (import_id, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX code_import_rows_by_item ON code_import_rows (item);

-- A kept scan whose link to an item was taken back: answers up to this one don't count any more.
CREATE TABLE reopened_scans (
  seq INTEGER PRIMARY KEY REFERENCES scans ON DELETE CASCADE,
  answered_to INTEGER NOT NULL
) STRICT;
CREATE TABLE reopened_moves (
  seq INTEGER PRIMARY KEY REFERENCES move_scans ON DELETE CASCADE,
  answered_to INTEGER NOT NULL
) STRICT;
`)
  },
}
