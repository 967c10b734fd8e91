import type { AppError } from '../../../shared/contract/errors.ts'
import type { RecordKind } from '../../../shared/domain/change.ts'
import type { RecordState } from '../../../shared/domain/fold.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import type { ChangeFields, ChangePayload } from '../store/change-payload.ts'
import type { Writer } from '../store/database.ts'
import { addRecord, type MirrorRecord } from '../store/records.ts'
import { mustBeFree, queueChange, type Gesture } from './gesture.ts'

/** Creating, changing and deleting a record, which items, warehouses and bundles have in common. */

export interface NewRecord {
  readonly kind: RecordKind
  readonly key: string
  readonly fields: ChangeFields
  readonly stock?: NonNullable<ChangePayload['stock']>
  /** Records that must exist at the remote first. */
  readonly needs?: readonly number[]
}

export function createRecord(writer: Writer, gesture: Gesture, record: NewRecord): Result<number[], AppError> {
  const { kind, key, fields, stock, needs } = record
  const free = mustBeFree(writer, gesture.connection, kind, key)
  if (!free.ok) return free
  const uid = addRecord(writer, gesture.connection, kind, key)
  const payload = { key, fields, ...(stock === undefined || stock.length === 0 ? {} : { stock }) }
  return ok([
    queueChange(writer, gesture, {
      uid,
      recordKind: kind,
      kind: 'create',
      payload,
      baseSeen: { key: null },
      ...(needs ? { needs } : {}),
    }),
  ])
}

export interface RecordEdit {
  readonly key: string | undefined
  /** Fields left out stay as they are. */
  readonly fields: ChangeFields
  readonly needs?: readonly number[]
}

/** Queues a rename and an edit, each only where it changes something. Old values are those of the view (sync.md rule 14). */
export function updateRecord(
  writer: Writer,
  gesture: Gesture,
  record: MirrorRecord,
  edit: RecordEdit,
): Result<number[], AppError> {
  const changeIDs: number[] = []
  if (edit.key !== undefined && edit.key !== record.view.key) {
    const free = mustBeFree(writer, gesture.connection, record.kind, edit.key)
    if (!free.ok) return free
    const baseSeen = { key: record.view.key, updatedAt: record.serverUpdatedAt }
    changeIDs.push(
      queueChange(writer, gesture, {
        uid: record.uid,
        recordKind: record.kind,
        kind: 'rename',
        payload: { key: edit.key },
        baseSeen,
      }),
    )
  }
  const fields = differing(edit.fields, record.view)
  if (Object.keys(fields).length > 0) {
    const baseSeen = { fields: seen(fields, record.view), updatedAt: record.serverUpdatedAt }
    const needs = edit.needs ? { needs: edit.needs } : {}
    changeIDs.push(
      queueChange(writer, gesture, {
        uid: record.uid,
        recordKind: record.kind,
        kind: 'set-field',
        payload: { fields },
        baseSeen,
        ...needs,
      }),
    )
  }
  return ok(changeIDs)
}

export function deleteRecord(writer: Writer, gesture: Gesture, record: MirrorRecord): number[] {
  const { key, name, price, expires, components } = record.view
  const baseSeen = {
    key,
    fields: { name, price, expires, components: copied(components) },
    updatedAt: record.serverUpdatedAt,
  }
  return [queueChange(writer, gesture, { uid: record.uid, recordKind: record.kind, kind: 'delete', baseSeen })]
}

const fieldNames = ['name', 'price', 'expires', 'components'] as const

function differing(fields: ChangeFields, view: RecordState): ChangeFields {
  const changed = fieldNames.filter((name) => fields[name] !== undefined && !same(fields[name], view[name]))
  return Object.fromEntries(changed.map((name) => [name, fields[name]]))
}

const seen = (fields: ChangeFields, view: RecordState): ChangeFields =>
  Object.fromEntries(fieldNames.filter((name) => fields[name] !== undefined).map((name) => [name, view[name]]))

type FieldValue = RecordState[(typeof fieldNames)[number]] | undefined

/** A bundle's parts are a set: their order means nothing. */
function same(a: FieldValue, b: FieldValue): boolean {
  if (!isParts(a) || !isParts(b)) return (a ?? null) === (b ?? null)
  const other = new Map(b.map((part) => [part.sku, part.quantity]))
  return a.length === b.length && a.every((part) => other.get(part.sku) === part.quantity)
}

const isParts = (value: FieldValue): value is NonNullable<RecordState['components']> => Array.isArray(value)

const copied = (components: RecordState['components']): ChangeFields['components'] =>
  components === null ? null : components.map((part) => ({ ...part }))
