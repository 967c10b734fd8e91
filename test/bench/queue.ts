import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { ms, timeEach, timeOnce, times, type Row } from './measure.ts'
import { editedPlace, inBatches } from './peer.ts'
import { open } from './peers/raw.ts'
import type { BenchWorld } from './world.ts'

const perGesture = 1_000

/** Receipts: queueing them, planning them, a remote that changes the same items, sending them; then a very long queue. */
export async function benchQueue(world: BenchWorld, changes: number): Promise<Row[]> {
  const skus = await listSkus(world)
  const receive = (first: number, end: number) =>
    timeEach(Math.ceil((end - first) / perGesture), (gesture) => {
      const start = first + gesture * perGesture
      const lines = skus.slice(start, Math.min(start + perGesture, end)).map((sku) => ({ sku, quantity: 1 }))
      return world.call('stock.move', { kind: 'receive', warehouseID: editedPlace, lines })
    })
  const count = Math.min(changes, skus.length)
  const queued = await receive(0, count)
  const bareQueue = await queueBare(world.directory, skus.slice(0, count), skus.length)
  const bareRead = await readBare(world.directory)
  const plan = await timeOnce(() => world.call('queue.plan', {}))
  await world.remote.change(count)
  const pulled = await timeOnce(() => world.pullOnly())
  const pull = await world.remote.requests()
  const drained = await timeOnce(() => world.call('sync.run', {}))
  const drain = await world.remote.requests()
  await receive(0, skus.length)
  const long = await timeOnce(() => world.call('queue.plan', {}))
  return [
    {
      what: `queue ${String(count)} receipts, ${String(perGesture)} a gesture`,
      ours: ms(queued.total),
      against: `the same edits, bare ${ms(bareQueue)}; longest gesture ${ms(queued.worst)}`,
      ratio: times(queued.total, bareQueue),
    },
    {
      what: `plan and coalesce ${String(plan.value.changes)} changes`,
      ours: ms(plan.ms),
      against: `reading the rows ${ms(bareRead)}`,
      ratio: times(plan.ms, bareRead),
    },
    {
      what: `take ${String(count)} changed rows under ${String(count)} pending`,
      ours: ms(pulled.ms),
      against: `${String(pull.reads)} reads, the plan after it included`,
      ratio: '',
    },
    {
      what: `send ${String(drained.value.sent)} changes`,
      ours: ms(drained.ms),
      against: `${String(drain.writes)} writes, ${String(drain.reads)} reads; more than 90 a minute wait`,
      ratio: '',
    },
    { what: `plan and coalesce ${String(long.value.changes)} changes`, ours: ms(long.ms), against: '', ratio: '' },
  ]
}

async function listSkus(world: BenchWorld): Promise<string[]> {
  const skus: string[] = []
  for (;;) {
    const { rows } = await world.call('items.list', { offset: skus.length, limit: 1000 })
    if (rows.length === 0) return skus
    skus.push(...rows.map((row) => row.sku))
  }
}

/** The same edits of the same items, with prepared statements alone. */
async function queueBare(directory: string, skus: readonly string[], items: number): Promise<number> {
  const raw = await open(directory, items)
  await raw.firstCopy()
  const gestures = [...inBatches(skus, perGesture)]
  const { total } = await timeEach(gestures.length, (gesture) => raw.editMany(gestures[gesture] ?? []))
  await raw.close()
  return total
}

async function readBare(directory: string): Promise<number> {
  const sqlite = new Sqlite(path.join(directory, 'hakomori.db'), { readonly: true })
  const rows = sqlite.prepare("SELECT * FROM changes WHERE state = 'ready' ORDER BY id")
  const read = await timeOnce(() => rows.all().length)
  sqlite.close()
  return read.ms
}
