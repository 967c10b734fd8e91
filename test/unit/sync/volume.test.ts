import { expect, test } from 'vitest'
import { addChange } from '../../../src/main/core/store/changes.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

test(
  'on a new connection 10,000 changes on distinct items drain in 100 writes and at most 10 reads, never more than 110 requests a minute',
  { timeout: 60_000 },
  async () => {
    const world = await openSyncWorld({ items: 10_000 })
    await world.run()
    const warehouse = world.server.control.snapshot().warehouses[0]?.warehouseID ?? ''
    const uid = world.uid('warehouse', warehouse)
    const items = world.store.reader.rows<{ uid: number }>("SELECT uid FROM records WHERE kind = 'item' ORDER BY uid")
    const { connection } = world
    const change = {
      connection,
      recordKind: 'item',
      kind: 'stock-delta',
      warehouse: uid,
      quantity: 2,
      groupID: 'g',
      at: 0,
    } as const
    world.store.write((writer) => {
      for (const item of items) addChange(writer, { ...change, uid: item.uid })
    })
    await world.clock.sleep(120_000)
    world.server.control.clearRequests()
    const ran = await world.run()
    expect(ran).toMatchObject({ sent: 10_000, questions: 0, waiting: 0 })
    expect(world.writes()).toHaveLength(100)
    expect(world.reads()).toBeLessThanOrEqual(10)
    const times = world.server.control.requests().map((request) => request.at)
    for (const start of times)
      expect(times.filter((time) => time >= start && time < start + 60_000).length).toBeLessThanOrEqual(110)
  },
)

test(
  '2,000 changes with every twentieth answer lost: nothing doubled or lost, and at most one question a lost answer',
  { timeout: 60_000 },
  async () => {
    const world = await openSyncWorld({ items: 2_001, options: { batchSize: 20 } })
    await world.run()
    const { items, warehouses } = world.server.control.snapshot()
    const warehouseID = warehouses[0]?.warehouseID ?? ''
    const [first, ...others] = items
    world.receive(first?.sku ?? '', warehouseID, 1)
    await world.run()
    const before = new Map(items.map((item) => [item.sku, item.stock[warehouseID] ?? 0]))
    const uids = new Map(others.map(({ sku }) => [sku, world.uid('item', sku)]))
    const head = { connection: world.connection, recordKind: 'item', kind: 'stock-delta', groupID: 'g', at: 0 } as const
    const warehouse = world.uid('warehouse', warehouseID)
    const ids = world.store.write((writer) =>
      [...uids.values()].map((uid) => addChange(writer, { ...head, uid, warehouse, quantity: 2 })),
    )
    await world.clock.sleep(120_000)
    for (let lost = 0; lost < 5; lost += 1) {
      const fault = lost % 2 === 0 ? 'response-lost' : 'request-lost'
      world.server.control.schedule({ kind: fault, how: 'reset' }, { on: 'write', skip: 19 * (lost + 1) })
    }
    for (let cycle = 0; cycle < 4; cycle += 1) await world.run()
    const asked = ids.filter((id) => world.change(id).state !== 'applied').map((id) => world.change(id))
    expect(asked.every(({ state }) => state === 'quarantined')).toBe(true)
    expect(new Set(asked.map(({ requestID }) => requestID)).size).toBeLessThanOrEqual(5)
    const unsure = new Set(asked.map(({ uid }) => uid))
    for (const { sku, stock } of world.server.control.snapshot().items) {
      if (sku === first?.sku) continue
      const moved = (stock[warehouseID] ?? 0) - (before.get(sku) ?? 0)
      expect([sku, unsure.has(uids.get(sku) ?? 0) ? [0, 2] : [2]]).toEqual([sku, expect.arrayContaining([moved])])
    }
  },
)
