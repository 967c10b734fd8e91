import { expect, onTestFinished, test } from 'vitest'
import { startHakoV0Server, type HakoV0Server, type HakoV0Switches } from '../../src/main/practice/practice.ts'
import { remoteDescriptions } from '../../src/main/remotes/remote.ts'
import { startBothVersions } from '../support/both-versions.ts'
import { openCoreWorld, startShop, type CoreWorld } from '../support/core-world.ts'

/** The daily job over Hako v0, which knows figures only: the real core, over real HTTP. */
interface World extends CoreWorld {
  readonly server: HakoV0Server
  readonly cell: { readonly sku: string; readonly warehouseID: string }
  /** A warehouse in which the item has no figure. */
  readonly empty: string
  figure(warehouseID?: string, sku?: string): number | undefined
  writes(): readonly { readonly method: string; readonly path: string; readonly body: unknown }[]
}

async function open(switches: Partial<HakoV0Switches> = {}): Promise<World> {
  const server = await startHakoV0Server({ seed: 'shop', switches: { requestsPerMinute: null, ...switches } })
  onTestFinished(() => server.close())
  const world = await openCoreWorld({ ports: { remotes: remoteDescriptions } })
  await world.call('connections.save', {
    name: 'Old shop',
    remote: 'hako-v0',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    options: { settleSeconds: 0 },
  })
  await world.call('sync.run', {})
  const { items, warehouses } = server.control.snapshot()
  const item = items.find(
    ({ stock }) => Object.keys(stock).length < warehouses.length && Object.values(stock)[0] === 24,
  )
  const full = item ?? items.find(({ stock }) => Object.keys(stock).length === 2)
  const [warehouseID = ''] = Object.keys(full?.stock ?? {})
  const empty = warehouses.find((row) => full?.stock[row.warehouseID] === undefined)?.warehouseID ?? ''
  const cell = { sku: full?.sku ?? '', warehouseID }
  server.control.clearRequests()
  return {
    ...world,
    server,
    cell,
    empty,
    figure: (place = warehouseID, sku = cell.sku) =>
      server.control.snapshot().items.find((row) => row.sku === sku)?.stock[place],
    writes: () => server.control.requests().filter(({ method }) => method !== 'GET'),
  }
}

test('a movement goes as the figure it leads to, and what others did until then stays', async () => {
  const { call, server, cell, figure, writes } = await open()
  const before = figure() ?? 0
  await call('stock.receive', { ...cell, quantity: 5 })
  server.control.actAsOther({ kind: 'sell', ...cell, quantity: 2 })
  expect(await call('queue.plan', {})).toMatchObject({ overwrites: true, calls: [{ endpoint: 'PUT /inventory' }] })
  expect(await call('sync.run', {})).toMatchObject({ sent: 1, questions: 0, waiting: 0 })
  expect(figure()).toBe(before + 3)
  expect(writes().map(({ body }) => body)).toEqual([[{ ...cell, updates: { quantity: before + 3 } }]])
})

test('a first figure is made, and added to the one that somebody else made first', async () => {
  const { call, server, cell, empty, figure, writes } = await open()
  await call('stock.receive', { sku: cell.sku, warehouseID: empty, quantity: 4 })
  server.control.schedule({ kind: 'delayed-arrival', delayMs: 400 }, { method: 'POST', path: 'inventory' })
  const sent = call('sync.run', {})
  await expect.poll(() => server.control.pendingFaults().length, { interval: 5 }).toBe(0)
  server.control.actAsOther({ kind: 'set', sku: cell.sku, warehouseID: empty, quantity: 10 })
  expect(await sent).toMatchObject({ sent: 1, questions: 0, waiting: 0 })
  expect(figure(empty)).toBe(14)
  expect(writes().map(({ method }) => method)).toEqual(['POST', 'PUT'])
})

