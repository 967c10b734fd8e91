import { expect, test } from 'vitest'
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
