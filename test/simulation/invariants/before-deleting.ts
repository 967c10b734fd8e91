import { broken, type Observed } from './facts.ts'

interface Deleted {
  readonly id: number
  readonly uid: number
  readonly record_kind: string
  readonly key: string | null
}

const open = "state NOT IN ('applied', 'superseded', 'discarded')"

/** Rule 12: nothing goes while something that was done before, and needs it to be there, is still open. */
export function checkNothingNeeds(device: Observed, changeIDs: readonly number[]): void {
  const deletes = device.rows<Deleted>(
    `SELECT own.id, own.uid, own.record_kind, records.base_key AS key FROM changes AS own JOIN records USING (uid)
     WHERE own.kind = 'delete' AND own.id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(changeIDs),
  )
  for (const { id, uid, record_kind: kind, key } of deletes) {
    const moves = device.rows<{ id: number; state: string }>(
      `SELECT id, state FROM changes WHERE id < ? AND ${open} AND kind IN ('stock-delta', 'transfer')
         AND ? IN (uid, warehouse, to_warehouse)`,
      id,
      uid,
    )
    const parts = device.rows<{ id: number; state: string }>(
      `SELECT changes.id, changes.state FROM changes JOIN records USING (uid)
       WHERE changes.id < ? AND changes.${open} AND changes.kind = 'set-field' AND records.kind = 'bundle'
         AND json_type(changes.payload, '$.fields.components') IS NOT NULL AND EXISTS (
           SELECT 1 FROM json_each(coalesce(records.base_components, '[]')) AS part WHERE json_extract(part.value, '$.sku') = ?)`,
      id,
      key,
    )
    const [needed] = [...moves, ...(kind === 'item' ? parts : [])]
    if (needed)
      broken(
        'rule 12',
        device,
        `${kind} ${String(key)} is deleted while change ${String(needed.id)} from before is ${needed.state}`,
      )
  }
}
