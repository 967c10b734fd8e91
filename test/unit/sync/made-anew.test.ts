import { describe, expect, test } from 'vitest'
import { edit, openHookedWorld, remove, serverItem, takeBackLast } from '../../support/hooked-world.ts'
import { count } from '../../support/refusing-world.ts'
import type { SyncWorld } from '../../support/sync-world.ts'

/** Invariant I10: what others deleted is made anew only where a person was told that it is gone, and then as last seen. */

async function deleteA(world: SyncWorld): Promise<void> {
  await world.clock.sleep(5_000)
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  await world.run(true)
}

describe('a question that stood before the record was deleted', () => {
  test('about deleting it has come true', async () => {
    const { world } = await openHookedWorld()
    const id = remove(world, 'A')
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    await deleteA(world)
    expect(world.states(id)).toEqual(['superseded'])
    expect(serverItem(world, 'A')).toBeUndefined()
  })

  test.each([
    ['a field', (world: SyncWorld) => edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })],
    ['a figure', (world: SyncWorld) => count(world, 'A', 30, 40)],
  ])('about %s says that it is gone', async (_words, queue) => {
    const { world } = await openHookedWorld()
    const id = queue(world)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
    await world.run()
    expect(world.states(id)).toEqual(['conflict'])
    await deleteA(world)
    expect(world.change(id).question).toMatchObject({ reason: 'deletedRemotely', answers: ['mine', 'theirs'] })
  })
})

test('of two edits the later one is in the record that is made anew', async () => {
  const { world } = await openHookedWorld()
  const first = edit(world, 'A', { name: 'First' }, { name: 'Item A' })
  const second = edit(world, 'A', { name: 'Second' }, { name: 'First' })
  await deleteA(world)
  world.decide([first, second], 'mine')
  await world.run(true)
  expect(serverItem(world, 'A')?.name).toBe('Second')
})

test('of two renames the later one is the key of the record that is made anew', async () => {
  const { world } = await openHookedWorld()
  const uid = world.uid('item', 'A')
  const rename = (from: string, key: string) =>
    world.queue({ uid, kind: 'rename', payload: { key }, baseSeen: { key: from } })
  const ids = [rename('A', 'A2'), rename('A2', 'A3')]
  await deleteA(world)
  world.decide(ids, 'mine')
  await world.run(true)
  expect([serverItem(world, 'A2'), serverItem(world, 'A3')?.sku]).toEqual([undefined, 'A3'])
})

test('an edit whose values were made anew already is no question any more', async () => {
  const { world } = await openHookedWorld()
  const first = edit(world, 'A', { name: 'First' }, { name: 'Item A' })
  const second = edit(world, 'A', { price: 9 }, { price: 5 })
  await deleteA(world)
  world.decide(first, 'mine')
  await world.run(true)
  expect(world.states(first, second)).toEqual(['discarded', 'superseded'])
  expect(serverItem(world, 'A')).toMatchObject({ name: 'First', price: 9 })
})

test('edits that were given up are not in the record that is made anew', async () => {
  const { world } = await openHookedWorld()
  const [first, second, price] = [
    edit(world, 'A', { name: 'First' }, { name: 'Item A' }),
    edit(world, 'A', { name: 'Second' }, { name: 'First' }),
    edit(world, 'A', { price: 9 }, { price: 5 }),
  ]
  await deleteA(world)
  world.decide([first, second], 'theirs')
  world.decide(price, 'mine')
  await world.run(true)
  expect(serverItem(world, 'A')).toMatchObject({ name: 'Item A', price: 9 })
})

test('unless that is taken back', async () => {
  const { world } = await openHookedWorld()
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  const receipt = world.receive('A', 'W1', 5)
  await deleteA(world)
  world.decide(name, 'theirs')
  expect(takeBackLast(world).ok).toBe(true)
  world.decide(receipt, 'mine')
  await world.run(true)
  expect(serverItem(world, 'A')?.name).toBe('Mine')
})

test('what was edited before a delete is over when others have deleted it; what was received is asked', async () => {
  const { world } = await openHookedWorld()
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  const receipt = world.receive('A', 'W1', 5)
  const removal = remove(world, 'A')
  await deleteA(world)
  expect(world.states(name, receipt, removal)).toEqual(['superseded', 'conflict', 'superseded'])
})

