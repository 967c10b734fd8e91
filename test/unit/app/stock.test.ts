import { describe, expect, it } from 'vitest'
import { bundleCommands, bundleQueries } from '../../../src/main/core/app/bundles.ts'
import { itemCommands } from '../../../src/main/core/app/items.ts'
import { queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands, stockQueries } from '../../../src/main/core/app/stock.ts'
import { warehouseCommands, warehouseQueries } from '../../../src/main/core/app/warehouses.ts'
import { stocktakeCommands } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { getChange } from '../../../src/main/core/store/changes.ts'
import { addMirror, openAppWorld, pullFigure } from '../../support/app-world.ts'

async function open() {
  const world = await openAppWorld({
    handlers: {
      queries: { ...stockQueries, ...warehouseQueries, ...bundleQueries, ...queueQueries },
      commands: { ...stockCommands, ...warehouseCommands, ...bundleCommands, ...itemCommands, ...stocktakeCommands },
    },
  })
  const connection = addMirror(world, ['W1', 'W2'], {
    A: { name: 'Apple', stock: { W1: 10, W2: 4 } },
    B: { name: 'Banana', stock: { W1: 0.3 } },
  })
  const cells = async (sku: string) =>
    (await world.call('stock.list', { sku })).rows.map((row) => [row.warehouseID, row.quantity, row.remote] as const)
  return { world, connection, cells }
}

describe('movements', () => {
  it('show in the view at once while the confirmed figure stays', async () => {
    const { world, cells } = await open()
    await world.call('stock.receive', { sku: 'A', warehouseID: 'W1', quantity: 5 })
    await world.call('stock.issue', { sku: 'A', warehouseID: 'W2', quantity: 1 })
    await world.call('stock.transfer', { sku: 'A', from: 'W1', to: 'W2', quantity: 2 })
    expect(await cells('A')).toEqual([
      ['W1', 13, 10],
      ['W2', 5, 4],
    ])
  })

  it('remember the confirmed figure they were decided by, and who did it with which note', async () => {
    const { world } = await open()
    const { changeIDs } = await world.call('stock.issue', { sku: 'A', warehouseID: 'W1', quantity: 3, note: 'broken' })
    expect(getChange(world.store.reader, changeIDs[0] ?? 0)).toMatchObject({
      quantity: -3,
      baseSeen: { quantity: 10 },
      note: 'broken',
    })
  })

  it('may go below zero, because the figure here may be old', async () => {
    const { world, cells } = await open()
    await world.call('stock.issue', { sku: 'B', warehouseID: 'W1', quantity: 0.5 })
    expect(await cells('B')).toEqual([['W1', -0.2, 0.3]])
  })

  it('are refused between a warehouse and itself, and where something is not there', async () => {
    const { world } = await open()
    expect(await world.fail('stock.transfer', { sku: 'A', from: 'W1', to: 'W1', quantity: 1 })).toMatchObject({
      kind: 'notAllowed',
    })
    expect(await world.fail('stock.receive', { sku: 'X', warehouseID: 'W1', quantity: 1 })).toMatchObject({
      kind: 'notFound',
      details: { sku: 'X' },
    })
    expect(await world.fail('stock.receive', { sku: 'A', warehouseID: 'X', quantity: 1 })).toMatchObject({
      kind: 'notFound',
      details: { warehouseID: 'X' },
    })
    expect(await world.fail('stock.receive', { sku: 'A', warehouseID: 'W1', quantity: 0 })).toMatchObject({
      kind: 'invalid',
    })
  })

  it('of several items are one group, or nothing', async () => {
    const { world, cells } = await open()
    const lines = [
      { sku: 'A', quantity: 1 },
      { sku: 'B', quantity: 2 },
    ]
    const { changeIDs, groupID } = await world.call('stock.move', { kind: 'receive', warehouseID: 'W1', lines })
    expect(changeIDs).toHaveLength(2)
    expect((await world.call('queue.list', { groupID: groupID ?? '' })).total).toBe(2)
    const missing = [...lines, { sku: 'X', quantity: 1 }]
    expect(await world.fail('stock.move', { kind: 'issue', warehouseID: 'W1', lines: missing })).toMatchObject({
      kind: 'notFound',
    })
    expect(await cells('A')).toContainEqual(['W1', 11, 10])
    expect(await world.fail('stock.move', { kind: 'transfer', warehouseID: 'W1', lines })).toMatchObject({
      kind: 'invalid',
    })
    expect(
      await world.fail('stock.move', { kind: 'receive', warehouseID: 'W1', toWarehouseID: 'W2', lines }),
    ).toMatchObject({ kind: 'invalid' })
  })

  it('of an item that is still to be created wait for it', async () => {
    const { world } = await open()
    const created = await world.call('items.create', { sku: 'N' })
    const { changeIDs } = await world.call('stock.receive', { sku: 'N', warehouseID: 'W1', quantity: 1 })
    expect(getChange(world.store.reader, changeIDs[0] ?? 0)).toMatchObject({
      state: 'blocked',
      dependsOn: created.changeIDs,
    })
  })
})

