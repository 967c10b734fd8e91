import { describe, expect, it, onTestFinished } from 'vitest'
import { startHivePractice } from '../../src/main/practice/practice.ts'
import { openCoreWorld } from '../support/core-world.ts'
import { connected, lost, openChanges, settle } from '../support/hive-core.ts'

/** The whole core against Hive's practice server: nothing is doubled, nothing is cleared, nothing is made up. */

describe('Hive', { timeout: 60_000 }, () => {
  it('is copied with its barcodes and the chosen figure, warehouses by their numbers', async () => {
    const { core } = await connected()
    const item = await core.call('items.get', { sku: 'MUG' })
    expect(item).toMatchObject({ name: 'The MUG', price: null, remoteCodes: ['400000000003'] })
    expect(item.stock).toMatchObject([{ warehouseID: '7', quantity: 10 }])
    expect((await core.call('warehouses.list', {})).rows.map(({ warehouseID }) => warehouseID)).toEqual(['7'])
  })

  it('keeps names of warehouses on this PC, also when everything is read again', async () => {
    const { core, writes } = await connected()
    const named = async () => (await core.call('warehouses.list', {})).rows.map(({ name }) => name)
    expect(await named()).toEqual([null])
    const changes = { name: 'Hive Porto' }
    expect(await core.call('warehouses.update', { warehouseID: '7', changes })).toEqual({ changeIDs: [] })
    await core.call('sync.run', { full: true })
    expect(await named()).toEqual(['Hive Porto'])
    await core.call('warehouses.update', { warehouseID: '7', changes: { name: null } })
    expect([await named(), writes()]).toEqual([[null], []])
  })

  it.each([
    ['stocked', 8],
    ['total', 10],
    ['stockedAndReserved', 10],
    ['totalAndReserved', 12],
  ])('compares with %s where that was chosen', async (stockFigure, quantity) => {
    const { core, server } = await connected()
    server.control.addSku('JUG', {}, [{ warehouse: 7, physical: 12, reserved: 2, buffer: 2 }])
    const [row] = (await core.call('connections.list', {})).rows
    await core.call('connections.save', {
      ...{ connectionID: row?.connectionID, name: 'Hive', remote: 'hive', baseUrl: server.baseUrl },
      options: { settings: { stockFigure } },
    })
    await core.call('sync.run', { full: true })
    const { stock } = await core.call('items.get', { sku: 'JUG' })
    expect(stock.map((cell) => cell.quantity)).toEqual([quantity])
  })

  it.each(lost)('$kind on a change: it is there once, and nothing else was touched', async (fault) => {
    const world = await connected()
    const before = world.sku('MUG')
    world.server.control.schedule(fault, { on: 'write' })
    await world.core.call('items.update', { sku: 'MUG', changes: { name: 'Cup' } })
    await settle(world)
    expect(await openChanges(world)).toEqual([])
    expect(world.sku('MUG')).toEqual({ ...before, name: 'Cup' })
    expect(world.writes().length).toBeLessThanOrEqual(2)
  })

  it.each(lost)('$kind on new items: each is there once, and no other was touched', async (fault) => {
    const world = await connected()
    const before = world.server.control.state().skus
    world.server.control.schedule(fault, { on: 'write' })
    for (const sku of ['N1', 'N2', 'N3']) await world.core.call('items.create', { sku, name: `New ${sku}` })
    await settle(world)
    expect(await openChanges(world)).toEqual([])
    const after = world.server.control.state().skus
    expect(after.slice(0, before.length)).toEqual(before)
    expect(
      after
        .slice(before.length)
        .map(({ merchant_sku_id: key }) => key)
        .sort(),
    ).toEqual(['N1', 'N2', 'N3'])
  })

  it.each(lost.filter(({ kind }) => kind !== 'fewer-rows'))(
    '$kind on a deletion: it is gone, and only it',
    async (fault) => {
      const world = await connected()
      world.server.control.schedule(fault, { on: 'write' })
      await world.core.call('items.delete', { sku: 'BOWL' })
      await settle(world)
      expect(await openChanges(world)).toEqual([])
      expect(world.server.control.state().skus.map(({ status }) => status)).toEqual(['active', 'deleted', 'active'])
    },
  )

  it('a lost deletion of a SKU that somebody changed meanwhile is asked about', async () => {
    const world = await connected()
    world.server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
    await world.core.call('items.delete', { sku: 'BOWL' })
    await world.core.core.call('sync.run', {})
    world.server.control.edit('BOWL', { name: 'Bowl, large' })
    await settle(world)
    expect(await openChanges(world)).toEqual(['delete: conflict'])
    expect(world.sku('BOWL')).toMatchObject({ status: 'active', name: 'Bowl, large' })
  })

  it('one and the same field changed on both sides is asked about, and nothing is overwritten', async () => {
    const world = await connected()
    await world.core.call('items.update', { sku: 'MUG', changes: { name: 'Cup' } })
    world.server.control.edit('MUG', { name: 'Beaker' })
    await settle(world)
    expect(await openChanges(world)).toEqual(['set-field: conflict'])
    expect(world.sku('MUG')).toMatchObject({ name: 'Beaker' })
  })

  it('new items whose key somebody else took are not written over', async () => {
    const world = await connected()
    await world.core.call('items.create', { sku: 'N1', name: 'Ours' })
    world.server.control.addSku('N1', { name: 'Theirs', hs_code: '1234' })
    await settle(world)
    expect(world.sku('N1')).toMatchObject({ name: 'Theirs', hs_code: '1234' })
    expect(world.writes()).toEqual([])
  })

  it('a SKU made again where one was deleted keeps what that one had', async () => {
    const world = await connected()
    const before = world.sku('PLATE')
    await world.core.call('items.delete', { sku: 'PLATE' })
    await settle(world)
    await world.core.call('items.create', { sku: 'PLATE', name: 'Plate, new' })
    await settle(world)
    expect(await openChanges(world)).toEqual([])
    expect(world.sku('PLATE')).toEqual({ ...before, name: 'Plate, new' })
  })

  it.each(['listed', 'absent'] as const)(
    'a SKU deleted by somebody else goes here, deleted ones being %s',
    async (deletedSkus) => {
      const world = await connected({ deletedSkus })
      world.server.control.removeSku('MUG')
      await world.core.call('sync.run', { full: true })
      expect((await world.core.call('items.list', {})).rows.map(({ sku }) => sku)).toEqual(['BOWL', 'PLATE'])
      await world.core.call('items.create', { sku: 'MUG', name: 'Mug again' })
      await settle(world)
      expect(await openChanges(world)).toEqual([])
      expect(world.sku('MUG')).toMatchObject({ name: 'Mug again', status: 'active' })
    },
  )

  it.each(['array', 'data', 'success'] as const)('a bulk upsert may be answered with %s', async (bulkAnswer) => {
    const world = await connected({ bulkAnswer, deleteAnswer: 'empty' })
    await world.core.call('items.create', { sku: 'N1', name: 'New' })
    await settle(world)
    await world.core.call('items.delete', { sku: 'N1' })
    await settle(world)
    expect(await openChanges(world)).toEqual([])
    expect(world.sku('N1')).toMatchObject({ status: 'deleted' })
  })

  it('tells in the plan what it takes: changes one by one, new items a hundred at a time', async () => {
    const { core, writes } = await connected()
    for (const sku of ['MUG', 'BOWL']) await core.call('items.update', { sku, changes: { name: `${sku} 2` } })
    for (let n = 0; n < 120; n += 1) await core.call('items.create', { sku: `N${String(n)}`, name: 'New' })
    const { calls } = await core.call('queue.plan', {})
    expect(calls.map(({ endpoint, rows, requests }) => [endpoint, rows, requests])).toEqual([
      ['POST /skus/bulk_upsert', 120, 2],
      ['PATCH /skus/{id}', 2, 2],
    ])
    await core.call('sync.run', {})
    expect(writes()).toEqual([
      'POST /merchant_api/v1/skus/bulk_upsert',
      'POST /merchant_api/v1/skus/bulk_upsert',
      'PATCH /merchant_api/v1/skus/ID',
      'PATCH /merchant_api/v1/skus/ID',
    ])
  })

  it('reads by itself only what it needs for what was queued, not everything each time', async () => {
    const server = await startHivePractice({ seed: { items: 65 }, switches: { requestsPerMinute: null } })
    onTestFinished(() => server.close())
    const core = await openCoreWorld({ automatic: true })
    await core.call('connections.save', {
      ...{ name: 'Hive', remote: 'hive', baseUrl: server.baseUrl, credentials: server.credentials },
    })
    await expect.poll(async () => (await core.call('app.status', {})).mirror.items).toBe(65)
    await expect.poll(async () => (await core.call('app.status', {})).sync.running).toBe(false)
    server.control.clearRequests()
    await core.call('items.update', { sku: 'P-000001', changes: { name: 'Named anew' } })
    await expect
      .poll(async () => (await core.call('queue.list', {})).rows.map(({ state }) => state), { timeout: 10_000 })
      .toEqual(['applied'])
    expect(server.control.requests().length).toBeLessThanOrEqual(3)
  })

  it('counts what other programs use of the limit as used', async () => {
    const { core, server } = await connected({ requestsPerMinute: 100 })
    server.control.useLimit(50)
    await core.call('sync.run', {})
    const { budget } = await core.call('queue.plan', {})
    expect(budget.limit).toBe(90)
    expect(budget.used).toBeGreaterThanOrEqual(50)
  })

  it('has no price, no figures and no movements to be written', async () => {
    const { core } = await connected()
    const warehouseID = '7'
    const refused = [
      ['items.update', { sku: 'MUG', changes: { price: 3 } }],
      ['items.create', { sku: 'N', name: 'New', expires: 1_900_000_000 }],
      ['items.create', { sku: 'N', name: 'New', inventory: [{ warehouseID, quantity: 1 }] }],
      ['stock.receive', { sku: 'MUG', warehouseID, quantity: 1 }],
      ['stock.set', { sku: 'MUG', warehouseID, quantity: 1, reason: 'counted' }],
      ['warehouses.create', { warehouseID: '8', name: 'New' }],
    ] as const
    for (const [method, input] of refused) expect((await core.fail(method, input)).kind, method).toBe('unsupported')
    expect(await core.call('queue.list', {})).toMatchObject({ rows: [] })
  })
})
