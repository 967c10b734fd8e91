import { expect, test } from 'vitest'
import { openSyncWorld } from '../../support/sync-world.ts'

test('one bad record fails alone with the server’s words, everything else goes through', async () => {
  const world = await openSyncWorld()
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W2', 1)
  await world.run()
  world.receive('H', 'W2', 1)
  await world.run()
  await world.clock.sleep(600_000)
  const good = ['A', 'B', 'C', 'E', 'F', 'G'].map((sku) => world.receive(sku, 'W1', -5))
  const bad = world.receive('D', 'W1', -500)
  const ran = await world.run()
  expect(ran).toMatchObject({ sent: 6, questions: 1, waiting: 0 })
  expect(world.states(...good)).toEqual(good.map(() => 'applied'))
  expect(world.change(bad)).toMatchObject({
    state: 'rejected',
    question: { reason: 'refused', answers: ['retry', 'discard'] },
  })
  expect(world.change(bad).question?.serverText).toContain('D')
  for (const sku of ['A', 'B', 'C', 'E', 'F', 'G']) expect(world.figure(sku, 'W1')).toBe(35)
})

test.each(['atomic', 'prefix', 'independent'] as const)(
  'isolates the bad record of a %s remote without moving anything twice',
  async (batch) => {
    for (const stockMovesUpdatedAt of [true, false]) {
      const world = await openSyncWorld({ switches: { batch, stockMovesUpdatedAt } })
      await world.run()
      // Twice: a single answer proves nothing about stamps.
      world.receive('H', 'W2', 1)
      await world.run()
      world.receive('H', 'W2', 1)
      await world.run()
      await world.clock.sleep(600_000)
      const good = ['A', 'B', 'C', 'E', 'F', 'G'].map((sku) => world.receive(sku, 'W1', -5))
      const bad = world.receive('D', 'W1', -500)
      await world.run()
      await world.run()
      // Without moving stamps the untouched row of a half-done array cannot be proved untouched: then it is asked.
      expect(stockMovesUpdatedAt ? ['rejected'] : ['rejected', 'quarantined']).toContain(world.change(bad).state)
      for (const [index, sku] of ['A', 'B', 'C', 'E', 'F', 'G'].entries()) {
        const state = world.change(good[index] ?? 0).state
        expect(['applied', 'quarantined']).toContain(state)
        expect(world.figure(sku, 'W1')).toBe(35)
      }
    }
  },
)

test('a rejected change is tried again or given up by a person', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('D', 'W1', -50)
  await world.run()
  expect(world.states(id)).toEqual(['rejected'])
  world.server.control.actAsOther({ kind: 'receive', sku: 'D', warehouseID: 'W1', quantity: 20 })
  world.decide(id, 'retry')
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('D', 'W1')).toBe(10)
})

test('a create that meets somebody else’s record is asked, and what hangs on it goes on with theirs', async () => {
  const world = await openSyncWorld()
  await world.run()
  const item = world.create('N', { fields: { name: 'Ours' } })
  const stock = world.queue({
    uid: item.uid,
    kind: 'stock-delta',
    warehouse: world.uid('warehouse', 'W1'),
    quantity: 2,
  })
  world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Theirs' } })
  await world.run()
  expect(world.change(item.id)).toMatchObject({ state: 'conflict', question: { reason: 'keyTaken' } })
  world.decide(item.id, 'theirs')
  await world.run()
  expect(world.states(item.id, stock)).toEqual(['applied', 'applied'])
  expect(world.figure('N', 'W1')).toBe(2)
})

test('429 waits as long as it was told and loses nothing', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'rate-limited', retryAfter: 'seconds', seconds: 7 }, { on: 'write' })
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.clock.sleeps.some((ms) => ms >= 7_000 && ms <= 8_001)).toBe(true)
})

test('a refused key stops everything and changes nothing', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'refused', status: 401 }, { on: 'write' })
  expect(await world.engine.run({ full: false })).toMatchObject({ ok: false, error: { kind: 'unauthorized' } })
  expect(world.states(id)).toEqual(['ready'])
  expect(world.engine.status().online).toBe('unauthorized')
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
})

test('a captive portal is not an answer', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'html-page' }, { on: 'any' })
  const ran = await world.engine.run({ full: false })
  expect(ran.ok).toBe(false)
  expect(world.engine.status().online).toBe('signIn')
  expect(world.states(id)).toEqual(['ready'])
})

test('without a network the cycle ends as offline and the work stays', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  await world.server.control.networkOff()
  expect(await world.engine.run({ full: false })).toMatchObject({
    ok: false,
    error: { kind: 'offline', retryable: true },
  })
  expect(world.engine.status().online).toBe('offline')
  await world.server.control.networkOn()
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
})

test('too large an array is halved, for good', async () => {
  const world = await openSyncWorld()
  world.server.control.setSwitches({ largestArray: 3 })
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W2', 1)
  await world.run()
  world.receive('H', 'W2', 1)
  await world.run()
  const skus = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
  const ids = skus.map((sku) => world.receive(sku, 'W1', 1))
  await world.run()
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
  await world.restart()
  world.server.control.clearRequests()
  for (const sku of skus) world.receive(sku, 'W1', 1)
  await world.run()
  expect(world.writes().map((write) => write.rows)).toEqual([2, 2, 2, 2])
})

test('a first figure is set where increments need one to start from', async () => {
  const world = await openSyncWorld({ switches: { missingCell: 'refused' } })
  await world.run()
  const ids = ['A', 'B', 'C'].map((sku) => world.receive(sku, 'W3', 6))
  await world.run()
  expect(world.states(...ids)).toEqual(['applied', 'applied', 'applied'])
  expect(['A', 'B', 'C'].map((sku) => world.figure(sku, 'W3'))).toEqual([6, 6, 6])
})

test('a filter that the network swallowed costs one whole read, and nothing is lost', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 1 })
  await world.run()
  world.server.control.schedule({ kind: 'body-stripped' }, { path: 'items' })
  const before = world.reads()
  await world.run()
  expect(world.reads() - before).toBe(4)
  expect(world.seen('A', 'W1')?.quantity).toBe(41)
})
