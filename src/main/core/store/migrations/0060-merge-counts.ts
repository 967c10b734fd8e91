import type { Migration } from '../migrate.ts'

/** Counts of other PCs: whose keys are known, what was chosen where two counted the same place, and sealed bundles. */
export const mergeCounts: Migration = {
  version: 60,
  name: 'merge-counts',
  up: (run) => {
    run(`
-- PCs whose counts were merged here, by the fingerprint of their key.
CREATE TABLE devices (
  device_id TEXT PRIMARY KEY,
  -- as their events are marked on the tapes; stays when the PC is renamed
  label TEXT NOT NULL,
  public_key TEXT NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Where two PCs counted the same place with different figures, and what a person chose.
CREATE TABLE merge_choices (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  device_id TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  round INTEGER NOT NULL,
  -- empty: neither said where
  place TEXT NOT NULL,
  take TEXT NOT NULL CHECK (take IN ('here', 'file', 'both', 'recount')),
  -- the two figures it was chosen for; others are asked again
  here REAL NOT NULL,
  file REAL NOT NULL,
  person TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (stocktake_id, device_id, item, round, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_choices_by_item ON merge_choices (item);

-- The first event of a bundle that was counted as its components; null: the event stands for itself.
ALTER TABLE scans ADD COLUMN bundle INTEGER;
CREATE INDEX scans_by_bundle ON scans (bundle) WHERE bundle IS NOT NULL;
`)
  },
}
