import { expect, test } from 'vitest'
import { lastDecision } from '../../../src/main/core/store/decisions.ts'
import { undoChanges } from '../../../src/main/core/sync/decide.ts'
import { takeBack } from '../../../src/main/core/sync/take-back.ts'
import type { SyncWorld } from '../../support/sync-world.ts'
import {
  count,
  loseAnswer,
  nameAs,
  openRefusingWorld,
  refusal,
  refuse,
  rename,
  tooMany,
} from '../../support/refusing-world.ts'

/** Nothing is superseded before what takes its place has had effect (rule 11). */

const nameOf = (world: SyncWorld, sku: string): string | null | undefined =>
  world.server.control.snapshot().items.find((item) => item.sku === sku)?.name

test('a receipt that a count was to take in is sent when the count is given up', async () => {
  const { world } = await openRefusingWorld()
  const received = world.receive('A', 'W1', 5)
  const counted = count(world, 'A', 50, 40, 'override')
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 3 })
  await world.run()
  expect(world.states(counted)).toEqual(['conflict'])
  world.decide(counted, 'theirs')
  await world.run()
  expect(world.states(received, counted)).toEqual(['applied', 'discarded'])
  expect(world.figure('A', 'W1')).toBe(42)
})

test('so it is when the count was refused, and when the answer that made it is taken back', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const received = world.receive('A', 'W1', 5)
  const counted = count(world, 'A', 44, 40, 'override')
  answerWith(refuse('setStock'))
  await world.run()
  answerWith(null)
  world.decide(counted, 'discard')
  await world.run()
  expect(world.states(received, counted)).toEqual(['applied', 'discarded'])
  expect(world.figure('A', 'W1')).toBe(45)

  const lost = world.receive('B', 'W1', 5)
  loseAnswer(world)
  await world.run()
  const later = world.receive('B', 'W1', 7)
  const { changeIDs } = world.decide(lost, 'count', 60)
  answerWith(() => tooMany)
  await world.engine.run({ full: false })
  answerWith(null)
  const taken = world.store.write((writer) => {
    const decision = lastDecision(writer, world.connection)
    return decision && takeBack(writer, decision, world.clock.now())
  })
  expect(taken?.ok).toBe(true)
  expect(world.states(...changeIDs)).toEqual(['discarded'])
  await world.run()
  world.decide(lost, 'applied')
  await world.run()
  expect(world.states(lost, later)).toEqual(['applied', 'applied'])
  expect(world.figure('B', 'W1')).toBe(52)
})

test('a count that was posted, or was so already, takes in what was received before it', async () => {
  const { world } = await openRefusingWorld()
  const [a, b] = [world.receive('A', 'W1', 5), world.receive('B', 'W1', 5)]
  const [posted, already] = [count(world, 'A', 44, 40), count(world, 'B', 40, 40)]
  await world.run()
  expect(world.states(a, posted, b, already)).toEqual(['superseded', 'applied', 'superseded', 'superseded'])
  expect([world.change(a).supersededBy, world.change(b).supersededBy]).toEqual([posted, already])
  expect([world.figure('A', 'W1'), world.figure('B', 'W1')]).toEqual([44, 40])
})

test('what was to be done before it outlives a delete, a rename and an edit that were refused', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const edit = nameAs(world, 'A', 'Better', 'Item A')
  const removal = world.queue({ uid: world.uid('item', 'A'), kind: 'delete', baseSeen: { key: 'A' } })
  answerWith(refuse('delete'))
  await world.run()
  answerWith(null)
  world.decide(removal, 'discard')
  await world.run()
  expect(world.states(edit)).toEqual(['applied'])
  expect(nameOf(world, 'A')).toBe('Better')

  const [first, second] = [rename(world, 'B', 'B2'), rename(world, 'B2', 'C')]
  await world.run()
  expect(world.states(second)).toEqual(['rejected'])
  world.decide(second, 'discard')
  await world.run()
  expect(world.states(first)).toEqual(['applied'])
  expect(nameOf(world, 'B2')).toBe('Item B')

  const [one, two] = [nameAs(world, 'D', 'One', 'Item D'), nameAs(world, 'D', 'Two', 'One')]
  answerWith(() => tooMany)
  await world.engine.run({ full: false })
  answerWith(null)
  world.store.write((writer) => undoChanges(writer, [two], world.clock.now()))
  await world.run()
  expect(world.states(one, two)).toEqual(['applied', 'discarded'])
  expect(nameOf(world, 'D')).toBe('One')
})

test('what the remote refused is overtaken by what it took later', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const [old, received] = [nameAs(world, 'A', 'Old', 'Item A'), world.receive('B', 'W1', 5)]
  answerWith(() => refusal)
  await world.run()
  answerWith(null)
  expect(world.states(old, received)).toEqual(['rejected', 'rejected'])
  const [edit, counted] = [nameAs(world, 'A', 'New', 'Old'), count(world, 'B', 45, 40)]
  await world.run()
  expect(world.states(old, edit, received, counted)).toEqual(['superseded', 'applied', 'superseded', 'applied'])
  expect(world.change(old).question).toBeNull()
  expect(world.seen('B', 'W1')?.quantity).toBe(45)
})

