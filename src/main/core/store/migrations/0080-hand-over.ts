import type { Migration } from '../migrate.ts'

/** Counts that leave as a file, because the remote takes none; names of warehouses that a remote does not name; goods announced. */
export const handOver: Migration = {
  version: 80,
  name: 'hand-over',
  up: (run) => {
    run(`
ALTER TABLE stocktake_lines ADD COLUMN handed_over_at INTEGER;

-- What this PC calls a warehouse that its remote gives no name, and that can't be named there.
CREATE TABLE warehouse_names (
  warehouse INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  name TEXT NOT NULL
) STRICT;

-- Deliveries announced to a remote. What is on its way is written before it is sent, and never sent twice without a look.
CREATE TABLE announcements (
  announcement_id TEXT PRIMARY KEY,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  warehouse INTEGER NOT NULL REFERENCES records,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unknown', 'announced', 'refused', 'cancelled')),
  made_at INTEGER NOT NULL,
  person TEXT,
  -- Stands in what is sent, so that it can be told again by it.
  token TEXT NOT NULL,
  -- JSON: date, delivery option, tracking code, order number, note
  details TEXT NOT NULL,
  -- JSON: item, sku, name, quantity
  lines TEXT NOT NULL,
  -- When the last request left; null: none did.
  sent_at INTEGER,
  -- What the remote calls it, once that is known.
  remote_id TEXT,
  -- What the remote said against it.
  problem TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX announcements_by_connection ON announcements (connection, made_at);
`)
  },
}
