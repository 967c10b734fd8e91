import { expect, test } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { virtualClock } from '../../support/virtual-clock.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'
import { openRefusingWorld, refusal, rename } from '../../support/refusing-world.ts'

/** What can't be said yet waits, and nothing is planned, announced or tried at once for it. */

test('what needs the key of a record in question is waiting, and not planned', async () => {
  const { world } = await openRefusingWorld()
  const leaving = rename(world, 'A', 'A2')
  const { id } = world.create('A', { fields: { name: 'New A' } })
  world.server.control.actAsOther({ kind: 'rename', sku: 'A', to: 'A9' })
  await world.run()
  expect(world.states(leaving, id)).toEqual(['conflict', 'blocked'])
  expect(await world.engine.plan()).toMatchObject({ requests: 0, waiting: 1 })
})

test('a bundle waits for a part that the remote refused', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const { uid, id } = world.create(
    'SET',
    { fields: { name: 'Set', components: [{ sku: 'B', quantity: 1 }] } },
    'bundle',
  )
  const part = world.create('N', { fields: { name: 'New' } })
  const components = ['B', 'N'].map((sku) => ({ sku, quantity: 1 }))
  const edit = world.queue({
    uid,
    recordKind: 'bundle',
    kind: 'set-field',
    needs: [part.uid],
    payload: { fields: { components } },
    baseSeen: { fields: { components: components.slice(0, 1) } },
  })
  answerWith((batch) => (batch.endpoint === 'create' && batch.kind === 'item' ? refusal : undefined))
  await world.run()
  answerWith(null)
  expect(world.states(id, part.id, edit)).toEqual(['ready', 'rejected', 'blocked'])
  world.decide(part.id, 'retry')
  await world.run()
  expect(world.states(id, part.id, edit)).toEqual(['applied', 'applied', 'applied'])
  expect(world.server.control.snapshot().bundles.find(({ sku }) => sku === 'SET')).toMatchObject({ name: 'Set' })
})

/** Until the engine has nothing left to do at this moment. */
async function quiet(world: SyncWorld): Promise<void> {
  for (let turn = 0; turn < 2 || world.engine.status().sync.running; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1))
}

async function readsInMinutes(world: SyncWorld, clock: ReturnType<typeof virtualClock>): Promise<number> {
  world.server.control.clearRequests()
  for (let second = 0; second < 120; second += 2) {
    await clock.pass(2_000)
    await quiet(world)
  }
  return world.reads()
}

test('a question that something waits behind costs no more reading than none', { timeout: 20_000 }, async () => {
  const clock = virtualClock({ hurry: false })
  const opening = openSyncWorld({ clock, automatic: true })
  for (let turn = 0; turn < 80; turn += 1) await clock.pass(10_000)
  const world = await opening
  await quiet(world)
  const idle = await readsInMinutes(world, clock)
  const removal = world.queue({ uid: world.uid('item', 'A'), kind: 'delete', baseSeen: { key: 'A' } })
  const { id } = world.create('A', { fields: { name: 'New A' } })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  for (let second = 0; second < 60; second += 2) {
    await clock.pass(2_000)
    await quiet(world)
  }
  expect(world.states(removal, id)).toEqual(['conflict', 'blocked'])
  expect(await readsInMinutes(world, clock)).toBeLessThanOrEqual(idle + 3)
})

test(
  'so does a movement as a figure of an item that a look by its key does not find',
  { timeout: 20_000 },
  async () => {
    const clock = virtualClock({ hurry: false })
    const wrapRemote = (remote: Remote): Remote => ({
      ...remote,
      capabilities: { ...remote.capabilities, relativeStock: false },
      read: (kind, filter, onRows, ...rest) =>
        remote.read(kind, filter, filter.key === 'A' ? () => Promise.resolve() : onRows, ...rest),
    })
    const opening = openSyncWorld({ clock, automatic: true, wrapRemote })
    for (let turn = 0; turn < 80; turn += 1) await clock.pass(10_000)
    const world = await opening
    await quiet(world)
    const idle = await readsInMinutes(world, clock)
    const received = world.receive('A', 'W1', 5)
    // Each of the ordinary looks tries it once more.
    expect(await readsInMinutes(world, clock)).toBeLessThanOrEqual(2 * idle)
    expect(world.states(received)).toEqual(['ready'])
  },
)
