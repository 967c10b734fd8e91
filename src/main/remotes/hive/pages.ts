/** Hive's envelope of a listing: rows in `data`, and where they stand in `pagination`. */
import type { RemoteFailure } from '../../core/ports.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { JsonAnswer } from './client.ts'
import { badBody } from './errors.ts'
import { asRow } from './rows.ts'

export interface HivePage {
  readonly rows: readonly unknown[]
  readonly total: number | null
  readonly last: boolean
}

/** `page` counts from 1. */
export function openPage({ value, status }: JsonAnswer, page: number): Result<HivePage, RemoteFailure> {
  const envelope = asRow(value)
  const rows = envelope?.['data']
  const pagination = asRow(envelope?.['pagination'])
  if (!Array.isArray(rows) || pagination === null)
    return err(badBody(status, 'The answer has no list in "data", or no "pagination"', false))
  const number = (name: string): number | null => {
    const found = pagination[name]
    return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : null
  }
  const current = number('current_page')
  if (current !== null && current !== page)
    return err(badBody(status, `The answer is page ${String(current)}, not ${String(page)}`, false))
  const pages = number('page_count')
  if (pages === null) return err(badBody(status, 'The answer does not say how many pages there are', false))
  return ok({ rows, total: number('item_count'), last: page >= pages })
}
