import type { Presence } from '../presence.ts'
import { broken, type Observed } from './facts.ts'
import type { RecordRow } from './view-law.ts'

/** How long ago the last listing that a device goes by may have been answered, with every delay on top. */
const oldestListing = 300_000

/** I9: no record is taken away here that was at the remote all the time. */
export function checkRemoval(device: Observed, was: RecordRow | undefined, is: RecordRow, presence: Presence): void {
  if (was === undefined || was.base_key === null || is.base_key !== null) return
  // A placeholder, known by its key alone, gives way to the record that owns the key.
  const owner = device.row('SELECT 1 FROM records WHERE kind = ? AND base_key = ?', was.kind, was.base_key)
  if (was.server_id === null && owner !== undefined) return
  if (presence.wasThere(was.kind, was.base_key, was.server_id, oldestListing))
    broken('I9', device, `${was.kind} ${was.base_key} was removed here and is still at the remote`)
}
