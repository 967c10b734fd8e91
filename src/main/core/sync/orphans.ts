import { amendChange, getChange, moveChange } from '../store/changes.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import { compareCreated } from './claims.ts'
import type { EngineContext } from './context.ts'
import { openNeeds } from './needed-records.ts'
import { questionFor } from './questions.ts'

/**
 * Creates that were not carried out and whose record exists at the remote by now: it appeared while they waited behind a
 * question (a refusal may be retried long after), so they could never be sent.
 */
export function askAdopted(context: EngineContext): void {
  const { store, connection } = context
  const adopted = store.reader.rows<{ id: number }>(
    `SELECT own.id FROM changes AS own JOIN records ON records.uid = own.uid
     WHERE own.connection = CAST(? AS INTEGER) AND own.state IN ('ready', 'blocked', 'rejected') AND own.kind = 'create'
       AND records.base_key IS NOT NULL`,
    connection,
  )
  if (adopted.length === 0) return
  store.write((writer) => {
    for (const { id } of adopted) {
      const change = getChange(writer, id)
      const record = change && getRecord(writer, change.uid)
      if (!change || !record?.base) continue
      const base = { state: record.base, updatedAt: record.serverUpdatedAt }
      compareCreated(writer, change, base, knownCells(writer, change.uid), context.ports.clock.now())
    }
  })
}

/**
 * Unsent changes whose record, or one of whose warehouses or parts, exists neither at the remote nor on its way there: an
 * answer to an older question brought them back after the record had gone, or one that made it anew was taken back.
 * Nothing could ever send them, so a person is asked.
 */
export function askOrphans(context: EngineContext): void {
  const { store, connection, ports } = context
  mendNeeds(context)
  const orphans = store.reader.rows<{ id: number }>(
    // The cast keeps SQLite from planning by the value, and so from preparing the statement anew at every call.
    `SELECT own.id FROM changes AS own WHERE own.connection = CAST(? AS INTEGER) AND own.state IN ('ready', 'blocked') AND EXISTS (
       SELECT 1 FROM records WHERE base_key IS NULL
         AND (uid IN (own.uid, own.warehouse, own.to_warehouse)
           OR uid IN (SELECT made.uid FROM json_each(own.depends_on) AS need JOIN changes AS made ON made.id = need.value
             WHERE made.kind = 'create')
           OR uid IN (SELECT json_extract(value, '$.warehouse') FROM json_each(own.payload, '$.stock')))
         AND NOT EXISTS (
         SELECT 1 FROM changes AS made WHERE made.uid = records.uid AND made.kind = 'create'
           AND made.state NOT IN ('applied', 'superseded', 'discarded')))`,
    connection,
  )
  if (orphans.length === 0) return
  const at = ports.clock.now()
  store.write((writer) => {
    for (const { id } of orphans) {
      const change = getChange(writer, id)
      if (!change) continue
      if (change.kind === 'delete') moveChange(writer, id, 'superseded', 'engine', { at })
      else {
        const key = getRecord(writer, change.uid)?.view.key ?? ''
        const question = questionFor({ reason: 'deletedRemotely', change, key, cell: change.warehouse })
        moveChange(writer, id, 'conflict', 'engine', { at, question })
      }
    }
  })
}

/** Changes that wait for a create which was given up, of a record that is there all the same, or is made by another. */
function mendNeeds({ store, connection, ports }: EngineContext): void {
  const waiting = store.reader.rows<{ id: number }>(
    `SELECT own.id FROM changes AS own WHERE own.connection = CAST(? AS INTEGER) AND own.state = 'blocked' AND EXISTS (
       SELECT 1 FROM json_each(own.depends_on) AS need JOIN changes AS made ON made.id = need.value
       WHERE made.kind = 'create' AND made.state = 'discarded' AND EXISTS (
         SELECT 1 FROM records WHERE records.uid = made.uid AND (base_key IS NOT NULL OR EXISTS (
           SELECT 1 FROM changes AS other WHERE other.uid = made.uid AND other.kind = 'create'
             AND other.state NOT IN ('applied', 'superseded', 'discarded')))))`,
    connection,
  )
  if (waiting.length === 0) return
  const at = ports.clock.now()
  store.write((writer) => {
    for (const { id } of waiting) {
      const change = getChange(writer, id)
      if (!change) continue
      const dependsOn = openNeeds(writer, change)
      if (dependsOn.length > 0) amendChange(writer, id, { dependsOn })
      else moveChange(writer, id, 'ready', 'engine', { at, dependsOn })
    }
  })
}
