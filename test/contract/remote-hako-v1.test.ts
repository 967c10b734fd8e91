import { afterEach, describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/core/ports.ts'
import type { HakoSwitches } from '../../src/main/practice/practice.ts'
import { hakoV1, startHakoWorld, type HakoWorld } from './remote-hako-v1-world.ts'
import { describeRemote } from './remote-suite.ts'
import { acknowledged, failureOf, list, send } from './remote-world.ts'

describeRemote(hakoV1)

describe('hako-v1 where its documents are unsure', () => {
  const worlds: HakoWorld[] = []
  afterEach(async () => {
    for (const world of worlds.splice(0)) await world.close()
  })
  const start = async (switches: Partial<HakoSwitches>): Promise<HakoWorld> => {
    const world = await startHakoWorld({}, switches)
    worlds.push(world)
    return world
  }
  const increment: Batch = { endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }] }
  const transfer: Batch = { endpoint: 'transfer', rows: [{ sku: 'a', from: 'w-SF', to: 'w-NY', quantity: 4 }] }

  it.each([
    ['seconds', 1000, 1000],
    ['milliseconds', 1000, 1000],
    ['milliseconds', 1, 1],
    ['iso', 1000, 1000],
    ['iso', 1, 1],
    ['seconds', 10, 1],
  ] as const)('time stamps in %s with a tick of %d ms mean the same moments', async (timestamps, tickMs, tick) => {
    const world = await start({ timestamps, tickMs })
    world.advance(1_251)
    await acknowledged(world.remote, increment)
    const stamp = Math.floor(world.now() / tickMs) * tickMs
    const changed = await list(world.remote, 'item', { updatedFrom: stamp })
    expect(changed.records.map(({ key, updatedAt }) => [key, updatedAt])).toEqual([['a', stamp]])
    expect(changed.result).toMatchObject({ ok: true, value: { newest: stamp, tick: tickMs === 10 ? 1 : tick } })
  })

  it('rows without time stamps are read, but do not answer a question about time', async () => {
    const { remote } = await start({ timestamps: 'absent' })
    expect((await list(remote, 'item')).result).toMatchObject({
      ok: true,
      value: { rows: 2, newest: null, tick: null },
    })
    const failure = failureOf((await list(remote, 'item', { updatedFrom: 0 })).result)
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'filterIgnored' })
  })

  it.each(['array', 'dictionary'] as const)('Inventories may be a %s', async (inventories) => {
    const { remote } = await start({ inventories })
    await acknowledged(remote, transfer)
    const [item] = (await list(remote, 'item', { key: 'a' })).records
    expect(item?.stock).toEqual(
      new Map([
        ['w-SF', 6],
        ['w-NY', 4],
      ]),
    )
    expect((await list(remote, 'warehouse')).records.every((record) => record.stock === undefined)).toBe(true)
  })

  it('Inventories that are not there are not said, and not zero', async () => {
    const silent = await start({ inventoriesShown: 'in-reads-only' })
    expect((await acknowledged(silent.remote, increment)).records[0]?.stock).toBeUndefined()
    const unless = await start({ inventoriesShown: 'unless-empty' })
    const stocks = (await list(unless.remote, 'item')).records.map(({ key, stock }) => [key, stock?.get('w-SF')])
    expect(stocks).toEqual([
      ['a', 10],
      ['b', undefined],
    ])
  })

  it.each(['omitted', 'null'] as const)('an empty field may be %s', async (emptyFields) => {
    const { remote } = await start({ emptyFields })
    const [item] = (await list(remote, 'item', { key: 'a' })).records
    expect(item?.expires).toBe(emptyFields === 'null' ? null : undefined)
  })

  it('ids may be absent', async () => {
    const { remote } = await start({ ids: 'absent' })
    expect((await list(remote, 'item')).records.map(({ serverID }) => serverID)).toEqual([undefined, undefined])
  })

  it.each(['rows', 'items'] as const)('a transfer may be answered with %s', async (transferAnswer) => {
    const { remote } = await start({ transferAnswer })
    const { cells, records } = await acknowledged(remote, transfer)
    if (transferAnswer === 'rows') {
      expect(cells).toEqual([
        { sku: 'a', warehouseID: 'w-SF', quantity: 6 },
        { sku: 'a', warehouseID: 'w-NY', quantity: 4 },
      ])
    } else
      expect(records.map(({ stock }) => stock)).toEqual([
        new Map([
          ['w-SF', 6],
          ['w-NY', 4],
        ]),
      ])
  })

  it('a stock below zero may be refused or answered', async () => {
    const decrement: Batch = { endpoint: 'decrement', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 11 }] }
    const strict = await start({ belowZero: 'refused', refusalStatus: 'specific' })
    expect(failureOf(await send(strict.remote, decrement))).toMatchObject({ kind: 'refused', status: 422 })
    const loose = await start({ belowZero: 'negative' })
    expect((await acknowledged(loose.remote, decrement)).records[0]?.stock).toEqual(new Map([['w-SF', -1]]))
  })

  it.each(['nested', 'flat', 'text'] as const)('errors may be %s', async (errorShape) => {
    const { remote } = await start({ errorShape })
    const taken: Batch = { endpoint: 'create', kind: 'item', rows: [{ key: 'a', fields: {} }] }
    const failure = failureOf(await send(remote, taken))
    expect(failure).toMatchObject({ kind: 'refused', status: 400, text: '[0]: Item a already exists' })
  })

  it('an array may be too large', async () => {
    const { remote } = await start({ largestArray: 1 })
    const rows = [{ key: 'a' }, { key: 'b' }]
    expect(failureOf(await send(remote, { endpoint: 'delete', kind: 'item', rows }))).toMatchObject({
      kind: 'tooLarge',
    })
  })

  it.each(['atomic', 'prefix', 'independent'] as const)(
    'an array may be %s; a refusal says nothing of it',
    async (batch) => {
      const { remote } = await start({ batch })
      const rows = [
        { sku: 'a', warehouseID: 'w-SF', quantity: 1 },
        { sku: 'nobody', warehouseID: 'w-SF', quantity: 1 },
      ]
      expect(failureOf(await send(remote, { endpoint: 'increment', rows }))).toMatchObject({ kind: 'refused' })
    },
  )

  it('a partial success may be answered with the rows that succeeded', async () => {
    const { remote } = await start({ batch: 'independent', partialAnswer: 'rows' })
    const rows = [
      { sku: 'nobody', warehouseID: 'w-SF', quantity: 1 },
      { sku: 'a', warehouseID: 'w-SF', quantity: 1 },
    ]
    const answer = await acknowledged(remote, { endpoint: 'increment', rows })
    expect(answer.records.map(({ key }) => key)).toEqual(['a'])
  })

  it('the Date of answers may be missing', async () => {
    const { remote } = await start({ dateHeader: false })
    expect(await acknowledged(remote, increment)).toMatchObject({ serverDate: null })
    expect((await list(remote, 'item')).result).toMatchObject({ ok: true, value: { serverDate: null } })
  })

  it('a hidden row limit is not to be seen by the remote', async () => {
    const { remote } = await start({ rowLimit: 1 })
    expect((await list(remote, 'item')).result).toMatchObject({ ok: true, value: { rows: 1 } })
  })

  it.each(['none', 'seconds', 'decimal', 'date'] as const)(
    'the limit a minute may say when to come back by %s',
    async (retryAfter) => {
      const { remote } = await start({ requestsPerMinute: 1, retryAfter })
      expect((await list(remote, 'warehouse')).result.ok).toBe(true)
      const failure = failureOf(await send(remote, increment))
      const wait = failure.kind === 'rateLimited' ? failure.retryAfter : undefined
      if (retryAfter === 'none') expect(wait).toBeNull()
      else expect(wait).toBeGreaterThan(50_000)
    },
  )

  it('a filter whose body a proxy stripped is noticed, on every kind of filter', async () => {
    const { remote, control, now } = await start({})
    const filters = [{ key: 'b' }, { updatedFrom: now() }, { createdFrom: now() }, { createdBefore: 1000 }]
    for (const filter of filters) {
      control.schedule({ kind: 'body-stripped' })
      const { result, records } = await list(remote, 'item', filter)
      expect(failureOf(result)).toMatchObject({ kind: 'uncertain', cause: 'filterIgnored' })
      expect(records).toEqual([])
      expect((await list(remote, 'item', filter)).result.ok).toBe(true)
    }
  })

  it('filters in the form of the answers are noticed, too, since seconds are what the documents say', async () => {
    const { remote, now } = await start({ timestamps: 'milliseconds', filterTimestamps: 'as-answered' })
    const failure = failureOf((await list(remote, 'item', { updatedFrom: now() })).result)
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'filterIgnored' })
  })

  it('a death in the middle of an array is a server error', async () => {
    const { remote, control } = await start({ batch: 'prefix' })
    control.schedule({ kind: 'interrupted', afterWrites: 1 })
    const rows = [
      { sku: 'a', warehouseID: 'w-SF', quantity: 1 },
      { sku: 'b', warehouseID: 'w-SF', quantity: 1 },
    ]
    const failure = failureOf(await send(remote, { endpoint: 'increment', rows }))
    expect(failure).toMatchObject({ kind: 'uncertain', cause: 'serverError', status: 500, complete: false })
  })
})
