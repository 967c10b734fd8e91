import { describe, expect, it } from 'vitest'
import { openAccount, openSmallShop, startOfTest } from './account.ts'

const now = startOfTest / 1000

describe('POST items', () => {
  it('creates items with their stock and answers them in the order sent', async () => {
    const account = await openSmallShop()
    const { status, body } = await account.post('items', [
      { sku: 'b', name: 'B', expires: 1_900_000_000, price: 25, inventory: [{ warehouseID: 'w-A', quantity: 105 }] },
      { sku: 'a' },
    ])
    expect(status).toBe(200)
    expect(body).toEqual([
      {
        id: 4,
        sku: 'b',
        name: 'B',
        expires: 1_900_000_000,
        price: 25,
        createdAt: now,
        updatedAt: now,
        Inventories: [{ warehouseID: 'w-A', quantity: 105 }],
      },
      { id: 5, sku: 'a', createdAt: now, updatedAt: now, Inventories: [] },
    ])
  })

  it('refuses a SKU that exists, and the whole array with it', async () => {
    const account = await openSmallShop()
    const { status, body } = await account.post('items', [{ sku: 'new' }, { sku: 'bolt' }])
    expect(status).toBe(400)
    expect(body).toEqual({ error: { message: '[1]: Item bolt already exists' } })
    expect(account.stockOf('new')).toBeUndefined()
  })

  it('refuses the same SKU twice in one array', async () => {
    const account = await openAccount()
    expect((await account.post('items', [{ sku: 'x' }, { sku: 'x' }])).status).toBe(400)
  })

  it('refuses stock in a warehouse that does not exist', async () => {
    const account = await openSmallShop()
    const { status, text } = await account.post('items', [
      { sku: 'x', inventory: [{ warehouseID: 'w-Z', quantity: 1 }] },
    ])
    expect([status, text]).toEqual([400, '{"error":{"message":"[0]: Warehouse w-Z does not exist"}}'])
  })

  it.each([
    ['an object instead of an array', { sku: 'x' }],
    ['an empty array', []],
    ['no sku', [{ name: 'x' }]],
    ['an empty sku', [{ sku: '' }]],
    ['a sku that is a number', [{ sku: 7 }]],
    ['a price that is text', [{ sku: 'x', price: '2' }]],
    ['an unknown field', [{ sku: 'x', colour: 'red' }]],
    ['stock without a quantity', [{ sku: 'x', inventory: [{ warehouseID: 'w-A' }] }]],
    [
      'a warehouse named twice',
      [
        {
          sku: 'x',
          inventory: [
            { warehouseID: 'w-A', quantity: 1 },
            { warehouseID: 'w-A', quantity: 2 },
          ],
        },
      ],
    ],
    ['negative stock', [{ sku: 'x', inventory: [{ warehouseID: 'w-A', quantity: -1 }] }]],
  ])('refuses %s', async (_, body) => {
    const account = await openSmallShop()
    const before = account.server.control.snapshot()
    expect((await account.post('items', body)).status).toBe(400)
    expect(account.server.control.snapshot()).toEqual(before)
  })
})

describe('GET items', () => {
  it('lists everything when there is no body, with full inventory rows', async () => {
    const account = await openSmallShop()
    const { status, rows } = await account.get('items')
    expect(status).toBe(200)
    expect(rows).toHaveLength(3)
    expect(rows[0]?.Inventories).toEqual([
      { id: 1, sku: 'bolt', warehouseID: 'w-A', quantity: 10 },
      { id: 2, sku: 'bolt', warehouseID: 'w-B', quantity: 4 },
    ])
  })

  it('answers an empty array for an empty account', async () => {
    const account = await openAccount()
    expect((await account.get('items')).text).toBe('[]')
  })
})

describe('PATCH items', () => {
  it('sets the named fields, leaves the others and stamps the item', async () => {
    const account = await openSmallShop()
    account.clock.advance(5000)
    const { body } = await account.patch('items', [
      { sku: 'bolt', updates: { name: 'Bolt', inventory: [{ warehouseID: 'w-A', quantity: 100 }] } },
    ])
    expect(body).toEqual([
      {
        id: 1,
        sku: 'bolt',
        name: 'Bolt',
        price: 2,
        createdAt: now,
        updatedAt: now + 5,
        Inventories: [
          { warehouseID: 'w-A', quantity: 100 },
          { warehouseID: 'w-B', quantity: 4 },
        ],
      },
    ])
  })

  it('renames, and stock and bundles follow', async () => {
    const account = await openSmallShop()
    await account.post('bundles', [{ sku: 'set', item_skus: [{ sku: 'bolt', quantity: 2 }] }])
    const { rows } = await account.patch('items', [{ sku: 'bolt', updates: { sku: 'bolt-2' } }])
    expect(rows[0]).toMatchObject({ id: 1, sku: 'bolt-2' })
    expect(account.stockOf('bolt-2')).toEqual({ 'w-A': 10, 'w-B': 4 })
    expect(account.server.control.snapshot().bundles[0]?.components).toEqual([{ sku: 'bolt-2', quantity: 2 }])
  })

  it('refuses a new SKU that is taken', async () => {
    const account = await openSmallShop()
    expect((await account.patch('items', [{ sku: 'bolt', updates: { sku: 'nut' } }])).status).toBe(400)
  })

  it('swaps SKUs step by step within one array', async () => {
    const account = await openSmallShop()
    const steps = [
      ['bolt', 'x'],
      ['nut', 'bolt'],
      ['x', 'nut'],
    ].map(([sku, to]) => ({ sku, updates: { sku: to } }))
    expect((await account.patch('items', steps)).status).toBe(200)
    expect(account.stockOf('bolt')).toEqual({ 'w-A': 5 })
  })

  it('refuses an unknown SKU and an unknown warehouse', async () => {
    const account = await openSmallShop()
    expect((await account.patch('items', [{ sku: 'none', updates: { name: 'x' } }])).status).toBe(400)
    const inventory = [{ warehouseID: 'w-Z', quantity: 1 }]
    expect((await account.patch('items', [{ sku: 'bolt', updates: { name: 'x', inventory } }])).status).toBe(400)
    expect(account.server.control.snapshot().items[0]?.name).toBe('Hex bolt')
  })

  it('clears a field with null', async () => {
    const account = await openSmallShop()
    const { rows } = await account.patch('items', [{ sku: 'glue', updates: { expires: null } }])
    expect(rows[0]).not.toHaveProperty('expires')
  })
})

describe('DELETE items', () => {
  it('removes items with their stock and answers the SKUs', async () => {
    const account = await openSmallShop()
    const { status, body } = await account.remove('items', [{ sku: 'nut' }, { sku: 'bolt' }])
    expect([status, body]).toEqual([200, ['nut', 'bolt']])
    expect((await account.get('items')).body).toHaveLength(1)
  })

  it('refuses an unknown SKU', async () => {
    const account = await openSmallShop()
    expect((await account.remove('items', [{ sku: 'none' }])).status).toBe(400)
  })

  it('never gives an id a second time', async () => {
    const account = await openSmallShop()
    await account.remove('items', [{ sku: 'glue' }])
    expect((await account.post('items', [{ sku: 'glue' }])).rows[0]?.id).toBe(4)
  })
})
