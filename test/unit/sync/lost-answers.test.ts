import { expect, test } from 'vitest'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

/** Teaches the engine what an acknowledged delta teaches, so that what follows may go in batches. */
async function taught(settings: Parameters<typeof openSyncWorld>[0] = {}): Promise<SyncWorld> {
  const world = await openSyncWorld(settings)
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W1', 1)
  await world.run()
  world.receive('H', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  await world.run()
  await world.clock.sleep(10_000)
  world.server.control.clearRequests()
  return world
}

const lost = { kind: 'response-lost', how: 'reset' } as const
const never = { kind: 'request-lost', how: 'reset' } as const

test('a request that never arrived is proved absent by the stamp and sent again', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(never, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 1 })
  expect(world.states(id)).toEqual(['ready'])
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(45)
})

test('a lost answer becomes one question with the evidence, and is never sent again by itself', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 1, waiting: 0 })
  const { state, question } = world.change(id)
  expect(state).toBe('quarantined')
  expect(question).toMatchObject({
    reason: 'lostAnswer',
    before: 40,
    suggested: 'applied',
    answers: ['applied', 'resend', 'count'],
  })
  expect(question?.reads.at(-1)).toMatchObject({ quantity: 45 })
  expect(world.seen('A', 'W1')).toEqual({ quantity: 45, low: 45, high: 50 })
  await world.run()
  expect(world.writes()).toHaveLength(1)
})

test('answered "it happened", the change is applied and nothing more is sent', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  world.decide(id, 'applied')
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(45)
  expect(world.seen('A', 'W1')).toEqual({ quantity: 45, low: null, high: null })
})

test('answered "send again", it is sent once more', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(never, { on: 'write' })
  world.server.control.setSwitches({ stockMovesUpdatedAt: false })
  // Without a moving stamp nothing can be proved: teach the engine so.
  world.receive('B', 'W1', 1)
  await world.run()
  await world.run()
  if (world.change(id).state === 'quarantined') world.decide(id, 'resend')
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(45)
})

test('answered "count it now", the counted figure closes the question', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  const { changeIDs } = world.decide(id, 'count', 43)
  expect(world.seen('A', 'W1')?.quantity).toBe(43)
  await world.run()
  expect(world.states(id, ...changeIDs)).toEqual(['discarded', 'applied'])
  expect(world.figure('A', 'W1')).toBe(43)
  expect(world.writes().map((write) => write.path)).toEqual([
    '/v1/items/inventory/increment',
    '/v1/items/inventory/decrement',
  ])
})

test('changes sent in one row are decided together', async () => {
  const world = await taught()
  const ids = [world.receive('A', 'W1', 2), world.receive('A', 'W1', 3)]
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  expect(world.states(...ids)).toEqual(['quarantined', 'quarantined'])
  const [first] = ids
  expect(world.decide(first ?? 0, 'applied').decided).toEqual(ids)
})

test('later movements of a doubtful cell go on, and it stays a question', async () => {
  const world = await taught()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  const next = world.receive('A', 'W1', 1)
  await world.run()
  expect(world.states(id, next)).toEqual(['quarantined', 'applied'])
  expect(world.figure('A', 'W1')).toBe(46)
})

test('an answer lost for many items at once is recognised by three of them (joint evidence)', async () => {
  const world = await taught()
  const ids = ['A', 'B', 'C', 'D'].map((sku) => world.receive(sku, 'W1', 5))
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
  expect(world.figure('A', 'W1')).toBe(45)
})

test('goals whose answers are lost are decided by what is there now', async () => {
  const world = await taught()
  world.server.control.schedule(lost, { on: 'write', times: 5 })
  const ids = [
    world.create('N', { fields: { name: 'New' }, stock: [{ warehouse: world.uid('warehouse', 'W1'), quantity: 2 }] })
      .id,
    world.queue({ uid: world.uid('item', 'C'), kind: 'rename', payload: { key: 'C2' } }),
    world.queue({ uid: world.uid('item', 'D'), kind: 'set-field', payload: { fields: { name: 'Other' } } }),
    world.queue({
      uid: world.uid('item', 'E'),
      kind: 'stock-set',
      warehouse: world.uid('warehouse', 'W1'),
      quantity: 12,
      payload: { via: 'override' },
    }),
    world.queue({ uid: world.uid('item', 'F'), kind: 'delete' }),
  ]
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
  expect(world.writes()).toHaveLength(5)
  expect(world.seen('N', 'W1')?.quantity).toBe(2)
})

test('goals that never arrived are sent again', async () => {
  const world = await taught()
  world.server.control.schedule(never, { on: 'write', times: 5 })
  const ids = [
    world.create('N', { fields: { name: 'New' } }).id,
    world.queue({ uid: world.uid('item', 'C'), kind: 'rename', payload: { key: 'C2' } }),
    world.queue({ uid: world.uid('item', 'D'), kind: 'set-field', payload: { fields: { name: 'Other' } } }),
    world.queue({
      uid: world.uid('item', 'E'),
      kind: 'stock-set',
      warehouse: world.uid('warehouse', 'W1'),
      quantity: 12,
      payload: { via: 'override' },
    }),
    world.queue({ uid: world.uid('item', 'F'), kind: 'delete' }),
  ]
  await world.run()
  expect(world.states(...ids)).toEqual(ids.map(() => 'ready'))
  await world.run()
  expect(world.states(...ids)).toEqual(ids.map(() => 'applied'))
})

test('with a settle time nothing is decided before it has passed, also across a restart', async () => {
  const world = await taught({ options: { settleSeconds: 120 } })
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 1 })
  await world.clock.sleep(60_000)
  await world.restart()
  await world.run()
  expect(world.states(id)).toEqual(['unknown'])
  await world.clock.sleep(121_000)
  await world.run()
  expect(world.states(id)).toEqual(['quarantined'])
  expect(world.change(id).question?.reads.length).toBeGreaterThan(0)
})

test('a short settle time is waited for inside the cycle', async () => {
  const world = await taught({ options: { settleSeconds: 3 } })
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 1, waiting: 0 })
  expect(world.change(id).question?.reads).toHaveLength(2)
})

test('rows missing from an answer are unknown, the others applied', async () => {
  const world = await taught()
  const ids = ['A', 'B'].map((sku) => world.receive(sku, 'W1', 5))
  world.server.control.schedule({ kind: 'fewer-rows', missing: 1 }, { on: 'write' })
  expect(await world.run()).toMatchObject({ sent: 1, questions: 1 })
  expect(world.states(...ids).sort()).toEqual(['applied', 'quarantined'])
})
