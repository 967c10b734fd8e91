import { expect, test } from 'vitest'
import { listQueued, moveChange } from '../../../src/main/core/store/changes.ts'
import { supersede } from '../../../src/main/core/sync/queue-plan.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

/** A long plan lets others have their turn, so what it found unnecessary may be needed again when it is done. */

test('nothing is let go of for a record whose changes are others than the plan saw', async () => {
  const world = await openSyncWorld()
  await world.run()
  const [stays, goes] = ['A', 'B'].map((sku) => [3, -3].map((quantity) => world.receive(sku, 'W1', quantity)))
  const [first = 0, second = 0] = stays ?? []
  const [third = 0, fourth = 0] = goes ?? []
  const seen = listQueued(world.store.reader, world.connection, 0, 10)
  const vanishing = [
    [first, second],
    [third, fourth],
  ].map(([a = 0, b = 0]) => ({
    uid: world.change(a).uid,
    of: seen.filter(({ id }) => id === a || id === b),
    superseded: [a, b].map((id) => ({ id, by: b })),
  }))
  world.store.write((writer) => {
    moveChange(writer, second, 'discarded', 'person', { at: 1 })
  })
  const ports = { clock: world.clock, ids: { ulid: () => '' }, random: { next: () => 0 }, log: () => undefined }
  supersede({ store: world.store, ports: { ...ports, breathe: () => Promise.resolve() } }, { vanishing })
  expect(world.states(first, second, third, fourth)).toEqual(['ready', 'discarded', 'superseded', 'superseded'])
})
