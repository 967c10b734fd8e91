import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { ms, timeEach, timeOnce, times, type Row } from './measure.ts'
import type { BenchWorld } from './world.ts'

/** So many go out within a minute's allowance of requests: what is measured is the work, not the wait. */
const changes = 5_000
const perGesture = 1_000

/** Receipts: queueing them, planning them, sending them to a server next door; then the plan of a very long queue. */
export async function benchQueue(world: BenchWorld): Promise<Row[]> {
  const { rows: warehouses } = await world.call('warehouses.list', {})
  const warehouseID = warehouses[0]?.warehouseID ?? ''
  const skus: string[] = []
  for (;;) {
    const { rows } = await world.call('items.list', { offset: skus.length, limit: 1000 })
    if (rows.length === 0) break
    skus.push(...rows.map((row) => row.sku))
  }
  const receive = (first: number, end: number) =>
    timeEach(Math.ceil((Math.min(end, skus.length) - first) / perGesture), (gesture) => {
      const start = first + gesture * perGesture
      const lines = skus.slice(start, Math.min(start + perGesture, end)).map((sku) => ({ sku, quantity: 1 }))
      return world.call('stock.move', { kind: 'receive', warehouseID, lines })
    })
  const queued = await receive(0, changes)
  const sqlite = new Sqlite(path.join(world.directory, 'hakomori.db'), { readonly: true })
  const bare = await timeOnce(
    () => sqlite.prepare("SELECT * FROM changes WHERE state = 'ready' ORDER BY id").all().length,
  )
  sqlite.close()
  const plan = await timeOnce(() => world.call('queue.plan', {}))
  const drained = await timeOnce(() => world.call('sync.run', {}))
  await receive(0, skus.length)
  const long = await timeOnce(() => world.call('queue.plan', {}))
  return [
    {
      what: `queue ${String(changes)} receipts, ${String(perGesture)} a gesture`,
      ours: ms(queued.total),
      against: `longest gesture ${ms(queued.worst)}`,
      ratio: '',
    },
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
    { what: `plan ${String(long.value.changes)} changes`, ours: ms(long.ms), against: '', ratio: '' },
  ]
}
