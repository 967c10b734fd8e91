import { describe, expect, test } from 'vitest'
import { edit, openHookedWorld, refusal, remove, serverItem, takeBackLast } from '../../support/hooked-world.ts'
import { count } from '../../support/refusing-world.ts'

/** Rule 14 for what is asked already: an answer never goes over a value that its question did not show. */

const seen = { name: 'Item A', price: 5 }
const later = 5_000

describe('a disputed edit', () => {
  test.each([
    ['mine', { name: 'Mine', price: 9 }],
    ['theirs', { name: 'Theirs again', price: 77 }],
  ] as const)('asks about what else was changed since, before %s stands', async (answer, expected) => {
    const { world } = await openHookedWorld()
    const id = edit(world, 'A', { name: 'Mine', price: 9 }, seen)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    await world.clock.sleep(later)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs again', price: 77 } })
    await world.run()
    expect(world.change(id).question?.fields).toEqual([
      { field: 'name', base: 'Item A', mine: 'Mine', theirs: 'Theirs again' },
      { field: 'price', base: 5, mine: 9, theirs: 77 },
    ])
    world.decide(id, answer)
    await world.run()
    expect(serverItem(world, 'A')).toMatchObject(expected)
  })

  test.each([
    ['is sent where the remote is again as it was seen', 'Item A', 'applied', 'Mine'],
    ['is let go where the remote has become as it was wanted', 'Mine', 'superseded', 'Mine'],
  ])('%s', async (_words, name, state, expected) => {
    const { world } = await openHookedWorld()
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    await world.clock.sleep(later)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name } })
    await world.run()
    expect([world.states(id), serverItem(world, 'A')?.name]).toEqual([[state], expected])
  })

  test('stands as it is while others change what it does not touch', async () => {
    const { world } = await openHookedWorld()
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    await world.clock.sleep(later)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 6 } })
    await world.run()
    expect(world.change(id)).toMatchObject({
      state: 'conflict',
      question: { fields: [{ field: 'name', base: 'Item A', mine: 'Mine', theirs: 'Theirs' }] },
    })
  })

  test('whose answer is taken back says what the remote has by then', async () => {
    const { world } = await openHookedWorld()
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    world.decide(id, 'theirs')
    await world.clock.sleep(later)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs again' } })
    await world.run()
    expect(takeBackLast(world).ok).toBe(true)
    expect(world.change(id).question?.fields).toMatchObject([{ mine: 'Mine', theirs: 'Theirs again' }])
  })

  test('whose answer is taken back after the record has gone says so', async () => {
    const { world } = await openHookedWorld()
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    world.decide(id, 'theirs')
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    await world.run(true)
    expect(takeBackLast(world).ok).toBe(true)
    expect(world.change(id).question?.reason).toBe('deletedRemotely')
  })

  test('of parts of a bundle keeps the parts of others that nobody disputes', async () => {
    const { world } = await openHookedWorld()
    const part = (sku: string, quantity = 1) => ({ sku, quantity })
    const act = (method: string, body: unknown) =>
      world.server.control.actAsOther({ kind: 'request', request: { method, path: '/v1/bundles', body } })
    act('POST', [{ sku: 'SET', name: 'Set', item_skus: [part('A')] }])
    await world.run(true)
    const id = world.queue({
      ...{ uid: world.uid('bundle', 'SET'), recordKind: 'bundle', kind: 'set-field' },
      payload: { fields: { name: 'Mine', components: [part('A'), part('B')] } },
      baseSeen: { fields: { name: 'Set', components: [part('A')] } },
    })
    act('PATCH', [{ sku: 'SET', updates: { name: 'Theirs', item_skus: [part('A'), part('C')] } }])
    await world.run(true)
    expect(world.states(id)).toEqual(['conflict'])
    world.decide(id, 'mine')
    await world.run()
    const [bundle] = world.server.control.snapshot().bundles
    expect(JSON.stringify(bundle)).toMatch(/"C"/)
    expect(JSON.stringify(bundle)).toMatch(/"B"/)
  })
})

