import { describe, expect, it } from 'vitest'
import { openSmallShop, startOfTest, type Account, type Row } from './account.ts'

const t0 = startOfTest / 1000

/** `bolt`, `nut` and `glue` of second 0, `bolt` changed in second 10, `late` created in second 20 with `w-C` and a bundle. */
async function openWithHistory(): Promise<Account> {
  const account = await openSmallShop()
  account.clock.advance(10_000)
  await account.patch('items', [{ sku: 'bolt', updates: { price: 3 } }])
  account.clock.advance(10_000)
  await account.post('items', [{ sku: 'late', name: 'Late', price: 8, expires: 1_900_000_000 }])
  await account.post('warehouses', [{ warehouseID: 'w-C', name: 'Van' }])
  await account.post('bundles', [{ sku: 'set', name: 'Set', price: 5 }])
  return account
}

const keysOf = (rows: readonly Row[]) => rows.map((row) => row.sku ?? row.warehouseID)

describe('filters of items', () => {
  it.each([
    [{}, ['bolt', 'nut', 'glue', 'late']],
    [{ sku: 'nut' }, ['nut']],
    [{ sku: 'NUT' }, []],
    [{ name: 'Hex nut' }, ['nut']],
    [{ sku: 'nut', name: 'Glue' }, []],
    [{ price: { gte: 3 } }, ['bolt', 'glue', 'late']],
    [{ price: { gt: 3 } }, ['glue', 'late']],
    [{ price: { lte: 3 } }, ['bolt', 'nut']],
    [{ price: { lt: 3 } }, ['nut']],
    [{ price: { gt: 1, lt: 8 } }, ['bolt']],
    [{ expires: { gte: 1_800_000_000 } }, ['glue', 'late']],
    [{ expires: { gt: 1_800_000_000 } }, ['late']],
    [{ expires: { lte: 1_800_000_000 } }, ['glue']],
    [{ createdAt: { gte: t0 + 20 } }, ['late']],
    [{ createdAt: { lt: t0 + 20 } }, ['bolt', 'nut', 'glue']],
    [{ createdAt: { gte: t0, lte: t0 } }, ['bolt', 'nut', 'glue']],
    [{ updatedAt: { gte: t0 + 10 } }, ['bolt', 'late']],
    [{ updatedAt: { gt: t0 + 10 } }, ['late']],
    [{ updatedAt: { gt: t0 + 9.5, lt: t0 + 20 } }, ['bolt']],
    [{ inventory: { warehouseID: 'w-B' } }, ['bolt']],
    [{ inventory: { quantity: 5 } }, ['bolt', 'nut']],
    [{ inventory: { quantity: 6 } }, ['bolt']],
    [{ inventory: { warehouseID: 'w-A', quantity: 5 } }, ['bolt', 'nut']],
    [{ inventory: { warehouseID: 'w-B', quantity: 5 } }, []],
  ])('%j', async (filter, expected) => {
    const account = await openWithHistory()
    const { status, rows } = await account.get('items', filter)
    expect([status, keysOf(rows)]).toEqual([200, expected])
  })

  it('show all inventories of an item found by one warehouse', async () => {
    const account = await openSmallShop()
    expect((await account.get('items', { inventory: { warehouseID: 'w-B' } })).rows[0]?.Inventories).toHaveLength(2)
  })

  it.each([
    [{ updatedAt: { gte: 1, gt: 1 } }],
    [{ updatedAt: { lte: 1, lt: 1 } }],
    [{ updatedAt: {} }],
    [{ updatedAt: 5 }],
    [{ updatedAt: { gte: 'yesterday' } }],
    [{ updatedAt: { from: 1 } }],
    [{ price: 5 }],
    [{ price: { gte: '5' } }],
    [{ inventory: {} }],
    [{ inventory: { warehouseID: 7 } }],
    [{ sku: 7 }],
    [{ warehouseID: 'w-A' }],
    [[]],
    [[{ sku: 'nut' }]],
    ['nut'],
  ])('refuse %j', async (filter) => {
    const account = await openSmallShop()
    expect((await account.get('items', filter)).status).toBe(400)
  })
})

describe('filters of bundles and warehouses', () => {
  it.each([
    ['bundles', { sku: 'set' }, ['set']],
    ['bundles', { name: 'Other' }, []],
    ['bundles', { price: 5 }, ['set']],
    ['bundles', { price: { gt: 5 } }, []],
    ['bundles', { price: { gte: 5, lte: 5 } }, ['set']],
    ['bundles', { createdAt: { gte: t0 + 20 } }, ['set']],
    ['bundles', { updatedAt: { lt: t0 + 20 } }, []],
    ['warehouses', { warehouseID: 'w-B' }, ['w-B']],
    ['warehouses', { name: 'Van' }, ['w-C']],
    ['warehouses', { createdAt: { gt: t0 } }, ['w-C']],
    ['warehouses', { updatedAt: { lte: t0 } }, ['w-A', 'w-B']],
  ])('%s %j', async (path, filter, expected) => {
    const account = await openWithHistory()
    const { status, rows } = await account.get(path, filter)
    expect([status, keysOf(rows)]).toEqual([200, expected])
  })

  it.each([
    ['bundles', { expires: { gt: 1 } }],
    ['bundles', { price: { gte: 1, gt: 1 } }],
    ['warehouses', { sku: 'x' }],
    ['warehouses', { price: { gt: 1 } }],
  ])('%s refuse %j', async (path, filter) => {
    const account = await openSmallShop()
    expect((await account.get(path, filter)).status).toBe(400)
  })
})
