import { expect, test } from 'vitest'
import { pruneAttempts } from '../../../src/main/core/store/attempts.ts'
import { readSyncState } from '../../../src/main/core/store/sync-state.ts'
import { openSyncWorld, type SyncWorld, type WorldSettings } from '../../support/sync-world.ts'

/** What the engine may take for a proof, what it learns, and how long it keeps what it decided by. */
async function taught(settings: WorldSettings = {}): Promise<SyncWorld> {
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
  return world
}

const day = 24 * 3_600_000
const attempts = (world: SyncWorld): number =>
  world.store.reader.row<{ count: number }>('SELECT count(*) AS count FROM attempts')?.count ?? 0

test('a copy of the remote that lags can’t certify that nothing landed', async () => {
  const world = await taught()
  // Something newer than the lag is known: a listing without it comes from such a copy.
  world.receive('G', 'W1', 1)
  await world.run()
  await world.clock.sleep(5_000)
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  world.server.control.schedule({ kind: 'stale-read', byMs: 60_000 }, { on: 'read', skip: 3 })
  await world.run()
  expect(world.states(id)).toEqual(['quarantined'])
  expect(world.figure('A', 'W1')).toBe(45)
})

test('after a whole answer that left rows out, copies get a moment to catch up before they are believed', async () => {
  const world = await taught({ options: { settleSeconds: 120 } })
  const ids = ['A', 'B'].map((sku) => world.receive(sku, 'W1', 5))
  world.server.control.schedule({ kind: 'fewer-rows', missing: 1 }, { on: 'write' })
  world.server.control.schedule({ kind: 'stale-read', byMs: 1_500 }, { on: 'read', skip: 3 })
  await world.run()
  expect(world.states(...ids).toSorted()).toEqual(['applied', 'quarantined'])
  expect(world.writes().filter(({ path }) => path.endsWith('increment')).length).toBe(3)
})

test('that increments need a figure first is learnt once the figure was taken, not from the refusal', async () => {
  const world = await taught({ switches: { missingCell: 'refused' } })
  const learnt = () => readSyncState(world.store.reader, world.connection).learnt.firstFigure
  const id = world.receive('A', 'W3', 5)
  world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write', skip: 1 })
  await world.run()
  expect(learnt()).toEqual({ yes: 0, no: 0 })
  await world.run()
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A', 'W3')).toBe(5)
  expect(learnt()).toEqual({ yes: 0, no: 1 })
})

test('attempts are forgotten after 90 days, but none that an open change rests on', async () => {
  const world = await taught()
  const asked = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  expect(attempts(world)).toBe(3)
  await world.clock.sleep(91 * day)
  world.server.control.actAsOther({ kind: 'receive', sku: 'C', warehouseID: 'W1', quantity: 1 })
  await world.run(true)
  expect(attempts(world)).toBe(1)
  expect(world.states(asked)).toEqual(['quarantined'])
  world.decide(asked, 'applied')
  world.store.write((writer) => {
    pruneAttempts(writer, world.connection, world.clock.now() + day)
  })
  expect(attempts(world)).toBe(0)
  expect(world.change(asked).state).toBe('applied')
})
