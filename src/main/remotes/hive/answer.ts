/**
 * The answer to a write: a SKU, or for several a list whose envelope is not documented. What it does not name is left
 * unacknowledged and read back; a row that can't be read spoils the whole answer.
 */
import type { Acknowledgement, RemoteFailure, RemoteRecord } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { JsonAnswer } from './client.ts'
import { badBody } from './errors.ts'
import { asRow, parseSku } from './rows.ts'
import type { StockFigure } from './stock-figure.ts'

export function readAcknowledgement(
  { value, status, serverDate }: JsonAnswer,
  figure: StockFigure,
): Result<Acknowledgement, RemoteFailure> {
  const records: RemoteRecord[] = []
  for (const [index, row] of skusIn(value).entries()) {
    const sku = parseSku(row, figure)
    if (!sku.ok) return err(badBody(status, `Row ${String(index)} of the answer ${sku.error}`, true))
    records.push(sku.value.record)
  }
  return ok({ records, cells: [], keys: [], serverDate, status })
}

function skusIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const row = asRow(value)
  if (row === null) return []
  if (row['merchant_sku_id'] !== undefined) return [row]
  const list = row['data'] ?? row['skus']
  return Array.isArray(list) ? list : []
}
