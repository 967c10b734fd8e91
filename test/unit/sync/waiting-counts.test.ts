import { expect, test } from 'vitest'
import { lastDecision } from '../../../src/main/core/store/decisions.ts'
import { readHistory } from '../../../src/main/core/store/history.ts'
import { changesOfCell } from '../../../src/main/core/store/own-changes.ts'
import { takeBack } from '../../../src/main/core/sync/take-back.ts'
import { count, loseAnswer, nameAs, openRefusingWorld, refuse } from '../../support/refusing-world.ts'

/** A count is of its moment: what was moved here after it is no part of it, and is not swallowed by it (rule 14). */

test('a receipt that passes a count behind a lost answer is still there when the count is posted', async () => {
  const { world } = await openRefusingWorld()
  const lost = world.receive('A', 'W1', 5)
  loseAnswer(world)
  await world.run()
  await world.clock.sleep(60_000)
  const counted = count(world, 'A', 30, 45)
  const later = world.receive('A', 'W1', 7)
  expect(world.seen('A', 'W1')?.quantity).toBe(37)
  await world.run()
  expect(world.states(lost, counted, later)).toEqual(['quarantined', 'ready', 'applied'])
  expect(world.seen('A', 'W1')?.quantity).toBe(37)
  world.decide(lost, 'applied')
  await world.run()
  expect(world.states(counted)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(37)
})

test('so it is behind a question about the name, and for goods that left in a transfer', async () => {
  const { world } = await openRefusingWorld()
  const edit = nameAs(world, 'A', 'Mine', 'Item A')
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  await world.clock.sleep(60_000)
  const counted = count(world, 'A', 30, 40)
  await world.run()
  const moved = world.queue({
    uid: world.uid('item', 'A'),
    kind: 'transfer',
    warehouse: world.uid('warehouse', 'W1'),
    toWarehouse: world.uid('warehouse', 'W3'),
    quantity: 10,
  })
  world.receive('A', 'W1', 7)
  await world.run()
  expect(world.states(edit, counted, moved)).toEqual(['conflict', 'ready', 'applied'])
  expect(world.seen('A', 'W1')?.quantity).toBe(27)
  world.decide(edit, 'theirs')
  await world.run()
  expect(world.states(counted)).toEqual(['applied'])
  expect([world.figure('A', 'W1'), world.figure('A', 'W3')]).toEqual([27, 10])
})

test.each(['difference', 'override'] as const)(
  'a count that becomes a question at its send keeps the later receipts of its plan back (%s)',
  async (via) => {
    const { world } = await openRefusingWorld()
    const counted = count(world, 'A', 30, 40, via)
    const later = world.receive('A', 'W1', 5)
    world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
    await world.run()
    expect(world.states(counted, later)).toEqual(['conflict', 'ready'])
    world.decide(counted, 'mine')
    await world.run()
    await world.run()
    expect(world.states(counted, later)).toEqual(['applied', 'applied'])
    expect(world.figure('A', 'W1')).toBe(35)
  },
)

test('a refused count that is tried again includes what was received since', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const counted = count(world, 'A', 30, 40, 'override')
  answerWith(refuse('setStock'))
  await world.run()
  world.receive('A', 'W1', 5)
  await world.run()
  answerWith(null)
  expect(world.figure('A', 'W1')).toBe(45)
  world.decide(counted, 'retry')
  await world.run()
  expect(world.states(counted)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(35)
})

test('so it does where the receipt met whoever was made anew under the same key', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const counted = count(world, 'A', 30, 40, 'override')
  answerWith(refuse('setStock'))
  await world.run()
  const received = world.receive('A', 'W1', 5)
  answerWith((batch) => {
    if (batch.endpoint === 'increment') world.server.control.actAsOther({ kind: 'recreate', sku: 'A' })
    return undefined
  })
  await world.engine.run({ full: false })
  expect(world.states(counted, received)).toEqual(['conflict', 'applied'])
  expect(world.change(counted)).toMatchObject({ quantity: 35, question: { reason: 'changedRemotely' } })
})

test('movements before and after a waiting count may come to nothing, but the later one is in the count', async () => {
  const { world } = await openRefusingWorld()
  const edit = nameAs(world, 'A', 'Mine', 'Item A')
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  const [received, counted] = [world.receive('A', 'W1', 5), count(world, 'A', 30, 40)]
  const issued = world.receive('A', 'W1', -5)
  await world.run()
  expect(world.states(received, counted, issued)).toEqual(['superseded', 'ready', 'superseded'])
  expect(world.seen('A', 'W1')?.quantity).toBe(25)
  world.decide(edit, 'theirs')
  await world.run()
  expect([world.states(counted), world.figure('A', 'W1')]).toEqual([['applied'], 25])
})

test('so it is where the count was refused', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const [received, counted] = [world.receive('A', 'W1', 5), count(world, 'A', 30, 40)]
  let issued = 0
  answerWith((batch) => {
    issued = world.receive('A', 'W1', -5)
    answerWith(null)
    return refuse('decrement')(batch)
  })
  await world.run()
  expect(world.states(received, counted, issued)).toEqual(['superseded', 'rejected', 'superseded'])
  world.decide(counted, 'retry')
  await world.run()
  expect([world.states(counted), world.figure('A', 'W1')]).toEqual([['applied'], 25])
})

