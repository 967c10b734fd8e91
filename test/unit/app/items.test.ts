import { describe, expect, it } from 'vitest'
import { barcodeCommands } from '../../../src/main/core/app/barcodes.ts'
import { bundleCommands } from '../../../src/main/core/app/bundles.ts'
import { itemCommands, itemQueries } from '../../../src/main/core/app/items.ts'
import { queueQueries } from '../../../src/main/core/app/queue.ts'
import { stockCommands, stockQueries } from '../../../src/main/core/app/stock.ts'
import { getChange, moveChange } from '../../../src/main/core/store/changes.ts'
import { addMirror, openAppWorld, uidOf } from '../../support/app-world.ts'

const handlers = {
  queries: { ...itemQueries, ...queueQueries, ...stockQueries },
  commands: { ...itemCommands, ...stockCommands, ...bundleCommands, ...barcodeCommands },
}

async function open() {
  const world = await openAppWorld({ handlers })
  const connection = addMirror(world, ['W1', 'W2'], {
    A: { name: 'Apple', price: 2, stock: { W1: 10, W2: 4 } },
    B: { name: 'Weißbier', stock: { W1: 5 } },
    C: { name: 'Café', price: 0.5, stock: { W2: 0 } },
  })
  const skus = async (input: object) => (await world.call('items.list', input)).rows.map((row) => row.sku)
  return { world, connection, skus }
}

describe('creating items', () => {
  it('shows a new item with its first stock at once, and queues one change', async () => {
    const { world } = await open()
    const { changeIDs, groupID } = await world.call('items.create', {
      sku: 'D',
      name: 'Date',
      inventory: [{ warehouseID: 'W1', quantity: 2.5 }],
    })
    expect(changeIDs).toHaveLength(1)
    expect(groupID).toBeDefined()
    expect(await world.call('items.get', { sku: 'D' })).toMatchObject({
      name: 'Date',
      quantity: 2.5,
      remote: null,
      confirmed: false,
      waiting: 1,
    })
  })

  it('refuses a SKU that an item has and shows the item, but takes one that a bundle has', async () => {
    const { world } = await open()
    expect(await world.fail('items.create', { sku: 'A' })).toMatchObject({
      kind: 'exists',
      details: { sku: 'A', name: 'Apple' },
    })
    await world.call('bundles.create', { sku: 'SET', item_skus: [{ sku: 'A', quantity: 1 }] })
    expect((await world.call('items.create', { sku: 'SET' })).changeIDs).toHaveLength(1)
  })

  it('refuses an unknown warehouse and one named twice, and queues nothing', async () => {
    const { world, skus } = await open()
    expect(
      await world.fail('items.create', { sku: 'D', inventory: [{ warehouseID: 'W9', quantity: 1 }] }),
    ).toMatchObject({ kind: 'notFound' })
    const twice = [
      { warehouseID: 'W1', quantity: 1 },
      { warehouseID: 'W1', quantity: 2 },
    ]
    expect(await world.fail('items.create', { sku: 'D', inventory: twice })).toMatchObject({ kind: 'invalid' })
    expect(await skus({})).toEqual(['A', 'B', 'C'])
    expect((await world.call('queue.list', {})).total).toBe(0)
  })

  it('waits for the deletion of the item that still holds its SKU at the remote', async () => {
    const { world } = await open()
    const deleted = await world.call('items.delete', { sku: 'C' })
    const created = await world.call('items.create', { sku: 'C', name: 'Cherry' })
    const change = getChange(world.store.reader, created.changeIDs[0] ?? 0)
    expect(change).toMatchObject({ state: 'blocked', dependsOn: deleted.changeIDs })
    expect(await world.call('items.get', { sku: 'C' })).toMatchObject({ name: 'Cherry' })
  })

  it('is refused while there is no connection', async () => {
    const world = await openAppWorld({ handlers })
    expect(await world.fail('items.create', { sku: 'A' })).toMatchObject({
      kind: 'notAllowed',
      details: { reason: 'notConnected' },
    })
    expect(await world.call('items.list', {})).toEqual({ rows: [], total: 0 })
  })

  it('is refused as unsupported where the remote can’t write items', async () => {
    const capabilities = {
      readItems: true,
      writeItems: false,
      writeWarehouses: true,
      bundles: true,
      moveStock: true,
      relativeStock: true,
      setStock: true,
      rename: true,
      codes: false,
      announce: false,
      changedSince: true,
      createdRange: true,
      requestsPerMinute: 120,
    }
    const world = await openAppWorld({ handlers, capabilities })
    addMirror(world, ['W1'], {})
    expect(await world.fail('items.create', { sku: 'A' })).toMatchObject({
      kind: 'unsupported',
      details: { capability: 'writeItems' },
    })
  })
})

