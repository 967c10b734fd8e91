import { expect, test } from 'vitest'
import { decideChanges } from '../../../src/main/core/sync/decide.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

test('a first figure that somebody else put there meanwhile is added to, never replaced', async () => {
  let meanwhile = (): Promise<void> => Promise.resolve()
  const world = await openSyncWorld({
    switches: { missingCell: 'refused' },
    wrapRemote: (remote) => ({
      ...remote,
      send: async (batch, signal, turn) => {
        if (batch.endpoint === 'update') await meanwhile()
        return remote.send(batch, signal, turn)
      },
    }),
  })
  await world.run()
  world.receive('A', 'W3', 6)
  await world.run()
  meanwhile = async () => {
    world.server.control.actAsOther({ kind: 'set', sku: 'B', warehouseID: 'W3', quantity: 50 })
    await world.clock.sleep(5_000)
  }
  world.queue({ uid: world.uid('item', 'C'), kind: 'set-field', payload: { fields: { name: 'Slow' } } })
  const received = world.receive('B', 'W3', 4)
  await world.run()
  meanwhile = () => Promise.resolve()
  await world.run()
  expect(world.states(received)).toEqual(['applied'])
  expect(world.figure('B', 'W3')).toBe(54)
})

test('a read that is told to slow down keeps every later request waiting as long', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.server.control.schedule({ kind: 'rate-limited', retryAfter: 'seconds', seconds: 20 }, { on: 'read' })
  const before = world.clock.monotonic()
  expect((await world.engine.run({ full: false })).ok).toBe(false)
  await world.run()
  expect(world.clock.monotonic() - before).toBeGreaterThanOrEqual(20_000)
})

test('one counted figure is not taken for several items', async () => {
  const world = await openSyncWorld()
  await world.run()
  const ids = ['A', 'B'].map((sku) => world.receive(sku, 'W1', 2))
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write', times: 2 })
  await world.run()
  expect(world.states(...ids)).toEqual(['quarantined', 'quarantined'])
  const decision = { answer: 'count', quantity: 7, at: world.clock.now(), groupID: 'group' } as const
  const decided = world.store.write((writer) => decideChanges(writer, ids, decision))
  expect(decided).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(world.states(...ids)).toEqual(['quarantined', 'quarantined'])
})
