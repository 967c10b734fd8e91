import { expect, test } from 'vitest'
import { readStory } from '../../../src/main/core/store/story.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const never = { kind: 'request-lost', how: 'reset' } as const

/** A movement that was proved absent and sent again. */
async function sentAgain(): Promise<{ world: SyncWorld; id: number }> {
  const world = await openSyncWorld()
  await world.run()
  // Twice: a single answer proves nothing about stamps.
  world.receive('H', 'W1', 1)
  await world.run()
  world.receive('H', 'W1', 1)
  await world.run()
  await world.clock.sleep(600_000)
  await world.run()
  await world.clock.sleep(10_000)
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule(never, { on: 'write' })
  await world.run()
  return { world, id }
}

const questions = (world: SyncWorld): number[] =>
  world.store.reader
    .rows<{ id: number }>("SELECT id FROM changes WHERE state = 'quarantined' ORDER BY id")
    .map((row) => row.id)

const moveAs = (world: SyncWorld, quantity: number): unknown =>
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity })

test('the certificate is kept with the figures it rests on', async () => {
  const { world, id } = await sentAgain()
  const [first] = readStory(world.store.reader, world.change(id)).sendings
  expect(first?.verdict).toMatchObject({ verdict: 'resend', because: 'certificate' })
  const { stamp, sentAfter, guard } = first?.verdict ?? {}
  expect(stamp).toBeLessThan((sentAfter ?? 0) - (guard ?? 0))
})

test('the same movement once more is a question with the correction prepared, also after a restart', async () => {
  const { world, id } = await sentAgain()
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  await world.restart()
  await world.clock.sleep(3_600_000)
  moveAs(world, 5)
  await world.run()
  const [correction] = questions(world)
  expect(world.change(correction ?? 0)).toMatchObject({
    kind: 'stock-delta',
    quantity: -5,
    question: { reason: 'lateLanding', suggested: 'compensate', answers: ['compensate', 'discard', 'count'] },
  })
  expect(world.seen('A', 'W1')).toEqual({ quantity: 50, low: 45, high: 50 })
  world.decide(correction ?? 0, 'compensate')
  await world.run()
  expect(world.figure('A', 'W1')).toBe(45)
})

test('it is asked once, and left alone where a person says so', async () => {
  const { world } = await sentAgain()
  await world.run()
  moveAs(world, 5)
  await world.run()
  moveAs(world, 5)
  await world.run()
  const [correction, ...more] = questions(world)
  expect(more).toEqual([])
  world.decide(correction ?? 0, 'discard')
  await world.run()
  expect(world.figure('A', 'W1')).toBe(55)
})

test('before it went again, the change itself is the question', async () => {
  const { world, id } = await sentAgain()
  expect(world.states(id)).toEqual(['ready'])
  moveAs(world, 5)
  await world.run()
  expect(world.change(id)).toMatchObject({
    state: 'quarantined',
    question: { reason: 'lostAnswer', suggested: 'applied' },
  })
  expect(world.writes().filter(({ path }) => path.endsWith('increment'))).toHaveLength(3)
})

test('what another change of ours explains is no suspicion', async () => {
  const { world, id } = await sentAgain()
  await world.run()
  const next = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  expect(world.states(id, next)).toEqual(['applied', 'quarantined'])
  expect(questions(world)).toEqual([next])
})

test('another amount, another cell, or a day later is no suspicion', async () => {
  const { world } = await sentAgain()
  await world.run()
  moveAs(world, 4)
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W2', quantity: 5 })
  await world.run()
  await world.clock.sleep(25 * 3_600_000)
  await world.run()
  moveAs(world, 5)
  await world.run()
  expect(questions(world)).toEqual([])
})

test('a quiet cycle writes nothing while something is watched', async () => {
  const { world } = await sentAgain()
  await world.run()
  await world.run()
  const changes = (): unknown => world.store.reader.row('SELECT total_changes() AS count')
  const before = changes()
  await world.run()
  expect(changes()).toEqual(before)
})

test('a movement that a person sends again is watched as well', async () => {
  const { world } = await sentAgain()
  await world.run()
  world.receive('B', 'W1', 7)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  const [asked] = questions(world)
  world.decide(asked ?? 0, 'resend')
  await world.run()
  world.server.control.actAsOther({ kind: 'receive', sku: 'B', warehouseID: 'W1', quantity: 7 })
  await world.run()
  const [correction] = questions(world)
  expect(world.change(correction ?? 0)).toMatchObject({ quantity: -7, question: { reason: 'lateLanding' } })
})
