import type { FoldFields, RecordState } from '../../../shared/domain/fold.ts'
import { addChange, getChange, moveChange, openChangesOf, type Change, type NewChange } from '../store/changes.ts'
import type { Writer } from '../store/database.ts'
import { knownCells } from '../store/mirror.ts'
import { getRecord, type MirrorRecord } from '../store/records.ts'
import { reviewBehindCreate } from './behind-create.ts'
import type { Decision } from './decision.ts'
import { differingFields, sameValue, saidFields } from './fields.ts'
import { lastSeen } from './last-seen.ts'
import { goneRecords, openNeeds } from './needed-records.ts'
import { confirmFound } from './own-moves.ts'
import { partField, questionFor } from './questions.ts'
import { ask } from './rebase-record.ts'

/** Whose version stands, field by field: what a person's `mine` and `theirs` do to a change (rule 14). */
type Side = 'mine' | 'theirs'
type Fields = NonNullable<Change['payload']['fields']>
type Stock = NonNullable<Change['payload']['stock']>

/** Goes on with what was wanted, now knowing what the remote says. */
export function keepMine(writer: Writer, change: Change, decision: Decision): number[] {
  const { at } = decision
  if (change.kind === 'create') return adoptMine(writer, change, decision)
  const gone = goneRecords(writer, change)
  if (gone.length > 0 && change.question?.reason !== 'deletedRemotely') {
    askAsGone(writer, change, at)
    return []
  }
  const made = gone.map((uid) => makeAnew(writer, change, uid, decision))
  const record = getRecord(writer, change.uid)
  const kept = change.kind === 'set-field' && record?.base ? keptFields(change, record.base, decision) : {}
  if (isGivenUp(change, record, kept, decision)) {
    moveChange(writer, change.id, 'discarded', 'person', { at, question: null })
    return made
  }
  const dependsOn = openNeeds(writer, change)
  moveChange(writer, change.id, dependsOn.length > 0 ? 'blocked' : 'ready', 'person', {
    at,
    question: null,
    assumed: null,
    dependsOn,
    baseSeen: seenNow(writer, change, record),
    ...(change.kind === 'set-field' ? { payload: { ...change.payload, fields: kept } } : {}),
  })
  return made
}

/** Nothing of it is left to be sent: all of it is theirs, or the create that makes the record anew says it. */
function isGivenUp({ kind }: Change, record: MirrorRecord | undefined, kept: Fields, decision: Decision): boolean {
  if (kind !== 'set-field' && kind !== 'rename') return false
  if (!record?.base) return true
  return kind === 'rename' ? sideOf(decision, 'key') === 'theirs' : Object.keys(kept).length === 0
}

/** What the remote says by now, as the person knows it. */
function seenNow(writer: Writer, change: Change, record: MirrorRecord | undefined): Change['baseSeen'] {
  const quantity = change.warehouse === null ? {} : { quantity: figureSeen(writer, change, change.warehouse) }
  if (!record?.base) return quantity
  const { key, name, price, expires, components } = record.base
  const fields = { name, price, expires, components: storable(components) }
  return { key, fields, updatedAt: record.serverUpdatedAt, ...quantity }
}

/** The figure that the question shows, whatever has become of it since: what is posted is compared with it. */
function figureSeen(writer: Writer, { uid, question }: Change, warehouse: number): number | null {
  if (question?.reason === 'deletedRemotely') return null
  const asked = question?.fields.find(({ field }) => field === 'quantity')
  if (asked === undefined) return knownCells(writer, uid).get(warehouse) ?? null
  return typeof asked.theirs === 'number' ? asked.theirs : null
}

/** Nobody was told that the record has gone: what was to be deleted is, and anything else is asked with that (invariant I10). */
function askAsGone(writer: Writer, change: Change, at: number): void {
  if (change.kind === 'delete') {
    moveChange(writer, change.id, 'applied', 'person', { at, question: null, assumed: null })
    return
  }
  const key = getRecord(writer, change.uid)?.view.key ?? ''
  ask(writer, change, questionFor({ reason: 'deletedRemotely', change, key, cell: change.warehouse }), at)
}

/** Leaves the remote's version of what is disputed; single fields, and what nobody else touched, may still be ours. */
export function keepTheirs(
  writer: Writer,
  change: Change,
  decision: Decision,
  discard: (change: Change) => void,
): number[] {
  const disputed = change.question?.fields ?? []
  const edited = change.kind === 'set-field' && disputed.length > 0
  const single = Object.values(decision.fields ?? {}).includes('mine')
  const adopted = change.kind === 'create' && (getRecord(writer, change.uid)?.base ?? null) !== null
  if (adopted || ((edited || single) && getRecord(writer, change.uid)?.base)) return keepMine(writer, change, decision)
  discard(change)
  return []
}

/** The answer for one field: as it was given, or as the answer as a whole says. */
const sideOf = ({ answer, fields = {} }: Decision, field: string): Side =>
  fields[field] ??
  (field.startsWith(partField) ? fields['components'] : undefined) ??
  (answer === 'theirs' ? 'theirs' : 'mine')

/** What an edit still sets. Fields that nobody disputed are ours unless the answer names them. */
function keptFields(change: Change, base: RecordState, decision: Decision): Fields {
  const wanted = change.payload.fields ?? {}
  const disputed = new Set((change.question?.fields ?? []).map(({ field }) => field))
  const parts = new Set([...disputed].filter((field) => field.startsWith(partField)))
  const kept: FoldFields = Object.fromEntries(
    saidFields(wanted).flatMap((name): [string, unknown][] => {
      if (name === 'components' && !disputed.has(name) && change.baseSeen.fields?.components != null) {
        const components = mergeParts(change, base, parts, decision)
        return sameValue(components, base.components) ? [] : [[name, components]]
      }
      const side = disputed.has(name) ? sideOf(decision, name) : (decision.fields?.[name] ?? 'mine')
      return side === 'mine' ? [[name, wanted[name]]] : []
    }),
  )
  return kept as Fields // safe: values of the change's own fields, or parts merged just above
}

