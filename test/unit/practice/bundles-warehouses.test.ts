import { describe, expect, it } from 'vitest'
import { openSmallShop, startOfTest } from './account.ts'

const now = startOfTest / 1000

describe('bundles', () => {
  it('are created, listed, changed and deleted', async () => {
    const account = await openSmallShop()
    const created = await account.post('bundles', [
      {
        sku: 'set',
        name: 'Set',
        price: 9,
        item_skus: [
          { sku: 'bolt', quantity: 15 },
          { sku: 'nut', quantity: 1 },
        ],
      },
      { sku: 'bolt' },
    ])
    expect(created.rows[0]).toEqual({
      id: 1,
      sku: 'set',
      name: 'Set',
      price: 9,
      createdAt: now,
      updatedAt: now,
      item_skus: [
        { sku: 'bolt', quantity: 15 },
        { sku: 'nut', quantity: 1 },
      ],
    })
    account.clock.advance(1000)
    const changed = await account.patch('bundles', [
      { sku: 'set', updates: { sku: 'set-2', item_skus: [{ sku: 'bolt', quantity: 25 }] } },
    ])
    expect(changed.rows[0]).toMatchObject({ id: 1, sku: 'set-2', name: 'Set', updatedAt: now + 1 })
    expect((await account.get('bundles', { sku: 'set-2' })).rows[0]?.item_skus).toEqual([{ sku: 'bolt', quantity: 25 }])
    await account.patch('bundles', [{ sku: 'set-2', updates: { name: 'Other' } }])
    expect((await account.get('bundles', { name: 'Other' })).rows[0]?.item_skus).toHaveLength(1)
    expect((await account.remove('bundles', [{ sku: 'set-2' }])).body).toEqual(['set-2'])
    expect((await account.get('bundles')).body).toHaveLength(1)
  })

  it.each([
    ['POST', [{ sku: 'x', item_skus: [{ sku: 'none', quantity: 1 }] }]],
    ['POST', [{ sku: 'x', item_skus: [{ sku: 'bolt', quantity: 0 }] }]],
    ['POST', [{ sku: 'x', item_skus: ['bolt'] }]],
    ['POST', [{ warehouseID: 'x' }]],
    ['POST', [{ sku: 'x' }, { sku: 'x' }]],
    ['PATCH', [{ sku: 'none', updates: {} }]],
    ['PATCH', [{ sku: 'none' }]],
    ['DELETE', [{ sku: 'none' }]],
  ])('refuse %s %j', async (method, body) => {
    const account = await openSmallShop()
    expect((await account.send(method, 'bundles', JSON.stringify(body))).status).toBe(400)
    expect(account.server.control.snapshot().bundles).toEqual([])
  })
})

describe('warehouses', () => {
  it('are created, changed and deleted', async () => {
    const account = await openSmallShop()
    const created = await account.post('warehouses', [{ warehouseID: 'w-C', name: 'Van' }, { warehouseID: 'w-D' }])
    expect(created.body).toEqual([
      { id: 3, warehouseID: 'w-C', name: 'Van', createdAt: now, updatedAt: now },
      { id: 4, warehouseID: 'w-D', createdAt: now, updatedAt: now },
    ])
    const changed = await account.patch('warehouses', [
      { warehouseID: 'w-A', updates: { warehouseID: 'w-A1', name: 'Old' } },
    ])
    expect(changed.rows[0]).toMatchObject({ id: 1, warehouseID: 'w-A1', name: 'Old' })
    expect(account.stockOf('bolt')).toEqual({ 'w-A1': 10, 'w-B': 4 })
    expect((await account.remove('warehouses', [{ warehouseID: 'w-B' }])).body).toEqual(['w-B'])
    expect(account.stockOf('bolt')).toEqual({ 'w-A1': 10 })
  })

  it('list the stock they hold', async () => {
    const account = await openSmallShop()
    const { rows } = await account.get('warehouses', { warehouseID: 'w-B' })
    expect(rows).toHaveLength(1)
    expect(rows[0]?.Inventories).toEqual([{ id: 2, sku: 'bolt', warehouseID: 'w-B', quantity: 4 }])
  })

  it.each([
    ['POST', [{ warehouseID: 'w-A' }]],
    ['POST', [{ name: 'x' }]],
    ['PATCH', [{ warehouseID: 'w-Z', updates: { name: 'x' } }]],
    ['PATCH', [{ warehouseID: 'w-A', updates: { warehouseID: 'w-B' } }]],
    ['DELETE', [{ warehouseID: 'w-Z' }]],
  ])('refuse %s %j', async (method, body) => {
    const account = await openSmallShop()
    const before = account.server.control.snapshot()
    expect((await account.send(method, 'warehouses', JSON.stringify(body))).status).toBe(400)
    expect(account.server.control.snapshot()).toEqual(before)
  })
})