describe('changing items', () => {
  it('queues a rename and an edit as one group, with the old values', async () => {
    const { world } = await open()
    const { changeIDs, groupID } = await world.call('items.update', {
      sku: 'A',
      changes: { sku: 'A2', price: 3, name: 'Apple' },
    })
    const [rename, edit] = changeIDs.map((id) => getChange(world.store.reader, id))
    expect(rename).toMatchObject({ kind: 'rename', groupID, payload: { key: 'A2' }, baseSeen: { key: 'A' } })
    expect(edit).toMatchObject({
      kind: 'set-field',
      groupID,
      payload: { fields: { price: 3 } },
      baseSeen: { fields: { price: 2 } },
    })
    expect(await world.call('items.get', { sku: 'A2' })).toMatchObject({ price: 3, waiting: 2 })
    expect((await world.fail('items.get', { sku: 'A' })).kind).toBe('notFound')
  })

  it('queues nothing for values that it has already', async () => {
    const { world } = await open()
    expect(
      await world.call('items.update', { sku: 'A', changes: { sku: 'A', name: 'Apple', price: 2, expires: null } }),
    ).toEqual({ changeIDs: [] })
  })

  it('remembers the waiting value as the old one of a second edit', async () => {
    const { world } = await open()
    await world.call('items.update', { sku: 'A', changes: { name: 'Pear' } })
    const second = await world.call('items.update', { sku: 'A', changes: { name: 'Plum' } })
    expect(getChange(world.store.reader, second.changeIDs[0] ?? 0)?.baseSeen.fields).toEqual({ name: 'Pear' })
  })

  it('refuses a SKU in use, unless its holder is leaving it', async () => {
    const { world } = await open()
    expect(await world.fail('items.update', { sku: 'A', changes: { sku: 'B' } })).toMatchObject({ kind: 'exists' })
    const left = await world.call('items.update', { sku: 'B', changes: { sku: 'B2' } })
    const taken = await world.call('items.update', { sku: 'A', changes: { sku: 'B' } })
    expect(getChange(world.store.reader, taken.changeIDs[0] ?? 0)).toMatchObject({
      state: 'blocked',
      dependsOn: left.changeIDs,
    })
  })

  it('does nothing the second time for one requestID', async () => {
    const { world } = await open()
    const first = await world.call('items.update', { sku: 'A', changes: { name: 'Pear' }, requestID: 'r1' })
    expect(await world.call('items.update', { sku: 'A', changes: { name: 'Plum' }, requestID: 'r1' })).toEqual(first)
    expect(await world.call('items.get', { sku: 'A' })).toMatchObject({ name: 'Pear', waiting: 1 })
  })
})

describe('deleting items', () => {
  it('takes the item and its pieces out of sight', async () => {
    const { world, skus } = await open()
    await world.call('items.delete', { sku: 'A' })
    expect(await skus({})).toEqual(['B', 'C'])
    expect(await world.call('stock.list', { warehouseID: 'W1' })).toMatchObject({ total: 1, rows: [{ sku: 'B' }] })
    expect(await skus({ warehouseID: 'W1' })).toEqual(['B'])
  })

  it('is refused for a part of a bundle, by its old SKU too', async () => {
    const { world } = await open()
    await world.call('bundles.create', { sku: 'SET', item_skus: [{ sku: 'A', quantity: 2 }] })
    expect(await world.fail('items.delete', { sku: 'A' })).toMatchObject({
      kind: 'notAllowed',
      details: { bundles: ['SET'] },
    })
    await world.call('items.update', { sku: 'A', changes: { sku: 'A2' } })
    expect(await world.fail('items.delete', { sku: 'A2' })).toMatchObject({ kind: 'notAllowed' })
  })
})

