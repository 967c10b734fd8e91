import { describe, expect, it } from 'vitest'
import { openSmallShop, startOfTest } from './account.ts'

const increment = 'items/inventory/increment'
const decrement = 'items/inventory/decrement'
const transfer = 'items/inventory/transfer'
const move = (sku: string, from: string, to: string, quantity: number) => ({
  sku,
  sourceWarehouseID: from,
  destinationWarehouseID: to,
  quantity,
})

describe('increment and decrement', () => {
  it('change stock relatively and answer the item with all its inventories', async () => {
    const account = await openSmallShop()
    account.clock.advance(3000)
    const up = await account.patch(increment, [{ sku: 'bolt', warehouseID: 'w-A', incrementBy: 2 }])
    expect(up.body).toEqual([
      {
        id: 1,
        sku: 'bolt',
        name: 'Hex bolt',
        price: 2,
        createdAt: startOfTest / 1000,
        updatedAt: startOfTest / 1000 + 3,
        Inventories: [
          { warehouseID: 'w-A', quantity: 12 },
          { warehouseID: 'w-B', quantity: 4 },
        ],
      },
    ])
    await account.patch(decrement, [{ sku: 'bolt', warehouseID: 'w-A', decrementBy: 12 }])
    expect(account.stockOf('bolt')).toEqual({ 'w-A': 0, 'w-B': 4 })
  })

  it('count both of two elements for the same stock', async () => {
    const account = await openSmallShop()
    const row = { sku: 'bolt', warehouseID: 'w-A', incrementBy: 2 }
    const { body } = await account.patch(increment, [row, row])
    expect(body).toMatchObject([{ Inventories: [{ quantity: 12 }, {}] }, { Inventories: [{ quantity: 14 }, {}] }])
  })

  it('add decimal fractions as a person would', async () => {
    const account = await openSmallShop()
    await account.patch(increment, [{ sku: 'glue', warehouseID: 'w-A', incrementBy: 0.1 }])
    await account.patch(increment, [{ sku: 'glue', warehouseID: 'w-A', incrementBy: 0.2 }])
    expect(account.stockOf('glue')).toEqual({ 'w-A': 0.3 })
  })

  it.each([
    ['an unknown item', increment, { sku: 'none', warehouseID: 'w-A', incrementBy: 1 }],
    ['an unknown warehouse', increment, { sku: 'bolt', warehouseID: 'w-Z', incrementBy: 1 }],
    ['nothing', increment, { sku: 'bolt', warehouseID: 'w-A', incrementBy: 0 }],
    ['less than nothing', decrement, { sku: 'bolt', warehouseID: 'w-A', decrementBy: -1 }],
    ['the other call’s field', decrement, { sku: 'bolt', warehouseID: 'w-A', incrementBy: 1 }],
    ['more than there is', decrement, { sku: 'bolt', warehouseID: 'w-A', decrementBy: 11 }],
  ])('refuse %s', async (_, path, row) => {
    const account = await openSmallShop()
    expect((await account.patch(path, [row])).status).toBe(400)
    expect(account.stockOf('bolt')).toEqual({ 'w-A': 10, 'w-B': 4 })
  })
})

describe('transfer', () => {
  it('moves stock and answers the two inventory rows', async () => {
    const account = await openSmallShop()
    const { status, body } = await account.patch(transfer, [move('bolt', 'w-A', 'w-B', 10)])
    expect(status).toBe(200)
    expect(body).toEqual([
      { id: 1, sku: 'bolt', warehouseID: 'w-A', quantity: 0 },
      { id: 2, sku: 'bolt', warehouseID: 'w-B', quantity: 14 },
    ])
  })

  it('makes the figure at a destination that had none', async () => {
    const account = await openSmallShop()
    await account.patch(transfer, [move('nut', 'w-A', 'w-B', 2)])
    expect(account.stockOf('nut')).toEqual({ 'w-A': 3, 'w-B': 2 })
  })

  it.each([
    ['more than the source has', move('bolt', 'w-B', 'w-A', 5)],
    ['from a warehouse without a figure', move('glue', 'w-A', 'w-B', 1)],
    ['an unknown item', move('none', 'w-A', 'w-B', 1)],
    ['an unknown source', move('bolt', 'w-Z', 'w-B', 1)],
    ['an unknown destination', move('bolt', 'w-A', 'w-Z', 1)],
    ['to where it is', move('bolt', 'w-A', 'w-A', 1)],
    ['nothing', move('bolt', 'w-A', 'w-B', 0)],
  ])('refuses %s', async (_, row) => {
    const account = await openSmallShop()
    expect((await account.patch(transfer, [row])).status).toBe(400)
    expect(account.stockOf('bolt')).toEqual({ 'w-A': 10, 'w-B': 4 })
  })
})
