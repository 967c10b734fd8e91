import type { Reader } from '../../store/database.ts'
import { connectionInUse } from '../../store/connections.ts'
import { readSyncState } from '../../store/sync-state.ts'
import type { AppContext } from '../handlers.ts'

/**
 * When the figures of a connection were last read, in this PC's time; null before the first time. The running engine
 * knows best, because a reading that brought nothing is not worth a write (sync.md invariant I13).
 */
export function lastReadAt(context: AppContext, reader: Reader, connection: number): number | null {
  const engine = context.engine()
  if (engine !== null && connectionInUse(reader)?.id === connection) return engine.status().sync.lastPullAt
  return readSyncState(reader, connection).lastPullAt
}