describe('what was refused', () => {
  test('is not tried again over what somebody else wrote since: that is asked first', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    await world.run()
    expect(world.change(id)).toMatchObject({ state: 'rejected', question: { reason: 'refused' } })
    world.decide(id, 'retry')
    await world.run()
    expect(world.change(id)).toMatchObject({
      state: 'conflict',
      question: {
        reason: 'fieldConflict',
        fields: [{ field: 'name', base: 'Item A', mine: 'Mine', theirs: 'Theirs' }],
      },
    })
    expect(serverItem(world, 'A')?.name).toBe('Theirs')
    expect(takeBackLast(world).ok).toBe(true)
    expect(world.change(id)).toMatchObject({ state: 'rejected', question: { answers: ['retry', 'discard'] } })
  })

  test('is tried again where nobody touched it', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const id = edit(world, 'A', { name: 'Mine' }, seen)
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 6 } })
    await world.run()
    world.decide(id, 'retry')
    await world.run()
    expect([world.states(id), serverItem(world, 'A')]).toMatchObject([['applied'], { name: 'Mine', price: 6 }])
  })

  test('to be deleted is asked about where somebody has worked on it since', async () => {
    const hooked = await openHookedWorld()
    const { world } = hooked
    const id = remove(world, 'A')
    hooked.before = () => refusal
    await world.run()
    hooked.before = null
    world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 500 })
    await world.run()
    world.decide(id, 'retry')
    await world.run()
    expect(world.change(id)).toMatchObject({
      state: 'conflict',
      question: { reason: 'changedRemotely', fields: [{ field: 'quantity', base: 80, theirs: 580 }] },
    })
    expect(serverItem(world, 'A')).toBeDefined()
  })
})

test('a counted figure is asked with the figure of now', async () => {
  const { world } = await openHookedWorld()
  const id = count(world, 'A', 30, 40)
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
  await world.run()
  await world.clock.sleep(later)
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 500 })
  await world.run()
  expect(world.change(id).question?.fields).toEqual([{ field: 'quantity', base: 40, mine: 30, theirs: 537 }])
})

test('a counted figure is no question any more where the stock has moved back', async () => {
  const { world } = await openHookedWorld()
  const id = count(world, 'A', 30, 40)
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
  await world.run()
  await world.clock.sleep(later)
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 3 })
  await world.run()
  expect([world.states(id), world.figure('A', 'W1')]).toEqual([['applied'], 30])
})

test('a disputed delete tells what else was done since', async () => {
  const { world } = await openHookedWorld()
  const id = remove(world, 'A')
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 6 } })
  await world.run()
  await world.clock.sleep(later)
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 500 })
  await world.run()
  expect(world.change(id).question?.fields).toEqual([
    { field: 'price', base: 5, mine: null, theirs: 6 },
    { field: 'quantity', base: 80, mine: null, theirs: 580 },
  ])
})

test('neither a refused movement nor one in doubt goes to a record that was made anew unasked', async () => {
  const hooked = await openHookedWorld()
  const { world } = hooked
  const refused = world.receive('A', 'W1', 5)
  hooked.before = () => refusal
  await world.run()
  hooked.before = null
  const doubted = world.receive('B', 'W1', 5)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  expect(world.states(refused, doubted)).toEqual(['rejected', 'quarantined'])
  world.server.control.actAsOther({ kind: 'recreate', sku: 'A' })
  world.server.control.actAsOther({ kind: 'recreate', sku: 'B' })
  await world.run(true)
  for (const id of [refused, doubted])
    expect(world.change(id)).toMatchObject({
      state: 'quarantined',
      question: { reason: 'changedRemotely', answers: ['resend', 'discard'] },
    })
  // Only one of them may have reached the one that was.
  expect(world.change(refused).question?.sentAt).toBeNull()
  expect(world.change(doubted).question?.text).toMatch(/^The answer to .* was lost/)
})

test('a counted figure says what is there of a record that was made anew, and goes over nothing else', async () => {
  const { world } = await openHookedWorld()
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  const id = count(world, 'A', 30, 40)
  const receive = (quantity: number) =>
    world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity })
  const asked = (theirs: number) => [{ field: 'quantity', base: 40, mine: 30, theirs }]
  world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
  world.server.control.actAsOther({ kind: 'create', sku: 'A', fields: { name: 'Anew' } })
  receive(7)
  await world.run(true)
  expect(world.change(id).question).toMatchObject({ reason: 'changedRemotely', fields: asked(7) })
  await world.clock.sleep(5_000)
  receive(3)
  await world.run(true)
  expect(world.change(id).question?.fields).toEqual(asked(10))
  world.decide(name, 'theirs')
  receive(2)
  world.decide(id, 'mine')
  await world.run(true)
  expect(world.change(id).question?.fields).toEqual([{ field: 'quantity', base: 10, mine: 30, theirs: 12 }])
  expect(world.figure('A', 'W1')).toBe(12)
})

test('a movement in doubt is not booked on a record that is made anew', async () => {
  const hooked = await openHookedWorld()
  const { world } = hooked
  const id = world.receive('A', 'W1', 5)
  world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
  hooked.before = () => {
    hooked.before = null
    world.server.control.actAsOther({ kind: 'delete', sku: 'A' })
    return undefined
  }
  await world.run()
  await world.run(true)
  expect(world.change(id).question).toMatchObject({ reason: 'deletedRemotely', answers: ['theirs'] })
})
