import type { Migration } from '../migrate.ts'

/** Acts of a stocktake that are too long for one transaction: promised in one, then carried out piece by piece, whatever happens. */
export const promiseLongActs: Migration = {
  version: 120,
  name: 'promise-long-acts',
  up: (run) => {
    run(`
CREATE TABLE long_acts (
  stocktake_id TEXT PRIMARY KEY REFERENCES stocktakes ON DELETE CASCADE,
  -- undo: every standing event of the gesture is taken back
  kind TEXT NOT NULL CHECK (kind IN ('zero', 'undo')),
  -- what the scanIDs of its events begin with, up to a colon
  gesture TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT,
  request_id TEXT,
  total INTEGER NOT NULL,
  done INTEGER NOT NULL DEFAULT 0,
  -- items turned to zero so far
  lines INTEGER NOT NULL DEFAULT 0,
  -- undo: the scanID that it has come to
  reached TEXT NOT NULL DEFAULT '',
  -- the newest own change and the newest observed foreign movement when it was promised
  change_mark INTEGER NOT NULL,
  observation_mark INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Items still to be turned to zero, as JSON lists.
CREATE TABLE long_act_items (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  piece INTEGER NOT NULL,
  items TEXT NOT NULL,
  PRIMARY KEY (stocktake_id, piece)
) STRICT, WITHOUT ROWID;
`)
  },
}
