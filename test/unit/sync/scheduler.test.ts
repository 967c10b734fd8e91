import { expect, test } from 'vitest'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** Until the cycle that is under way is over. */
async function quiet(world: SyncWorld): Promise<void> {
  for (let turn = 0; turn < 200 && (world.engine.status().sync.running || turn < 5); turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 1))
}

test('a remote that answers but always fails is asked less and less often', async () => {
  const clock = virtualClock({ hurry: false })
  const opening = openSyncWorld({ clock, automatic: true })
  for (let turn = 0; turn < 400; turn += 1) await clock.pass(2_000)
  const world = await opening
  await quiet(world)
  world.server.control.schedule({ kind: 'truncated-json' }, { on: 'read', times: 10_000 })
  world.server.control.clearRequests()
  for (let turn = 0; turn < 100; turn += 1) {
    await clock.pass(1_500)
    await quiet(world)
  }
  expect(world.reads()).toBeGreaterThan(3)
  expect(world.reads()).toBeLessThan(12)
})
