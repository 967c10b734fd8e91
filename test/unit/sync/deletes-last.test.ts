import { expect, test } from 'vitest'
import { openHookedWorld, takeBackLast } from '../../support/hooked-world.ts'
import { loseAnswer, nameAs, openRefusingWorld, refusal, refuse } from '../../support/refusing-world.ts'
import type { SyncWorld } from '../../support/sync-world.ts'

/** What was to happen before a delete happens before it, or the delete waits (rule 12). */

const remove = (world: SyncWorld, kind: 'item' | 'warehouse', key: string): number =>
  world.queue({ uid: world.uid(kind, key), recordKind: kind, kind: 'delete', baseSeen: { key } })

const moveOut = (world: SyncWorld, sku: string): number =>
  world.queue({
    uid: world.uid('item', sku),
    kind: 'transfer',
    warehouse: world.uid('warehouse', 'W2'),
    toWarehouse: world.uid('warehouse', 'W1'),
    quantity: 40,
  })

const stockOf = (world: SyncWorld, sku: string) =>
  world.server.control.snapshot().items.find((item) => item.sku === sku)?.stock

test('a warehouse stays while the goods that are to leave it have not', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const moved = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((sku) => moveOut(world, sku))
  const removal = remove(world, 'warehouse', 'W2')
  answerWith(refuse('transfer'))
  await world.run()
  await world.run()
  answerWith(null)
  expect(new Set(world.states(...moved))).toEqual(new Set(['rejected']))
  expect(world.states(removal)).toEqual(['ready'])
  expect(stockOf(world, 'A')).toMatchObject({ W1: 40, W2: 40 })
  expect((await world.engine.plan()).waiting).toBe(1)
  world.decide(moved, 'retry')
  await world.run()
  await world.run()
  expect(world.states(removal)).toEqual(['applied'])
  expect(stockOf(world, 'A')).toMatchObject({ W1: 80 })
})

test('so it does while nobody knows whether they left', async () => {
  const { world } = await openRefusingWorld()
  const moved = moveOut(world, 'A')
  const removal = remove(world, 'warehouse', 'W2')
  loseAnswer(world)
  await world.run()
  expect(world.states(moved, removal)).toEqual(['quarantined', 'ready'])
  world.decide(moved, 'applied')
  await world.run()
  expect(world.states(moved, removal)).toEqual(['applied', 'applied'])
})

test('an item stays while a bundle that it was taken out of still has it', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const parts = ['A', 'B'].map((sku) => ({ sku, quantity: 1 }))
  const body = [{ sku: 'SET', name: 'Set', item_skus: parts }]
  world.server.control.actAsOther({ kind: 'request', request: { method: 'POST', path: '/v1/bundles', body } })
  await world.run(true)
  const edit = world.queue({
    uid: world.uid('bundle', 'SET'),
    recordKind: 'bundle',
    kind: 'set-field',
    payload: { fields: { components: parts.slice(1) } },
    baseSeen: { fields: { components: parts } },
  })
  const removal = remove(world, 'item', 'A')
  answerWith((batch) => ('kind' in batch && batch.kind === 'bundle' ? refusal : undefined))
  await world.run()
  answerWith(null)
  expect(world.states(edit, removal)).toEqual(['rejected', 'ready'])
  world.decide(edit, 'retry')
  await world.run()
  expect(world.states(edit, removal)).toEqual(['applied', 'applied'])
})

test('an item stays while a movement of its own is a question', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const received = world.receive('A', 'W1', 5)
  const removal = remove(world, 'item', 'A')
  answerWith(refuse('increment'))
  await world.run()
  answerWith(null)
  expect(world.states(received, removal)).toEqual(['rejected', 'ready'])
  world.decide(received, 'discard')
  await world.run()
  expect(world.states(removal)).toEqual(['applied'])
})

test('an item stays while a bundle that is made with it is still to be rid of it', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const parts = ['A', 'B'].map((sku) => ({ sku, quantity: 1 }))
  const made = world.create('SET', { fields: { name: 'Set', components: parts } }, 'bundle')
  const edit = world.queue({
    uid: made.uid,
    recordKind: 'bundle',
    kind: 'set-field',
    payload: { fields: { components: parts.slice(1) } },
    baseSeen: { fields: { components: parts } },
  })
  const removal = remove(world, 'item', 'A')
  answerWith((batch) => ('kind' in batch && batch.kind === 'bundle' ? refusal : undefined))
  await world.run()
  answerWith(null)
  expect(world.states(made.id, edit, removal)).toEqual(['rejected', 'rejected', 'ready'])
  world.decide(made.id, 'retry')
  await world.run()
  expect(world.states(made.id, edit, removal)).toEqual(['applied', 'rejected', 'ready'])
  world.decide(edit, 'retry')
  await world.run()
  expect(world.states(edit, removal)).toEqual(['applied', 'applied'])
})

test('a warehouse stays when an answer about what left it is taken back just before', async () => {
  const hook = await openHookedWorld()
  const { world } = hook
  const moved = moveOut(world, 'A')
  loseAnswer(world)
  await world.run()
  world.decide(moved, 'applied')
  const named = nameAs(world, 'B', 'New', 'Item B')
  const removal = remove(world, 'warehouse', 'W2')
  hook.before = () => {
    hook.before = null
    expect(takeBackLast(world).ok).toBe(true)
    return undefined
  }
  await world.run()
  expect(world.states(moved, named, removal)).toEqual(['quarantined', 'applied', 'ready'])
  world.decide(moved, 'applied')
  await world.run()
  expect(world.states(moved, removal)).toEqual(['applied', 'applied'])
})
