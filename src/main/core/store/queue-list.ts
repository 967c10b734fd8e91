import type { Question, QueueRow } from '../../../shared/contract/queue.ts'
import {
  openStates,
  questionStates,
  type ChangeKind,
  type ChangeState,
  type RecordKind,
} from '../../../shared/domain/change.ts'
import { baseSeenSchema, payloadSchema, questionSchema, type ChangePayload } from './change-payload.ts'
import type { Reader, SqlValue } from './database.ts'
import { readTallies } from './tallies.ts'

/** Changes as people look at them, newest first. */
export interface QueueQuery {
  readonly connection: number
  readonly state: ChangeState | 'open' | 'questions' | undefined
  readonly changeID?: number | undefined
  readonly groupID: string | undefined
  readonly stocktakeID: string | undefined
  readonly sentWith?: string | undefined
  readonly reason?: Question['reason'] | undefined
  readonly offset: number
  readonly limit: number
}

export function listQueue(reader: Reader, query: QueueQuery): { rows: QueueRow[]; total: number } {
  const { sql, parameters } = source(query)
  const rows = reader.rows<Columns>(
    `SELECT ${columns} FROM (SELECT id AS picked ${sql} ORDER BY id DESC LIMIT ? OFFSET ?) CROSS JOIN changes AS c ON c.id = picked
     CROSS JOIN records AS r ON r.uid = c.uid LEFT JOIN records AS w ON w.uid = c.warehouse LEFT JOIN records AS t ON t.uid = c.to_warehouse
     ORDER BY c.id DESC`,
    ...parameters,
    query.limit,
    query.offset,
  )
  const total =
    tallied(reader, query) ??
    reader.row<{ count: number }>(`SELECT count(*) AS count ${sql}`, ...parameters)?.count ??
    0
  return { rows: rows.map((row) => toRow(reader, row)), total }
}

const columns = `c.id, c.group_id, c.kind, c.record_kind, c.state, c.at, c.state_at, c.quantity, c.payload, c.base_seen, c.person, c.note,
   c.stocktake_id, c.superseded_by, c.request_id, c.question, r.key, r.name, w.key AS warehouseID, t.key AS toWarehouseID`

/** Changes named in one of four ways. */
export interface ChangeSelection {
  readonly changeID?: number | undefined
  readonly changeIDs?: readonly number[] | undefined
  readonly groupID?: string | undefined
  /** The request that last carried them. */
  readonly sentWith?: string | undefined
}

export function findChanges(
  reader: Reader,
  connection: number,
  { changeID, changeIDs, groupID, sentWith }: ChangeSelection,
): number[] {
  if (changeIDs !== undefined)
    return reader
      .rows<{ id: number }>(
        'SELECT id FROM changes WHERE connection = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id',
        connection,
        JSON.stringify(changeIDs),
      )
      .map((row) => row.id)
  const found = (condition: string, value: SqlValue): number[] =>
    reader
      .rows<{ id: number }>(
        `SELECT id FROM changes WHERE ${condition} = ? AND connection = ? ORDER BY id`,
        value,
        connection,
      )
      .map((row) => row.id)
  if (changeID !== undefined) return found('id', changeID)
  if (groupID !== undefined) return found('group_id', groupID)
  return sentWith === undefined ? [] : found('request_id', sentWith)
}

/** Why each of these changes is asked, and what it takes as an answer; what asks nothing is left out. */
export const readQuestions = (reader: Reader, ids: readonly number[]): readonly AskedChange[] =>
  reader
    .rows<{ id: number; question: string }>(
      `SELECT id, question FROM changes WHERE id IN (SELECT value FROM json_each(?)) AND question IS NOT NULL
         AND state IN (${questionStates.map((name) => `'${name}'`).join(', ')}) ORDER BY id`,
      JSON.stringify(ids),
    )
    .map(({ id, question }) => ({ id, question: questionSchema.parse(JSON.parse(question)) }))

export interface AskedChange {
  readonly id: number
  readonly question: Question
}

/** The group of the newest change that was neither taken back nor folded into another. */
export function lastGesture(reader: Reader, connection: number): string | undefined {
  return reader.row<{ group_id: string }>(
    "SELECT group_id FROM changes NOT INDEXED WHERE connection = ? AND state NOT IN ('discarded', 'superseded') ORDER BY id DESC LIMIT 1",
    connection,
  )?.group_id
}

