import type { Migration } from '../migrate.ts'

/** What the judge found about each lost answer and why, and what people answered, so that both can be read and taken back. */
export const keepVerdicts: Migration = {
  version: 40,
  name: 'keep-verdicts',
  up: (run) => {
    run(`
-- 'applied', 'resend', 'rejected', 'asked' or 'conflict'; null: nobody has judged it.
ALTER TABLE attempts ADD COLUMN verdict TEXT;
-- What it rests on: 'certificate', 'joint', 'refusedTogether', 'sole', 'goal', 'lateLanding', 'person'.
ALTER TABLE attempts ADD COLUMN because TEXT;
-- The figures it rests on, as JSON.
ALTER TABLE attempts ADD COLUMN verdict_facts TEXT;
-- Local time, for people; and the remote's time, which alone counts for how long ago it was.
ALTER TABLE attempts ADD COLUMN verdict_at INTEGER;
ALTER TABLE attempts ADD COLUMN verdict_date INTEGER;
CREATE INDEX attempts_resent ON attempts (uid) WHERE verdict = 'resend';
CREATE INDEX attempts_inferred ON attempts (connection) WHERE because = 'sole';

CREATE TABLE decisions (
  decision INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  group_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  person TEXT,
  -- every change it touched: as it was, and the state it was left in
  touched TEXT NOT NULL,
  -- changes that it made
  made TEXT NOT NULL,
  taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))
) STRICT;
CREATE INDEX decisions_by_connection ON decisions (connection, decision) WHERE taken_back = 0;

CREATE TABLE decided_changes (
  change_id INTEGER NOT NULL REFERENCES changes ON DELETE CASCADE,
  decision INTEGER NOT NULL REFERENCES decisions ON DELETE CASCADE,
  answer TEXT NOT NULL,
  PRIMARY KEY (change_id, decision)
) STRICT, WITHOUT ROWID;
CREATE INDEX decided_changes_by_decision ON decided_changes (decision);
`)
  },
}