describe('listing items', () => {
  it('finds parts of words without case and accents, every word', async () => {
    const { skus } = await open()
    expect(await skus({ search: 'weiss' })).toEqual(['B'])
    expect(await skus({ search: 'CAFE' })).toEqual(['C'])
    expect(await skus({ search: 'pp' })).toEqual(['A'])
    expect(await skus({ search: 'bier wei' })).toEqual(['B'])
    expect(await skus({ search: 'bier apple' })).toEqual([])
    expect(await skus({ search: '   ' })).toEqual(['A', 'B', 'C'])
  })

  it('finds by barcode as soon as it is taught, and no longer after it is forgotten', async () => {
    const { world, skus } = await open()
    await world.call('barcodes.assign', { code: '4006381333931', sku: 'C' })
    expect(await skus({ search: '3813339' })).toEqual(['C'])
    expect(await skus({ filter: 'noBarcode' })).toEqual(['A', 'B'])
    await world.call('barcodes.remove', { code: '4006381333931' })
    expect(await skus({ search: '3813339' })).toEqual([])
  })

  it('puts the exact SKU or barcode first, whatever the order', async () => {
    const { world, skus } = await open()
    await world.call('items.create', { sku: 'AA', name: 'B' })
    expect(await skus({ search: 'B', sort: { by: 'sku' } })).toEqual(['B', 'AA'])
    await world.call('barcodes.assign', { code: 'apple', sku: 'C' })
    expect(await skus({ search: 'apple' })).toEqual(['C', 'A'])
  })

  it('filters by what the view shows', async () => {
    const { world, skus } = await open()
    await world.call('stock.issue', { sku: 'B', warehouseID: 'W1', quantity: 7 })
    expect(await skus({ filter: 'inStock' })).toEqual(['A'])
    expect(await skus({ filter: 'outOfStock' })).toEqual(['B', 'C'])
    expect(await skus({ filter: 'negative' })).toEqual(['B'])
    expect(await skus({ filter: 'waiting' })).toEqual(['B'])
  })

  it('shows one warehouse’s items and figures', async () => {
    const { world } = await open()
    const { rows, total } = await world.call('items.list', {
      warehouseID: 'W2',
      sort: { by: 'quantity', descending: true },
    })
    expect(rows.map((row) => [row.sku, row.quantity, row.remote])).toEqual([
      ['A', 4, 4],
      ['C', 0, 0],
    ])
    expect(total).toBe(2)
    expect((await world.fail('items.list', { warehouseID: 'W9' })).kind).toBe('notFound')
  })

  it('shows the interval of what is in doubt', async () => {
    const { world, skus, connection } = await open()
    const { changeIDs } = await world.call('stock.issue', { sku: 'A', warehouseID: 'W1', quantity: 3 })
    world.store.write((writer) => {
      moveChange(writer, changeIDs[0] ?? 0, 'inflight', 'engine', { at: 1 })
      moveChange(writer, changeIDs[0] ?? 0, 'unknown', 'engine', { at: 1 })
    })
    expect(await skus({ filter: 'doubt' })).toEqual(['A'])
    const inAll = (await world.call('items.list', { search: 'apple' })).rows[0]
    expect(inAll).toMatchObject({ low: 11, high: 14 })
    const inOne = (await world.call('items.list', { warehouseID: 'W1', filter: 'doubt' })).rows[0]
    expect(inOne).toMatchObject({ low: 7, high: 10 })
    expect(uidOf(world.store.reader, connection, 'item', 'A')).toBeGreaterThan(0)
  })
})