test('an own movement from before the count that a person confirms is nobody else’s', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const lost = world.receive('A', 'W1', 5)
  loseAnswer(world)
  let counted = 0
  answerWith(() => {
    counted = count(world, 'A', 44, 40)
    answerWith(null)
    return undefined
  })
  await world.run()
  expect(world.states(lost, counted)).toEqual(['quarantined', 'ready'])
  world.decide(lost, 'applied')
  await world.run()
  expect(world.states(counted)).toEqual(['applied'])
  expect(world.figure('A', 'W1')).toBe(44)
})

test('one whose answer was lost does not hide what others moved before it was sent', async () => {
  const { world } = await openRefusingWorld()
  const [received, counted] = [world.receive('A', 'W1', 5), count(world, 'A', 30, 40)]
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 5 })
  await world.run()
  expect(world.states(received, counted)).toEqual(['ready', 'conflict'])
  loseAnswer(world)
  await world.run()
  await world.run()
  expect([world.states(received), world.figure('A', 'W1')]).toEqual([['quarantined'], 40])
  world.decide(received, 'applied')
  await world.run()
  expect(world.figure('A', 'W1')).toBe(40)
  expect(world.change(counted).question?.fields).toEqual([{ field: 'quantity', base: 45, mine: 30, theirs: 40 }])
})

test('so are several that say together that they happened', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const lost = ['A', 'B', 'C'].map((sku) => world.receive(sku, 'W1', 5))
  loseAnswer(world)
  let counted = 0
  answerWith(() => {
    counted = count(world, 'A', 44, 40)
    answerWith(null)
    return undefined
  })
  await world.run()
  await world.run()
  expect(world.states(...lost, counted)).toEqual(['applied', 'applied', 'applied', 'applied'])
  expect(world.figure('A', 'W1')).toBe(44)
})

test('of transfers that were half carried out together it holds each by itself', async () => {
  const { world } = await openRefusingWorld()
  const edit = nameAs(world, 'A', 'Mine', 'Item A')
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  const [uid, from, to] = [world.uid('item', 'A'), world.uid('warehouse', 'W1'), world.uid('warehouse', 'W2')]
  const counted = count(world, 'A', 30, 40)
  const moved = [3, 4].map((quantity) =>
    world.queue({ uid, kind: 'transfer', warehouse: from, toWarehouse: to, quantity }),
  )
  world.server.control.setSwitches({ transferLegs: 'separate' })
  world.server.control.schedule({ kind: 'interrupted', afterWrites: 1 }, { on: 'write' })
  await world.run()
  await world.run()
  expect(moved.map((id) => world.change(id).question?.reason)).toEqual(['halfApplied', 'halfApplied'])
  world.decide(moved, 'compensate')
  expect(world.change(counted)).toMatchObject({ quantity: 23, baseSeen: { quantity: 33 } })
  world.decide(edit, 'theirs')
  await world.run()
  expect([world.figure('A', 'W1'), world.figure('A', 'W2')]).toEqual([23, 47])
})

test('a count holds what was confirmed after it only as long as that is confirmed', async () => {
  const { world } = await openRefusingWorld()
  const edit = nameAs(world, 'A', 'Mine', 'Item A')
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  await world.clock.sleep(60_000)
  const counted = count(world, 'A', 30, 40)
  const later = world.receive('A', 'W1', 7)
  loseAnswer(world)
  await world.run()
  expect(world.states(counted, later)).toEqual(['ready', 'quarantined'])
  const held = (): (number | null | undefined)[] => [
    world.change(counted).quantity,
    world.change(counted).baseSeen.quantity,
  ]
  world.decide(edit, 'theirs')
  await world.run()
  expect(world.states(counted)).toEqual(['ready'])
  world.decide(later, 'applied')
  expect(held()).toEqual([37, 47])
  world.store.write((writer) => {
    const decision = lastDecision(writer, world.connection)
    if (decision) takeBack(writer, decision, world.clock.now())
  })
  expect(held()).toEqual([30, 40])
  world.decide(later, 'applied')
  await world.run()
  expect(world.states(counted, later)).toEqual(['applied', 'applied'])
  expect(world.figure('A', 'W1')).toBe(37)
})

test('the history and a stocktake’s review tell the count as it was counted, beside what came after it', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const counted = count(world, 'A', 30, 40, 'override')
  answerWith(refuse('setStock'))
  await world.run()
  const later = world.receive('A', 'W1', 5)
  await world.run()
  expect(world.change(counted).quantity).toBe(35)
  const [item, warehouse] = [world.uid('item', 'A'), world.uid('warehouse', 'W1')]
  const told = readHistory(world.store.reader, { item, warehouse, limit: 10 }).filter(({ source }) => source === 'here')
  expect(told.find(({ changeID }) => changeID === counted)).toMatchObject({ before: 40, after: 30, quantity: 30 })
  expect(told.find(({ changeID }) => changeID === later)).toMatchObject({ quantity: 5 })
  expect(changesOfCell(world.store.reader, item, warehouse, 0).map(({ quantity }) => quantity)).toEqual([30, 5])
})
