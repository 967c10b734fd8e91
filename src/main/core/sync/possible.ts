import { isTerminal } from '../../../shared/domain/change.ts'
import { getChange, listTouching, openChangesOf, type Change } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { getRecord } from '../store/records.ts'
import type { EngineContext } from './context.ts'
import { sendableOf } from './holds.ts'
import type { Intent } from './intent.ts'
import { usersOfDeleted, type Needs } from './needs.ts'

/** Which planned rows may still be sent now that their turn has come: answers since the plan may have changed that. */
export function stillPossible(context: EngineContext, intents: readonly Intent[]): Intent[] {
  const users = usersNow(context, intents)
  return intents.filter((intent) => isPossible(context, intent) && isUnneeded(intent, users))
}

function isPossible({ store: { reader }, memory, remote }: EngineContext, intent: Intent): boolean {
  // A figure computed for a record that was not found would be written over whatever bears its key next.
  if (!remote.capabilities.relativeStock && memory.absent.has(intent.uid)) return false
  const busy = reader.row("SELECT 1 FROM changes WHERE uid = ? AND state IN ('inflight', 'unknown')", intent.uid)
  return busy === undefined && isUnsent(reader, intent) && !isHeldUp(reader, intent)
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

/** What deletes wait for by now: something that was over may be open again, and a bundle may have other parts (rule 12). */
function usersNow({ store: { reader }, connection }: EngineContext, intents: readonly Intent[]): Needs {
  const deleted = intents.flatMap(({ uid, action }) => (action.kind === 'delete' ? [uid] : []))
  if (deleted.length === 0) return new Map()
  return usersOfDeleted(listTouching(reader, connection, deleted), (uid) => getRecord(reader, uid)?.base ?? null)
}

const isUnneeded = ({ changeIDs, afterwards = [] }: Intent, users: Needs): boolean =>
  changeIDs.every((id) => (users.get(id) ?? []).every((user) => afterwards.includes(user)))
