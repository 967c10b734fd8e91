import { expect, test } from 'vitest'
import { moveChange } from '../../../src/main/core/store/changes.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const rename = (world: SyncWorld, uid: number, key: string): number =>
  world.queue({ uid, kind: 'rename', payload: { key } })

test('two items that swapped their SKUs by way of a third arrive swapped', async () => {
  const world = await openSyncWorld()
  await world.run()
  const [a, b] = [world.uid('item', 'A'), world.uid('item', 'B')]
  const ids = [rename(world, a, 'T'), rename(world, b, 'A'), rename(world, a, 'B')]
  const nameOf = (sku: string) => world.server.control.snapshot().items.find((item) => item.sku === sku)?.name
  const ran = await world.run()
  expect(ran).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.states(...ids).every((state) => state === 'applied' || state === 'superseded')).toBe(true)
  expect([nameOf('A'), nameOf('B'), nameOf('T')]).toEqual(['Item B', 'Item A', undefined])
})

test('three in a ring, while the rest of the queue goes on', async () => {
  const world = await openSyncWorld()
  await world.run()
  const [a, b, c] = ['A', 'B', 'C'].map((sku) => world.uid('item', sku))
  if (a === undefined || b === undefined || c === undefined) throw new Error('unreachable')
  rename(world, a, 'T')
  rename(world, c, 'A')
  rename(world, b, 'C')
  rename(world, a, 'B')
  const other = world.receive('D', 'W1', 3)
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.states(other)).toEqual(['applied'])
  const names = ['A', 'B', 'C'].map(
    (sku) => world.server.control.snapshot().items.find((item) => item.sku === sku)?.name,
  )
  expect(names).toEqual(['Item C', 'Item A', 'Item B'])
})

test('two that wait for each other’s keys, the step in between given up, become a question and no wait for ever', async () => {
  const world = await openSyncWorld()
  await world.run()
  const [a, b] = [world.uid('item', 'A'), world.uid('item', 'B')]
  const between = rename(world, a, 'T')
  const second = rename(world, b, 'A')
  const third = rename(world, a, 'B')
  const other = world.receive('D', 'W1', 3)
  world.store.write((writer) => moveChange(writer, between, 'discarded', 'person', { at: world.clock.now() }))
  expect(await world.run()).toMatchObject({ questions: 1 })
  expect(world.states(second, third, other)).toEqual(['rejected', 'blocked', 'applied'])
  world.decide(second, 'discard')
  await world.run()
  world.decide(third, 'discard')
  expect(await world.run()).toMatchObject({ questions: 0, waiting: 0 })
  expect(world.server.control.snapshot().items.map(({ sku }) => sku)).toEqual(expect.arrayContaining(['A', 'B']))
})
