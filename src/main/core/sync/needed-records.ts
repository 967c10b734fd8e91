import { isTerminal } from '../../../shared/domain/change.ts'
import { getChange, openCreates, type Change } from '../store/changes.ts'
import type { Reader } from '../store/database.ts'
import { getRecord } from '../store/records.ts'

/** Records that a change needs at the remote beside what it is about: those it moves stock in, and those made for it. */
function neededRecords(reader: Reader, { uid, warehouse, toWarehouse, dependsOn }: Change): number[] {
  const made = dependsOn.flatMap((id) => {
    const need = getChange(reader, id)
    return need?.kind === 'create' ? [need.uid] : []
  })
  return [...new Set([uid, warehouse, toWarehouse, ...made].filter((needed) => needed !== null))]
}

/** Those of them that exist neither at the remote nor on their way there. */
export const goneRecords = (reader: Reader, change: Change): number[] =>
  neededRecords(reader, change).filter(
    (uid) => (getRecord(reader, uid)?.base ?? null) === null && openCreates(reader, [uid]).length === 0,
  )

/** What a change has to wait for by now: the creates of what it needs, and whoever is to give up the key that it takes. */
export function openNeeds(reader: Reader, change: Change): number[] {
  const created = openCreates(reader, neededRecords(reader, change))
  const leaving = change.dependsOn.filter((id) => {
    const need = getChange(reader, id)
    return need !== undefined && need.kind !== 'create' && !isTerminal(need.state)
  })
  return [...new Set([...created, ...leaving])].filter((id) => id !== change.id).sort((a, b) => a - b)
}
