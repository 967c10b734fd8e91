import { expect, test } from 'vitest'
import { edit as editItem, openHookedWorld, serverItem } from '../../support/hooked-world.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

const edit = (name: string) => ({ kind: 'edit', sku: 'A', changes: { name } }) as const

test('edits of different fields by two people both arrive', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.queue({
    uid: world.uid('item', 'A'),
    kind: 'set-field',
    payload: { fields: { price: 9 } },
    baseSeen: { fields: { price: 5 } },
  })
  world.server.control.actAsOther(edit('Theirs'))
  expect(await world.run()).toMatchObject({ questions: 0, sent: 1 })
  expect(world.server.control.snapshot().items.find((item) => item.sku === 'A')).toMatchObject({
    name: 'Theirs',
    price: 9,
  })
})

test('edits of the same field are asked, and either answer ends it', async () => {
  for (const answer of ['mine', 'theirs'] as const) {
    const world = await openSyncWorld()
    await world.run()
    const fields = { name: 'Mine' }
    const id = world.queue({
      uid: world.uid('item', 'A'),
      kind: 'set-field',
      payload: { fields },
      baseSeen: { fields: { name: 'Item A' } },
    })
    world.server.control.actAsOther(edit('Theirs'))
    expect(await world.run()).toMatchObject({ questions: 1, sent: 0 })
    expect(world.change(id).question).toMatchObject({
      reason: 'fieldConflict',
      fields: [{ field: 'name', base: 'Item A', mine: 'Mine', theirs: 'Theirs' }],
    })
    world.decide(id, answer)
    await world.run()
    expect(world.states(id)).toEqual([answer === 'mine' ? 'applied' : 'discarded'])
    const name = answer === 'mine' ? 'Mine' : 'Theirs'
    expect(world.server.control.snapshot().items.find((item) => item.sku === 'A')?.name).toBe(name)
  }
})

test('what somebody else already did needs no request', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.queue({ uid: world.uid('item', 'A'), kind: 'set-field', payload: { fields: { name: 'Same' } } })
  world.server.control.actAsOther(edit('Same'))
  await world.run()
  expect(world.states(id)).toEqual(['superseded'])
  expect(world.writes()).toEqual([])
})

test('two own edits of one field, the first sent, are no conflict', async () => {
  const world = await openSyncWorld()
  await world.run()
  const queue = (name: string) =>
    world.queue({
      uid: world.uid('item', 'A'),
      kind: 'set-field',
      payload: { fields: { name } },
      baseSeen: { fields: { name: 'Item A' } },
    })
  const first = queue('One')
  await world.run()
  const second = queue('Two')
  await world.run()
  expect(world.states(first, second)).toEqual(['applied', 'applied'])
})

test('a rename at the remote keeps the record, its stock and its pending work', async () => {
  const world = await openSyncWorld()
  await world.run()
  const uid = world.uid('item', 'A')
  const id = world.receive('A', 'W1', 5)
  world.server.control.actAsOther({ kind: 'rename', sku: 'A', to: 'A9' })
  await world.run()
  expect(world.uid('item', 'A9')).toBe(uid)
  expect(world.states(id)).toEqual(['applied'])
  expect(world.figure('A9', 'W1')).toBe(45)
})

test('what others did to a record is asked also where the answer to another one’s edit shows it under that key', async () => {
  const hooked = await openHookedWorld()
  const { world } = hooked
  const met = editItem(world, 'A', { price: 9 }, { price: 5 })
  let waiting = 0
  hooked.before = ({ endpoint }) => {
    if (endpoint !== 'update') return undefined
    hooked.before = null
    waiting = editItem(world, 'B', { name: 'Mine' }, { name: 'Item B' })
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    world.server.control.actAsOther({ kind: 'rename', sku: 'B', to: 'A' })
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    return undefined
  }
  await world.run()
  await world.run(true)
  expect(world.states(met, waiting)).toEqual(['applied', 'conflict'])
  expect(serverItem(world, 'A')?.name).toBe('Theirs')
})

