import { expect, test } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { openSyncWorld } from '../../support/sync-world.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

test('the journal and the attempt are on disk before the first byte leaves', async () => {
  const seen: unknown[] = []
  let look = (): unknown => null
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    capabilities: remote.capabilities,
    read: (...parts) => remote.read(...parts),
    describe: (batch) => remote.describe(batch),
    body: (batch) => remote.body(batch),
    close: () => remote.close(),
    send: (batch, signal, turn) => {
      seen.push(look())
      return remote.send(batch, signal, turn)
    },
  })
  const world = await openSyncWorld({ wrapRemote })
  await world.run()
  const id = world.receive('A', 'W1', 5)
  look = () => ({
    state: world.change(id).state,
    journal: world.store.journal.entries().map((entry) => entry.changeIDs),
    attempts: world.store.reader
      .rows<{ change_ids: string }>('SELECT change_ids FROM attempts')
      .map((row) => row.change_ids),
  })
  await world.run()
  expect(seen).toEqual([{ state: 'inflight', journal: [[id]], attempts: [`[${String(id)}]`] }])
  expect(world.store.journal.entries()).toEqual([])
})

test('an engine that is closed in the middle of a send finds the change unknown, and asks instead of sending again', async () => {
  const world = await openSyncWorld()
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W1', 1)
  await world.run()
  world.receive('H', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'response-lost', how: 'silence' }, { on: 'write' })
  const running = world.engine.run({ full: false }).catch(() => null)
  for (let turn = 0; turn < 500 && world.figure('A', 'W1') !== 45; turn += 1)
    await new Promise((resolve) => setImmediate(resolve))
  expect(world.states(id)).toEqual(['inflight'])
  await world.restart()
  await running
  expect(world.states(id)).toEqual(['unknown'])
  expect(await world.run()).toMatchObject({ questions: 1 })
  expect(world.figure('A', 'W1')).toBe(45)
})

test('an answer that could not be written down at first is kept from memory and not sent again', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  const write = world.store.write.bind(world.store)
  let failures = 0
  Object.assign(world.store, {
    write: <T>(work: Parameters<typeof write<T>>[0]): T => {
      if (failures < 2 && world.states(id)[0] === 'inflight') {
        failures += 1
        throw new Error('SQLITE_BUSY')
      }
      return write(work)
    },
  })
  await world.run()
  expect(failures).toBe(2)
  expect(world.states(id)).toEqual(['applied'])
  expect(world.writes()).toHaveLength(1)
})

test('two callers of a cycle share one', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.receive('A', 'W1', 5)
  const [first, second] = await Promise.all([world.run(), world.run()])
  expect(first).toBe(second)
  expect(world.figure('A', 'W1')).toBe(45)
})

test('a pause survives a restart and lets nothing start', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  await world.engine.pause()
  await world.restart()
  expect(await world.engine.run({ full: false })).toMatchObject({ ok: false, error: { kind: 'paused' } })
  world.engine.resume()
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
})

test('the limit of requests holds over a restart', async () => {
  const world = await openSyncWorld()
  for (let cycle = 0; cycle < 25; cycle += 1) await world.run()
  await world.restart()
  for (let cycle = 0; cycle < 25; cycle += 1) await world.run()
  const times = world.server.control.requests().map((request) => request.at)
  for (const start of times)
    expect(times.filter((time) => time >= start && time < start + 60_000).length).toBeLessThanOrEqual(110)
})

test('the automatic engine sends a second after something was queued, and polls every half minute', async () => {
  const clock = virtualClock({ hurry: false })
  const opening = openSyncWorld({ clock, automatic: true })
  for (let turn = 0; turn < 400; turn += 1) await clock.pass(2_000)
  const world = await opening
  const quiet = async (): Promise<void> => {
    for (let turn = 0; turn < 200 && (world.engine.status().sync.running || turn < 20); turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await quiet()
  const id = world.receive('A', 'W1', 5)
  await clock.pass(900)
  expect(world.states(id)).toEqual(['ready'])
  await clock.pass(200)
  await quiet()
  expect(world.states(id)).toEqual(['applied'])
  world.server.control.clearRequests()
  await clock.pass(30_000)
  await quiet()
  expect(world.reads()).toBe(3)
})
