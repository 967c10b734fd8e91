import type { z } from 'zod'
import type { Question } from '../../../shared/contract/queue.ts'
import {
  isTerminal,
  mayMove,
  type ChangeKind,
  type ChangeState,
  type Mover,
  type RecordKind,
} from '../../../shared/domain/change.ts'
import {
  baseSeenSchema,
  dependsOnSchema,
  payloadSchema,
  questionSchema,
  type BaseSeen,
  type ChangePayload,
} from './change-payload.ts'
import type { Reader, SqlValue, Writer } from './database.ts'
import { perKind } from './records.ts'
import type { Tables } from './tables.ts'
import { refold } from './view.ts'
import type { Selectable } from 'kysely'

/**
 * The queue of changes: added by users, moved by the engine and by users, never removed. Every function that adds or
 * moves a change folds the view of its record again in the same transaction (sync.md rule 2).
 */
export interface Change {
  readonly id: number
  readonly connection: number
  readonly uid: number
  readonly recordKind: RecordKind
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly warehouse: number | null
  readonly toWarehouse: number | null
  readonly quantity: number | null
  readonly payload: ChangePayload
  readonly baseSeen: BaseSeen
  readonly dependsOn: readonly number[]
  readonly groupID: string
  readonly supersededBy: number | null
  readonly assumed: 'applied' | 'notApplied' | null
  readonly question: Question | null
  readonly requestID: string | null
  readonly stocktakeID: string | null
  readonly person: string | null
  readonly note: string | null
  readonly at: number
  readonly stateAt: number
}

export interface NewChange {
  readonly connection: number
  readonly uid: number
  readonly recordKind: RecordKind
  readonly kind: ChangeKind
  readonly groupID: string
  readonly at: number
  readonly warehouse?: number
  readonly toWarehouse?: number
  readonly quantity?: number
  readonly payload?: ChangePayload
  readonly baseSeen?: BaseSeen
  /** Further records that must exist at the remote first (a bundle's items); the change's own cells are found by themselves. */
  readonly needs?: readonly number[]
  readonly stocktakeID?: string | null
  readonly person?: string | null
  readonly note?: string | null
}

/** Queues a change and answers its id. It starts `blocked` while a record it needs is itself still to be created. */
export function addChange(writer: Writer, change: NewChange): number {
  const needs = [
    change.warehouse,
    change.toWarehouse,
    ...(change.payload?.stock ?? []).map((figure) => figure.warehouse),
    ...(change.needs ?? []),
  ]
  const dependsOn = [
    ...openCreates(writer, change.kind === 'create' ? needs : [change.uid, ...needs]),
    ...leavingKey(writer, change),
  ]
  const { id } = writer.exec(
    insertChange,
    change.connection,
    change.uid,
    change.recordKind,
    change.kind,
    dependsOn.length > 0 ? 'blocked' : 'ready',
    change.warehouse ?? null,
    change.toWarehouse ?? null,
    change.quantity ?? null,
    JSON.stringify(change.payload ?? {}),
    JSON.stringify(change.baseSeen ?? {}),
    JSON.stringify(dependsOn),
    change.groupID,
    change.stocktakeID ?? null,
    change.person ?? null,
    change.note ?? null,
    change.at,
    change.at,
  )
  refold(writer, change.uid)
  writer.touch('queue', 'status')
  return id
}

