import type { Migration } from '../migrate.ts'

/**
 * Counting in places, rounds and on several PCs: where and by whom each event happened, what its code said of lot, expiry
 * and serial number, the counts of each round beside the line that stands, the acts of reviewers, and what people may do.
 */
export const counting: Migration = {
  version: 20,
  name: 'counting',
  up: (run) => {
    run(tape)
    run(rounds)
    run(people)
  },
}

const tape = `
-- Where the counter stood, as they said it; null: they said nothing.
ALTER TABLE scans ADD COLUMN place TEXT;
ALTER TABLE scans ADD COLUMN lot TEXT;
-- 'YYYY-MM-DD'
ALTER TABLE scans ADD COLUMN expiry TEXT;
ALTER TABLE scans ADD COLUMN serial TEXT;
-- The PC it happened on; null: this one.
ALTER TABLE scans ADD COLUMN device TEXT;
ALTER TABLE scans ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
-- What the item was called then; names and keys change, evidence doesn't.
ALTER TABLE scans ADD COLUMN sku TEXT;
-- SHA-256 over the event and the hash before it, so that a tape that was altered shows it.
ALTER TABLE scans ADD COLUMN hash TEXT;
CREATE INDEX scans_by_place ON scans (stocktake_id, place) WHERE place IS NOT NULL;
`

const rounds = `
-- 'single': one count, again where asked. 'double': two people count blindly, a third breaks ties.
ALTER TABLE stocktakes ADD COLUMN method TEXT NOT NULL DEFAULT 'single' CHECK (method IN ('single', 'double'));
-- Tolerance, recounts, reasons and approval, as they were set when it was opened.
ALTER TABLE stocktakes ADD COLUMN rules TEXT NOT NULL DEFAULT '{}';
ALTER TABLE stocktake_lines ADD COLUMN round INTEGER NOT NULL DEFAULT 1;
ALTER TABLE stocktake_lines ADD COLUMN approved_by TEXT;
ALTER TABLE stocktake_lines ADD COLUMN approved_at INTEGER;

-- What each round counted. stocktake_lines holds the one that stands.
CREATE TABLE stocktake_counts (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  round INTEGER NOT NULL,
  counted REAL NOT NULL,
  scans INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  person TEXT,
  PRIMARY KEY (stocktake_id, item, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktake_counts_by_item ON stocktake_counts (item);
INSERT INTO stocktake_counts (stocktake_id, item, round, counted, scans, first_seq, last_seq)
  SELECT stocktake_id, item, 1, counted, scans, first_seq, last_seq FROM stocktake_lines;

-- Who counts which round of a double count.
CREATE TABLE stocktake_counters (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  person TEXT NOT NULL,
  round INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, person)
) STRICT, WITHOUT ROWID;

-- What reviewers did: decided, asked for a recount, approved, merged, posted. Chained like the tape, and with its head.
CREATE TABLE stocktake_acts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  at INTEGER NOT NULL,
  act TEXT NOT NULL,
  person TEXT,
  device TEXT,
  details TEXT NOT NULL DEFAULT '{}',
  hash TEXT
) STRICT;
CREATE INDEX stocktake_acts_by_stocktake ON stocktake_acts (stocktake_id, seq);

-- What an item needs when it is counted; the remote has no field for it.
CREATE TABLE item_tracking (
  item INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  lot INTEGER NOT NULL DEFAULT 0,
  serial INTEGER NOT NULL DEFAULT 0,
  expiry INTEGER NOT NULL DEFAULT 0
) STRICT;
`

const people = `
-- A list of 'count', 'review', 'approve', 'administer'.
ALTER TABLE people ADD COLUMN roles TEXT NOT NULL DEFAULT '["count","review","approve","administer"]';
-- scrypt, with its salt and cost; null: none needed.
ALTER TABLE people ADD COLUMN pin TEXT;
-- SHA-256 of the badge's code.
ALTER TABLE people ADD COLUMN badge TEXT;
ALTER TABLE people ADD COLUMN failed_pins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN locked_until INTEGER;
CREATE UNIQUE INDEX people_by_badge ON people (badge) WHERE badge IS NOT NULL AND removed = 0;
`
