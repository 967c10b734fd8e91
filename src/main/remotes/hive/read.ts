/**
 * Reads the list of SKUs, page by page. Warehouses have no list that is documented: they are those that SKUs name, and a
 * warehouse that no SKU names any more is not known to be gone (`whole: false`).
 */
import type { ReadFilter, ReadSummary, RemoteFailure, RemoteRecord, Turn } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import { walkPages, type PageRow } from '../http/walk.ts'
import type { HiveClient } from './client.ts'
import { badBody, filterIgnored } from './errors.ts'
import { openPage } from './pages.ts'
import { skusPath } from './paths.ts'
import { parseSku } from './rows.ts'
import type { StockFigure } from './stock-figure.ts'

export interface Reading {
  readonly client: HiveClient
  readonly figure: StockFigure
  readonly signal: AbortSignal
  /** Warehouses that any SKU has named so far. */
  readonly warehouses: Set<string>
}

type OnRows = (rows: readonly RemoteRecord[]) => Promise<void>

interface SkuPage {
  readonly rows: readonly PageRow[]
  readonly total: number | null
  readonly last: boolean
  readonly bytes: number
  readonly serverDate: number | null
}

export const readItems = (
  reading: Reading,
  filter: ReadFilter,
  onRows: OnRows,
  turn: Turn,
): Promise<Result<ReadSummary, RemoteFailure>> =>
  walkPages({ fetch: ({ page }) => fetchSkus(reading, filter, page + 1), turn, onRows })

/** `page` counts from 1. A deleted SKU is a row of the list and none of the records. */
async function fetchSkus(reading: Reading, filter: ReadFilter, page: number): Promise<Result<SkuPage, RemoteFailure>> {
  const path = skusPath(page, filter)
  const answer = await reading.client.ask({ kind: 'read', method: 'GET', path }, reading.signal)
  if (!answer.ok) return answer
  const { status, bytes, serverDate } = answer.value
  const opened = openPage(answer.value, page)
  if (!opened.ok) return opened
  const rows: PageRow[] = []
  for (const [index, value] of opened.value.rows.entries()) {
    const sku = parseSku(value, reading.figure)
    if (!sku.ok) return err(badBody(status, `Row ${String(index)} of page ${String(page)} ${sku.error}`, false))
    const { id, record, deleted, warehouses } = sku.value
    const problem = whyOutside(record, filter)
    if (problem !== null) return err(filterIgnored(status, `has a row (${String(index)}) that ${problem}`))
    for (const warehouse of warehouses) reading.warehouses.add(warehouse)
    rows.push({ id, record: deleted ? null : record })
  }
  const { total, last } = opened.value
  return ok({ rows, total, last, bytes, serverDate })
}

/** Why a row can't be an answer to this filter, or null. */
function whyOutside(
  { key, createdAt }: RemoteRecord,
  { key: wanted, createdFrom, createdBefore }: ReadFilter,
): string | null {
  if (wanted !== undefined && key !== wanted) return 'has another key than the one asked for'
  if (createdFrom !== undefined && !(createdAt !== undefined && createdAt >= createdFrom))
    return 'was created before the time asked for, or does not say when'
  if (createdBefore !== undefined && !(createdAt !== undefined && createdAt < createdBefore))
    return 'was created after the time asked for, or does not say when'
  return null
}

/** One page of SKUs tells of its warehouses; the others are known from listings of items. */
export async function readWarehouses(
  reading: Reading,
  { key }: ReadFilter,
  onRows: OnRows,
): Promise<Result<ReadSummary, RemoteFailure>> {
  const page = await fetchSkus(reading, {}, 1)
  if (!page.ok) return page
  const ids = [...reading.warehouses].filter((id) => key === undefined || id === key)
  if (ids.length > 0) await onRows(ids.map((id) => ({ kind: 'warehouse', key: id })))
  const { bytes, serverDate } = page.value
  return ok({ rows: ids.length, bytes, serverDate, newest: null, tick: null, whole: false })
}