const insertChange = `INSERT INTO changes (connection, uid, record_kind, kind, state, warehouse, to_warehouse, quantity,
   payload, base_seen, depends_on, group_id, stocktake_id, person, note, at, state_at)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Ids of the creates, not yet applied, of these records. */
export function openCreates(reader: Reader, uids: readonly (number | undefined)[]): number[] {
  const wanted = [...new Set(uids.filter((uid): uid is number => uid !== undefined))]
  if (wanted.length === 0) return []
  const open = (uid: number): number[] => reader.rows<{ id: number }>(openCreatesOf, uid).map((row) => row.id)
  return wanted.flatMap(open).sort((a, b) => a - b)
}

const openCreatesOf = `SELECT id FROM changes INDEXED BY changes_open
   WHERE uid = ? AND kind = 'create' AND state NOT IN ('applied', 'superseded', 'discarded')`

/** Open deletes and renames of other records that still hold, at the remote, the key this change takes (sync.md rule 11). */
function leavingKey(reader: Reader, { connection, uid, recordKind, kind, payload }: NewChange): number[] {
  if (payload?.key === undefined || (kind !== 'create' && kind !== 'rename')) return []
  const rows = reader.rows<{ id: number }>(leavingKeyOf[recordKind], connection, payload.key, uid)
  return rows.map((row) => row.id)
}

const leavingKeyOf = perKind(
  (kind) =>
    `SELECT changes.id FROM records CROSS JOIN changes ON changes.uid = records.uid
     WHERE records.connection = ? AND records.kind = '${kind}' AND records.base_key = ? AND records.uid <> ?
       AND changes.kind IN ('delete', 'rename') AND changes.state NOT IN ('applied', 'superseded', 'discarded') ORDER BY changes.id`,
)

/** What a move may write besides the state. Left out: stays as it is; null: cleared. */
export interface MoveDetails {
  readonly at: number
  readonly question?: Question | null
  readonly assumed?: 'applied' | 'notApplied' | null
  readonly requestID?: string | null
  readonly supersededBy?: number | null
  readonly baseSeen?: BaseSeen
  readonly payload?: ChangePayload
  readonly quantity?: number
  readonly dependsOn?: readonly number[]
}

/** Moves a change to another state. A move that sync.md rule 6 doesn't know is a bug and throws. */
export function moveChange(writer: Writer, id: number, to: ChangeState, mover: Mover, details: MoveDetails): void {
  moveChanges(writer, [id], to, mover, details)
}

/** Moves several changes alike, folding every touched record once. */
export function moveChanges(
  writer: Writer,
  ids: readonly number[],
  to: ChangeState,
  mover: Mover,
  details: MoveDetails,
): void {
  const moved = moveUnfolded(writer, ids, to, mover, details)
  const stale = moved.filter((row) => !(foldsAlike(row.state) && foldsAlike(to)))
  for (const uid of new Set(stale.map((row) => row.uid))) refold(writer, uid)
}

interface Moved {
  readonly id: number
  readonly uid: number
  readonly kind: ChangeKind
  readonly state: ChangeState
}

/** As `moveChanges`, for a caller that folds the records itself in the same transaction (an answer does, with its base). */
export function moveUnfolded(
  writer: Writer,
  ids: readonly number[],
  to: ChangeState,
  mover: Mover,
  details: MoveDetails,
): readonly Moved[] {
  const rows = writer.rows<Moved & { connection: number }>(
    'SELECT id, uid, kind, state, connection FROM changes WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(ids),
  )
  if (rows.length < new Set(ids).size) throw new Error(`Some of the changes ${ids.join(', ')} don't exist`)
  for (const row of rows) {
    if (!mayMove(row.state, to, mover))
      throw new Error(`Change ${String(row.id)} can't go from ${row.state} to ${to} by ${mover}`)
  }
  update(writer, rows, { state: to, state_at: details.at, ...columns(details) })
  const [first] = rows
  if (first && isTerminal(to) && rows.some((row) => othersWaitFor(row.kind)))
    unblock(writer, first.connection, details.at)
  writer.touch('queue', 'status')
  return rows
}

/** Writes the same columns into every one of these changes. */
function update(
  writer: Writer,
  rows: readonly { readonly id: number }[],
  values: Readonly<Record<string, SqlValue>>,
): void {
  const names = Object.keys(values)
  const text = `UPDATE changes SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`
  for (const { id } of rows) writer.exec(text, ...Object.values(values), id)
}

/** States between which a move leaves the view as it is. */
const foldsAlike = (state: ChangeState): boolean => state === 'blocked' || state === 'ready' || state === 'inflight'

