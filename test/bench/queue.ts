import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { ms, timeOnce, times, type Row } from './measure.ts'
import type { BenchWorld } from './world.ts'

const changes = 10_000

/** Ten thousand receipts: queueing them, planning them, and sending them to a server next door. */
export async function benchQueue(world: BenchWorld): Promise<Row[]> {
  const { rows: warehouses } = await world.call('warehouses.list', {})
  const warehouseID = warehouses[0]?.warehouseID ?? ''
  const skus: string[] = []
  while (skus.length < changes) {
    const { rows } = await world.call('items.list', { offset: skus.length, limit: 1000 })
    if (rows.length === 0) break
    skus.push(...rows.map((row) => row.sku))
  }
  const queued = await timeOnce(async () => {
    for (let start = 0; start < changes; start += 1000) {
      const lines = skus.slice(start, start + 1000).map((sku) => ({ sku, quantity: 1 }))
      await world.call('stock.move', { kind: 'receive', warehouseID, lines })
    }
  })
  const sqlite = new Sqlite(path.join(world.directory, 'hakomori.db'), { readonly: true })
  const bare = await timeOnce(
    () => sqlite.prepare("SELECT * FROM changes WHERE state = 'ready' ORDER BY id").all().length,
  )
  sqlite.close()
  const plan = await timeOnce(() => world.call('queue.plan', {}))
  const drained = await timeOnce(() => world.call('sync.run', {}))
  return [
    { what: `queue ${String(changes)} receipts, 1,000 a gesture`, ours: ms(queued.ms), against: '', ratio: '' },
    {
      what: `plan ${String(changes)} changes`,
      ours: ms(plan.ms),
      against: `reading the rows ${ms(bare.ms)}`,
      ratio: times(plan.ms, bare.ms),
    },
    {
      what: `send ${String(drained.value.sent)} changes, ${String(drained.value.requests)} requests`,
      ours: ms(drained.ms),
      against: `plan said ${String(plan.value.requests)} writes`,
      ratio: '',
    },
  ]
}
