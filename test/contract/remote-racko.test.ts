import { afterEach, describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/core/ports.ts'
import { startRackoServer } from '../../src/main/practice/practice.ts'
import type { RackoSwitches } from '../../src/main/practice/practice.ts'
import { openRemote, remoteDescriptions } from '../../src/main/remotes/remote.ts'
import { keys, rackoFirst, rackoSecond, startRackoWorld, type RackoWorld } from './remote-racko-world.ts'
import { describeRemote } from './remote-suite.ts'
import { acknowledged, failureOf, list, never, noWait, send } from './remote-world.ts'

describeRemote(rackoFirst)
describeRemote(rackoSecond)

const adjust: Batch = { endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }] }

describe('racko where its overview is silent', () => {
  const worlds: RackoWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })
  const start = async (switches: Partial<RackoSwitches> = {}, items?: number): Promise<RackoWorld> => {
    const world = await startRackoWorld(items === undefined ? {} : { items }, switches)
    worlds.push(world)
    return world
  }

  it.each([
    ['first', 'empty', 200],
    ['first', 'empty', 30],
    ['first', 'notFound', 30],
    ['second', 'empty', 200],
    ['second', 'empty', 30],
    ['second', 'notFound', 30],
  ] as const)('pages of the %s mapping may be shorter than asked for, and end with %s, at most %d', async (...how) => {
    const [mapping, beyondEnd, largestPage] = how
    const world = await start({ mapping, beyondEnd, largestPage }, 120)
    const read = await list(world.remote, 'item')
    expect(read.result).toMatchObject({ ok: true, value: { rows: 120 } })
    expect(read.result.ok && read.result.value.whole).not.toBe(false)
    expect(new Set(read.records.map(({ key }) => key)).size).toBe(120)
    expect(read.records.every(({ stock }) => stock?.size === 2)).toBe(true)
  })

  it.each(['first', 'second'] as const)('barcodes are read by the %s mapping', async (mapping) => {
    const server = await startRackoServer({ keys, seed: 'shop', switches: { mapping } })
    const remote = openRemote({ environment: {} })({
      remote: 'racko',
      baseUrl: server.baseUrl,
      credentials: server.credentials,
      settings: { mapping: server.mapping() },
    })
    if (!remote.ok) throw new Error(remote.error)
    const read = await list(remote.value, 'item')
    await Promise.all([remote.value.close(), server.close()])
    expect(read.records.filter(({ codes = [] }) => /^\d{13}$/.test(codes[0] ?? ''))).toHaveLength(300)
  })

  it('items of a type without stock are left out', async () => {
    const world = await start()
    expect((await list(world.remote, 'item')).records.map(({ key }) => key)).toEqual(['a', 'b'])
    const silent = world.open({ mapping: world.mapping().replace('"type": "type",', '') })
    expect((await list(silent, 'item')).records.map(({ key }) => key)).toEqual(['a', 'b', 'SHIPPING'])
  })

  it('a bearer token stands in place of key and secret', async () => {
    const world = await start()
    const remote = world.open({}, { token: keys.token })
    expect((await list(remote, 'item')).result.ok).toBe(true)
    expect(failureOf((await list(world.open({}, { token: 'another' }), 'item')).result)).toMatchObject({
      kind: 'unauthorized',
      text: 'Racko says that the token is not valid or has expired: enter a new one: Token is invalid or expired',
    })
  })

  it.each(['adjustment', 'transfer', 'create', 'update', 'delete'] as const)(
    'nothing is written by the part %s before somebody has confirmed it',
    async (part) => {
      const world = await start()
      const unconfirmed = world
        .mapping()
        .replace(`"${part}": {\n    "confirmed": true`, `"${part}": {\n    "confirmed": false`)
      const mapping = unconfirmed.replace(`"${part}": { "confirmed": true`, `"${part}": { "confirmed": false`)
      expect(mapping).not.toBe(world.mapping())
      const remote = world.open({ mapping })
      const failure = failureOf(await send(remote, batches[part]))
      expect(failure).toMatchObject({ kind: 'refused', status: 0 })
      expect(failure.text).toBe(`The part "${part}" of the mapping is not confirmed, so nothing is written by it`)
      expect(world.arrivals().filter(({ write }) => write)).toEqual([])
    },
  )

  it('nor before what it rests on is confirmed', async () => {
    const world = await start()
    const mapping = world.mapping().replace('"stock": {\n    "confirmed": true', '"stock": {\n    "confirmed": false')
    const remote = world.open({ mapping })
    expect(remote.capabilities).toMatchObject({ moveStock: false, writeItems: true })
    expect(failureOf(await send(remote, adjust))).toMatchObject({
      kind: 'refused',
      text: 'The part "stock" of the mapping is not confirmed, so nothing is written by the part "adjustment"',
    })
    expect(world.arrivals()).toEqual([])
  })

  it('as it is shipped, nothing is confirmed and nothing can be written', () => {
    const racko = remoteDescriptions.find(({ remote }) => remote === 'racko')
    expect(racko?.settings.every(({ confirmed }) => !confirmed)).toBe(true)
    expect(racko?.settings.find(({ name }) => name === 'mapping')?.default).not.toContain('"confirmed": true')
    expect(racko?.capabilities).toMatchObject({ readItems: true, moveStock: false, writeItems: false, setStock: false })
  })

  it('what the mapping has no place for is told and not dropped', async () => {
    const world = await start({ mapping: 'second' })
    for (const [batch, text] of [
      [{ endpoint: 'update', kind: 'item', rows: [{ key: 'a', newKey: 'a2', fields: {} }] }, '{newSku}'],
      [{ endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { expires: 1 } }] }, 'no date of expiry'],
      [{ endpoint: 'transfer', rows: [{ sku: 'a', from: 'w-SF', to: 'w-NY', quantity: 1 }] }, '"transfer" is missing'],
      [{ endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }] }, '{delta}'],
    ] satisfies [Batch, string][]) {
      const failure = failureOf(await send(world.remote, batch))
      expect(failure).toMatchObject({ kind: 'refused', text: expect.stringContaining(text) as string })
    }
    expect(world.arrivals().filter(({ write }) => write)).toEqual([])
  })

  it('one record goes in a request; of several none is sent', async () => {
    const { remote, arrivals } = await start()
    const rows = [{ key: 'a' }, { key: 'b' }]
    expect(failureOf(await send(remote, { endpoint: 'delete', kind: 'item', rows }))).toMatchObject({
      kind: 'tooLarge',
    })
    const figures = ['w-SF', 'w-NY'].map((warehouseID) => ({ sku: 'a', warehouseID, quantity: 1 }))
    expect(failureOf(await send(remote, { endpoint: 'setStock', rows: figures }))).toMatchObject({ kind: 'refused' })
    expect(arrivals()).toEqual([])
  })

  it('our token goes with an adjustment, and the remote’s own id and day', async () => {
    const world = await start()
    const [a] = (await list(world.remote, 'item', { key: 'a' })).records
    await acknowledged(world.remote, {
      endpoint: 'increment',
      rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 2, serverID: a?.serverID ?? '' }],
      token: '01TOKEN',
    })
    expect(world.control.requests().at(-1)?.body).toEqual({
      date: '2030-01-15',
      locationId: 'w-SF',
      reason: 'Stocktake',
      notes: 'Hakomori 01TOKEN',
      lines: [{ itemId: a?.serverID, quantityChange: 2 }],
    })
  })

  it('a 504 and a lost connection of a write are uncertain', async () => {
    const world = await start()
    world.fault({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    expect(failureOf(await send(world.remote, adjust))).toMatchObject({ kind: 'uncertain', complete: false })
    world.fault({ kind: 'server-error', status: 504, applied: true }, { on: 'write' })
    expect(failureOf(await send(world.remote, adjust))).toMatchObject({ kind: 'uncertain', complete: false })
    expect(world.truth().items['a']?.stock).toEqual({ 'w-SF': 12 })
  })

  it('a look before a write that fails has written nothing', async () => {
    const world = await start()
    world.fault({ kind: 'response-lost', how: 'reset' }, { on: 'read' })
    expect(failureOf(await send(world.remote, adjust))).toMatchObject({ kind: 'notSent' })
    expect(world.arrivals().filter(({ write }) => write)).toEqual([])
  })

  it.each(['first', 'second'] as const)('trying the %s mapping shows what was understood', async (mapping) => {
    const world = await start({ mapping })
    const tried = await world.remote.tryOut?.(never, noWait)
    if (tried?.ok !== true) throw new Error(JSON.stringify(tried))
    expect(tried.value.map(({ part, ok, found }) => [part, ok, found])).toEqual(
      mapping === 'first'
        ? [
            ['items', true, 3],
            ['locations', true, 2],
            ['adjustments', true, 0],
          ]
        : [
            ['items', true, 3],
            ['locations', true, 2],
            ['stock', true, 1],
          ],
    )
    expect(tried.value[0]?.rows[0]).toContainEqual({ name: 'sku', value: 'a' })
    expect(world.arrivals().every(({ write }) => !write)).toBe(true)
  })

  it('trying tells which fields are missing, which list is not there, and what the remote says', async () => {
    const world = await start()
    const wrong = world
      .mapping()
      .replace('"salesPrice",', '"price",')
      .replace('"path": "locations",\n    "rows": "data"', '"path": "locations",\n    "rows": "list"')
      .replace('"path": "adjustments",\n    "rows"', '"path": "elsewhere",\n    "rows"')
    const tried = await world.open({ mapping: wrong }).tryOut?.(never, noWait)
    expect(
      tried?.ok === true ? tried.value.map(({ ok, problem, missing }) => ({ ok, problem, missing })) : tried,
    ).toEqual([
      { ok: true, problem: null, missing: ['price'] },
      { ok: false, problem: 'The answer of locations has no list at "list"', missing: [] },
      {
        ok: false,
        problem: 'Racko does not have this: The requested entity could not be found',
        missing: [],
      },
    ])
  })

  it('a mapping or a setting that does not fit is refused with its place', () => {
    const open = (settings: Readonly<Record<string, string>>) =>
      openRemote({ environment: {} })({
        remote: 'racko',
        baseUrl: 'https://api.racko.co/v2',
        credentials: {},
        settings,
      })
    expect(open({ mapping: '{\n  "version": 1,\n}' })).toEqual({
      ok: false,
      error: 'The mapping, line 3, column 1: this is no JSON: here was expected "name"',
    })
    expect(open({ pageSize: '5' })).toEqual({
      ok: false,
      error: 'The page size must be a whole number from 10 to 1000',
    })
    expect(open({ requestsPerMinute: 'many' }).ok).toBe(false)
    expect(open({}).ok).toBe(true)
  })
})

const batches: Readonly<Record<'adjustment' | 'transfer' | 'create' | 'update' | 'delete', Batch>> = {
  adjustment: adjust,
  transfer: { endpoint: 'transfer', rows: [{ sku: 'a', from: 'w-SF', to: 'w-NY', quantity: 1 }] },
  create: { endpoint: 'create', kind: 'item', rows: [{ key: 'new', fields: {} }] },
  update: { endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { name: 'New' } }] },
  delete: { endpoint: 'delete', kind: 'item', rows: [{ key: 'a' }] },
}
