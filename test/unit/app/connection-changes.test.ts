import { expect, test } from 'vitest'
import { connectionJobs, connectionQueries } from '../../../src/main/core/app/connections.ts'
import { stocktakeCommands, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { addAnnouncement } from '../../../src/main/core/store/announcements.ts'
import { getConnection, updateConnection } from '../../../src/main/core/store/connections.ts'
import { openRemote, remoteDescriptions } from '../../../src/main/remotes/remote.ts'
import type { RemoteName } from '../../../src/shared/contract/connections.ts'
import { addMirror, openAppWorld, queueChange, uidOf, type AppWorld } from '../../support/app-world.ts'

async function open(remote: RemoteName) {
  const world = await openAppWorld({
    handlers: {
      queries: { ...connectionQueries, ...stocktakeQueries },
      jobs: connectionJobs,
      commands: stocktakeCommands,
    },
    ports: { remotes: remoteDescriptions, openRemote: openRemote({ environment: {} }) },
  })
  const connection = addMirror(world, ['W1'], { AAA: { stock: { W1: 1 } } })
  const saved = { name: 'Shop', remote, baseUrl: 'https://shop.example/v1' } as const
  world.store.write((writer) => {
    const found = getConnection(writer, connection)
    if (found) updateConnection(writer, connection, { ...found, ...saved })
  })
  return { world, connection, saved: { ...saved, connectionID: String(connection) } }
}

const owing = (world: AppWorld, connection: number) =>
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 3, at: 'W1' })

test('one half of a login is changed alone', async () => {
  const { world, saved } = await open('racko')
  const secret = Buffer.from('a-secret').toString('base64')
  world.secrets.set(saved.connectionID, { apiKey: 'a-key', secret })
  await world.call('connections.save', { ...saved, credentials: { apiKey: 'another-key' } })
  expect(world.secrets.get(saved.connectionID)).toEqual({ apiKey: 'another-key', secret })
  const refused = await world.fail('connections.save', { ...saved, credentials: { secret: '***' } })
  expect(refused.message).toMatch(/^The secret is not base64/)
  expect(world.secrets.get(saved.connectionID)).toEqual({ apiKey: 'another-key', secret })
})

test('what waits for one address goes to no other', async () => {
  const { world, connection, saved } = await open('hako-v1')
  owing(world, connection)
  for (const baseUrl of ['https://other.example/v1', 'https://shop.example/v2']) {
    const refused = await world.fail('connections.save', { ...saved, baseUrl })
    expect(refused).toMatchObject({
      kind: 'notAllowed',
      message: expect.stringMatching(/^Changes are waiting/) as string,
    })
  }
  for (const baseUrl of ['https://shop.example/v1/', 'http://shop.example:8080/v1'])
    await world.call('connections.save', { ...saved, baseUrl })
})

test('without anything open an address may change', async () => {
  const { world, saved } = await open('hako-v1')
  await world.call('connections.save', { ...saved, baseUrl: 'https://other.example/v1' })
  expect((await world.call('connections.list', {})).rows).toMatchObject([{ baseUrl: 'https://other.example/v1' }])
})

test('open counts keep the stock figure that they were compared with', async () => {
  const { world, saved } = await open('hive')
  const choose = (stockFigure: string) => ({ ...saved, options: { settings: { stockFigure } } })
  await world.call('connections.save', choose('stocked'))
  await world.call('stocktakes.open', { warehouseID: 'W1', name: 'Spring' })
  await world.call('connections.save', choose('stocked'))
  await world.call('connections.save', { ...saved, name: 'Renamed' })
  expect(await world.fail('connections.save', choose('total'))).toMatchObject({
    kind: 'notAllowed',
    details: { open: 0, stocktakes: ['Spring'] },
  })
})

test('so do open changes', async () => {
  const { world, connection, saved } = await open('hive')
  owing(world, connection)
  const refused = await world.fail('connections.save', { ...saved, options: { settings: { stockFigure: 'stocked' } } })
  expect(refused).toMatchObject({ kind: 'notAllowed', details: { open: 1 } })
})

test('a delivery that is not announced yet counts as well', async () => {
  const { world, connection, saved } = await open('hive')
  const item = uidOf(world.store.reader, connection, 'item', 'AAA')
  const warehouse = uidOf(world.store.reader, connection, 'warehouse', 'W1')
  world.store.write((writer) => {
    addAnnouncement(writer, {
      ...{ id: 'a1', connection, warehouse, madeAt: 1, person: null, token: 'HK-1' },
      details: { arrivesOn: '2030-02-01', option: 'courier', trackingCode: null, orderNumber: null, supplier: null },
      lines: [{ item, sku: 'AAA', name: null, quantity: 24 }],
    })
  })
  const refused = await world.fail('connections.save', { ...saved, baseUrl: 'https://other.example/v1' })
  expect(refused).toMatchObject({ kind: 'notAllowed', details: { open: 1 } })
})

test('a count keeps the name of the figure that it was compared with', async () => {
  const { world, saved } = await open('hive')
  const choose = (stockFigure: string) => ({ ...saved, options: { settings: { stockFigure } } })
  await world.call('connections.save', choose('stocked'))
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1' })
  await world.call('stocktakes.cancel', { stocktakeID })
  await world.call('connections.save', choose('total'))
  expect(await world.call('stocktakes.variance', { stocktakeID })).toMatchObject({ figure: 'stocked' })
  const later = await world.call('stocktakes.open', { warehouseID: 'W1' })
  expect(await world.call('stocktakes.variance', later)).toMatchObject({ figure: 'total' })
})
