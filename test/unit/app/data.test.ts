import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openLog } from '../../../src/main/shells/host/log.ts'
import { connectionTo, openCoreWorld, startShop } from '../../support/core-world.ts'
import { filesBelow, leafPage, spoilPage } from '../../support/damage.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Invariant I20: the key is in the secret store and nowhere else, whatever happens to the data. */
it('leaves the key in no database, journal, backup, folder of damaged files, log or file for support', async () => {
  const server = await startShop()
  const directory = temporaryFolder()
  const { log, close } = openLog({ directory, level: 'debug' })
  const first = await openCoreWorld({ directory, ports: { log } })
  await first.call('connections.save', { ...connectionTo(server), requestID: 'r1' })
  await first.call('sync.run', {})
  const sku = (await first.call('items.list', {})).rows[0]?.sku ?? ''
  await first.call('items.update', { sku, changes: { name: 'New' } })
  await first.call('sync.run', {})
  const backup = await first.call('data.backup', {})
  const texts = [(await first.call('data.diagnostics', {})).text, (await first.call('data.export', {})).text]
  await first.core.close()
  spoilPage(join(directory, 'hakomori.db'), leafPage(join(directory, 'hakomori.db'), 'records', 0))
  const second = await openCoreWorld({ directory, ports: { log }, secrets: first.secrets })
  expect((await second.call('data.status', {})).recovery?.what).toBe('damaged')
  await second.call('data.restore', { name: backup.name })
  await second.call('sync.run', {})
  await second.core.close()
  close()
  const files = filesBelow(directory)
  expect([...files.keys()].some((name) => name.startsWith('aside'))).toBe(true)
  expect([...files].filter(([, bytes]) => bytes.includes(server.apiKey)).map(([name]) => name)).toEqual([])
  expect(texts.filter((text) => text.includes(server.apiKey))).toEqual([])
})

it('reads the mirror again by itself after a damaged page, and goes on with what waited', async () => {
  const server = await startShop()
  const first = await openCoreWorld()
  await first.call('connections.save', connectionTo(server))
  await first.call('sync.run', {})
  const before = (await first.call('items.list', { limit: 1000 })).rows
  const sku = before[0]?.sku ?? ''
  await first.call('items.update', { sku, changes: { name: 'Renamed here' } })
  await first.core.close()
  const path = join(first.directory, 'hakomori.db')
  spoilPage(path, leafPage(path, 'stock', 0))
  const second = await openCoreWorld({ directory: first.directory, secrets: first.secrets })
  expect(await second.call('sync.run', {})).toMatchObject({ sent: 1 })
  const after = (await second.call('items.list', { limit: 1000 })).rows
  expect(after.map((row) => row.quantity)).toEqual(before.map((row) => row.quantity))
  expect(server.control.snapshot().items.find((item) => item.sku === sku)?.name).toBe('Renamed here')
  await second.call('data.acknowledge', {})
  expect((await second.call('data.status', {})).recovery).toBeNull()
})

it('asks about the movements of a restored backup at once, and takes one answer for all', async () => {
  const server = await startShop()
  const world = await openCoreWorld()
  await world.call('connections.save', connectionTo(server))
  await world.call('sync.run', {})
  const [one, two] = (await world.call('items.list', { limit: 2 })).rows.map((row) => row.sku)
  const warehouseID = (await world.call('warehouses.list', {})).rows[0]?.warehouseID ?? ''
  for (const sku of [one, two]) await world.call('stock.receive', { sku: sku ?? '', warehouseID, quantity: 5 })
  const { name } = await world.call('data.backup', {})
  await world.call('sync.run', {})
  expect(await world.call('data.restore', { name })).toMatchObject({ asked: 2 })
  const { rows } = await world.call('queue.list', { state: 'questions' })
  expect(rows.map((row) => row.question?.reason)).toEqual(['restored', 'restored'])
  const sentWith = rows[0]?.sentWith ?? ''
  expect((await world.call('queue.decide', { sentWith, decision: 'applied' })).decided).toHaveLength(2)
  const writes = server.control.requests().filter((request) => request.method !== 'GET').length
  await world.call('sync.run', {})
  expect(server.control.requests().filter((request) => request.method !== 'GET')).toHaveLength(writes)
})

it('adds a connection once, though it is killed between the effect and the answer', async () => {
  const server = await startShop()
  const first = await openCoreWorld()
  const input = { ...connectionTo(server), requestID: 'once' }
  const saved = await first.call('connections.save', input)
  await first.core.close()
  const second = await openCoreWorld({ directory: first.directory, secrets: first.secrets })
  expect(await second.call('connections.save', input)).toEqual(saved)
  expect((await second.call('connections.list', {})).rows).toHaveLength(1)
})

it('shows nobody a connection whose credentials were never kept, and adds it anew', async () => {
  const server = await startShop()
  const { promise: never, resolve: end } = Promise.withResolvers<{ ok: false; error: string }>()
  const secrets = { read: () => never, write: () => never, remove: () => Promise.resolve() }
  const first = await openCoreWorld({ ports: { secrets } })
  onTestFinished(() => {
    end({ ok: false, error: 'too late' })
  })
  const input = { ...connectionTo(server), requestID: 'once' }
  void first.core.call('connections.save', input)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect((await first.call('connections.list', {})).rows).toEqual([])
  const copy = temporaryFolder()
  for (const name of ['hakomori.db', 'hakomori.db-wal', 'send.journal'])
    writeFileSync(join(copy, name), readFileSync(join(first.directory, name)))
  const second = await openCoreWorld({ directory: copy })
  await second.call('connections.save', input)
  expect((await second.call('connections.list', {})).rows).toHaveLength(1)
}, 30_000)

it('finds damage by looking, stops sending, and repairs it while open', async () => {
  const server = await startShop()
  const world = await openCoreWorld()
  await world.call('connections.save', connectionTo(server))
  await world.call('sync.run', {})
  expect(await world.call('data.check', {})).toEqual({ ok: true, problems: [] })
  const path = join(world.directory, 'hakomori.db')
  await world.core.close()
  const again = await openCoreWorld({ directory: world.directory, secrets: world.secrets })
  spoilPage(path, leafPage(path, 'observations', 0))
  spoilPage(path, leafPage(path, 'log', 0))
  const found = await again.call('data.check', {})
  expect(found.ok).toBe(false)
  expect((await again.call('data.status', {})).damage).not.toBeNull()
  expect(await again.call('data.repair', {})).toMatchObject({ what: 'damaged' })
  expect((await again.call('data.status', {})).damage).toBeNull()
  expect(await again.call('data.check', {})).toEqual({ ok: true, problems: [] })
  await again.call('sync.run', {})
})