type Parts = { sku: string; quantity: number }[]

/** Part by part: what one side changed is taken from it, what both changed from the side that was chosen. */
function mergeParts(change: Change, base: RecordState, disputed: ReadonlySet<string>, decision: Decision): Parts {
  const [seen, own, theirs] = [
    change.baseSeen.fields?.components,
    change.payload.fields?.components,
    base.components,
  ].map((parts) => new Map((parts ?? []).map((part) => [part.sku, part.quantity])))
  if (!seen || !own || !theirs) return []
  return [...new Set([...own.keys(), ...theirs.keys()])].flatMap((sku) => {
    const field = `${partField}${sku}`
    const side = disputed.has(field) ? sideOf(decision, field) : own.get(sku) === seen.get(sku) ? 'theirs' : 'mine'
    const quantity = (side === 'mine' ? own : theirs).get(sku)
    return quantity === undefined ? [] : [{ sku, quantity }]
  })
}

const storable = (components: RecordState['components']): Parts | null =>
  components === null ? null : components.map((part) => ({ ...part }))

/** The record existed already and is ours now: our details become an edit of it, and its first stock a question. */
function adoptMine(writer: Writer, change: Change, decision: Decision): number[] {
  const { at, groupID } = decision
  const base = getRecord(writer, change.uid)?.base
  if (!base) {
    const { stock } = change.payload
    const payload = { ...change.payload, ...(stock === undefined ? {} : { stock: possibleStock(writer, stock) }) }
    moveChange(writer, change.id, 'ready', 'person', { at, question: null, payload })
    return []
  }
  confirmFound(writer, change)
  // It takes nobody's place: whatever is open of the record is reviewed by itself.
  moveChange(writer, change.id, 'applied', 'person', { at, question: null, assumed: null })
  const wanted = change.payload.fields ?? {}
  const mine = saidFields(wanted).filter((name) => sideOf(decision, name) === 'mine')
  const later = reviewBehindCreate(writer, change, new Set(mine), at)
  const kept = differingFields(wanted, base).filter((name) => mine.includes(name) && !later.has(name))
  const fields = Object.fromEntries(kept.map((name) => [name, wanted[name]])) as Fields // safe: the same values, fewer of them
  const edits =
    kept.length === 0
      ? []
      : [addChange(writer, { ...copied(change, groupID, at), kind: 'set-field', payload: { fields } })]
  return [...edits, ...(decision.answer === 'theirs' ? [] : askFirstStock(writer, change, base.key, decision))]
}

/** A new record's first figures, but for warehouses that are gone. */
const possibleStock = (writer: Writer, stock: Stock): Stock =>
  stock.filter(({ warehouse }) => {
    const made = openChangesOf(writer, warehouse).some(({ kind }) => kind === 'create')
    return made || getRecord(writer, warehouse)?.base != null
  })

/** What the new record was to start with: nobody knows whether the remote's figure is of the same pieces. */
function askFirstStock(writer: Writer, change: Change, key: string, { at, groupID }: Decision): number[] {
  const cells = knownCells(writer, change.uid)
  return (change.payload.stock ?? []).flatMap(({ warehouse, quantity }) => {
    const now = cells.get(warehouse) ?? null
    if (quantity <= 0 || now === quantity) return []
    const id = addChange(writer, { ...copied(change, groupID, at), kind: 'stock-delta', warehouse, quantity })
    const asked = getChange(writer, id)
    if (asked === undefined) return []
    const warehouseID = getRecord(writer, warehouse)?.view.key ?? ''
    const legs = [{ warehouseID, by: quantity, before: null, now }]
    const question = questionFor({ reason: 'firstStock', change: asked, key, legs })
    moveChange(writer, id, 'quarantined', 'engine', { at, question, assumed: 'applied' })
    return [id]
  })
}

/**
 * Deleted at the remote and still wanted: made anew as last seen here, with what was edited here since and not given up,
 * by an explicit create (invariant I10).
 */
function makeAnew(writer: Writer, change: Change, uid: number, { at, groupID }: Decision): number {
  const record = getRecord(writer, uid)
  if (!record) throw new Error(`No record ${String(uid)}`)
  const { key, name, price, expires, components } = lastSeen(writer, record)
  // What was empty needs no saying, and not every kind of record has every field.
  const fields = {
    ...(name === null ? {} : { name }),
    ...(price === null ? {} : { price }),
    ...(expires === null ? {} : { expires }),
    ...(components === null ? {} : { components: components.map((part) => ({ ...part })) }),
  }
  const head = { ...copied(change, groupID, at), uid, recordKind: record.kind }
  return addChange(writer, { ...head, kind: 'create', payload: { key, fields } })
}

/** What a change made by an answer has from the one it was about. */
export const copied = (
  change: Change,
  groupID: string,
  at: number,
): Pick<NewChange, 'connection' | 'uid' | 'recordKind' | 'groupID' | 'at' | 'stocktakeID' | 'person' | 'note'> => ({
  connection: change.connection,
  uid: change.uid,
  recordKind: change.recordKind,
  groupID,
  at,
  stocktakeID: change.stocktakeID,
  person: change.person,
  note: change.note,
})
