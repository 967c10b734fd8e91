import { withFields, type FoldFields } from '../../../shared/domain/fold.ts'
import { equal } from '../../../shared/domain/quantity.ts'
import { openChangesOf, openCreates, type Change } from '../store/changes.ts'
import type { Reader, Writer } from '../store/database.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord } from '../store/records.ts'
import { merged } from './fields.ts'
import { movedCells } from './moved-cells.ts'
import { rebaseOpen } from './rebase-record.ts'
import type { Remote } from './rebased.ts'

/** What a person puts back into the queue, or opens again, is compared with what came of its record meanwhile (rule 14). */
export function compareAsOfNow(writer: Writer, changes: readonly Change[], at: number): void {
  for (const [uid, own] of Map.groupBy(changes, (change) => change.uid)) {
    const record = getRecord(writer, uid)
    const [first] = own
    if (record === undefined || first === undefined) continue
    const { base } = record
    if (base === null && openCreates(writer, [uid]).length > 0) continue
    const seen = own.reduce<FoldFields>((fields, { baseSeen }) => merged(fields, baseSeen.fields ?? {}), {})
    const known = withFields(base ?? record.view, seen)
    const before = { ...known, key: keySeen(writer, uid, own) ?? known.key }
    const rebasing = { connection: first.connection, at, price: 'ask', ids: own.map(({ id }) => id) } as const
    rebaseOpen(writer, uid, { before, after: base, stockMoved: false }, rebasing)
  }
}

/** The key that a rename was decided by, where that was the remote's and not one of ours on its way there. */
function keySeen(reader: Reader, uid: number, own: readonly Change[]): string | null {
  const first = openChangesOf(reader, uid).find(({ kind }) => kind === 'rename')
  return own.find(({ id }) => id === first?.id)?.baseSeen.key ?? null
}

/** What was done here to a new record of which a person says that it was made: others may have met it since. */
export function compareWithMade(writer: Writer, create: Change, at: number): void {
  if (create.kind !== 'create') return
  const { uid, connection, payload } = create
  const first = (payload.stock ?? []).map(({ warehouse, quantity }) => [warehouse, quantity] as const)
  const remote = sinceMade(writer, uid, { fields: payload.fields, figures: first })
  if (remote) rebaseOpen(writer, uid, remote, { connection, at, price: 'ask' })
}

/** A record as it was made here, and as it is: what was not said then was nothing. Null: it is not there. */
export function sinceMade(
  reader: Reader,
  uid: number,
  made: { readonly fields: FoldFields | undefined; readonly figures: readonly (readonly [number, number])[] },
): Remote | null {
  const after = getRecord(reader, uid)?.base
  if (!after) return null
  const nothing = { key: after.key, name: null, price: null, expires: null, components: null }
  const moved = movedCells(new Map(made.figures), knownCells(reader, uid))
  const stockMoved = moved.some((cell) => !equal(cell.before ?? 0, cell.after ?? 0))
  return { before: withFields(nothing, made.fields), after, stockMoved }
}
