import type { Migration } from '../migrate.ts'

/** Lots that a remote keeps of its items: shown, never counted by. One JSON list an item, as it was said last. */
export const remoteLots: Migration = {
  version: 90,
  name: 'remote-lots',
  up: (run) => {
    run(`
CREATE TABLE remote_lots (
  item INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  lots TEXT NOT NULL
) STRICT;
`)
  },
}
