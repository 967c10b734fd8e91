import type { Migration } from '../migrate.ts'

/** What is known of other PCs' files beyond the events that they brought, so that the order of merging changes nothing. */
export const mergedFiles: Migration = {
  version: 100,
  name: 'merged-files',
  up: (run) => {
    run(`
-- The newest file of each PC by its length: a tape only grows, so a shorter one is older and says nothing new.
CREATE TABLE merged_files (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, device_id)
) STRICT, WITHOUT ROWID;

-- Events that the newest file of a PC says were taken back, and that were not here then.
CREATE TABLE withdrawn_events (
  stocktake_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  -- when it was made; two PCs may name different events alike
  at INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, scan_id, at, device_id),
  FOREIGN KEY (stocktake_id, device_id) REFERENCES merged_files ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX withdrawn_events_by_device ON withdrawn_events (stocktake_id, device_id);
`)
  },
}
