import { describe, expect, it, onTestFinished } from 'vitest'
import { startRackoServer, type Fault, type RackoServer } from '../../src/main/practice/practice.ts'
import { remoteDescriptions } from '../../src/main/remotes/remote.ts'
import { openCoreWorld, type CoreWorld } from '../support/core-world.ts'

/** The whole core against Racko's practice server, under both of its mappings: nothing is doubled, nothing is lost. */

type MappingName = 'first' | 'second'

interface RackoCore {
  readonly server: RackoServer
  readonly core: CoreWorld
  readonly sku: string
  readonly warehouseID: string
  readonly initial: number
  figure(): number
  writes(): number
}

async function connected(mapping: MappingName): Promise<RackoCore> {
  const server = await startRackoServer({ seed: 'shop', switches: { mapping, requestsPerMinute: null } })
  onTestFinished(() => server.close())
  const core = await openCoreWorld({ ports: { remotes: remoteDescriptions } })
  await core.call('connections.save', {
    name: 'Racko',
    remote: 'racko',
    baseUrl: server.baseUrl,
    credentials: server.credentials,
    options: { settleSeconds: 0, settings: { mapping: server.mapping(), requestsPerMinute: '1000' } },
  })
  await core.call('sync.run', {})
  const warehouseID = 'w-LEJ2'
  const [item] = server.control.snapshot().items.filter(({ stock }) => (stock[warehouseID] ?? 0) > 10)
  const sku = item?.sku ?? ''
  const figure = (): number =>
    server.control.snapshot().items.find((one) => one.sku === sku)?.stock[warehouseID] ?? Number.NaN
  return {
    server,
    core,
    sku,
    warehouseID,
    initial: figure(),
    figure,
    writes: () => server.control.requests().filter(({ method }) => method !== 'GET').length,
  }
}

async function settle({ core }: RackoCore): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    const answer = await core.core.call('sync.run', {})
    if (!answer.ok && answer.error.kind !== 'offline' && answer.error.kind !== 'remote')
      throw new Error(answer.error.message)
  }
}

const questionsOf = async ({ core }: RackoCore) => (await core.call('queue.list', { state: 'questions' })).rows

const openOf = async ({ core }: RackoCore): Promise<readonly string[]> =>
  (await core.call('queue.list', {})).rows
    .filter(({ state }) => state !== 'applied' && state !== 'superseded')
    .map(({ kind, state }) => `${kind}: ${state}`)

const lost: readonly Fault[] = [
  { kind: 'response-lost', how: 'reset' },
  { kind: 'request-lost', how: 'reset' },
  { kind: 'server-error', status: 500, applied: true },
  { kind: 'server-error', status: 500, applied: false },
  { kind: 'server-error', status: 504, applied: true },
  { kind: 'server-error', status: 504, applied: false },
  { kind: 'truncated-json' },
  { kind: 'html-page' },
]

const wasApplied = (fault: Fault): boolean =>
  fault.kind === 'response-lost' || fault.kind === 'truncated-json' || (fault.kind === 'server-error' && fault.applied)

describe.each(['first', 'second'] as const)('Racko by its %s mapping', { timeout: 60_000 }, (mapping) => {
  it('is copied with barcodes and stock by location', async () => {
    const { core, sku, warehouseID, initial } = await connected(mapping)
    expect(await core.call('app.status', {})).toMatchObject({ mirror: { items: 300, warehouses: 3 } })
    const item = await core.call('items.get', { sku })
    expect(item.stock).toContainEqual(expect.objectContaining({ warehouseID, quantity: initial }))
    expect(item.remoteCodes).toHaveLength(1)
    const found = await core.call('barcodes.resolve', { code: item.remoteCodes[0] ?? '' })
    expect(found).toMatchObject({ outcome: 'known', sku })
  })

  it('books receipts and issues, each once', async () => {
    const world = await connected(mapping)
    const { core, sku, warehouseID, initial } = world
    await core.call('stock.receive', { sku, warehouseID, quantity: 7 })
    await core.call('stock.issue', { sku, warehouseID, quantity: 2.5 })
    await settle(world)
    expect(await openOf(world)).toEqual([])
    expect(world.figure()).toBe(initial + 4.5)
  })

  it.each(lost)('$kind $status $applied on an adjustment: applied once, or asked', async (fault) => {
    const world = await connected(mapping)
    const { core, sku, warehouseID, initial } = world
    world.server.control.schedule(fault, { on: 'write' })
    await core.call('stock.receive', { sku, warehouseID, quantity: 5 })
    await settle(world)
    for (const { changeID } of await questionsOf(world))
      await core.call('queue.decide', { changeID, decision: wasApplied(fault) ? 'applied' : 'resend' })
    await settle(world)
    expect(await openOf(world)).toEqual([])
    expect(world.figure()).toBe(initial + 5)
    expect(world.writes()).toBe(wasApplied(fault) ? 1 : 2)
  })

  it('a late movement of somebody else is not overwritten by a lost answer', async () => {
    const world = await connected(mapping)
    const { core, server, sku, warehouseID, initial } = world
    server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    await core.call('stock.receive', { sku, warehouseID, quantity: 5 })
    await core.core.call('sync.run', {})
    server.control.others((account, at) =>
      account.adjust({ sku }, warehouseID, (figure) => ({ ok: true, value: figure - 3 }), {
        at,
        notes: '',
        step: () => true,
      }),
    )
    await settle(world)
    for (const { changeID } of await questionsOf(world))
      await core.call('queue.decide', { changeID, decision: 'resend' })
    await settle(world)
    expect(await openOf(world)).toEqual([])
    expect(world.figure()).toBe(initial + 2)
  })

  it('items are made, changed and deleted, each once through a lost answer', async () => {
    const world = await connected(mapping)
    const { core, server } = world
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await core.call('items.create', { sku: 'NEW-1', name: 'New' })
    await settle(world)
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await core.call('items.update', { sku: 'NEW-1', changes: { name: 'Newer', price: 4 } })
    await settle(world)
    expect(server.control.snapshot().items.filter(({ sku }) => sku === 'NEW-1')).toMatchObject([
      { name: 'Newer', price: 4 },
    ])
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await core.call('items.delete', { sku: 'NEW-1' })
    await settle(world)
    expect(await openOf(world)).toEqual([])
    expect(server.control.snapshot().items.some(({ sku }) => sku === 'NEW-1')).toBe(false)
    expect(world.writes()).toBe(3)
  })
})