/** Rewrites what a change carries without moving it (a rebase does that, and a movement that a count has to include). */
export function amendChange(writer: Writer, id: number, details: Omit<MoveDetails, 'at'>): void {
  const uid = writer.row<{ uid: number }>('SELECT uid FROM changes WHERE id = ?', id)?.uid
  if (uid === undefined) throw new Error(`No change ${String(id)}`)
  update(writer, [{ id }], columns(details))
  refold(writer, uid)
  writer.touch('queue')
}

function columns(details: Omit<MoveDetails, 'at'>): Record<string, SqlValue> {
  const { question, assumed, requestID, supersededBy, baseSeen, payload, quantity, dependsOn } = details
  return {
    ...(question === undefined ? {} : { question: question === null ? null : JSON.stringify(question) }),
    ...(assumed === undefined ? {} : { assumed }),
    ...(requestID === undefined ? {} : { request_id: requestID }),
    ...(supersededBy === undefined ? {} : { superseded_by: supersededBy }),
    ...(baseSeen === undefined ? {} : { base_seen: JSON.stringify(baseSeen) }),
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(dependsOn === undefined ? {} : { depends_on: JSON.stringify(dependsOn) }),
  }
}

/** A create makes what others need; a rename or delete gives up a key that others want. */
export const othersWaitFor = (kind: ChangeKind): boolean => kind === 'create' || kind === 'rename' || kind === 'delete'

/**
 * Frees the blocked changes whose needs are all met. A key whose owner was told to keep it after all is no longer waited
 * for: the remote will say that it is taken.
 */
function unblock(writer: Writer, connection: number, at: number): void {
  const freed = writer.rows<{ id: number }>(
    `SELECT id FROM changes WHERE connection = ? AND state = 'blocked' AND NOT EXISTS (
       SELECT 1 FROM json_each(changes.depends_on) AS need JOIN changes AS needed ON needed.id = need.value
       WHERE needed.state NOT IN ('applied', 'superseded') AND (needed.kind = 'create' OR needed.state <> 'discarded'))`,
    connection,
  )
  for (const { id } of freed) {
    writer.exec("UPDATE changes SET state = 'ready', state_at = ? WHERE id = ?", at, id)
  }
}

export function getChange(reader: Reader, id: number): Change | undefined {
  const row = reader.row<Selectable<Tables['changes']>>('SELECT * FROM changes WHERE id = ?', id)
  return row && toChange(row)
}

/** A connection's changes in these states, oldest first. */
export function listChanges(reader: Reader, connection: number, states: readonly ChangeState[]): Change[] {
  const rows = states.flatMap((state) =>
    reader.rows<Selectable<Tables['changes']>>(
      'SELECT * FROM changes WHERE connection = ? AND state = ?',
      connection,
      state,
    ),
  )
  return rows.map(toChange).sort((a, b) => a.id - b.id)
}

/** What a plan needs of a change. */
export type QueuedRow = Pick<
  Change,
  'id' | 'uid' | 'recordKind' | 'kind' | 'state' | 'warehouse' | 'toWarehouse' | 'quantity' | 'payload' | 'dependsOn'
>

/**
 * The next open changes of a connection after this one, oldest first. The casts keep SQLite from planning by the values:
 * it would prepare the statement anew at every call.
 */
export function listQueued(reader: Reader, connection: number, after: number, limit: number): QueuedRow[] {
  const text = `${selectQueued} AND id > ?2 ORDER BY id LIMIT CAST(?3 AS INTEGER)`
  return reader.rows<QueuedColumns>(text, connection, after, limit).map(toQueued)
}

/** The open changes that may touch one of these records: its own, those of stock in it, and whatever is done to bundles. */
export function listTouching(reader: Reader, connection: number, uids: readonly number[]): QueuedRow[] {
  return reader.rows<QueuedColumns>(queuedTouching, connection, JSON.stringify(uids)).map(toQueued)
}