test('a transfer to a place without a figure makes room first, and moves both figures in one request', async () => {
  const { call, cell, empty, figure, writes } = await open()
  const before = figure() ?? 0
  await call('stock.transfer', { sku: cell.sku, from: cell.warehouseID, to: empty, quantity: 2 })
  expect(await call('sync.run', {})).toMatchObject({ sent: 1, questions: 0, waiting: 0 })
  expect([figure(), figure(empty)]).toEqual([before - 2, 2])
  expect(writes().map(({ method, body }) => [method, body])).toEqual([
    ['POST', [{ sku: cell.sku, warehouseID: empty, quantity: 0 }]],
    [
      'PUT',
      [
        { ...cell, updates: { quantity: before - 2 } },
        { sku: cell.sku, warehouseID: empty, updates: { quantity: 2 } },
      ],
    ],
  ])
})

test('half a transfer is asked about, and the missing half can be sent', async () => {
  const { call, server, cell, empty, figure } = await open({ batch: 'prefix' })
  server.control.actAsOther({ kind: 'set', sku: cell.sku, warehouseID: empty, quantity: 0 })
  const before = figure() ?? 0
  await call('stock.transfer', { sku: cell.sku, from: cell.warehouseID, to: empty, quantity: 2 })
  server.control.schedule({ kind: 'interrupted', afterWrites: 1 })
  expect(await call('sync.run', {})).toMatchObject({ questions: 1 })
  expect([figure(), figure(empty)]).toEqual([before - 2, 0])
  const [row] = (await call('queue.list', { state: 'questions' })).rows
  expect(row?.question).toMatchObject({ reason: 'halfApplied' })
  await call('queue.decide', { changeID: row?.changeID ?? 0, decision: 'compensate' })
  await call('sync.run', {})
  expect([figure(), figure(empty)]).toEqual([before - 2, 2])
})

test('a lost answer is settled by figure and stamp, and nothing is written twice', async () => {
  const { call, server, cell, figure, writes } = await open()
  const before = figure() ?? 0
  for (const quantity of [1, 1]) {
    await call('stock.receive', { ...cell, quantity })
    await call('sync.run', {})
  }
  await call('stock.receive', { ...cell, quantity: 3 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  expect(await call('sync.run', {})).toMatchObject({ questions: 0, waiting: 0 })
  expect(figure()).toBe(before + 5)
  expect(writes()).toHaveLength(3)
})

test('a new item gets its first stock right after it', async () => {
  const { call, cell, figure, writes } = await open()
  const inventory = [{ warehouseID: cell.warehouseID, quantity: 7 }]
  await call('items.create', { sku: 'NEW-1', name: 'New', inventory })
  expect(await call('sync.run', {})).toMatchObject({ sent: 2, questions: 0, waiting: 0 })
  expect(figure(cell.warehouseID, 'NEW-1')).toBe(7)
  expect(writes().map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v0/items', 'POST /v0/inventory'])
})

test('who writes right after this PC is told of in the log', async () => {
  const { call, server, cell } = await open()
  await call('stock.receive', { ...cell, quantity: 5 })
  await call('sync.run', {})
  server.control.actAsOther({ kind: 'set', ...cell, quantity: 1 })
  await call('sync.run', {})
  const { rows } = await call('sync.log', { limit: 5 })
  expect(rows.find(({ event }) => event === 'contention')?.text).toContain(`right after this PC`)
})

test('a test says when version 1 answers at the same host with the same key', async () => {
  const { call, server } = await open()
  const alone = { remote: 'hako-v0', baseUrl: server.baseUrl, credentials: { apiKey: server.apiKey } } as const
  const only = await call('connections.test', alone)
  expect([only.result, only.better]).toEqual(['ok', undefined])
  const { address: host, close } = await startBothVersions(server.baseUrl, (await startShop()).baseUrl)
  onTestFinished(close)
  const both = await call('connections.test', { ...alone, baseUrl: `${host}/v0/` })
  expect(both).toMatchObject({ result: 'ok', better: { remote: 'hako-v1', baseUrl: `${host}/v1/` } })
})
