import { broken, type Observed } from './facts.ts'

interface Deleted {
  readonly id: number
  readonly uid: number
  readonly record_kind: string
  readonly key: string | null
}

const open = "state NOT IN ('applied', 'superseded', 'discarded')"

/**
 * Rule 12: nothing goes while something that was done before, and needs it to be there, is still open. Only what waits for
 * the delete itself can't come before it: a record is made anew under the key of the one that goes, and others need that.
 */
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
    const behind = waitingFor(device, id)
    const needed = [...moves, ...(kind === 'item' ? parts : [])].find((change) => !behind.has(change.id))
    if (needed)
      broken(
        'rule 12',
        device,
        `${kind} ${String(key)} is deleted while change ${String(needed.id)} from before is ${needed.state}`,
      )
  }
}

/**
 * Every open change that comes only after this one, over however many others: queued behind it, about a record that is
 * made after it, in want of the key that it gives up, of parts that one of these says anew, created with one of
 * these in the same row, or itself a delete that was to come after it.
 */
function waitingFor(device: Observed, id: number): ReadonlySet<number> {
  const behind = device.rows<{ id: number }>(
    `WITH RECURSIVE behind (id) AS (SELECT ? UNION
       SELECT changes.id FROM behind JOIN changes AS earlier ON earlier.id = behind.id
         JOIN records AS giver ON giver.uid = earlier.uid JOIN changes JOIN records ON records.uid = changes.uid
       WHERE changes.${open} AND (earlier.id IN (SELECT value FROM json_each(changes.depends_on))
         OR (earlier.kind = 'create' AND earlier.uid IN (changes.uid, changes.warehouse, changes.to_warehouse))
         OR (earlier.kind IN ('rename', 'delete') AND changes.kind IN ('create', 'rename') AND giver.uid <> records.uid
           AND giver.kind = records.kind AND json_extract(changes.payload, '$.key') = giver.base_key)
         OR (changes.kind = 'delete' AND earlier.kind IN ('stock-delta', 'transfer') AND earlier.id < changes.id
           AND changes.uid IN (earlier.uid, earlier.warehouse, earlier.to_warehouse))
         OR (changes.kind = 'create' AND earlier.kind = 'rename' AND changes.uid = earlier.uid)
         OR (changes.uid = earlier.uid AND changes.id < earlier.id
           AND json_type(earlier.payload, '$.fields.components') IS NOT NULL
           AND json_type(changes.payload, '$.fields.components') IS NOT NULL)))
     SELECT id FROM behind`,
    id,
  )
  return new Set(behind.map((change) => change.id))
}