describe('a movement of a record that is gone', () => {
  test('is booked after the record was made anew', async () => {
    const { world } = await openHookedWorld()
    const id = world.receive('A', 'W1', 5)
    await deleteA(world)
    const { changeIDs } = world.decide(id, 'mine')
    expect(world.states(id, ...changeIDs)).toEqual(['blocked', 'ready'])
    await world.run(true)
    expect(world.states(id, ...changeIDs)).toEqual(['applied', 'applied'])
    expect(world.figure('A', 'W1')).toBe(5)
  })

  test('joins the create that another answer made, in whatever order they are given', async () => {
    const { world } = await openHookedWorld()
    const receipt = world.receive('A', 'W1', 5)
    const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
    await deleteA(world)
    world.decide(name, 'mine')
    await world.run(true)
    expect(serverItem(world, 'A')?.name).toBe('Mine')
    world.decide(receipt, 'mine')
    await world.run(true)
    expect([world.states(receipt), world.figure('A', 'W1')]).toEqual([['applied'], 5])
  })

  test('keeps its place before a later count', async () => {
    const { world } = await openHookedWorld()
    const receipt = world.receive('A', 'W1', 5)
    const counted = count(world, 'A', 30, 40)
    await deleteA(world)
    world.decide([counted, receipt], 'mine')
    await world.run(true)
    await world.run(true)
    expect(world.figure('A', 'W1')).toBe(30)
  })

  test('is asked again when the answer that made its record anew is taken back', async () => {
    const { world } = await openHookedWorld()
    const id = world.receive('A', 'W1', 5)
    await deleteA(world)
    const { changeIDs } = world.decide(id, 'mine')
    const later = world.queue({
      ...{ uid: world.change(id).uid, warehouse: world.uid('warehouse', 'W1') },
      ...{ kind: 'stock-delta', quantity: 2 },
    })
    expect(takeBackLast(world).ok).toBe(true)
    await world.run(true)
    expect(world.states(id, later, ...changeIDs)).toEqual(['conflict', 'conflict', 'discarded'])
    world.decide([id, later], 'mine')
    await world.run(true)
    expect([world.states(id, later), world.figure('A', 'W1')]).toEqual([['applied', 'applied'], 7])
  })
})

test('a bundle that waits for such a record is asked about when the answer is taken back, and may have it anew', async () => {
  const { world } = await openHookedWorld()
  const [one, two] = ['B', 'A'].map((sku) => ({ sku, quantity: 1 }))
  if (!one || !two) return
  const body = [{ sku: 'SET', name: 'Set', item_skus: [one] }]
  world.server.control.actAsOther({ kind: 'request', request: { method: 'POST', path: '/v1/bundles', body } })
  await world.run(true)
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  await deleteA(world)
  const { uid } = world.change(name)
  world.decide(name, 'mine')
  const parts = world.queue({
    ...{ uid: world.uid('bundle', 'SET'), recordKind: 'bundle', kind: 'set-field', needs: [uid] },
    ...{ payload: { fields: { components: [one, two] } }, baseSeen: { fields: { components: [one] } } },
  })
  expect(takeBackLast(world).ok).toBe(true)
  await world.run()
  expect(world.change(parts)).toMatchObject({ state: 'conflict', question: { reason: 'deletedRemotely' } })
  world.decide(name, 'theirs')
  await world.run(true)
  world.decide(parts, 'mine')
  await world.run(true)
  expect(world.states(parts)).toEqual(['applied'])
  expect(serverItem(world, 'A')?.sku).toBe('A')
})

test('a bundle that waits for a record which another answer makes anew goes with that one', async () => {
  const { world } = await openHookedWorld()
  const [one, two] = ['B', 'A'].map((sku) => ({ sku, quantity: 1 }))
  if (!one || !two) return
  const body = [{ sku: 'SET', name: 'Set', item_skus: [one] }]
  world.server.control.actAsOther({ kind: 'request', request: { method: 'POST', path: '/v1/bundles', body } })
  await world.run(true)
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  await deleteA(world)
  const { uid } = world.change(name)
  world.decide(name, 'mine')
  const parts = world.queue({
    ...{ uid: world.uid('bundle', 'SET'), recordKind: 'bundle', kind: 'set-field', needs: [uid] },
    ...{ payload: { fields: { components: [one, two] } }, baseSeen: { fields: { components: [one] } } },
  })
  expect(takeBackLast(world).ok).toBe(true)
  world.decide(name, 'mine')
  await world.run(true)
  expect(world.states(parts)).toEqual(['applied'])
})