describe('Racko’s listing of adjustments', { timeout: 60_000 }, () => {
  it('proves by our token that a movement happened, among however many others', async () => {
    const world = await connected('first')
    const { core, server, sku, warehouseID, initial } = world
    const others = (count: number): void => {
      for (let time = 0; time < count; time += 1)
        server.control.others((account, at) =>
          account.adjust({ sku }, warehouseID, (figure) => ({ ok: true, value: figure + 1 }), {
            at,
            notes: 'by hand',
            step: () => true,
          }),
        )
    }
    others(150)
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await core.call('stock.receive', { sku, warehouseID, quantity: 5 })
    await settle(world)
    expect(await questionsOf(world)).toEqual([])
    expect(await openOf(world)).toEqual([])
    expect(world.figure()).toBe(initial + 155)
    const [change] = (await core.call('queue.list', {})).rows
    const [sending] = (await core.call('queue.story', { changeID: change?.changeID ?? 0 })).sendings
    expect(sending?.verdict).toMatchObject({ verdict: 'applied', because: 'token' })
  })

  it('proves nothing by a token that is not there', async () => {
    const world = await connected('first')
    const { core, server, sku, warehouseID, initial } = world
    server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    await core.call('stock.receive', { sku, warehouseID, quantity: 5 })
    await settle(world)
    const asked = await questionsOf(world)
    expect(world.figure()).toBe(asked.length > 0 ? initial : initial + 5)
    for (const { changeID } of asked) await core.call('queue.decide', { changeID, decision: 'resend' })
    await settle(world)
    expect(world.figure()).toBe(initial + 5)
  })
})

describe('Racko’s mapping', { timeout: 60_000 }, () => {
  it('decides what the connection can do', async () => {
    const { core, server } = await connected('first')
    const abilities = async () =>
      (await core.call('connections.list', {})).rows[0]?.capabilities
        .filter(({ supported }) => supported)
        .map(({ name }) => name)
    expect(await abilities()).toEqual([
      'readItems',
      'writeItems',
      'moveStock',
      'relativeStock',
      'rename',
      'codes',
      'prices',
    ])
    const save = (mapping: string) =>
      core.core.call('connections.save', {
        connectionID: '1',
        name: 'Racko',
        remote: 'racko',
        baseUrl: server.baseUrl,
        options: { settings: { mapping } },
      })
    const reading = server.mapping().replaceAll('"confirmed": true', '"confirmed": false')
    expect((await save(reading)).ok).toBe(true)
    expect(await abilities()).toEqual(['readItems', 'relativeStock', 'codes', 'prices'])
    expect(await core.core.call('stock.receive', { sku: 'x', warehouseID: 'w-LEJ2', quantity: 1 })).toMatchObject({
      ok: false,
      error: { kind: 'unsupported' },
    })
    const refused = await save(server.mapping().replace('"sku": "sku"', '"sku": 7'))
    expect(refused).toMatchObject({
      ok: false,
      error: {
        kind: 'invalid',
        message: expect.stringContaining('line 11, column 14 (items.fields.sku): must be a text or a list') as string,
      },
    })
    expect(await abilities()).toEqual(['readItems', 'relativeStock', 'codes', 'prices'])
  })

  it('is tried without a write, before and after it is saved', async () => {
    const { core, server } = await connected('first')
    server.control.clearRequests()
    const saved = await core.call('connections.try', { connectionID: '1' })
    expect(saved.parts.map(({ part, ok, found }) => [part, ok, found])).toEqual([
      ['items', true, 25],
      ['locations', true, 3],
      ['adjustments', true, 0],
    ])
    const typed = await core.call('connections.try', {
      connectionID: '1',
      settings: {
        mapping: server.mapping().replace('"path": "items",\n    "rows"', '"path": "products",\n    "rows"'),
      },
    })
    expect(typed.parts[0]).toMatchObject({ part: 'items', ok: false, found: 0 })
    const wrong = await core.core.call('connections.try', { connectionID: '1', settings: { mapping: '{' } })
    expect(wrong).toMatchObject({ ok: false, error: { kind: 'invalid' } })
    expect(server.control.requests().every(({ method }) => method === 'GET')).toBe(true)
  })
})
