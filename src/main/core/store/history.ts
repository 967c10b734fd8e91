import type { HistoryRow } from '../../../shared/contract/stock.ts'
import type { ChangeKind, ChangeState } from '../../../shared/domain/change.ts'
import { subtract } from '../../../shared/domain/quantity.ts'
import { baseSeenSchema } from './change-payload.ts'
import type { Reader } from './database.ts'

/** What happened to one item: its own changes and what the remote was seen to say, newest first. */
export interface HistoryQuery {
  readonly item: number
  /** Only what touched this warehouse; null: everything. */
  readonly warehouse: number | null
  readonly limit: number
}

export function readHistory(reader: Reader, query: HistoryQuery): HistoryRow[] {
  const rows = [...ownChanges(reader, query), ...observations(reader, query)]
  return rows.sort((a, b) => b.at - a.at).slice(0, query.limit)
}

interface ChangeColumns {
  readonly id: number
  readonly at: number
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly sku: string
  readonly warehouseID: string | null
  readonly toWarehouseID: string | null
  readonly quantity: number | null
  readonly base_seen: string
  readonly carried: number | null
  readonly stocktakeID: string | null
  readonly person: string | null
  readonly note: string | null
}

function ownChanges(reader: Reader, { item, warehouse, limit }: HistoryQuery): HistoryRow[] {
  const rows = reader.rows<ChangeColumns>(
    `SELECT c.id, c.at, c.kind, c.state, r.key AS sku, w.key AS warehouseID, t.key AS toWarehouseID, c.quantity, c.base_seen, json_extract(c.payload, '$.carried') AS carried,
       c.stocktake_id AS stocktakeID, c.person, c.note
     FROM changes AS c INDEXED BY changes_by_uid CROSS JOIN records AS r ON r.uid = c.uid
     LEFT JOIN records AS w ON w.uid = c.warehouse LEFT JOIN records AS t ON t.uid = c.to_warehouse
     WHERE c.uid = ?1 AND (?2 IS NULL OR c.warehouse = ?2 OR c.to_warehouse = ?2
       OR EXISTS (SELECT 1 FROM json_each(c.payload, '$.stock') AS first WHERE json_extract(first.value, '$.warehouse') = ?2))
     ORDER BY c.id DESC LIMIT ?3`,
    item,
    warehouse,
    limit,
  )
  return rows.map(({ id, base_seen, carried, ...row }) => {
    const own: HistoryRow = { ...row, source: 'here', changeID: id, before: null, after: null }
    if (row.kind !== 'stock-set') return own
    // What was moved after the count is a row of its own.
    const then = (figure: number | null | undefined): number | null =>
      figure == null ? null : subtract(figure, carried ?? 0)
    const figure = then(row.quantity)
    return {
      ...own,
      quantity: figure,
      before: then(baseSeenSchema.parse(JSON.parse(base_seen)).quantity),
      after: figure,
    }
  })
}

interface ObservationColumns {
  readonly at: number
  readonly sku: string
  readonly warehouseID: string
  readonly before: number | null
  readonly after: number | null
}

function observations(reader: Reader, { item, warehouse, limit }: HistoryQuery): HistoryRow[] {
  const rows = reader.rows<ObservationColumns>(
    `SELECT coalesce(o.server_updated_at, o.at) AS at, r.key AS sku, w.key AS warehouseID, o.before, o.after
     FROM observations AS o INDEXED BY observations_by_item CROSS JOIN records AS r ON r.uid = o.item CROSS JOIN records AS w ON w.uid = o.warehouse
     WHERE o.item = ?1 AND (?2 IS NULL OR o.warehouse = ?2) ORDER BY o.id DESC LIMIT ?3`,
    item,
    warehouse,
    limit,
  )
  return rows.map((row) => ({
    ...row,
    source: 'remote',
    kind: 'observed',
    toWarehouseID: null,
    quantity: subtract(row.after ?? 0, row.before ?? 0),
    changeID: null,
    state: null,
    stocktakeID: null,
    person: null,
    note: null,
  }))
}
