import { expect, test } from 'vitest'
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
