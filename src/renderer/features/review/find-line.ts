import type { Client } from '../../../shared/contract/contract.ts'
import type { ReviewRow } from '../../../shared/contract/stocktakes.ts'

const page = 1000

export type FoundLine =
  | { readonly kind: 'line'; readonly row: ReviewRow }
  | { readonly kind: 'uncounted'; readonly name: string }
  | { readonly kind: 'unknown' }

/** The counted line of a scanned code, wherever in the stocktake it is. */
export async function findLine(client: Client, stocktakeID: string, code: string): Promise<FoundLine> {
  const known = await client.call('barcodes.resolve', { code })
  if (!known.ok || known.value.sku === undefined) return { kind: 'unknown' }
  const { sku, name } = known.value
  for (let offset = 0; ; offset += page) {
    const answer = await client.call('stocktakes.review', { stocktakeID, filter: 'all', offset, limit: page })
    if (!answer.ok) return { kind: 'unknown' }
    const row = answer.value.rows.find((other) => other.sku === sku)
    if (row !== undefined) return { kind: 'line', row }
    if (offset + page >= answer.value.total) return { kind: 'uncounted', name: name ?? sku }
  }
}
