import { expect, it } from 'vitest'
import { openCoreWorld, type CoreWorld } from '../../support/core-world.ts'
import { startPracticeServer, type PracticeServer } from '../../../src/main/practice/practice.ts'
import { onTestFinished } from 'vitest'

async function openWithMissing(count: number): Promise<{ world: CoreWorld; server: PracticeServer; gone: string[] }> {
  const server = await startPracticeServer({ seed: { items: 60 }, switches: { requestsPerMinute: null } })
  onTestFinished(() => server.close())
  const world = await openCoreWorld()
  await world.call('connections.save', {
    name: 'Shop',
    remote: 'hako-v1',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0, autoSync: false },
  })
  await world.call('sync.run', {})
  const gone = server.control
    .snapshot()
    .items.slice(0, count)
    .map((item) => item.sku)
  for (const sku of gone) server.control.actAsOther({ kind: 'delete', sku })
  await world.call('sync.run', { full: true })
  return { world, server, gone }
}

const items = async (world: CoreWorld): Promise<number> => (await world.call('app.status', {})).mirror.items

it('asks one clear question about many missing records, and says which', async () => {
  const { world, gone } = await openWithMissing(25)
  expect(await world.call('app.status', {})).toMatchObject({ held: 25, mirror: { items: 60 } })
  const missing = await world.call('sync.missing', { limit: 10 })
  expect(missing).toMatchObject({
    consented: false,
    total: 25,
    kinds: [{ kind: 'item', rows: 25, known: 60, listed: 35, cause: 'cleanUp', dirty: 0 }],
  })
  expect(missing.rows.map(({ key }) => key)).toEqual(gone.toSorted().slice(0, 10))
})

it('removes exactly those that a person agreed to, and nothing on a stale answer', async () => {
  const { world } = await openWithMissing(25)
  expect(await world.fail('sync.removeMissing', { holdID: 'another' })).toMatchObject({ kind: 'notAllowed' })
  const { holdID } = await world.call('sync.missing', {})
  expect(await world.call('sync.removeMissing', { holdID: holdID ?? '' })).toEqual({ removed: 25, carriedOut: true })
  expect(await items(world)).toBe(35)
  expect(await world.call('sync.missing', {})).toMatchObject({ holdID: null, total: 0, kinds: [] })
})

it('keeps a consent while the remote is away, and takes it back until it is carried out', async () => {
  const { world, server } = await openWithMissing(25)
  const { holdID } = await world.call('sync.missing', {})
  await server.control.networkOff()
  expect(await world.call('sync.removeMissing', { holdID: holdID ?? '' })).toEqual({ removed: 0, carriedOut: false })
  expect(await world.call('sync.missing', {})).toMatchObject({ consented: true, total: 25 })
  await server.control.networkOn()
  expect(await world.call('sync.keepMissing', {})).toEqual({ held: 25 })
  expect(await world.call('sync.missing', {})).toMatchObject({ consented: false, total: 25 })
  expect(await items(world)).toBe(60)
})

it('ends by itself when they are in the list again', async () => {
  const { world, server, gone } = await openWithMissing(25)
  for (const sku of gone) server.control.actAsOther({ kind: 'create', sku })
  expect(await world.call('sync.keepMissing', {})).toEqual({ held: 0 })
  expect(await items(world)).toBe(60)
})

it('tells what was learnt about an account, and what was not yet', async () => {
  const { world } = await openWithMissing(0)
  const { rows } = await world.call('connections.list', {})
  const { connectionID = '' } = rows[0] ?? {}
  const { learnt } = await world.call('connections.get', { connectionID })
  const verdicts = Object.fromEntries(learnt.map(({ name, verdict }) => [name, verdict]))
  expect(verdicts).toMatchObject({ stampStep: 'yes', stockMovesStamp: 'unknown', wholeLists: 'unknown' })
  expect(learnt.find(({ name }) => name === 'fullBatches')?.value).toBe(100)
  expect(await world.fail('connections.get', { connectionID: '77' })).toMatchObject({ kind: 'notFound' })
})
