import { request } from 'undici'
import { z } from 'zod'
import { ms, timeOnce, times, type Row } from './measure.ts'
import { openRaw } from './raw.ts'
import type { BenchWorld } from './world.ts'

const itemSchema = z.object({
  id: z.number(),
  sku: z.string(),
  name: z.string().nullish(),
  price: z.number().nullish(),
  expires: z.number().nullish(),
  createdAt: z.number(),
  updatedAt: z.number(),
  Inventories: z.array(z.object({ warehouseID: z.string(), quantity: z.number() })),
})
type Item = z.infer<typeof itemSchema>

/** The first copy of everything, against fetching the same listing and inserting its rows in one bare transaction. */
export async function benchMirror(world: BenchWorld): Promise<{ rows: Row[]; skus: string[] }> {
  const { baseUrl, apiKey } = world.remote
  await world.call('connections.save', {
    name: 'Bench',
    remote: 'hako-v1',
    baseUrl,
    credentials: { apiKey },
    options: { settleSeconds: 0 },
  })
  const fetched = await timeOnce(() => fetchItems(baseUrl, apiKey))
  const items = fetched.value
  const raw = openRaw(world.directory)
  const inserted = await timeOnce(() => insertAll(raw.sqlite, items))
  raw.close()

  const first = await timeOnce(() => world.call('sync.run', { full: true }))
  const again = await timeOnce(() => world.call('sync.run', { full: true }))
  const { mirror } = await world.call('app.status', {})
  const limit = fetched.ms + inserted.ms
  const what = `${String(mirror.items)} items, ${String(mirror.stock)} figures`
  return {
    skus: items.slice(0, 500).map((item) => item.sku),
    rows: [
      {
        what: `first copy of ${what}`,
        ours: ms(first.ms),
        against: `fetch and parse ${ms(fetched.ms)} + insert ${ms(inserted.ms)}`,
        ratio: times(first.ms, limit),
      },
      {
        what: 'reading everything again, nothing changed',
        ours: ms(again.ms),
        against: `fetch and parse ${ms(fetched.ms)}`,
        ratio: times(again.ms, fetched.ms),
      },
    ],
  }
}

async function fetchItems(baseUrl: string, apiKey: string): Promise<Item[]> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`
  const { body } = await request(`${baseUrl}items`, { headers: { authorization, 'content-type': 'application/json' } })
  // Only the first row is checked: the bare limit is JSON.parse alone.
  const items = JSON.parse(await body.text()) as Item[] // safe: checked below, and it is our own practice server
  itemSchema.parse(items[0])
  return items
}

function insertAll(sqlite: ReturnType<typeof openRaw>['sqlite'], items: readonly Item[]): void {
  const item = sqlite.prepare('INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const cell = sqlite.prepare('INSERT INTO stock VALUES (?, ?, ?)')
  const warehouses = new Map<string, number>()
  sqlite.transaction(() => {
    for (const [uid, row] of items.entries()) {
      item.run(
        uid,
        row.sku,
        row.name ?? null,
        row.price ?? null,
        row.expires ?? null,
        String(row.id),
        row.createdAt,
        row.updatedAt,
      )
      for (const { warehouseID, quantity } of row.Inventories) {
        if (!warehouses.has(warehouseID)) warehouses.set(warehouseID, warehouses.size)
        cell.run(uid, warehouses.get(warehouseID), quantity)
      }
    }
  })()
}
