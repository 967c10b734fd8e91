import { expect, test } from 'vitest'
import { openSyncWorld } from '../../support/sync-world.ts'

test('a first cycle mirrors the account', async () => {
  const world = await openSyncWorld()
  const ran = await world.run()
  expect(ran).toMatchObject({ pulled: 11, sent: 0, questions: 0, waiting: 0, requests: 3 })
  expect(world.seen('A', 'W1')).toEqual({ quantity: 40, low: null, high: null })
})

test('work done offline arrives at the remote exactly, and base, view and remote agree', async () => {
  const world = await openSyncWorld()
  await world.run()
  const ids = [
    world.receive('A', 'W1', 5),
    world.receive('B', 'W1', -3),
    world.queue({
      uid: world.uid('item', 'C'),
      kind: 'transfer',
      warehouse: world.uid('warehouse', 'W1'),
      toWarehouse: world.uid('warehouse', 'W2'),
      quantity: 7,
    }),
    world.queue({ uid: world.uid('item', 'D'), kind: 'set-field', payload: { fields: { name: 'Renewed' } } }),
    world.queue({ uid: world.uid('item', 'E'), kind: 'rename', payload: { key: 'E2' } }),
    world.queue({ uid: world.uid('item', 'F'), kind: 'delete' }),
    world.create('N', { fields: { name: 'New' }, stock: [{ warehouse: world.uid('warehouse', 'W3'), quantity: 4 }] })
      .id,
  ]
  const ran = await world.run()
  expect(ran).toMatchObject({ sent: 7, questions: 0, waiting: 0 })
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
  const { items } = world.server.control.snapshot()
  expect(items.map((item) => item.sku).sort()).toEqual(['A', 'B', 'C', 'D', 'E2', 'G', 'H', 'N'])
  expect([
    world.figure('A', 'W1'),
    world.figure('B', 'W1'),
    world.figure('C', 'W1'),
    world.figure('C', 'W2'),
    world.figure('N', 'W3'),
  ]).toEqual([45, 37, 33, 47, 4])
  for (const item of items) {
    for (const [warehouseID, quantity] of Object.entries(item.stock))
      expect(world.seen(item.sku, warehouseID)).toEqual({ quantity, low: null, high: null })
  }
})

test('with nothing to do, a cycle writes nothing and reads three lists', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.receive('A', 'W1', 5)
  await world.run()
  await world.clock.sleep(120_000)
  world.server.control.clearRequests()
  let commits = 0
  const stop = world.store.listen(() => {
    commits += 1
  })
  const before = world.store.reader.row<{ changes: number }>('SELECT total_changes() AS changes')?.changes
  await world.run()
  stop()
  expect(world.store.reader.row<{ changes: number }>('SELECT total_changes() AS changes')?.changes).toBe(before)
  expect(commits).toBe(0)
  expect(world.reads()).toBe(3)
  expect(world.writes()).toEqual([])
})

test('ten receipts of one cell are one row, and every one of them is applied', async () => {
  const world = await openSyncWorld()
  await world.run()
  const ids = Array.from({ length: 10 }, () => world.receive('A', 'W1', 1))
  await world.run()
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
  expect(world.writes().map((write) => write.rows)).toEqual([1])
  expect(world.figure('A', 'W1')).toBe(50)
})

test('a new item with everything that hangs on it is created in the right order', async () => {
  const world = await openSyncWorld()
  await world.run()
  const hall = world.create('W9', { fields: { name: 'New hall' } }, 'warehouse')
  const item = world.create('N', { fields: { name: 'New' }, stock: [{ warehouse: hall.uid, quantity: 3 }] })
  const edit = world.queue({ uid: item.uid, kind: 'set-field', payload: { fields: { price: 9 } } })
  const more = world.queue({ uid: item.uid, kind: 'stock-delta', warehouse: hall.uid, quantity: 2 })
  expect(world.states(hall.id, item.id, edit, more)).toEqual(['ready', 'blocked', 'blocked', 'blocked'])
  const ran = await world.run()
  expect(ran).toMatchObject({ sent: 4, waiting: 0, questions: 0 })
  expect(world.writes().map((write) => `${write.method} ${write.path}`)).toEqual([
    'POST /v1/warehouses',
    'POST /v1/items',
    'PATCH /v1/items/inventory/increment',
  ])
  expect(world.figure('N', 'W9')).toBe(5)
  expect(world.server.control.snapshot().items.find((row) => row.sku === 'N')?.price).toBe(9)
})

test('what the plan says is what happens', async () => {
  const world = await openSyncWorld()
  await world.run()
  for (const sku of ['A', 'B', 'C']) world.receive(sku, 'W1', 2)
  world.receive('D', 'W1', -2)
  const plan = await world.engine.plan()
  expect(plan).toMatchObject({ rows: 4, requests: 3, changes: 4, waiting: 0 })
  expect(plan.calls.map((call) => [call.step, call.rows, call.requests])).toEqual([
    ['stockUp', 3, 2],
    ['stockDown', 1, 1],
  ])
  await world.run()
  expect(world.writes()).toHaveLength(3)
})
