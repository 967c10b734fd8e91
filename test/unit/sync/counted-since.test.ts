import { expect, test } from 'vitest'
import { markRestored } from '../../../src/main/core/store/boot.ts'
import { decisionAbout } from '../../../src/main/core/store/decisions.ts'
import { declareSole, soleWarehouses } from '../../../src/main/core/sync/sole.ts'
import { takeBack } from '../../../src/main/core/sync/take-back.ts'
import { openHookedWorld, takeBackLast } from '../../support/hooked-world.ts'
import { count, loseAnswer } from '../../support/refusing-world.ts'

/** What a later count said anew is over, whoever opens it again: sent once more it would stand on top of the count (rule 11). */

test('that a receipt happened is not taken back once a count was posted over it', async () => {
  const { world } = await openHookedWorld()
  const lost = world.receive('A', 'W1', 5)
  loseAnswer(world)
  await world.run()
  await world.run()
  world.decide(lost, 'applied')
  const counted = count(world, 'A', 50, 45)
  await world.run()
  expect(world.states(lost, counted)).toEqual(['applied', 'applied'])
  expect(takeBackLast(world)).toMatchObject({ ok: false, error: { kind: 'notAllowed' } })
  expect([world.states(lost), world.seen('A', 'W1')?.quantity]).toEqual([['applied'], 50])
})

test('but the answer about that count is, with all that it let go of', async () => {
  const { world } = await openHookedWorld()
  const received = world.receive('A', 'W1', 5)
  const counted = count(world, 'A', 30, 40)
  loseAnswer(world)
  await world.run()
  await world.run()
  expect(world.states(received, counted)).toEqual(['ready', 'quarantined'])
  world.decide(counted, 'applied')
  expect(world.states(received, counted)).toEqual(['superseded', 'applied'])
  expect(takeBackLast(world).ok).toBe(true)
  expect(world.states(received, counted)).toEqual(['ready', 'quarantined'])
})

test('a word that was wrong does not open it again', async () => {
  const { world } = await openHookedWorld()
  world.store.write((writer) => {
    declareSole(writer, world.connection, 'W1', true)
  })
  const lost = world.receive('A', 'W1', 5)
  loseAnswer(world)
  await world.run()
  await world.run()
  const counted = count(world, 'A', 50, 45)
  await world.run()
  world.server.control.actAsOther({ kind: 'receive', sku: 'B', warehouseID: 'W1', quantity: 2 })
  await world.run()
  expect(soleWarehouses(world.store.reader, world.connection, {})).toEqual(new Set())
  expect(world.states(lost, counted)).toEqual(['applied', 'applied'])
})

test('nor is it sent again where a restored database asks about both', async () => {
  const { world } = await openHookedWorld()
  const [received, counted] = [world.receive('A', 'W1', 5), count(world, 'A', 30, 40)]
  world.server.control.actAsOther({ kind: 'sell', sku: 'A', warehouseID: 'W1', quantity: 10 })
  world.store.write((writer) => {
    markRestored(writer, 'backup')
  })
  await world.restart()
  await world.run()
  expect([received, counted].map((id) => world.change(id).question?.reason)).toEqual(['restored', 'restored'])
  world.decide(counted, 'applied')
  world.decide(received, 'resend')
  await world.run()
  expect([world.states(received), world.figure('A', 'W1')]).toEqual([['superseded'], 30])
  expect(takeBackLast(world)).toMatchObject({ ok: false })
  const [about, again] = [counted, received].map((id) => decisionAbout(world.store.reader, id))
  const taken = world.store.write((writer) =>
    [about, again].map((decision) => decision && takeBack(writer, decision, world.clock.now()).ok),
  )
  expect([taken, world.states(received, counted)]).toEqual([
    [true, true],
    ['quarantined', 'quarantined'],
  ])
})
