import type { Migration } from '../migrate.ts'

/** What a remote says of its items beside what the app works with: shown, never counted by. One JSON list an item and kind. */
export const remoteDetails: Migration = {
  version: 90,
  name: 'remote-details',
  up: (run) => {
    run(`
CREATE TABLE remote_details (
  item INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('lots', 'attributes')),
  said TEXT NOT NULL,
  PRIMARY KEY (item, kind)
) STRICT, WITHOUT ROWID;
`)
  },
}