/** Which changes, by the narrowest index there is for it. */
function source(query: QueueQuery): { sql: string; parameters: SqlValue[] } {
  const { connection, state, changeID } = query
  if (changeID !== undefined)
    return { sql: 'FROM changes WHERE connection = ? AND id = ?', parameters: [connection, changeID] }
  const conditions = ['connection = ?']
  const parameters: SqlValue[] = [connection]
  if (state === 'open') conditions.push("state NOT IN ('applied', 'superseded', 'discarded')")
  else if (state === 'questions') conditions.push(`state IN (${questionStates.map((name) => `'${name}'`).join(', ')})`)
  else if (state !== undefined) {
    conditions.push('state = ?')
    parameters.push(state)
  }
  for (const [condition, value] of [
    ['group_id = ?', query.groupID],
    ['stocktake_id = ?', query.stocktakeID],
    ['request_id = ?', query.sentWith],
    ["json_extract(question, '$.reason') = ?", query.reason],
  ] as const) {
    if (value === undefined) continue
    conditions.push(condition)
    parameters.push(value)
  }
  return { sql: `FROM changes${indexFor(query)} WHERE ${conditions.join(' AND ')}`, parameters }
}

function indexFor({ state, groupID, stocktakeID, sentWith }: QueueQuery): string {
  if (groupID !== undefined) return ' INDEXED BY changes_by_group'
  if (sentWith !== undefined) return ' INDEXED BY changes_by_request'
  if (stocktakeID !== undefined) return ' INDEXED BY changes_by_stocktake'
  if (state === 'open') return ' INDEXED BY changes_open_by_id'
  return state === undefined ? ' NOT INDEXED' : ' INDEXED BY changes_by_state'
}

/** The total from the counts that triggers keep, or null where something else narrows the list. */
function tallied(reader: Reader, query: QueueQuery): number | null {
  const { connection, state, changeID, groupID, stocktakeID, sentWith, reason } = query
  if ([changeID, groupID, stocktakeID, sentWith, reason].some((narrower) => narrower !== undefined)) return null
  const { changes } = readTallies(reader, connection)
  const sum = (states: readonly ChangeState[]): number => states.reduce((total, name) => total + changes[name], 0)
  if (state === 'open') return sum(openStates)
  if (state === 'questions') return sum(questionStates)
  return state === undefined ? Object.values(changes).reduce((total, count) => total + count, 0) : changes[state]
}

interface Columns {
  readonly id: number
  readonly group_id: string
  readonly kind: ChangeKind
  readonly record_kind: RecordKind
  readonly state: ChangeState
  readonly at: number
  readonly state_at: number
  readonly quantity: number | null
  readonly payload: string
  readonly base_seen: string
  readonly person: string | null
  readonly note: string | null
  readonly stocktake_id: string | null
  readonly superseded_by: number | null
  readonly request_id: string | null
  readonly question: string | null
  readonly key: string
  readonly name: string | null
  readonly warehouseID: string | null
  readonly toWarehouseID: string | null
}

function toRow(reader: Reader, row: Columns): QueueRow {
  const payload = payloadSchema.parse(JSON.parse(row.payload))
  const fields = fieldsOf(reader, row, payload)
  return {
    changeID: row.id,
    groupID: row.group_id,
    kind: row.kind,
    record: row.record_kind,
    state: row.state,
    at: row.at,
    stateAt: row.state_at,
    ...keyOf(row),
    ...(row.toWarehouseID === null ? {} : { toWarehouseID: row.toWarehouseID }),
    name: row.name,
    ...(row.quantity === null ? {} : { quantity: row.quantity }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
    person: row.person,
    note: row.note,
    ...(row.stocktake_id === null ? {} : { stocktakeID: row.stocktake_id }),
    ...(row.superseded_by === null ? {} : { supersededBy: row.superseded_by }),
    ...(row.request_id === null ? {} : { sentWith: row.request_id }),
    ...(row.question === null ? {} : { question: questionSchema.parse(JSON.parse(row.question)) }),
  }
}

/** The record by the key users know it by; a rename by the key it had, because the new one stands in its fields. */
function keyOf(row: Columns): Pick<QueueRow, 'sku' | 'warehouseID'> {
  const old = row.kind === 'rename' ? (baseSeenSchema.parse(JSON.parse(row.base_seen)).key ?? row.key) : row.key
  if (row.record_kind === 'warehouse') return { warehouseID: old }
  return row.warehouseID === null ? { sku: old } : { sku: old, warehouseID: row.warehouseID }
}

/** What the change sets, by the names the contract uses. */
function fieldsOf(reader: Reader, row: Columns, payload: ChangePayload): Record<string, unknown> {
  const { components, ...plain } = payload.fields ?? {}
  const keyName = row.record_kind === 'warehouse' ? 'warehouseID' : 'sku'
  return {
    ...(row.kind === 'rename' && payload.key !== undefined ? { [keyName]: payload.key } : {}),
    ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
    ...(components === undefined ? {} : { item_skus: components }),
    ...(payload.stock === undefined ? {} : { inventory: payload.stock.map((figure) => firstFigure(reader, figure)) }),
  }
}

const firstFigure = (
  reader: Reader,
  { warehouse, quantity }: { readonly warehouse: number; readonly quantity: number },
) => ({
  warehouseID: reader.row<{ key: string }>('SELECT key FROM records WHERE uid = ?', warehouse)?.key ?? '',
  quantity,
})
