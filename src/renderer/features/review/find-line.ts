import type { Client } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/review-rows.ts'

export type FoundLine =
  | { readonly kind: 'line'; readonly row: ReviewRow }
  | { readonly kind: 'uncounted'; readonly name: string }
  | { readonly kind: 'unknown' }

/** The counted line of a scanned code, wherever in the stocktake it is. */
export async function findLine(client: Client, stocktakeID: string, code: string): Promise<FoundLine> {
  const known = await client.call('barcodes.resolve', { code })
  if (!known.ok || known.value.sku === undefined) return { kind: 'unknown' }
  const { sku, name } = known.value
  const answer = await client.call('stocktakes.review', { stocktakeID, sku, limit: 1 })
  if (!answer.ok) return { kind: 'unknown' }
  const [row] = answer.value.rows
  return row === undefined ? { kind: 'uncounted', name: name ?? sku } : { kind: 'line', row }
}
