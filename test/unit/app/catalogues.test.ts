import { expect, it, onTestFinished } from 'vitest'
import { startHakroServer } from '../../../src/main/practice/practice.ts'
import { openRemote } from '../../../src/main/remotes/remote.ts'
import { ok } from '../../../src/shared/domain/result.ts'
import { connectionTo, openCoreWorld, startShop, type CoreWorldSettings } from '../../support/core-world.ts'

/** A shop in use and a supplier's catalogue of `items` beside it. */
async function open(items: number, settings: CoreWorldSettings = {}) {
  const shop = await startShop()
  const supplier = await startHakroServer({ seed: { items } })
  onTestFinished(() => supplier.close())
  const world = await openCoreWorld(settings)
  await world.call('connections.save', connectionTo(shop))
  await world.call('sync.run', {})
  const { baseUrl, issuer, clientId, clientSecret } = supplier
  const catalogue = {
    name: 'Supplier',
    remote: 'hakro',
    baseUrl,
    credentials: { clientId, clientSecret },
    options: { catalogue: true, settings: { issuer } },
  } as const
  const { connectionID } = await world.call('connections.save', catalogue)
  const gtin = (index: number): string => supplier.control.items()[index]?.gtin ?? ''
  return { ...world, shop, supplier, catalogue, connectionID, gtin }
}

it('a catalogue answers a scan that nobody knows, and its item is taken over with its barcode and the kept scans', async () => {
  const { call, connectionID, gtin, shop, supplier } = await open(3)
  const before = shop.control.requests().length
  expect(await call('catalogues.read', { connectionID })).toEqual({ changed: 4 })
  expect((await call('catalogues.list', {})).rows).toMatchObject([
    { connectionID, name: 'Supplier', items: 3, reading: null, problem: null },
  ])
  const { rows: warehouses } = await call('warehouses.list', {})
  expect(warehouses.map(({ warehouseID }) => warehouseID)).not.toContain('HAKRO')
  expect((await call('items.list', { search: '0000000002' })).rows).toEqual([])

  expect(await call('catalogues.search', { search: 'shirt 0000000002', limit: 5 })).toEqual({
    rows: [{ connectionID, catalogue: 'Supplier', sku: '0000000002', name: 'Shirt 2, M, white' }],
    total: 1,
  })

  const { stocktakeID } = await call('stocktakes.open', { warehouseID: warehouses[0]?.warehouseID ?? '' })
  const offered = { connectionID, catalogue: 'Supplier', sku: '0000000002', name: 'Shirt 2, M, white' }
  for (const scanID of ['s1', 's2'])
    expect(await call('stocktakes.scan', { stocktakeID, code: gtin(1), scanID })).toMatchObject({
      ...{ outcome: 'unknown', catalogue: offered },
    })
  expect((await call('barcodes.unknown', { stocktakeID })).rows).toMatchObject([{ code: gtin(1), catalogue: offered }])

  const taken = await call('catalogues.take', { connectionID, sku: offered.sku, code: gtin(1) })
  expect(taken).toMatchObject({ sku: offered.sku, created: true, counted: 2, changeIDs: [expect.any(Number)] })
  expect(await call('stocktakes.scan', { stocktakeID, code: gtin(1), scanID: 's3' })).toMatchObject({
    ...{ outcome: 'known', sku: offered.sku, counted: 3 },
  })
  expect(await call('catalogues.take', { connectionID, sku: offered.sku, code: gtin(1) })).toMatchObject({
    ...{ created: false, changeIDs: [], counted: 0 },
  })
  await call('sync.run', {})
  expect(shop.control.snapshot().items.find(({ sku }) => sku === offered.sku)).toMatchObject({ name: offered.name })
  expect(shop.control.requests().length).toBeGreaterThan(before)
  expect(supplier.control.requests().every(({ path }) => !/Order/i.test(path))).toBe(true)
})

it('takes an item over without the code that a bundle has here', async () => {
  const { call, connectionID, gtin } = await open(3)
  await call('catalogues.read', { connectionID })
  const [part] = (await call('items.list', { limit: 1 })).rows
  await call('bundles.create', { sku: 'SET', item_skus: [{ sku: part?.sku ?? '', quantity: 1 }] })
  await call('barcodes.assign', { code: gtin(1), sku: 'SET', record: 'bundle' })
  await call('catalogues.take', { connectionID, sku: '0000000002', code: gtin(1) })
  expect(await call('bundles.get', { sku: 'SET' })).toMatchObject({ codes: [{ code: gtin(1), quantity: 1 }] })
  expect((await call('items.get', { sku: '0000000002' })).codes).toEqual([])
})

