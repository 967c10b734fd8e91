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
CREATE INDEX records_by_name ON records (connection, kind, present, name);
CREATE INDEX records_by_quantity ON records (connection, kind, present, quantity);
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
  PRIMARY KEY (item, warehouse)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_by_warehouse ON stock (warehouse, item, quantity);

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
CREATE VIRTUAL TABLE item_search USING fts5(search_text, content='records', content_rowid='uid', tokenize='trigram');
CREATE TRIGGER item_search_insert AFTER INSERT ON records WHEN new.search_text <> '' BEGIN
  INSERT INTO item_search (rowid, search_text) VALUES (new.uid, new.search_text);
END;
CREATE TRIGGER item_search_update AFTER UPDATE OF search_text ON records WHEN new.search_text <> old.search_text BEGIN
  INSERT INTO item_search (item_search, rowid, search_text)
    SELECT 'delete', old.uid, old.search_text WHERE old.search_text <> '';
  INSERT INTO item_search (rowid, search_text) SELECT new.uid, new.search_text WHERE new.search_text <> '';
END;
CREATE TRIGGER item_search_delete AFTER DELETE ON records WHEN old.search_text <> '' BEGIN
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
  scoped INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktakes_by_connection ON stocktakes (connection, opened_at);

CREATE TABLE stocktake_scope (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  PRIMARY KEY (stocktake_id, item)
) STRICT, WITHOUT ROWID;

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
  -- the line's sum after this event
  counted REAL,
  -- undo and link: the event it answers
  answers INTEGER REFERENCES scans,
  person TEXT,
  UNIQUE (stocktake_id, scan_id)
) STRICT;
CREATE INDEX scans_by_stocktake ON scans (stocktake_id, seq);
CREATE INDEX scans_by_answer ON scans (answers) WHERE answers IS NOT NULL;
CREATE INDEX scans_unknown ON scans (code, seq) WHERE outcome = 'unknown';

-- One row per counted item: the sum of its events, and what it is compared with (sync.md §9).
CREATE TABLE stocktake_lines (
  stocktake_id TEXT NOT NULL REFERENCES stocktakes ON DELETE CASCADE,
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  counted REAL NOT NULL,
  scans INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- E(t): the view's figure at the last scan, when its base was read, and the newest own change by then
  expected REAL NOT NULL,
  read_at INTEGER,
  change_mark INTEGER NOT NULL,
  -- the newest own change at the first scan: an own movement in between asks for a recount
  first_change_mark INTEGER NOT NULL,
  decision TEXT,
  -- the remote's figure that the decision was taken with
  decided_with REAL,
  reason TEXT,
  change_id INTEGER REFERENCES changes,
  PRIMARY KEY (stocktake_id, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX stocktake_lines_by_item ON stocktake_lines (item);

-- Codes that somebody took off the unknown list.
CREATE TABLE dismissed_codes (
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  code TEXT NOT NULL,
  PRIMARY KEY (connection, code)
) STRICT, WITHOUT ROWID;
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
