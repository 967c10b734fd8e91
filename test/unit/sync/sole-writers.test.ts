import { expect, test } from 'vitest'
import { listWarehouses } from '../../../src/main/core/store/warehouse-list.ts'
import { readStory } from '../../../src/main/core/store/story.ts'
import { declareSole, soleWarehouses } from '../../../src/main/core/sync/sole.ts'
import { readSyncState } from '../../../src/main/core/store/sync-state.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const lost = { kind: 'response-lost', how: 'reset' } as const
const half = { kind: 'interrupted', afterWrites: 1 } as const

/** An account where one movement was acknowledged, with these warehouses declared. */
async function declared(...warehouses: string[]): Promise<SyncWorld> {
  const world = await openSyncWorld({ switches: { transferLegs: 'separate' } })
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W1', 1)
  await world.run()
  world.receive('H', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  world.store.write((writer) => {
    for (const key of warehouses) declareSole(writer, world.connection, key, true)
  })
  await world.run()
  await world.clock.sleep(10_000)
  world.server.control.clearRequests()
  return world
}

const transfer = (world: SyncWorld, sku: string, quantity: number): number =>
  world.queue({
    uid: world.uid('item', sku),
    kind: 'transfer',
    warehouse: world.uid('warehouse', 'W1'),
    toWarehouse: world.uid('warehouse', 'W2'),
    quantity,
  })

const soleOf = (world: SyncWorld): number[] => {
  const { contested } = readSyncState(world.store.reader, world.connection)
  return [...soleWarehouses(world.store.reader, world.connection, contested)]
}

const verdictOf = (world: SyncWorld, id: number) =>
  readStory(world.store.reader, world.change(id)).sendings.map(
    ({ verdict }) => verdict && [verdict.verdict, verdict.because],
  )

test('the figure alone decides where nobody else writes, and the story says so', async () => {
  const world = await declared('W1')
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.states(id)).toEqual(['applied'])
  expect(verdictOf(world, id)).toEqual([['applied', 'sole']])
  expect(world.seen('A', 'W1')?.quantity).toBe(45)
  expect(world.writes()).toHaveLength(1)
})

test('a warehouse that is not declared still asks, and so does a transfer into one', async () => {
  const world = await declared('W1')
  const ids = [world.receive('A', 'W2', 5), transfer(world, 'B', 3)]
  world.server.control.schedule(lost, { on: 'write', times: 2 })
  expect(await world.run()).toMatchObject({ questions: 2 })
  expect(world.states(...ids)).toEqual(['quarantined', 'quarantined'])
})

test('a transfer whose both sides are declared is taken as done', async () => {
  const world = await declared('W1', 'W2')
  const id = transfer(world, 'A', 3)
  world.server.control.schedule(lost, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(verdictOf(world, id)).toEqual([['applied', 'sole']])
})

test('half a transfer is asked with the missing side prepared, and never mended unasked', async () => {
  const world = await declared('W1', 'W2')
  const id = transfer(world, 'A', 3)
  world.server.control.schedule(half, { on: 'write' })
  expect(await world.run()).toMatchObject({ questions: 1, waiting: 0 })
  await world.run()
  expect([world.figure('A', 'W1'), world.figure('A', 'W2')]).toEqual([37, 40])
  expect(world.change(id).question).toMatchObject({
    reason: 'halfApplied',
    suggested: 'compensate',
    answers: ['compensate', 'applied', 'resend', 'discard'],
    legs: [
      { warehouseID: 'W1', by: -3, before: 40, now: 37 },
      { warehouseID: 'W2', by: 3, before: 40, now: 40 },
    ],
  })
  const { changeIDs } = world.decide(id, 'compensate')
  expect(world.change(changeIDs[0] ?? 0)).toMatchObject({ kind: 'stock-delta', quantity: 3 })
  await world.run()
  expect(world.states(id, ...changeIDs)).toEqual(['applied', 'applied'])
  expect([world.figure('A', 'W1'), world.figure('A', 'W2')]).toEqual([37, 43])
})

test('without the declaration both sides are shown and nothing is suggested', async () => {
  const world = await declared()
  const id = transfer(world, 'A', 3)
  world.server.control.schedule(half, { on: 'write' })
  await world.run()
  expect(world.change(id).question).toMatchObject({ reason: 'halfApplied', suggested: null })
  expect(world.change(id).question?.legs?.map(({ now }) => now)).toEqual([37, 40])
})

test('an answer that contradicts it revokes it, for good until a hundred own writes met nobody', async () => {
  const world = await declared('W1')
  const inferred = world.receive('A', 'W1', 5)
  world.server.control.schedule(lost, { on: 'write' })
  await world.run()
  expect(soleOf(world)).toHaveLength(1)
  world.server.control.actAsOther({ kind: 'receive', sku: 'B', warehouseID: 'W1', quantity: 2 })
  await world.run()
  expect(soleOf(world)).toEqual([])
  const row = (): { declared: boolean; writesLeft: number } | undefined =>
    listWarehouses(world.store.reader, world.connection).find(({ warehouseID }) => warehouseID === 'W1')?.sole
  expect(row()).toMatchObject({ declared: false, writesLeft: 100 })
  // What was inferred from it stands before a person again.
  expect(world.change(inferred)).toMatchObject({ state: 'quarantined', question: { reason: 'inferred' } })
  expect(world.seen('A', 'W1')).toEqual({ quantity: 45, low: 45, high: 50 })
  world.decide(inferred, 'applied')
  // Said again at once, it does not count: it is known to be wrong.
  world.store.write((writer) => {
    declareSole(writer, world.connection, 'W1', true)
  })
  expect(soleOf(world)).toEqual([])
  await world.restart()
  expect(soleOf(world)).toEqual([])
  world.receive('C', 'W1', 1)
  await world.run()
  expect(row()).toMatchObject({ declared: true, writesLeft: 99 })
  // Nor does it wait to count one day: somebody was met once more.
  world.server.control.actAsOther({ kind: 'receive', sku: 'D', warehouseID: 'W1', quantity: 2 })
  await world.run()
  expect(row()).toMatchObject({ declared: false, writesLeft: 100 })
  expect(
    world.store.reader.row<{ count: number }>("SELECT count(*) AS count FROM log WHERE event = 'soleRevoked'")?.count,
  ).toBe(2)
})

test('an answer with somebody else’s movement in it is such a contradiction', async () => {
  let meddle = false
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...remote,
      send: (batch, signal, turn) => {
        if (meddle) world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 2 })
        return remote.send(batch, signal, turn)
      },
    }),
  })
  await world.run()
  world.store.write((writer) => {
    declareSole(writer, world.connection, 'W1', true)
  })
  world.receive('A', 'W1', 1)
  await world.run()
  expect(soleOf(world)).toHaveLength(1)
  meddle = true
  const id = world.receive('A', 'W1', 1)
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(soleOf(world)).toEqual([])
})

test('a resend that was inferred is watched, and questioned when the declaration was wrong', async () => {
  const world = await declared('W1')
  world.server.control.setSwitches({ stockMovesUpdatedAt: false })
  world.receive('G', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  world.receive('G', 'W1', 1)
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  await world.run()
  expect(verdictOf(world, id)).toEqual([['resend', 'sole'], null])
  world.server.control.actAsOther({ kind: 'receive', sku: 'B', warehouseID: 'W1', quantity: 2 })
  await world.run(true)
  const [correction] = world.store.reader.rows<{ id: number }>("SELECT id FROM changes WHERE state = 'quarantined'")
  expect(world.change(correction?.id ?? 0)).toMatchObject({ quantity: -5, question: { reason: 'lateLanding' } })
})
