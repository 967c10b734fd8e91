import type { Migration } from '../migrate.ts'

/** Barcodes that a remote keeps of its items. Two items may have the same: a scan of it is then a question. */
export const remoteCodes: Migration = {
  version: 70,
  name: 'remote-codes',
  up: (run) => {
    run(`
CREATE TABLE remote_codes (
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  code TEXT NOT NULL,
  connection INTEGER NOT NULL REFERENCES connections ON DELETE CASCADE,
  -- 14 digits, where the code is a GTIN with its right check digit
  gtin TEXT,
  PRIMARY KEY (item, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_codes_by_code ON remote_codes (connection, code);
CREATE INDEX remote_codes_by_gtin ON remote_codes (connection, gtin) WHERE gtin IS NOT NULL;
`)
  },
}