describe('setting a figure', () => {
  it('queues the figure with the confirmed one, and nothing when it stands already', async () => {
    const { world, cells } = await open()
    const { changeIDs } = await world.call('stock.set', {
      sku: 'A',
      warehouseID: 'W2',
      quantity: 9,
      reason: 'first count',
    })
    expect(getChange(world.store.reader, changeIDs[0] ?? 0)).toMatchObject({
      kind: 'stock-set',
      quantity: 9,
      baseSeen: { quantity: 4 },
      note: 'first count',
    })
    expect(await cells('A')).toContainEqual(['W2', 9, 4])
    expect(await world.call('stock.set', { sku: 'A', warehouseID: 'W1', quantity: 10, reason: 'same' })).toEqual({
      changeIDs: [],
    })
    expect(
      (await world.call('stock.set', { sku: 'B', warehouseID: 'W2', quantity: 0, reason: 'none here' })).changeIDs,
    ).toHaveLength(1)
  })
})

describe('history', () => {
  it('tells own changes and foreign movements, newest first', async () => {
    const { world, connection } = await open()
    world.now += 1000
    await world.call('stock.issue', { sku: 'A', warehouseID: 'W1', quantity: 1 })
    world.now += 1000
    pullFigure(world, connection, 'A', 'W1', 7)
    world.now += 1000
    await world.call('stock.transfer', { sku: 'A', from: 'W1', to: 'W2', quantity: 2 })
    const { rows } = await world.call('stock.history', { sku: 'A' })
    expect(rows.map((row) => [row.source, row.kind, row.quantity])).toEqual([
      ['here', 'transfer', 2],
      ['remote', 'observed', -3],
      ['here', 'stock-delta', -1],
    ])
    expect(rows[1]).toMatchObject({ before: 10, after: 7, warehouseID: 'W1' })
    expect((await world.call('stock.history', { sku: 'A', warehouseID: 'W2' })).rows.map((row) => row.kind)).toEqual([
      'transfer',
    ])
    expect((await world.call('stock.history', { sku: 'A', limit: 1 })).rows).toHaveLength(1)
  })
})

