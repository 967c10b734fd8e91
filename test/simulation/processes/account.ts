import { startPracticeServer, type PracticeServer } from '../../../src/main/practice/practice.ts'
import { fingerprint } from '../../../src/main/core/sync/hash.ts'

/** A small account with plenty in stock, and nobody else at work. */
export const skus = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const warehouseIDs = ['W1', 'W2'] as const
export const inStock = 10_000_000

export async function startAccount(): Promise<PracticeServer> {
  const server = await startPracticeServer({ seed: 'empty', switches: { requestsPerMinute: null } })
  const post = (path: string, body: unknown): void => {
    const answer = server.control.actAsOther({ kind: 'request', request: { method: 'POST', path, body } })
    if (answer.status !== 200) throw new Error(JSON.stringify(answer))
  }
  post(
    '/v1/warehouses',
    warehouseIDs.map((warehouseID) => ({ warehouseID, name: `Hall ${warehouseID}` })),
  )
  const inventory = warehouseIDs.map((warehouseID) => ({ warehouseID, quantity: inStock }))
  post(
    '/v1/items',
    skus.map((sku) => ({ sku, name: `Item ${sku}`, price: 5, inventory })),
  )
  return server
}

/** How often each write was carried out, by the fingerprint of its body: what a journal and the attempts name it by. */
export function landedBodies({ control }: PracticeServer): ReadonlyMap<string, number> {
  const landed = new Map<string, number>()
  for (const { method, body, landed: times, status } of control.requests()) {
    if (method === 'GET' || times === 0 || (status !== null && status >= 400)) continue
    const hash = fingerprint(JSON.stringify(body))
    landed.set(hash, (landed.get(hash) ?? 0) + times)
  }
  return landed
}
