import type { Migration } from '../migrate.ts'

/**
 * The first schema. Every mirrored row holds both layers side by side: `base_*` is what the remote last confirmed, the
 * plain columns are the view, base plus open changes (sync.md rule 2). Times are milliseconds, `expires` unix seconds.
 */
export const createSchema: Migration = {
  version: 10,
  name: 'create-schema',
  up: (run) => {
    run(settings)
    run(connections)
    run(mirror)
    run(search)
    run(queue)
    run(tallies)
    run(counting)
    run(journal)
  },
}

const settings = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE people (
  person_id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0
) STRICT;
-- What a command with a requestID answered, so that repeating it does nothing.
CREATE TABLE answers (
  request_id TEXT PRIMARY KEY,
  method TEXT NOT NULL,
  output TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_age ON answers (at);
`

const connections = `
CREATE TABLE connections (
  connection INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  remote TEXT NOT NULL,
  base_url TEXT NOT NULL,
  practice INTEGER NOT NULL DEFAULT 0,
  key_hint TEXT,
  options TEXT NOT NULL,
  in_use INTEGER NOT NULL DEFAULT 0,
  paused INTEGER NOT NULL DEFAULT 0,
  -- 1: gone for everybody; its rows are still being removed
  removed INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  -- What the engine learnt and where its reading stands, as one JSON document of its own.
  sync_state TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE UNIQUE INDEX one_connection_in_use ON connections (in_use) WHERE in_use = 1;
`

const mirror = `
CREATE TABLE records (
  uid INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('item', 'warehouse', 'bundle')),
  -- view
  present INTEGER NOT NULL,
  key TEXT NOT NULL,
  name TEXT,
  price REAL,
  expires INTEGER,
  components TEXT,
  quantity REAL NOT NULL DEFAULT 0,
  -- base; base_key is null while the remote does not have the record
  base_key TEXT,
  base_name TEXT,
  base_price REAL,
  base_expires INTEGER,
  base_components TEXT,
  base_quantity REAL NOT NULL DEFAULT 0,
  server_id TEXT,
  server_created_at INTEGER,
  server_updated_at INTEGER,
  -- the remote's time of the answer that said so last
  seen_at INTEGER,
  -- set when a complete listing lacked the record: one of the two witnesses of a deletion
  suspect_at INTEGER,
  -- counts over the record's changes, kept by the view
  open_changes INTEGER NOT NULL DEFAULT 0,
  questions INTEGER NOT NULL DEFAULT 0,
  doubt INTEGER NOT NULL DEFAULT 0,
  barcodes INTEGER NOT NULL DEFAULT 0,
  search_text TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX records_by_key ON records (connection, kind, present, key);
-- The orders in which items are listed.
CREATE INDEX items_by_name ON records (connection, name COLLATE NOCASE) WHERE kind = 'item' AND present = 1;
CREATE INDEX items_by_price ON records (connection, price) WHERE kind = 'item' AND present = 1;
CREATE INDEX items_by_expires ON records (connection, expires) WHERE kind = 'item' AND present = 1;
CREATE INDEX items_by_quantity ON records (connection, quantity) WHERE kind = 'item' AND present = 1;
CREATE INDEX items_by_update ON records (connection, server_updated_at) WHERE kind = 'item' AND present = 1;
CREATE INDEX items_in_doubt ON records (connection) WHERE kind = 'item' AND present = 1 AND doubt > 0;
CREATE INDEX items_without_code ON records (connection, key) WHERE kind = 'item' AND present = 1 AND barcodes = 0;
CREATE INDEX records_by_base_key ON records (connection, kind, base_key) WHERE base_key IS NOT NULL;
CREATE INDEX records_by_server_id ON records (connection, kind, server_id) WHERE server_id IS NOT NULL;
CREATE INDEX records_with_changes ON records (connection, kind, open_changes) WHERE open_changes > 0;

CREATE TABLE stock (
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  warehouse INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL DEFAULT 0,
  -- null: the remote has said nothing of this cell
  base_quantity REAL,
  -- the interval while a sent change is in doubt
  low REAL,
  high REAL,
  -- 0 while the view does not have the item
  shown INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (item, warehouse)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_by_warehouse ON stock (warehouse, shown, quantity, item);

-- What the remote was seen to change by itself, for histories and for evidence.
CREATE TABLE observations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  warehouse INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  before REAL,
  after REAL,
  -- local time of the read, and the remote's time of the row's last change
  at INTEGER NOT NULL,
  server_updated_at INTEGER
) STRICT;
CREATE INDEX observations_by_item ON observations (item, id);

CREATE TABLE barcodes (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  code TEXT NOT NULL,
  -- canonical GTIN-14 where the code is one
  gtin TEXT,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (connection, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcodes_by_gtin ON barcodes (connection, gtin) WHERE gtin IS NOT NULL;
CREATE INDEX barcodes_by_item ON barcodes (item);
`

const search = `
-- Read whole for words too short for trigrams; in the order of uids, so that it only ever grows at its end.
CREATE INDEX records_by_text ON records (connection, uid, search_text) WHERE search_text <> '';
CREATE VIRTUAL TABLE item_search USING fts5(search_text, content='records', content_rowid='uid', tokenize='trigram');
-- Trigrams are quick to make in bulk and slow one by one, so they follow the mirror: rows up to this uid are in
-- item_search and kept there by the triggers, newer ones are found by reading them.
CREATE TABLE search_progress (indexed_to INTEGER NOT NULL) STRICT;
INSERT INTO search_progress VALUES (0);
CREATE TRIGGER item_search_update AFTER UPDATE OF search_text ON records
WHEN new.search_text <> old.search_text AND new.uid <= (SELECT indexed_to FROM search_progress) BEGIN
  INSERT INTO item_search (item_search, rowid, search_text)
    SELECT 'delete', old.uid, old.search_text WHERE old.search_text <> '';
  INSERT INTO item_search (rowid, search_text) SELECT new.uid, new.search_text WHERE new.search_text <> '';
END;
CREATE TRIGGER item_search_delete AFTER DELETE ON records
WHEN old.search_text <> '' AND old.uid <= (SELECT indexed_to FROM search_progress) BEGIN
  INSERT INTO item_search (item_search, rowid, search_text) VALUES ('delete', old.uid, old.search_text);
END;
`

const queue = `
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  uid INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  record_kind TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  -- stock: the cell, the other cell of a transfer, and the signed delta, the pieces, or the figure
  warehouse INTEGER REFERENCES records ON DELETE CASCADE,
  to_warehouse INTEGER REFERENCES records ON DELETE CASCADE,
  quantity REAL,
  -- the rest: new key, fields, first stock
  payload TEXT NOT NULL DEFAULT '{}',
  -- old values of everything the change touches, as this PC knew them (sync.md rule 3)
  base_seen TEXT NOT NULL DEFAULT '{}',
  depends_on TEXT NOT NULL DEFAULT '[]',
  group_id TEXT NOT NULL,
  superseded_by INTEGER REFERENCES changes,
  -- for a quarantined change: whether the view takes it as already in the base
  assumed TEXT CHECK (assumed IN ('applied', 'notApplied')),
  question TEXT,
  -- the request that last carried it
  request_id TEXT,
  stocktake_id TEXT,
  person TEXT,
  note TEXT,
  at INTEGER NOT NULL,
  state_at INTEGER NOT NULL
) STRICT;
CREATE INDEX changes_by_state ON changes (connection, state, id);
CREATE INDEX changes_by_uid ON changes (uid, id);
-- What the view is folded from: stays small however long the history grows.
CREATE INDEX changes_open ON changes (uid, id) WHERE state NOT IN ('applied', 'superseded', 'discarded');
CREATE INDEX changes_open_by_id ON changes (connection, id) WHERE state NOT IN ('applied', 'superseded', 'discarded');
CREATE INDEX changes_by_group ON changes (group_id);
CREATE INDEX changes_by_request ON changes (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX changes_by_stocktake ON changes (stocktake_id) WHERE stocktake_id IS NOT NULL;

-- One row per record per request (sync.md rule 4). Evidence is only ever added.
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  request_id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  uid INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  change_ids TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  -- what was sent for this record
  row TEXT NOT NULL,
  pre_image TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  -- the remote's time as estimated at the send
  server_sent_at INTEGER,
  outcome TEXT,
  outcome_details TEXT,
  finished_at INTEGER,
  evidence TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX attempts_by_request ON attempts (request_id);
CREATE INDEX attempts_by_uid ON attempts (uid, id);
CREATE INDEX attempts_by_age ON attempts (sent_at);

-- When each request of the last minutes was made (sync.md rule 18).
CREATE TABLE request_times (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX request_times_by_connection ON request_times (connection, at);
`

/** Counts that are asked after every event, kept by triggers so that no way of writing can forget them. */
const tallies = `
-- By record kind (present in the view) and by change state.
CREATE TABLE tallies (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (connection, name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER records_tally_insert AFTER INSERT ON records WHEN new.present = 1 BEGIN
  INSERT INTO tallies VALUES (new.connection, new.kind, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER records_tally_update AFTER UPDATE OF present ON records WHEN new.present <> old.present BEGIN
  INSERT INTO tallies VALUES (new.connection, new.kind, new.present - old.present)
    ON CONFLICT DO UPDATE SET count = count + new.present - old.present;
END;
CREATE TRIGGER records_tally_delete AFTER DELETE ON records WHEN old.present = 1 BEGIN
  UPDATE tallies SET count = count - 1 WHERE connection = old.connection AND name = old.kind;
END;
CREATE TRIGGER changes_tally_insert AFTER INSERT ON changes BEGIN
  INSERT INTO tallies VALUES (new.connection, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER changes_tally_update AFTER UPDATE OF state ON changes WHEN new.state <> old.state BEGIN
  UPDATE tallies SET count = count - 1 WHERE connection = old.connection AND name = old.state;
  INSERT INTO tallies VALUES (new.connection, new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER changes_tally_delete AFTER DELETE ON changes BEGIN
  UPDATE tallies SET count = count - 1 WHERE connection = old.connection AND name = old.state;
END;

-- What the view shows of a warehouse. Thousandths of pieces, because whole numbers add up exactly.
CREATE TABLE warehouse_totals (
  warehouse INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  cells INTEGER NOT NULL,
  thousandths INTEGER NOT NULL
) STRICT;
CREATE TRIGGER stock_total_insert AFTER INSERT ON stock BEGIN
  INSERT INTO warehouse_totals VALUES (new.warehouse, new.shown, new.shown * CAST(round(new.quantity * 1000) AS INTEGER))
    ON CONFLICT DO UPDATE SET cells = cells + excluded.cells, thousandths = thousandths + excluded.thousandths;
END;
CREATE TRIGGER stock_total_update AFTER UPDATE OF quantity, shown ON stock WHEN new.quantity <> old.quantity OR new.shown <> old.shown BEGIN
  UPDATE warehouse_totals SET
    cells = cells + new.shown - old.shown,
    thousandths = thousandths
      + new.shown * CAST(round(new.quantity * 1000) AS INTEGER)
      - old.shown * CAST(round(old.quantity * 1000) AS INTEGER)
  WHERE warehouse = new.warehouse;
END;
CREATE TRIGGER stock_total_delete AFTER DELETE ON stock WHEN old.shown = 1 BEGIN
  UPDATE warehouse_totals SET cells = cells - 1, thousandths = thousandths - CAST(round(old.quantity * 1000) AS INTEGER)
  WHERE warehouse = old.warehouse;
END;
`

const counting = `
CREATE TABLE stocktakes (
  stocktake_id TEXT PRIMARY KEY,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  warehouse INTEGER NOT NULL REFERENCES records,
  name TEXT NOT NULL,
  blind INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'posted', 'cancelled')),
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  -- 1: only the items in stocktake_scope
  scoped INTEGER NOT NULL DEFAULT 0,
  -- running totals over the tape, so that a long tape costs a scan nothing
  last_at INTEGER,
  lines INTEGER NOT NULL DEFAULT 0,
  quantity REAL NOT NULL DEFAULT 0,
  scans INTEGER NOT NULL DEFAULT 0,
  mark_seq INTEGER NOT NULL DEFAULT 0,
  marked_at INTEGER,
  since_mark REAL NOT NULL DEFAULT 0,
  since_mark_unknown REAL NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktakes_by_connection ON stocktakes (connection, opened_at);

CREATE TABLE stocktake_scope (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  PRIMARY KEY (stocktake_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktake_scope_by_item ON stocktake_scope (item);

-- The tape: append-only. Nothing here is ever updated or deleted but with its connection.
CREATE TABLE scans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  scan_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('scan', 'count', 'undo', 'mark', 'link', 'zero')),
  outcome TEXT,
  code TEXT,
  item INTEGER REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL,
  typed INTEGER NOT NULL DEFAULT 0,
  -- 1: a figure for the whole line, so the line's count starts with this event
  fresh INTEGER NOT NULL DEFAULT 0,
  -- the line's sum after this event; of an unknown code the pieces kept under it
  counted REAL,
  -- undo and link: the event it answers
  answers INTEGER REFERENCES scans,
  person TEXT,
  -- what was known when it happened (sync.md section 9): the view's figure, the base figure below it, the own changes
  -- still open on the cell, when the base was read, and the newest own change and foreign movement by then
  expected REAL,
  base REAL,
  open_changes TEXT,
  read_at INTEGER,
  change_mark INTEGER,
  observation_mark INTEGER,
  UNIQUE (stocktake_id, scan_id)
) STRICT;
CREATE INDEX scans_by_stocktake ON scans (stocktake_id, seq);
CREATE INDEX scans_by_item ON scans (item, stocktake_id, seq) WHERE item IS NOT NULL;
CREATE INDEX scans_by_answer ON scans (answers) WHERE answers IS NOT NULL;
CREATE INDEX scans_unknown ON scans (code, stocktake_id, seq) WHERE outcome = 'unknown';
CREATE INDEX scans_unknown_by_stocktake ON scans (stocktake_id, code) WHERE outcome = 'unknown';

-- One row per counted item: the sum of its events. What it is compared with stands in its first and last event.
CREATE TABLE stocktake_lines (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  counted REAL NOT NULL,
  scans INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  decision TEXT,
  -- the drift that the decision was taken with
  decided_drift REAL,
  reason TEXT,
  change_id INTEGER REFERENCES changes,
  PRIMARY KEY (stocktake_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktake_lines_by_item ON stocktake_lines (item);
CREATE INDEX stocktake_lines_by_change ON stocktake_lines (change_id) WHERE change_id IS NOT NULL;

-- Codes that somebody took off the unknown list: their scans up to these ones.
CREATE TABLE dismissed_codes (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  code TEXT NOT NULL,
  seq INTEGER NOT NULL,
  move_seq INTEGER NOT NULL,
  PRIMARY KEY (connection, code)
) STRICT, WITHOUT ROWID;

-- Receiving, issuing and transferring by scan: one draft of each kind, and its tape, which outlives it.
CREATE TABLE move_drafts (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('receive', 'issue', 'transfer')),
  -- goes up when it is queued or cleared: an undo reaches no further back
  draft INTEGER NOT NULL,
  -- the draft that began after the last clearing: unknown codes scanned since are still to be named
  cleared INTEGER NOT NULL,
  warehouse INTEGER REFERENCES records ON DELETE SET NULL,
  to_warehouse INTEGER REFERENCES records ON DELETE SET NULL,
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (connection, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE move_lines (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL,
  scans INTEGER NOT NULL,
  -- the event that touched it last: the newest line stands on top
  last_seq INTEGER NOT NULL,
  PRIMARY KEY (connection, kind, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX move_lines_by_item ON move_lines (item);

CREATE TABLE move_scans (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  kind TEXT NOT NULL,
  draft INTEGER NOT NULL,
  scan_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('scan', 'set', 'undo', 'link')),
  outcome TEXT NOT NULL CHECK (outcome IN ('known', 'unknown')),
  code TEXT,
  item INTEGER REFERENCES records ON DELETE CASCADE,
  quantity REAL NOT NULL,
  -- pieces that one code stands for; null where a person typed the line's figure
  pack REAL,
  typed INTEGER NOT NULL DEFAULT 0,
  -- the line's sum after this event; of an unknown code the pieces kept under it
  total REAL NOT NULL,
  answers INTEGER REFERENCES move_scans,
  person TEXT,
  UNIQUE (connection, kind, scan_id)
) STRICT;
CREATE INDEX move_scans_by_draft ON move_scans (connection, kind, draft, seq);
CREATE INDEX move_scans_by_answer ON move_scans (answers) WHERE answers IS NOT NULL;
CREATE INDEX move_scans_by_item ON move_scans (item) WHERE item IS NOT NULL;
CREATE INDEX move_scans_unknown ON move_scans (connection, code) WHERE outcome = 'unknown';

-- Removing a connection looks its records up in every table that names them; without these that is a full scan a record.
CREATE INDEX changes_by_warehouse ON changes (warehouse) WHERE warehouse IS NOT NULL;
CREATE INDEX changes_by_to_warehouse ON changes (to_warehouse) WHERE to_warehouse IS NOT NULL;
CREATE INDEX changes_by_successor ON changes (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX observations_by_warehouse ON observations (warehouse);
`

const journal = `
CREATE TABLE log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection INTEGER REFERENCES connections ON DELETE CASCADE,
  at INTEGER NOT NULL,
  level TEXT NOT NULL,
  event TEXT NOT NULL,
  text TEXT NOT NULL,
  details TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX log_by_connection ON log (connection, id);
`
