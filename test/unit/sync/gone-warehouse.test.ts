import { expect, test } from 'vitest'
import { findByKey } from '../../../src/main/core/store/records.ts'
import { openHookedWorld } from '../../support/hooked-world.ts'
import { count } from '../../support/refusing-world.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const removeWarehouse = (world: SyncWorld, warehouseID: string): void => {
  const answer = world.server.control.actAsOther({
    kind: 'request',
    request: { method: 'DELETE', path: '/v1/warehouses', body: [{ warehouseID }] },
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer))
}

const cells = (world: SyncWorld, warehouse: number): number =>
  world.store.reader.row<{ count: number }>('SELECT count(*) AS count FROM stock WHERE warehouse = ?', warehouse)
    ?.count ?? 0

const total = (world: SyncWorld, sku: string) =>
  world.store.reader.row<{ quantity: number; base_quantity: number }>(
    'SELECT quantity, base_quantity FROM records WHERE uid = ?',
    world.uid('item', sku),
  )

test.each(['always', 'unless-empty'] as const)(
  'a warehouse that is deleted elsewhere takes its stock along (Inventories shown: %s)',
  async (inventoriesShown) => {
    const world = await openSyncWorld({ switches: { inventoriesShown } })
    await world.run()
    const [one, two] = [world.uid('warehouse', 'W1'), world.uid('warehouse', 'W2')]
    removeWarehouse(world, 'W1')
    removeWarehouse(world, 'W2')
    await world.run(true)
    await world.run(true)
    expect([cells(world, one), cells(world, two)]).toEqual([0, 0])
    expect(total(world, 'A')).toEqual({ quantity: 0, base_quantity: 0 })
  },
)

test('a movement that waits for such a warehouse becomes a question and keeps its pieces in sight', async () => {
  const world = await openSyncWorld({ switches: { inventoriesShown: 'unless-empty' } })
  await world.run()
  const id = world.receive('A', 'W1', 5)
  removeWarehouse(world, 'W1')
  await world.run(true)
  expect(['conflict', 'rejected']).toContain(world.change(id).state)
})

test('own deletion of a warehouse leaves no figures behind', async () => {
  const world = await openSyncWorld({ switches: { inventoriesShown: 'unless-empty' } })
  await world.run()
  const uid = world.uid('warehouse', 'W2')
  world.queue({ uid, recordKind: 'warehouse', kind: 'delete' })
  await world.run()
  await world.run(true)
  expect(cells(world, uid)).toBe(0)
  expect(total(world, 'A')?.quantity).toBe(40)
})

test('where the remote keeps the stock of a deleted warehouse, its figures stay under its key and come to rest', async () => {
  const world = await openSyncWorld({ switches: { warehouseDelete: 'keeps-inventory' } })
  await world.run()
  removeWarehouse(world, 'W1')
  await world.run(true)
  await world.run(true)
  const uid = findByKey(world.store.reader, world.connection, 'warehouse', 'W1')?.uid
  expect(world.seen('A', 'W1')?.quantity).toBe(40)
  await world.run(true)
  expect(findByKey(world.store.reader, world.connection, 'warehouse', 'W1')?.uid).toBe(uid)
})

test('a counted figure goes over nothing but what its question showed, also where its warehouse was gone and is made anew', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = count(world, 'A', 30, 40)
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
  await world.run()
  expect(world.states(id)).toEqual(['conflict'])
  removeWarehouse(world, 'W1')
  const other = world.receive('B', 'W1', 5)
  await world.run(true)
  await world.run(true)
  world.decide(other, 'mine')
  await world.run()
  world.decide(id, 'mine')
  await world.run()
  expect(world.change(id)).toMatchObject({ state: 'conflict', question: { fields: [{ base: 37, theirs: null }] } })
})

test('a warehouse that the answer to a write shows to be made anew has nothing of the one before', async () => {
  const hooked = await openHookedWorld()
  const { world } = hooked
  const uid = world.uid('warehouse', 'W1')
  world.queue({
    ...{ uid, recordKind: 'warehouse', kind: 'set-field' },
    ...{ payload: { fields: { name: 'Mine' } }, baseSeen: { fields: { name: 'Hall W1' } } },
  })
  hooked.before = ({ endpoint }) => {
    if (endpoint !== 'update') return undefined
    hooked.before = null
    removeWarehouse(world, 'W1')
    const body = [{ warehouseID: 'W1', name: 'Another' }]
    world.server.control.actAsOther({ kind: 'request', request: { method: 'POST', path: '/v1/warehouses', body } })
    return undefined
  }
  await world.run()
  expect(cells(world, uid)).toBe(0)
})
