import type { Answer, Mishap } from '../api.ts'
import { refusal, success } from './refusal.ts'

/** One page of rows that stand in the listing's order. */
export function page(
  rows: readonly unknown[],
  query: URLSearchParams,
  perPage: number,
  { rowsMissing = 0, rowCap = Number.POSITIVE_INFINITY }: Mishap,
): Answer {
  const number = Number(query.get('page') ?? '1')
  if (!Number.isInteger(number) || number < 1) return refusal(400, ['bad request'])
  const start = (number - 1) * perPage
  const data = rows.slice(start, start + perPage).slice(0, rowCap)
  return success({
    data: rowsMissing > 0 ? data.slice(0, -rowsMissing) : data,
    pagination: {
      current_page: number,
      item_count: rows.length,
      page_count: Math.max(1, Math.ceil(rows.length / perPage)),
      items_per_page: perPage,
    },
  })
}
