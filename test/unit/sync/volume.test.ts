import { expect, test } from 'vitest'
import { addChange } from '../../../src/main/core/store/changes.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

test(
  '10,000 changes on distinct items drain in 100 writes and at most 10 reads, never more than 110 requests a minute',
  { timeout: 60_000 },
  async () => {
    const world = await openSyncWorld({ items: 10_001 })
    await world.run()
    const skus = world.store.reader
      .rows<{ key: string }>("SELECT key FROM records WHERE kind = 'item' ORDER BY uid")
      .map((row) => row.key)
    const [first = '', ...others] = skus
    world.receive(first, world.server.control.snapshot().warehouses[0]?.warehouseID ?? '', 1)
    await world.run()
    const warehouse = world.server.control.snapshot().warehouses[0]?.warehouseID ?? ''
    const uid = world.uid('warehouse', warehouse)
    const items = new Map(
      world.store.reader
        .rows<{ uid: number; key: string }>("SELECT uid, key FROM records WHERE kind = 'item'")
        .map((row) => [row.key, row.uid]),
    )
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
      for (const sku of others) addChange(writer, { ...change, uid: items.get(sku) ?? 0 })
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