it('a catalogue in use is none, and neither is another connection', async () => {
  const { call, fail, connectionID, shop } = await open(3)
  await call('connections.use', { connectionID })
  expect((await call('catalogues.list', {})).rows).toEqual([])
  expect(await fail('catalogues.read', { connectionID })).toMatchObject({ kind: 'notFound' })
  const other = await call('connections.save', { ...connectionTo(shop), name: 'Second shop' })
  expect(await fail('catalogues.take', { ...other, sku: 'x' })).toMatchObject({ kind: 'notFound' })
})

it('says that the service in use takes no new items, and takes nothing over', async () => {
  const { call, fail, connectionID, catalogue, gtin } = await open(3)
  await call('catalogues.read', { connectionID })
  const second = await call('connections.save', {
    ...catalogue,
    name: 'Own account',
    options: { ...catalogue.options, catalogue: false },
  })
  await call('connections.use', second)
  const error = await fail('catalogues.take', { connectionID, sku: '0000000001', code: gtin(0) })
  expect(error).toMatchObject({ kind: 'unsupported', details: { capability: 'writeItems' } })
  expect((await call('items.list', {})).total).toBe(0)
})

it('is given up when its connection is used, changed or removed, and tells what went wrong', async () => {
  const { call, fail, connectionID, catalogue, supplier } = await open(600)
  await call('catalogues.read', { connectionID })
  supplier.control.schedule({ kind: 'delayed-answer', delayMs: 60_000 }, { on: 'any', path: 'Filter', times: 9 })
  const reading = fail('catalogues.read', { connectionID })
  await expect.poll(async () => (await call('catalogues.list', {})).rows[0]?.reading).not.toBeNull()
  await call('connections.save', { ...catalogue, connectionID, name: 'Renamed' })
  expect(await reading).toMatchObject({ details: { reason: 'stopped' } })
  expect((await call('catalogues.list', {})).rows).toMatchObject([{ name: 'Renamed', reading: null, problem: null }])

  supplier.control.clearFaults()
  supplier.control.setSwitches({ outage: true })
  expect(await fail('catalogues.read', { connectionID })).toMatchObject({ kind: 'remote' })
  expect((await call('catalogues.list', {})).rows).toMatchObject([
    { items: 600, problem: 'The remote is out of service for the moment. It is tried again later.' },
  ])
  await call('connections.remove', { connectionID })
  expect((await call('catalogues.list', {})).rows).toEqual([])
})

it('is tried by a real question, and a wrong secret is told from a supplier out of service', async () => {
  const { call, catalogue, connectionID, supplier } = await open(3)
  const { remote, baseUrl, credentials, options } = catalogue
  const test = (clientSecret: string) =>
    call('connections.test', {
      ...{ remote, baseUrl, settings: options.settings },
      credentials: { ...credentials, clientSecret },
    })
  expect(await call('connections.test', { connectionID })).toMatchObject({ reached: true, result: 'ok' })
  expect(await test(credentials.clientSecret)).toMatchObject({ reached: true, result: 'ok' })
  expect(await test('not the secret')).toMatchObject({ reached: true, result: 'wrongKey' })
  supplier.control.setSwitches({ outage: true })
  expect(await test(credentials.clientSecret)).toMatchObject({ reached: true, result: 'serverError' })
})

it('is read once a day by itself', async () => {
  const time = { wall: Date.UTC(2030, 0, 1), steady: 0 }
  const sleepers: { readonly until: number; readonly wake: () => void }[] = []
  const clock = {
    now: () => time.wall,
    monotonic: () => time.steady,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((wake) => {
        sleepers.push({ until: time.steady + ms, wake })
        if (signal?.aborted === true) wake()
        signal?.addEventListener('abort', () => wake(), { once: true })
      }),
  }
  const pass = async (ms: number): Promise<void> => {
    time.steady += ms
    time.wall += ms
    for (const { until, wake } of sleepers.filter((each) => each.until <= time.steady)) {
      if (until <= time.steady) wake()
    }
    await Promise.resolve()
  }
  let reads = 0
  const { call } = await open(3, {
    automatic: true,
    ports: {
      clock,
      openRemote: (settings) => {
        const opened = openRemote({ environment: {} })(settings)
        if (!opened.ok || settings.remote !== 'hakro') return opened
        const read: typeof opened.value.read = (kind, ...rest) => {
          if (kind === 'item') reads += 1
          return opened.value.read(kind, ...rest)
        }
        return ok({ ...opened.value, read })
      },
    },
  })
  const items = async () => (await call('catalogues.list', {})).rows[0]?.items
  await pass(61_000)
  await expect.poll(items).toBe(3)
  await expect.poll(async () => (await call('catalogues.list', {})).rows[0]?.reading).toBeNull()
  for (let hour = 0; hour < 20; hour += 1) await pass(3_600_000)
  expect(reads).toBe(1)
  await expect
    .poll(async () => {
      await pass(3_600_000)
      return reads
    })
    .toBe(2)
})
