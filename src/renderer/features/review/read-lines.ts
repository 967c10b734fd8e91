import type { Client, Input } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'

const page = 1000

/** All lines of a review that were asked for, not only those on screen. Ends early where the core does not answer. */
export async function readLines(
  client: Client,
  asked: Omit<Input<'stocktakes.review'>, 'offset' | 'limit'>,
): Promise<readonly ReviewRow[]> {
  const rows: ReviewRow[] = []
  for (;;) {
    const answer = await client.call('stocktakes.review', { ...asked, offset: rows.length, limit: page })
    if (!answer.ok) return rows
    rows.push(...answer.value.rows)
    if (answer.value.rows.length === 0 || rows.length >= answer.value.total) return rows
  }
}
