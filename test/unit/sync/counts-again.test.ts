import { expect, test } from 'vitest'
import { decisionAbout } from '../../../src/main/core/store/decisions.ts'
import { declareSole } from '../../../src/main/core/sync/sole.ts'
import { takeBack } from '../../../src/main/core/sync/take-back.ts'
import { edit, openHookedWorld, takeBackLast } from '../../support/hooked-world.ts'
import { count } from '../../support/refusing-world.ts'
import type { SyncWorld } from '../../support/sync-world.ts'

/** A count that was over and stands again is of its moment like any that waited (rule 14). */

const sell = (world: SyncWorld, quantity: number) => {
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity })
}

const held = (world: SyncWorld, id: number) => {
  const { quantity, baseSeen, payload } = world.change(id)
  return { is: quantity, over: baseSeen.quantity, carried: payload.carried ?? 0 }
}

/** A count of 30 over 40 that others have made a question, and given up. */
async function givenUp(before: (world: SyncWorld) => void = () => undefined) {
  const { world } = await openHookedWorld()
  before(world)
  const counted = count(world, 'A', 30, 40)
  sell(world, 5)
  await world.run()
  expect(world.states(counted)).toEqual(['conflict'])
  world.decide(counted, 'theirs')
  await world.clock.sleep(5_000)
  return { world, counted }
}

test('what was received while it was given up is in it when the answer is taken back', async () => {
  const { world, counted } = await givenUp()
  world.receive('A', 'W1', 7)
  await world.run()
  expect(takeBackLast(world).ok).toBe(true)
  expect(world.change(counted).question?.fields).toEqual([{ field: 'quantity', base: 47, mine: 37, theirs: 42 }])
  world.decide(counted, 'mine')
  await world.run()
  expect([world.states(counted), world.figure('A', 'W1')]).toEqual([['applied'], 37])
})

test('an own movement that hides what others moved does not answer it', async () => {
  const { world, counted } = await givenUp()
  world.receive('A', 'W1', 5)
  await world.run()
  expect(world.figure('A', 'W1')).toBe(40)
  takeBackLast(world)
  await world.run()
  expect([world.states(counted), world.figure('A', 'W1')]).toEqual([['conflict'], 40])
})

test('nor does one from before it that went once it was given up', async () => {
  const { world, counted } = await givenUp((own) => own.receive('A', 'W1', 5))
  await world.run()
  expect(world.figure('A', 'W1')).toBe(40)
  takeBackLast(world)
  expect(held(world, counted)).toEqual({ is: 30, over: 45, carried: 0 })
  await world.run()
  expect([world.states(counted), world.figure('A', 'W1')]).toEqual([['conflict'], 40])
})

test('what passed it between the answer and its being taken back is in it once', async () => {
  const { world } = await openHookedWorld()
  const name = edit(world, 'A', { name: 'Mine' }, { name: 'Item A' })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { name: 'Theirs' } })
  await world.run()
  const counted = count(world, 'A', 30, 40)
  world.decide(name, 'theirs')
  sell(world, 5)
  await world.run()
  expect(world.states(counted, name)).toEqual(['conflict', 'discarded'])
  // The name is asked again, and figures wait for that.
  takeBackLast(world)
  world.decide(counted, 'mine')
  world.receive('A', 'W1', 7)
  await world.clock.sleep(5_000)
  await world.run()
  expect(held(world, counted)).toEqual({ is: 37, over: 42, carried: 7 })
  takeBackLast(world)
  expect(held(world, counted)).toEqual({ is: 37, over: 47, carried: 7 })
})

test('of half a transfer it holds the side that happened, and the other one once', async () => {
  const { world, counted } = await givenUp()
  const decision = decisionAbout(world.store.reader, counted)
  const cells = { warehouse: world.uid('warehouse', 'W2'), toWarehouse: world.uid('warehouse', 'W1') }
  const moved = world.queue({ uid: world.uid('item', 'A'), kind: 'transfer', quantity: 3, ...cells })
  world.server.control.setSwitches({ transferLegs: 'separate' })
  world.server.control.schedule({ kind: 'interrupted', afterWrites: 1 }, { on: 'write' })
  await world.run()
  await world.run()
  expect(world.change(moved).question?.reason).toBe('halfApplied')
  world.decide(moved, 'compensate')
  await world.run()
  expect([world.figure('A', 'W2'), world.figure('A', 'W1')]).toEqual([37, 38])
  world.store.write((writer) => decision && takeBack(writer, decision, world.clock.now()))
  expect(held(world, counted)).toEqual({ is: 33, over: 43, carried: 3 })
})

test('a count that a wrong word had taken for done holds what was moved since', async () => {
  const { world } = await openHookedWorld()
  world.store.write((writer) => {
    declareSole(writer, world.connection, 'W1', true)
  })
  const counted = count(world, 'A', 30, 40)
  world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await world.run()
  await world.run()
  expect(world.states(counted)).toEqual(['applied'])
  world.receive('A', 'W1', 7)
  await world.run()
  world.server.control.actAsOther({ kind: 'receive', sku: 'B', warehouseID: 'W1', quantity: 2 })
  await world.run()
  expect(world.change(counted)).toMatchObject({ state: 'quarantined', question: { reason: 'inferred' } })
  expect(held(world, counted)).toEqual({ is: 37, over: 47, carried: 7 })
})

test('movements before and after it that came to nothing meanwhile are told apart', async () => {
  const { world, counted } = await givenUp((own) => own.receive('A', 'W1', 5))
  world.receive('A', 'W1', -5)
  await world.run()
  expect(world.figure('A', 'W1')).toBe(35)
  takeBackLast(world)
  expect(held(world, counted)).toEqual({ is: 25, over: 40, carried: -5 })
  await world.run()
  expect(held(world, counted)).toEqual({ is: 25, over: 40, carried: -5 })
})
