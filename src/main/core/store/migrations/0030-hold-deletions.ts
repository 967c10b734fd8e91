import type { Migration } from '../migrate.ts'

/** Records that a whole listing lacked, too many to be believed gone without a person; and where to find who comes back. */
export const holdDeletions: Migration = {
  version: 30,
  name: 'hold-deletions',
  up: (run) => {
    run(`
CREATE TABLE held_deletions (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('item', 'warehouse', 'bundle')),
  -- names exactly these rows: another set is another hold
  hold_id TEXT NOT NULL,
  since INTEGER NOT NULL,
  -- rows known before the listing, and rows that it had
  known INTEGER NOT NULL,
  listed INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('emptyList', 'otherAccount', 'rowCap', 'cleanUp')),
  -- a person said that these rows are gone; carried out by the next whole listing that lacks them too
  consented_at INTEGER,
  PRIMARY KEY (connection, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE held_rows (
  uid INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL
) STRICT;
CREATE INDEX held_rows_by_hold ON held_rows (connection, kind, uid);
-- Whoever is gone and comes back under its key is the same to this PC: codes and history are found again.
CREATE INDEX records_gone ON records (connection, kind, key) WHERE present = 0 AND base_key IS NULL;
`)
  },
}
