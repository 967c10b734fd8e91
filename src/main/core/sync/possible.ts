import { isTerminal } from '../../../shared/domain/change.ts'
import { getChange, openChangesOf, type Change } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import { sendableOf } from './holds.ts'
import type { Intent } from './intent.ts'

/** Whether a planned row may still be sent now that its turn has come: answers since the plan may have changed that. */
export function isStillPossible({ store: { reader }, memory, remote }: EngineContext, intent: Intent): boolean {
  // A figure computed for a record that was not found would be written over whatever bears its key next.
  if (!remote.capabilities.relativeStock && memory.absent.has(intent.uid)) return false
  const busy = reader.row("SELECT 1 FROM changes WHERE uid = ? AND state IN ('inflight', 'unknown')", intent.uid)
  return (
    busy === undefined && isUnsent(reader, intent) && !isHeldUp(reader, intent) && isOver(reader, intent.after ?? [])
  )
}

/** Ready, or carried by a create, where everything else that it needs is there. */
function isUnsent(reader: Reader, { changeIDs }: Intent): boolean {
  const changes = reader.rows<{ id: number; kind: string; state: string }>(
    'SELECT id, kind, state FROM changes WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(changeIDs),
  )
  const creates = changes.some(({ kind, state }) => kind === 'create' && state === 'ready')
  return changes.every(
    ({ id, kind, state }) =>
      state === 'ready' || (state === 'blocked' && creates && kind !== 'create' && isCarried(reader, id, changeIDs)),
  )
}

function isCarried(reader: Reader, id: number, together: readonly number[]): boolean {
  const needs = getChange(reader, id)?.dependsOn ?? []
  return needs.every((need) => together.includes(need) || isMet(getChange(reader, need)))
}

/** Whoever was to give up a key, and does not any more, is the concern of the remote: it says that the key is taken. */
const isMet = (need: Change | undefined): boolean =>
  need === undefined || (isTerminal(need.state) && (need.kind !== 'create' || need.state !== 'discarded'))

/** A question that came up since the plan. */
function isHeldUp(reader: Reader, { uid, changeIDs }: Intent): boolean {
  const asked = reader.row(
    "SELECT 1 FROM changes WHERE uid = ? AND state IN ('rejected', 'conflict', 'quarantined')",
    uid,
  )
  if (asked === undefined) return false
  const exists = getRecord(reader, uid)?.base != null
  const sendable = new Set(sendableOf(openChangesOf(reader, uid), exists, new Set()).map(({ id }) => id))
  return !changeIDs.every((id) => sendable.has(id))
}

const isOver = (reader: Reader, ids: readonly number[]): boolean =>
  ids.length === 0 ||
  reader.row(
    `SELECT 1 FROM changes WHERE id IN (SELECT value FROM json_each(?))
       AND state NOT IN ('applied', 'superseded', 'discarded') LIMIT 1`,
    JSON.stringify(ids),
  ) === undefined
