import { withFields, type FoldFields } from '../../../shared/domain/fold.ts'
import { openCreates, type Change } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { getRecord } from '../store/records.ts'
import { merged } from './fields.ts'
import { rebaseOpen } from './rebase-record.ts'

/** What a person puts back into the queue, or opens again, is compared with what came of its record meanwhile (rule 14). */
export function compareAsOfNow(writer: Writer, changes: readonly Change[], at: number): void {
  for (const [uid, own] of Map.groupBy(changes, (change) => change.uid)) {
    const record = getRecord(writer, uid)
    const [first] = own
    if (record === undefined || first === undefined) continue
    const { base } = record
    if (base === null && openCreates(writer, [uid]).length > 0) continue
    const seen = own.reduce<FoldFields>((fields, { baseSeen }) => merged(fields, baseSeen.fields ?? {}), {})
    const before = withFields(base ?? record.view, seen)
    const rebasing = { connection: first.connection, at, price: 'ask', ids: own.map(({ id }) => id) } as const
    rebaseOpen(writer, uid, { before, after: base, stockMoved: false }, rebasing)
  }
}
