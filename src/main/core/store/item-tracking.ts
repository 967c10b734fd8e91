import type { Reader, Writer } from './database.ts'

/** What an item needs to be told apart by when it is counted. Kept here: no remote has a field for it. */
export interface Tracking {
  readonly lot: boolean
  readonly expiry: boolean
  readonly serial: boolean
}

const untracked: Tracking = { lot: false, expiry: false, serial: false }

export function trackingOf(reader: Reader, item: number): Tracking {
  const row = reader.row<{ lot: number; expiry: number; serial: number }>(
    'SELECT lot, expiry, serial FROM item_tracking WHERE item = ?',
    item,
  )
  return row === undefined ? untracked : { lot: row.lot === 1, expiry: row.expiry === 1, serial: row.serial === 1 }
}

export function saveTracking(writer: Writer, item: number, { lot, expiry, serial }: Tracking): void {
  writer.exec(
    `INSERT INTO item_tracking (item, lot, expiry, serial) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET lot = excluded.lot, expiry = excluded.expiry, serial = excluded.serial`,
    item,
    lot ? 1 : 0,
    expiry ? 1 : 0,
    serial ? 1 : 0,
  )
  writer.touch('items')
}