test('so it is when what was said later was so already', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const [leaving, named] = [rename(world, 'A', 'Z'), nameAs(world, 'B', 'Mine', 'Item B')]
  answerWith(() => refusal)
  await world.run()
  expect(world.states(leaving, named)).toEqual(['rejected', 'rejected'])
  answerWith(null)
  const [back, namedBack] = [rename(world, 'Z', 'A'), nameAs(world, 'B', 'Item B', 'Mine')]
  await world.run()
  expect(world.states(leaving, back, named, namedBack)).toEqual([
    'superseded',
    'superseded',
    'superseded',
    'superseded',
  ])
  expect([world.change(leaving).supersededBy, world.change(named).supersededBy]).toEqual([back, namedBack])
})

test('of a refused edit only what was set anew is overtaken', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const refused = world.queue({
    uid: world.uid('item', 'A'),
    kind: 'set-field',
    payload: { fields: { name: 'Old', price: 9 } },
    baseSeen: { fields: { name: 'Item A', price: 5 } },
  })
  answerWith(() => refusal)
  await world.run()
  answerWith(null)
  nameAs(world, 'A', 'New', 'Old')
  await world.run()
  expect(world.states(refused)).toEqual(['rejected'])
  world.decide(refused, 'retry')
  await world.run()
  expect(world.server.control.snapshot().items.find(({ sku }) => sku === 'A')).toMatchObject({ name: 'New', price: 9 })
})

test('so it is of an edit that is asked about something else, when the later one has come true', async () => {
  const { world } = await openRefusingWorld()
  const edit = (fields: { name?: string; price?: number }, seen: typeof fields) =>
    world.queue({ uid: world.uid('item', 'A'), kind: 'set-field', payload: { fields }, baseSeen: { fields: seen } })
  const earlier = edit({ name: 'Mine', price: 9 }, { name: 'Item A', price: 5 })
  const later = edit({ price: 13 }, { price: 9 })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs', price: 13 } })
  await world.run()
  expect(world.states(earlier, later)).toEqual(['conflict', 'superseded'])
  expect(world.change(earlier)).toMatchObject({
    payload: { fields: { name: 'Mine' } },
    question: { fields: [{ field: 'name' }] },
  })
  world.decide(earlier, 'mine')
  await world.run()
  expect(world.server.control.snapshot().items.find(({ sku }) => sku === 'A')).toMatchObject({
    name: 'Mine',
    price: 13,
  })
})

test('nor is the rest asked about what was set anew, though that was seen before its answer was known', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const refused = world.queue({
    uid: world.uid('item', 'A'),
    kind: 'set-field',
    payload: { fields: { name: 'Old', price: 9 } },
    baseSeen: { fields: { name: 'Item A', price: 5 } },
  })
  answerWith(() => refusal)
  await world.run()
  answerWith(null)
  const later = nameAs(world, 'A', 'New', 'Old')
  loseAnswer(world)
  await world.run()
  await world.run()
  expect(world.states(refused, later)).toEqual(['rejected', 'applied'])
  world.decide(refused, 'retry')
  await world.run()
  expect(world.states(refused)).toEqual(['applied'])
})

test('an own edit whose answer is lost raises no question about the one that it takes the place of', async () => {
  const { world } = await openRefusingWorld()
  const [one, two] = [nameAs(world, 'A', 'One', 'Item A'), nameAs(world, 'A', 'Two', 'One')]
  const [first, second] = [rename(world, 'B', 'B2'), rename(world, 'B2', 'B3')]
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write', times: 2 })
  await world.run()
  await world.run()
  expect(world.states(one, two, first, second)).toEqual(['superseded', 'applied', 'superseded', 'applied'])
})

test('where somebody else’s version is in dispute the earlier edit is asked as well, and not sent over it', async () => {
  const { world, answerWith } = await openRefusingWorld()
  const [one, two] = [nameAs(world, 'A', 'One', 'Item A'), nameAs(world, 'A', 'Two', 'One')]
  world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
  answerWith(() => {
    world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
    answerWith(null)
    return undefined
  })
  await world.run()
  await world.run()
  expect(world.states(one, two)).toEqual(['conflict', 'conflict'])
  expect(nameOf(world, 'A')).toBe('Theirs')
})

test('what came to nothing says so when it can’t be taken back', async () => {
  const { world } = await openRefusingWorld()
  const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
  const removal = world.queue({ uid, kind: 'delete', baseSeen: { key: 'N' } })
  await world.run()
  expect(world.states(id, removal)).toEqual(['superseded', 'superseded'])
  const undone = world.store.write((writer) => undoChanges(writer, [removal], 1))
  expect(undone).toMatchObject({ ok: false, error: { message: expect.stringContaining('nothing to send') as unknown } })
})
