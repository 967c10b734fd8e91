import type { Mishap } from '../api.ts'
import { parseWith } from '../hako-v1/schemas.ts'
import type { Refusal } from '../hako-v1/refusal.ts'
import type { Column, Condition } from '../hako-v1/tables/conditions.ts'
import type { StockFilter } from '../hako-v1/tables/stock.ts'
import type { Tables } from '../hako-v1/tables/tables.ts'
import { ok, type Result } from '../../../shared/domain/result.ts'
import { filters } from './schemas.ts'
import type { HakoV0Switches } from './switches.ts'
import { showInventory, showPlainItem, showPlainWarehouse } from './wire.ts'

/** The listings of version 0, in the order in which rows were made. */
export interface Moment {
  readonly tables: Tables
  readonly switches: HakoV0Switches
  readonly mishap: Mishap
}

type Pages = Generator<readonly unknown[], void>

export function listRecords(
  moment: Moment,
  resource: 'items' | 'warehouses',
  body: unknown = {},
): Result<Pages, Refusal> {
  const { tables, switches } = moment
  const show = resource === 'items' ? showPlainItem : showPlainWarehouse
  const conditions = resource === 'items' ? itemConditions(moment, body) : warehouseConditions(moment, body)
  if (!conditions.ok) return conditions
  return ok(
    paged(
      moment,
      (after, limit) => tables[resource].page(conditions.value, after, limit),
      (row) => show(row, switches),
    ),
  )
}

export function listInventory(moment: Moment, body: unknown = {}): Result<Pages, Refusal> {
  const filter = parseWith(filters.inventory, body)
  if (!filter.ok) return filter
  const { createdAt, updatedAt, sku, warehouseID, quantity } = filter.value
  const exactly: StockFilter = {
    ...(sku === undefined ? {} : { sku }),
    ...(warehouseID === undefined ? {} : { warehouseID }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(createdAt === undefined ? {} : { createdAt: toMs(createdAt, moment) }),
    ...(updatedAt === undefined ? {} : { updatedAt: toMs(updatedAt, moment) }),
  }
  const { tables, switches } = moment
  return ok(
    paged(
      moment,
      (after, limit) => tables.stock.page(exactly, after, limit),
      (row) => showInventory(row, switches, 'read'),
    ),
  )
}

function itemConditions(moment: Moment, body: unknown): Result<readonly Condition[], Refusal> {
  const filter = parseWith(filters.items, body)
  if (!filter.ok) return filter
  const { sku, name, expires, price } = filter.value
  return ok([
    ...equals('key', sku),
    ...equals('name', name),
    ...equals('expires', expires),
    ...equals('price', price),
    ...stampConditions(moment, filter.value),
  ])
}

function warehouseConditions(moment: Moment, body: unknown): Result<readonly Condition[], Refusal> {
  const filter = parseWith(filters.warehouses, body)
  if (!filter.ok) return filter
  const { warehouseID, name } = filter.value
  return ok([...equals('key', warehouseID), ...equals('name', name), ...stampConditions(moment, filter.value)])
}

const stampConditions = (
  moment: Moment,
  { createdAt, updatedAt }: { readonly createdAt?: number | undefined; readonly updatedAt?: number | undefined },
): readonly Condition[] => [
  ...equals('createdAt', createdAt === undefined ? undefined : toMs(createdAt, moment)),
  ...equals('updatedAt', updatedAt === undefined ? undefined : toMs(updatedAt, moment)),
]

const equals = (column: Column, value: string | number | undefined): readonly Condition[] =>
  value === undefined ? [] : [{ kind: 'compare', column, operator: '=', value }]

/** A number is unix seconds, unless the account reads times the way it answers them. */
const toMs = (value: number, { switches: { filterTimestamps, timestamps } }: Moment): number =>
  filterTimestamps === 'as-answered' && timestamps === 'milliseconds' ? value : value * 1000

const pageRows = 500

function* paged<R extends { readonly id: number }>(
  { switches, mishap }: Moment,
  page: (afterID: number, limit: number) => readonly R[],
  show: (row: R) => unknown,
): Pages {
  let left = Math.min(switches.rowLimit ?? Infinity, mishap.rowCap ?? Infinity)
  let missing = mishap.rowsMissing ?? 0
  let afterID = 0
  while (left > 0) {
    const rows = page(afterID, Math.min(pageRows, left))
    const last = rows.at(-1)
    if (last === undefined) return
    afterID = last.id
    left -= rows.length
    if (rows.length > missing) yield rows.slice(missing).map(show)
    missing = Math.max(0, missing - rows.length)
  }
}