const selectQueued = `SELECT id, uid, record_kind AS recordKind, kind, state, warehouse, to_warehouse AS toWarehouse,
     quantity, payload, depends_on AS dependsOn FROM changes INDEXED BY changes_open_by_id
   WHERE connection = CAST(?1 AS INTEGER) AND state NOT IN ('applied', 'superseded', 'discarded')`

const given = 'IN (SELECT value FROM json_each(?2))'
const queuedTouching = `${selectQueued} AND (record_kind = 'bundle' OR uid ${given} OR warehouse ${given}
     OR to_warehouse ${given} OR (kind = 'create' AND EXISTS (
       SELECT 1 FROM json_each(payload, '$.stock') AS first WHERE json_extract(first.value, '$.warehouse') ${given})))
   ORDER BY id`

type QueuedColumns = Omit<QueuedRow, 'payload' | 'dependsOn'> & { readonly payload: string; readonly dependsOn: string }

const toQueued = (row: QueuedColumns): QueuedRow => ({
  ...row,
  payload: readPayload(row.payload),
  dependsOn: readNeeds(row.dependsOn),
})

/** Every open change of one record, oldest first. */
export function openChangesOf(reader: Reader, uid: number): Change[] {
  const rows = reader.rows<Selectable<Tables['changes']>>(
    "SELECT * FROM changes WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded')",
    uid,
  )
  return rows.map(toChange).sort((a, b) => a.id - b.id)
}

export function countByState(reader: Reader, connection: number): Partial<Record<ChangeState, number>> {
  const rows = reader.rows<{ state: ChangeState; count: number }>(
    'SELECT state, count(*) AS count FROM changes WHERE connection = CAST(? AS INTEGER) GROUP BY state',
    connection,
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}

/** Shapes a row of the table; a row that doesn't fit is damage and throws. */
export function toChange(row: Selectable<Tables['changes']>): Change {
  return {
    id: row.id,
    connection: row.connection,
    uid: row.uid,
    recordKind: row.record_kind,
    kind: row.kind as ChangeKind, // safe: only addChange writes it
    state: row.state as ChangeState, // safe: only addChange and moveChange write it
    warehouse: row.warehouse,
    toWarehouse: row.to_warehouse,
    quantity: row.quantity,
    payload: readPayload(row.payload),
    baseSeen: parseJson(baseSeenSchema, row.base_seen),
    dependsOn: readNeeds(row.depends_on),
    groupID: row.group_id,
    supersededBy: row.superseded_by,
    assumed: row.assumed,
    question: row.question === null ? null : parseJson(questionSchema, row.question),
    requestID: row.request_id,
    stocktakeID: row.stocktake_id,
    person: row.person,
    note: row.note,
    at: row.at,
    stateAt: row.state_at,
  }
}

/** Most changes carry nothing of the kind. */
const readPayload = (text: string): ChangePayload => (text === '{}' ? {} : parseJson(payloadSchema, text))
const readNeeds = (text: string): readonly number[] => (text === '[]' ? [] : parseJson(dependsOnSchema, text))

const parseJson = <T extends z.ZodType>(schema: T, text: string): z.output<T> => schema.parse(JSON.parse(text))

/**
 * Unsent changes whose last request broke the remote, and how many records it carried; one for what a person sends again
 * of an array that was refused.
 */
export const listShaken = (reader: Reader, connection: number): { id: number; rows: number }[] =>
  reader.rows(
    `SELECT changes.id, iif(attempts.outcome = 'refused', 1, count(*)) AS rows
     FROM changes JOIN attempts USING (request_id)
     WHERE changes.connection = ? AND changes.state IN ('ready', 'blocked') AND changes.request_id IS NOT NULL
       AND ((attempts.outcome = 'uncertain' AND json_extract(attempts.outcome_details, '$.status') >= 500)
         OR (attempts.outcome = 'refused' AND attempts.because = 'person'))
     GROUP BY changes.id`,
    connection,
  )