describe('warehouses', () => {
  it('show their items and pieces, exactly, in the view', async () => {
    const { world } = await open()
    await world.call('stock.receive', { sku: 'B', warehouseID: 'W1', quantity: 0.1 })
    const { rows } = await world.call('warehouses.list', {})
    expect(rows.map((row) => [row.warehouseID, row.items, row.quantity, row.confirmed])).toEqual([
      ['W1', 2, 10.4, true],
      ['W2', 1, 4, true],
    ])
    await world.call('items.delete', { sku: 'A' })
    expect((await world.call('warehouses.list', {})).rows.map((row) => [row.items, row.quantity])).toEqual([
      [1, 0.4],
      [0, 0],
    ])
  })

  it('are created, renamed and deleted while empty', async () => {
    const { world } = await open()
    await world.call('warehouses.create', { warehouseID: 'W3', name: 'Cellar' })
    await world.call('warehouses.update', { warehouseID: 'W3', changes: { warehouseID: 'W4', name: 'Attic' } })
    expect(await world.call('warehouses.get', { warehouseID: 'W4' })).toMatchObject({
      name: 'Attic',
      confirmed: false,
      waiting: 3,
    })
    await world.call('warehouses.delete', { warehouseID: 'W4' })
    expect((await world.fail('warehouses.get', { warehouseID: 'W4' })).kind).toBe('notFound')
    expect(await world.fail('warehouses.create', { warehouseID: 'W1' })).toMatchObject({ kind: 'exists' })
  })

  it('are not deleted while the view shows stock in them or they are being counted', async () => {
    const { world } = await open()
    expect(await world.fail('warehouses.delete', { warehouseID: 'W2' })).toMatchObject({
      kind: 'notAllowed',
      details: { reason: 'stock' },
    })
    await world.call('stock.issue', { sku: 'A', warehouseID: 'W2', quantity: 4 })
    const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W2', name: 'Night' })
    expect(await world.fail('warehouses.delete', { warehouseID: 'W2' })).toMatchObject({
      kind: 'notAllowed',
      details: { stocktakes: ['Night'] },
    })
    await world.call('stocktakes.cancel', { stocktakeID })
    expect((await world.call('warehouses.delete', { warehouseID: 'W2' })).changeIDs).toHaveLength(1)
  })
})

describe('bundles', () => {
  it('can be built as often as the scarcest part allows', async () => {
    const { world } = await open()
    const parts = [
      { sku: 'A', quantity: 4 },
      { sku: 'B', quantity: 0.1 },
    ]
    await world.call('bundles.create', { sku: 'SET', name: 'Set', item_skus: parts })
    expect(await world.call('bundles.buildable', { sku: 'SET', warehouseID: 'W1' })).toEqual({
      buildable: 2,
      limitedBy: 'A',
    })
    expect(await world.call('bundles.buildable', { sku: 'SET', warehouseID: 'W2' })).toEqual({
      buildable: 0,
      limitedBy: 'B',
    })
    await world.call('items.update', { sku: 'A', changes: { sku: 'A2' } })
    expect(await world.call('bundles.buildable', { sku: 'SET', warehouseID: 'W1' })).toMatchObject({ buildable: 2 })
    await world.call('stock.issue', { sku: 'A2', warehouseID: 'W1', quantity: 12 })
    expect(await world.call('bundles.buildable', { sku: 'SET', warehouseID: 'W1' })).toMatchObject({ buildable: 0 })
  })

  it('take only parts that exist, each once, and queue only what differs', async () => {
    const { world } = await open()
    expect(await world.fail('bundles.create', { sku: 'SET', item_skus: [{ sku: 'X', quantity: 1 }] })).toMatchObject({
      kind: 'notFound',
    })
    const twice = [
      { sku: 'A', quantity: 1 },
      { sku: 'A', quantity: 2 },
    ]
    expect(await world.fail('bundles.create', { sku: 'SET', item_skus: twice })).toMatchObject({ kind: 'invalid' })
    const parts = [
      { sku: 'A', quantity: 1 },
      { sku: 'B', quantity: 2 },
    ]
    await world.call('bundles.create', { sku: 'SET', item_skus: parts })
    expect(await world.call('bundles.update', { sku: 'SET', changes: { item_skus: parts.toReversed() } })).toEqual({
      changeIDs: [],
    })
    expect((await world.call('bundles.update', { sku: 'SET', changes: { item_skus: [] } })).changeIDs).toHaveLength(1)
    expect(await world.call('bundles.list', { search: 'set' })).toMatchObject({
      total: 1,
      rows: [{ sku: 'SET', item_skus: [], waiting: 2 }],
    })
    await world.call('bundles.delete', { sku: 'SET' })
    expect((await world.fail('bundles.get', { sku: 'SET' })).kind).toBe('notFound')
  })

  it('wait for parts that are still to be created', async () => {
    const { world } = await open()
    const created = await world.call('items.create', { sku: 'N' })
    const { changeIDs } = await world.call('bundles.create', { sku: 'SET', item_skus: [{ sku: 'N', quantity: 1 }] })
    expect(getChange(world.store.reader, changeIDs[0] ?? 0)).toMatchObject({
      state: 'blocked',
      dependsOn: created.changeIDs,
    })
  })
})
