import { expect, test } from 'vitest'
import { readLog } from '../../../src/main/core/store/log.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

async function bothChange(priceConflicts: 'ask' | 'mine' | 'theirs', fields: { price: number; name?: string }) {
  const world = await openSyncWorld({ options: { priceConflicts } })
  await world.run()
  const id = world.queue({ uid: world.uid('item', 'A'), kind: 'set-field', payload: { fields } })
  world.server.control.actAsOther({ kind: 'edit', sku: 'A', changes: { price: 9 } })
  await world.run()
  const item = world.server.control.snapshot().items.find(({ sku }) => sku === 'A')
  const events = readLog(world.store.reader, world.connection, 50).map(({ event }) => event)
  return { state: world.change(id).state, price: item?.price, name: item?.name, events }
}

test('a price changed on both sides is asked, unless the connection says who wins', async () => {
  expect(await bothChange('ask', { price: 7 })).toMatchObject({ state: 'conflict', price: 9 })
})

test('mine wins: it is sent, and the log says so', async () => {
  const { events, ...rest } = await bothChange('mine', { price: 7 })
  expect(rest).toMatchObject({ state: 'applied', price: 7 })
  expect(events).toContain('priceMine')
})

test('theirs wins: mine is let go, and what else the edit says is sent', async () => {
  const { events, ...rest } = await bothChange('theirs', { price: 7 })
  expect(rest).toMatchObject({ state: 'superseded', price: 9 })
  expect(events).toContain('priceTheirs')
  expect(await bothChange('theirs', { price: 7, name: 'New' })).toMatchObject({
    state: 'applied',
    price: 9,
    name: 'New',
  })
})
