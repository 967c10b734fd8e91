import { expect, test } from 'vitest'
import { knownCells } from '../../../src/main/core/store/mirror.ts'
import { getRecord } from '../../../src/main/core/store/records.ts'
import { openRefusingWorld } from '../../support/refusing-world.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const never = { kind: 'request-lost', how: 'reset' } as const

const rename = (world: SyncWorld, from: string, to: string): number =>
  world.queue({ uid: world.uid('item', from), kind: 'rename', payload: { key: to } })

test('a lost rename of a record that was deleted since is told so, and can be let go', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = rename(world, 'A', 'Z')
  world.server.control.schedule(never, { on: 'write' })
  world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run()
  expect(world.change(id)).toMatchObject({ state: 'conflict', question: { reason: 'deletedRemotely' } })
  world.decide(id, 'theirs')
  await world.run()
  expect(world.states(id)).toEqual(['discarded'])
})

test('a lost rename of a record that somebody else renamed meanwhile shows their key', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = rename(world, 'A', 'Z')
  world.server.control.schedule(never, { on: 'write' })
  world.server.control.actAsOther({
    kind: 'request',
    request: { method: 'PATCH', path: '/v1/items', body: [{ sku: 'A', updates: { sku: 'Y' } }] },
  })
  await world.run()
  expect(world.change(id)).toMatchObject({
    state: 'conflict',
    question: { reason: 'fieldConflict', fields: [{ field: 'key', mine: 'Z', theirs: 'Y' }] },
  })
})

test('without ids a lost rename to a key that somebody else took is a question which ends', async () => {
  const world = await openSyncWorld({ switches: { ids: 'absent' } })
  await world.run()
  const id = rename(world, 'A', 'Z')
  world.server.control.schedule(never, { on: 'write' })
  world.server.control.actAsOther({ kind: 'create', sku: 'Z', fields: { name: 'Theirs' } })
  await world.run()
  expect(world.change(id)).toMatchObject({ state: 'conflict', question: { reason: 'keyTaken' } })
  world.decide(id, 'theirs')
  await world.run()
  expect(world.states(id)).toEqual(['discarded'])
  expect(world.figure('A', 'W1')).toBe(40)
})

test('without ids, what nobody can tell may be given up as well', async () => {
  const world = await openSyncWorld({ switches: { ids: 'absent' } })
  await world.run()
  const id = rename(world, 'A', 'Z')
  world.server.control.schedule(never, { on: 'write' })
  await world.run()
  expect(world.change(id)).toMatchObject({
    state: 'quarantined',
    question: { reason: 'lostAnswer', answers: ['applied', 'resend', 'discard'] },
  })
  world.decide(id, 'discard')
  await world.run()
  expect(world.states(id)).toEqual(['discarded'])
})

test('what nobody can tell is a question of the record as it is once that was made anew', async () => {
  const world = await openSyncWorld({ switches: { ids: 'absent' } })
  await world.run()
  const id = rename(world, 'A', 'Z')
  world.server.control.schedule(never, { on: 'write' })
  await world.run()
  expect(world.states(id)).toEqual(['quarantined'])
  world.server.control.actAsOther({ kind: 'recreate', sku: 'A' })
  await world.run(true)
  expect(world.change(id)).toMatchObject({
    state: 'conflict',
    question: { reason: 'changedRemotely', answers: ['mine', 'theirs'] },
  })
  world.decide(id, 'mine')
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
})

test.each([
  ['absent', 0],
  ['absent', -7_200_000],
  ['stable', 0],
] as const)(
  'who was made anew under the key that a rename met has nothing of the one before (ids %s, clock turned by %i)',
  async (ids, byMs) => {
    const { world, answerWith } = await openRefusingWorld({ switches: { ids, emptyFields: 'omitted' } })
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 12 } })
    await world.run()
    world.server.control.schedule({ kind: 'clock-jump', byMs }, { on: 'read' })
    await world.run()
    const id = rename(world, 'A', 'Z')
    answerWith(() => {
      world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
      world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Another' } })
      answerWith(null)
      return undefined
    })
    await world.engine.run({ full: false })
    expect(world.states(id)).toEqual(['applied'])
    expect(getRecord(world.store.reader, world.uid('item', 'Z'))?.base).toMatchObject({ name: 'Another', price: null })
  },
)

test('so it is in listings, once two of them agree that the clock was turned back', async () => {
  const world = await openSyncWorld({ switches: { ids: 'absent', emptyFields: 'omitted' } })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 12 } })
  await world.run()
  world.server.control.schedule({ kind: 'clock-jump', byMs: -7_200_000 }, { on: 'read' })
  await world.run()
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Another' } })
  await world.run(true)
  await world.clock.sleep(150_000)
  await world.run(true)
  const { base } = getRecord(world.store.reader, world.uid('item', 'A')) ?? {}
  expect(base).toMatchObject({ name: 'Another', price: null })
  expect(knownCells(world.store.reader, world.uid('item', 'A')).size).toBe(0)
})

test('so it is where an older record took the key of one that is gone', async () => {
  const world = await openSyncWorld({ switches: { ids: 'absent', emptyFields: 'omitted' } })
  await world.clock.sleep(10_000)
  world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Newer', price: 12 } })
  await world.run()
  await world.clock.sleep(10_000)
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: null } })
  world.server.control.actAsOther({ kind: 'delete', sku: 'N' })
  world.server.control.actAsOther({ kind: 'rename', sku: 'A', to: 'N' })
  await world.run(true)
  const { base } = getRecord(world.store.reader, world.uid('item', 'N')) ?? {}
  expect(base).toMatchObject({ name: 'Item A', price: null })
})
