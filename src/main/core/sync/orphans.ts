import { getChange, moveChange } from '../store/changes.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import { compareCreated } from './claims.ts'
import type { EngineContext } from './context.ts'
import { questionFor } from './questions.ts'

/**
 * Unsent creates whose record exists at the remote by now: it appeared while they waited behind a question (a refusal may
 * be retried long after), so they could never be sent.
 */
export function askAdopted(context: EngineContext): void {
  const { store, connection } = context
  const adopted = store.reader.rows<{ id: number }>(
    `SELECT own.id FROM changes AS own JOIN records ON records.uid = own.uid
     WHERE own.connection = CAST(? AS INTEGER) AND own.state IN ('ready', 'blocked') AND own.kind = 'create'
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
      compareCreated(context, writer, change, base, knownCells(writer, change.uid))
    }
  })
}

/**
 * Unsent changes whose record, or one of whose warehouses, exists neither at the remote nor on its way there: an answer
 * to an older question brought them back after the record had gone. Nothing could ever send them, so a person is asked.
 */
export function askOrphans(context: EngineContext): void {
  const { store, connection, ports } = context
  const orphans = store.reader.rows<{ id: number }>(
    // The cast keeps SQLite from planning by the value, and so from preparing the statement anew at every call.
    `SELECT own.id FROM changes AS own WHERE own.connection = CAST(? AS INTEGER) AND own.state IN ('ready', 'blocked') AND EXISTS (
       SELECT 1 FROM records WHERE base_key IS NULL
         AND (uid IN (own.uid, own.warehouse, own.to_warehouse)
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