test('a record deleted at the remote goes after two witnesses; one with work pending becomes a question', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('B', 'W1', 5)
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  world.server.control.actAsOther({ kind: 'delete', sku: 'B' })
  world.server.control.clearRequests()
  await world.run(true)
  expect(() => world.uid('item', 'A')).toThrow('No item A')
  expect(world.change(id)).toMatchObject({ state: 'conflict', question: { reason: 'deletedRemotely' } })
  expect(world.reads()).toBe(5)
  expect(world.writes()).toEqual([])
})

test.each([
  ['whatever its length', 101, 'deletionsHeld'],
  ['and one of a round number of rows is read again in parts', 100, 'rowCap'],
])('a listing that lost too much is not believed, %s', async (_words, rows, event) => {
  const world = await openSyncWorld({ items: 200 })
  await world.run()
  const before = world.engine.status()
  world.server.control.schedule({ kind: 'row-cap', rows }, { path: 'items' })
  await world.run(true)
  expect(before.online).toBe('online')
  const count = () =>
    world.store.reader.row<{ n: number }>("SELECT count(*) AS n FROM records WHERE kind = 'item' AND present = 1")?.n
  expect(count()).toBe(200)
  const log = world.store.reader.rows<{ event: string }>('SELECT event FROM log').map((row) => row.event)
  expect(log).toContain(event)
})

test('an item deleted and made anew does not get the old one’s movements unasked', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.receive('A', 'W1', 5)
  world.server.control.actAsOther({ kind: 'recreate', sku: 'A' })
  await world.run()
  expect(world.change(id)).toMatchObject({ state: 'quarantined', question: { reason: 'changedRemotely' } })
  expect(world.figure('A', 'W1')).toBeUndefined()
})

test('a counted figure that met somebody else’s movement is asked', async () => {
  for (const via of ['difference', 'override'] as const) {
    const world = await openSyncWorld()
    await world.run()
    const cell = { uid: world.uid('item', 'A'), warehouse: world.uid('warehouse', 'W1') }
    const id = world.queue({ ...cell, kind: 'stock-set', quantity: 30, payload: { via }, baseSeen: { quantity: 40 } })
    world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
    await world.run()
    expect(world.change(id)).toMatchObject({ state: 'conflict', question: { reason: 'stockMoved' } })
    world.decide(id, 'mine')
    await world.run()
    expect(world.states(id)).toEqual(['applied'])
    expect(world.figure('A', 'W1')).toBe(30)
  }
})

test('own movements between a count and its posting are no drift', async () => {
  const world = await openSyncWorld()
  await world.run()
  const cell = { uid: world.uid('item', 'A'), warehouse: world.uid('warehouse', 'W1') }
  world.queue({
    uid: cell.uid,
    kind: 'transfer',
    warehouse: cell.warehouse,
    toWarehouse: world.uid('warehouse', 'W2'),
    quantity: 4,
  })
  const id = world.queue({
    ...cell,
    kind: 'stock-set',
    quantity: 30,
    payload: { via: 'difference' },
    baseSeen: { quantity: 40 },
  })
  await world.run()
  expect(world.states(id)).toEqual(['applied'])
  expect([world.figure('A', 'W1'), world.figure('A', 'W2')]).toEqual([30, 44])
})

test('a deletion here of what somebody just changed is asked', async () => {
  const world = await openSyncWorld()
  await world.run()
  const id = world.queue({ uid: world.uid('item', 'A'), kind: 'delete' })
  world.server.control.actAsOther(edit('Still needed'))
  await world.run()
  expect(world.change(id)).toMatchObject({ state: 'conflict', question: { reason: 'changedRemotely' } })
  expect(world.uid('item', 'A')).toBeGreaterThan(0)
})

test('what others did to stock is kept as observations, what we did is not', async () => {
  const world = await openSyncWorld()
  await world.run()
  world.receive('A', 'W1', 5)
  await world.run()
  world.server.control.actAsOther({ kind: 'sell', sku: 'B', warehouseID: 'W1', quantity: 3 })
  await world.run()
  const rows = world.store.reader.rows<{ before: number; after: number }>('SELECT before, after FROM observations')
  expect(rows).toEqual([{ before: 40, after: 37 }])
})
