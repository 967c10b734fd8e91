import { expect, it } from 'vitest'
import type { Capabilities, ReadFilter, Remote } from '../../../src/main/core/ports.ts'
import { openSyncWorld } from '../../support/sync-world.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** A remote that is less able, and what it was asked for. */
function lessAble(changes: Partial<Capabilities>) {
  const asked: ReadFilter[] = []
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    capabilities: { ...remote.capabilities, ...changes },
    read: (kind, filter, ...rest) => {
      if (kind === 'item') asked.push(filter)
      return remote.read(kind, filter, ...rest)
    },
  })
  return { asked, wrapRemote }
}

it('asks for no single record where that means reading everything; the next reading is the witness', async () => {
  const { asked, wrapRemote } = lessAble({ lookUp: false, changedSince: false, createdRange: false })
  const world = await openSyncWorld({ wrapRemote, options: { settleSeconds: 60 } })
  await world.run(true)
  world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
  await world.run(true)
  expect(world.seen('B', 'W1')).toMatchObject({ quantity: 40 })
  await world.clock.sleep(61_000)
  await world.run(true)
  expect(() => world.uid('item', 'B')).toThrow()
  expect(asked).toEqual([{}, {}, {}])
})

it('looks for news as seldom as the remote wants to be read', async () => {
  const { asked, wrapRemote } = lessAble({ changedSince: false, createdRange: false, lookEverySeconds: 3600 })
  const clock = virtualClock({ hurry: false })
  const opening = openSyncWorld({ clock, wrapRemote, automatic: true })
  for (let turn = 0; turn < 400; turn += 1) await clock.pass(2_000)
  await opening
  const quiet = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await expect.poll(() => asked.length).toBe(1)
  const half = async (): Promise<number> => {
    for (let minute = 0; minute < 30; minute += 1) {
      await clock.pass(60_000)
      await quiet()
    }
    return asked.length
  }
  expect(await half()).toBe(1)
  expect(await half()).toBe(2)
  expect(await half()).toBe(2)
})
