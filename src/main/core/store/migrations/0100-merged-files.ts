import type { Migration } from '../migrate.ts'

/** What is known of other PCs' files beyond the events that they brought, so that the order of merging changes nothing. */
export const mergedFiles: Migration = {
  version: 100,
  name: 'merged-files',
  up: (run) => {
    run(`
-- The newest file of each count of each PC. A tape only grows, so what is the beginning of that file is older and says nothing new.
CREATE TABLE merged_files (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  -- the stocktake on that PC; one PC may count a warehouse more than once
  source_id TEXT NOT NULL,
  -- the first 16 characters of the hash of each event, one after another
  hashes TEXT NOT NULL,
  PRIMARY KEY (stocktake_id, device_id, source_id)
) STRICT, WITHOUT ROWID;

-- Events that the newest file of a count says were taken back, and that were not here then.
CREATE TABLE withdrawn_events (
  stocktake_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  source_id TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  -- when it was made; two PCs may name different events alike
  at INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, scan_id, at, device_id, source_id),
  FOREIGN KEY (stocktake_id, device_id, source_id) REFERENCES merged_files ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawn_events_by_file ON withdrawn_events (stocktake_id, device_id, source_id);
`)
  },
}
