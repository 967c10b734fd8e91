import { expect, test } from 'vitest'
import { moveChange } from '../../../src/main/core/store/changes.ts'
import { openHookedWorld, serverItem } from '../../support/hooked-world.ts'
import { rename } from '../../support/refusing-world.ts'

/** A create of which only the journal knows that it was sent, and whose record is there by now (rule 9). */
async function forgotten() {
  const { world } = await openHookedWorld()
  const { uid, id } = world.create('N', { fields: { name: 'Mine' } })
  const edited = world.queue({
    ...{ uid, kind: 'set-field' },
    ...{ payload: { fields: { price: 10 } }, baseSeen: { fields: { price: null } } },
  })
  const warehouse = world.uid('warehouse', 'W1')
  const received = world.queue({ uid, kind: 'stock-delta', warehouse, quantity: 5 })
  world.store.write((writer) => {
    const at = world.clock.now()
    moveChange(writer, id, 'inflight', 'engine', { at, requestID: 'torn' })
    moveChange(writer, id, 'unknown', 'engine', { at })
  })
  world.server.control.actAsOther({ kind: 'create', sku: 'N', fields: { name: 'Mine' } })
  world.server.control.actAsOther({ kind: 'edit', sku: 'N', changes: { price: 47 } })
  await world.run(true)
  await world.run(true)
  expect(world.change(id)).toMatchObject({ state: 'quarantined', question: { reason: 'restored' } })
  return { world, id, edited, received }
}

test.each(['applied', 'discard'] as const)(
  'is no leave to go over what others did to it, and no loss of what was received (%s)',
  async (answer) => {
    const { world, id, edited, received } = await forgotten()
    world.decide(id, answer)
    await world.run()
    expect(world.states(edited, received)).toEqual(['conflict', 'applied'])
    expect(world.change(edited).question?.fields).toMatchObject([{ field: 'price', mine: 10, theirs: 47 }])
    expect(serverItem(world, 'N')).toMatchObject({ price: 47, stock: { W1: 5 } })
  },
)

test('a rename is not sent again over a key that others gave the record since', async () => {
  const { world } = await openHookedWorld()
  const id = rename(world, 'A', 'A2')
  world.store.write((writer) => {
    const at = world.clock.now()
    moveChange(writer, id, 'inflight', 'engine', { at, requestID: 'torn' })
    moveChange(writer, id, 'unknown', 'engine', { at })
  })
  world.server.control.actAsOther({ kind: 'rename', sku: 'A', to: 'Z' })
  await world.run(true)
  await world.run(true)
  expect(world.states(id)).toEqual(['quarantined'])
  world.decide(id, 'resend')
  await world.run()
  expect(world.change(id).question?.fields).toEqual([{ field: 'key', base: 'A', mine: 'A2', theirs: 'Z' }])
  expect(serverItem(world, 'Z')?.sku).toBe('Z')
})
