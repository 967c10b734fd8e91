import type { z } from 'zod'
import type { Question } from '../../../shared/contract/queue.ts'
import {
  mayMove,
  openStates,
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
import { db, type Reader, type Writer } from './database.ts'
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
  const { id } = writer.run(
    db.insertInto('changes').values({
      connection: change.connection,
      uid: change.uid,
      record_kind: change.recordKind,
      kind: change.kind,
      state: dependsOn.length > 0 ? 'blocked' : 'ready',
      warehouse: change.warehouse ?? null,
      to_warehouse: change.toWarehouse ?? null,
      quantity: change.quantity ?? null,
      payload: JSON.stringify(change.payload ?? {}),
      base_seen: JSON.stringify(change.baseSeen ?? {}),
      depends_on: JSON.stringify(dependsOn),
      group_id: change.groupID,
      superseded_by: null,
      assumed: null,
      question: null,
      request_id: null,
      stocktake_id: change.stocktakeID ?? null,
      person: change.person ?? null,
      note: change.note ?? null,
      at: change.at,
      state_at: change.at,
    }),
  )
  refold(writer, change.uid)
  writer.touch('queue', 'status')
  return id
}

/** Ids of the creates, not yet applied, of these records. */
function openCreates(reader: Reader, uids: readonly (number | undefined)[]): number[] {
  const wanted = [...new Set(uids.filter((uid): uid is number => uid !== undefined))]
  if (wanted.length === 0) return []
  const rows = reader.all(
    db
      .selectFrom('changes')
      .select('id')
      .where('uid', 'in', wanted)
      .where('kind', '=', 'create')
      .where('state', 'in', [...openStates])
      .orderBy('id'),
  )
  return rows.map((row) => row.id)
}

/** Open deletes and renames of other records that still hold, at the remote, the key this change takes (sync.md rule 11). */
function leavingKey(reader: Reader, { connection, uid, recordKind, kind, payload }: NewChange): number[] {
  if (payload?.key === undefined || (kind !== 'create' && kind !== 'rename')) return []
  const rows = reader.rows<{ id: number }>(
    `SELECT changes.id FROM records CROSS JOIN changes ON changes.uid = records.uid
     WHERE records.connection = ? AND records.kind = ? AND records.base_key = ? AND records.uid <> ?
       AND changes.kind IN ('delete', 'rename') AND changes.state NOT IN ('applied', 'superseded', 'discarded') ORDER BY changes.id`,
    connection,
    recordKind,
    payload.key,
    uid,
  )
  return rows.map((row) => row.id)
}

/** What a move may write besides the state. Left out: stays as it is; null: cleared. */
export interface MoveDetails {
  readonly at: number
  readonly question?: Question | null
  readonly assumed?: 'applied' | 'notApplied' | null
  readonly requestID?: string | null
  readonly supersededBy?: number | null
  readonly baseSeen?: BaseSeen
  readonly payload?: ChangePayload
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
  const set = { state: to, state_at: details.at, ...columns(details) }
  for (const row of rows) writer.run(db.updateTable('changes').set(set).where('id', '=', row.id))
  const [first] = rows
  if (first && (to === 'applied' || to === 'superseded') && rows.some((row) => row.kind === 'create'))
    unblock(writer, first.connection, details.at)
  writer.touch('queue', 'status')
  return rows
}

/** States between which a move leaves the view as it is. */
const foldsAlike = (state: ChangeState): boolean => state === 'blocked' || state === 'ready' || state === 'inflight'

/** Rewrites what a change carries without moving it (a rebase does that). */
export function amendChange(writer: Writer, id: number, details: Omit<MoveDetails, 'at'>): void {
  const uid = writer.first(db.selectFrom('changes').select('uid').where('id', '=', id))?.uid
  if (uid === undefined) throw new Error(`No change ${String(id)}`)
  writer.run(db.updateTable('changes').set(columns(details)).where('id', '=', id))
  refold(writer, uid)
  writer.touch('queue')
}

function columns(details: Omit<MoveDetails, 'at'>) {
  const { question, assumed, requestID, supersededBy, baseSeen, payload } = details
  return {
    ...(question === undefined ? {} : { question: question === null ? null : JSON.stringify(question) }),
    ...(assumed === undefined ? {} : { assumed }),
    ...(requestID === undefined ? {} : { request_id: requestID }),
    ...(supersededBy === undefined ? {} : { superseded_by: supersededBy }),
    ...(baseSeen === undefined ? {} : { base_seen: JSON.stringify(baseSeen) }),
    ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
  }
}

/** Frees the blocked changes whose needs are all met. */
function unblock(writer: Writer, connection: number, at: number): void {
  const freed = writer.rows<{ id: number }>(
    `SELECT id FROM changes WHERE connection = ? AND state = 'blocked' AND NOT EXISTS (
       SELECT 1 FROM json_each(changes.depends_on) AS need JOIN changes AS needed ON needed.id = need.value
       WHERE needed.state NOT IN ('applied', 'superseded'))`,
    connection,
  )
  for (const { id } of freed) {
    writer.exec("UPDATE changes SET state = 'ready', state_at = ? WHERE id = ?", at, id)
  }
}

export function getChange(reader: Reader, id: number): Change | undefined {
  const row = reader.first(db.selectFrom('changes').selectAll().where('id', '=', id))
  return row && toChange(row)
}

/** A connection's changes in these states, oldest first. */
export function listChanges(reader: Reader, connection: number, states: readonly ChangeState[], limit = -1): Change[] {
  const query = db
    .selectFrom('changes')
    .selectAll()
    .where('connection', '=', connection)
    .where('state', 'in', [...states])
    .orderBy('id')
  return reader.all(limit < 0 ? query : query.limit(limit)).map(toChange)
}

/** Every open change of one record, oldest first. */
export function openChangesOf(reader: Reader, uid: number): Change[] {
  const rows = reader.rows<Selectable<Tables['changes']>>(
    "SELECT * FROM changes WHERE uid = ? AND state NOT IN ('applied', 'superseded', 'discarded') ORDER BY id",
    uid,
  )
  return rows.map(toChange)
}

export function countByState(reader: Reader, connection: number): Partial<Record<ChangeState, number>> {
  const rows = reader.rows<{ state: ChangeState; count: number }>(
    'SELECT state, count(*) AS count FROM changes WHERE connection = ? GROUP BY state',
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
    payload: parseJson(payloadSchema, row.payload),
    baseSeen: parseJson(baseSeenSchema, row.base_seen),
    dependsOn: parseJson(dependsOnSchema, row.depends_on),
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

const parseJson = <T extends z.ZodType>(schema: T, text: string): z.output<T> => schema.parse(JSON.parse(text))
