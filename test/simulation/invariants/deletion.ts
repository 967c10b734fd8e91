import type { Presence } from '../presence.ts'
import { broken, type Observed } from './facts.ts'
import type { RecordRow } from './view-law.ts'

/** How long ago the last listing that a device goes by may have been answered, with every delay on top. */
const oldestListing = 300_000

/** What may go at once without anybody's word, for a mirror of so many (sync.md §4). */
const believable = (known: number): number => Math.max(20, Math.floor(known * 0.02))

/** I9: removals of one device that nobody has agreed to, as far as they come close together. */
export class Removals {
  #at: number[] = []

  note(device: Observed, uid: number, now: number): void {
    if (isOwnDeletion(device, uid)) return
    this.#at = [...this.#at.filter((at) => at > now - 30_000), now]
    const known = device.row<{ count: number }>('SELECT count(*) AS count FROM records WHERE base_key IS NOT NULL')
    if (this.#at.length > believable((known?.count ?? 0) + this.#at.length))
      broken('I9', device, `${String(this.#at.length)} records went at once, and nobody was asked`)
  }
}

/** Deleted by a person here, it needs nobody's consent. */
const isOwnDeletion = (device: Observed, uid: number): boolean =>
  device.rows("SELECT 1 FROM changes WHERE uid = ? AND kind = 'delete' AND state = 'applied'", uid).length > 0

/** I9: no record is taken away here that was at the remote all the time. */
export function checkRemoval(device: Observed, was: RecordRow, presence: Presence): void {
  if (was.base_key === null) return
  // A placeholder, known by its key alone, gives way to the record that owns the key.
  const owner = device.row('SELECT 1 FROM records WHERE kind = ? AND base_key = ?', was.kind, was.base_key)
  if (was.server_id === null && owner !== undefined) return
  if (presence.wasThere(was.kind, was.base_key, was.server_id, oldestListing))
    broken('I9', device, `${was.kind} ${was.base_key} was removed here and is still at the remote`)
}
