import { describe, expect, it } from 'vitest'
import { parseKey, parseMovement, parseRecord } from '../../../../src/main/remotes/hako-v1/rows.ts'
import { parseStamp } from '../../../../src/main/remotes/http/stamps.ts'
import { err, ok } from '../../../../src/shared/domain/result.ts'

const time = 1_496_203_446_000

describe('a time stamp', () => {
  it.each([
    [1_496_203_446, time],
    [1_496_203_446.125, time + 125],
    [1_496_203_446_125, time + 125],
    ['1496203446', time],
    ['2017-05-31T04:04:06Z', time],
    ['2017-05-31T04:04:06.125Z', time + 125],
    ['2017-05-31T06:04:06+02:00', time],
    ['2017-05-31T06:04:06+0200', time],
    ['2017-05-31 04:04:06', time],
    ['2017-05-31', Date.UTC(2017, 4, 31)],
    [0, 0],
    [-1, null],
    [Number.NaN, null],
    ['yesterday', null],
    ['2017-13-31T04:04:06Z', null],
    ['', null],
    [true, null],
    [{}, null],
  ])('%j is %j', (value, milliseconds) => {
    expect(parseStamp(value)).toBe(milliseconds)
  })
})

describe('an item', () => {
  const full = {
    id: 1,
    sku: 'hk-001',
    name: 'Shirt',
    expires: 1_496_203_446,
    price: 25,
    createdAt: 1_496_203_446,
    updatedAt: 1_496_203_446,
  }
  const stock = new Map([
    ['w-SF', 14],
    ['w-NY', 0],
  ])

  it('is read with everything it says', () => {
    const row = {
      ...full,
      Inventories: [
        { id: 5, sku: 'hk-001', warehouseID: 'w-SF', quantity: 14 },
        { warehouseID: 'w-NY', quantity: 0 },
      ],
    }
    expect(parseRecord('item', row)).toEqual(
      ok({
        kind: 'item',
        key: 'hk-001',
        serverID: '1',
        name: 'Shirt',
        expires: 1_496_203_446,
        price: 25,
        createdAt: time,
        updatedAt: time,
        stock,
      }),
    )
  })

  it.each([
    ['a dictionary of figures', { 'w-SF': 14, 'w-NY': 0 }],
    ['a dictionary of rows', { 'w-SF': { quantity: 14 }, 'w-NY': { quantity: '0' } }],
  ])('may have its Inventories as %s', (_form, Inventories) => {
    expect(parseRecord('item', { sku: 'hk-001', Inventories })).toEqual(ok({ kind: 'item', key: 'hk-001', stock }))
  })

  it('that says nothing of its stock is not an item without stock', () => {
    expect(parseRecord('item', { sku: 'a' })).toEqual(ok({ kind: 'item', key: 'a' }))
    expect(parseRecord('item', { sku: 'a', Inventories: null })).toEqual(ok({ kind: 'item', key: 'a' }))
    expect(parseRecord('item', { sku: 'a', Inventories: [] })).toEqual(ok({ kind: 'item', key: 'a', stock: new Map() }))
  })

  it('tells what is said to be empty from what is not said', () => {
    const row = { id: null, sku: 'a', name: null, price: null, expires: null, createdAt: null, updatedAt: null }
    expect(parseRecord('item', row)).toEqual(ok({ kind: 'item', key: 'a', name: null, price: null, expires: null }))
  })

  it('may have texts for numbers and numbers for texts', () => {
    const row = { id: 'c0ffee', sku: 42, name: 7, price: '25.50', expires: '2017-05-31T04:04:06.000Z' }
    expect(parseRecord('item', row)).toEqual(
      ok({ kind: 'item', key: '42', serverID: 'c0ffee', name: '7', price: 25.5, expires: 1_496_203_446 }),
    )
  })

  it.each([
    [{ name: 'x' }, 'sku is missing'],
    [{ sku: '' }, 'sku is ""'],
    [{ sku: { a: 1 } }, 'sku is an object'],
    [null, 'the row is not an object'],
    [['a'], 'the row is not an object'],
    ['a', 'the row is not an object'],
  ])('%j is malformed: %s', (row, problem) => {
    expect(parseRecord('item', row)).toEqual(err(problem))
  })

  it.each([
    [{ price: 'dear' }, 'price'],
    [{ price: 'x'.repeat(99) }, 'price'],
    [{ updatedAt: 'soon' }, 'updatedAt'],
    [{ createdAt: true }, 'createdAt'],
    [{ expires: [] }, 'expires'],
    [{ name: ['x'] }, 'name'],
    [{ Inventories: 'none' }, 'Inventories'],
    [{ Inventories: [{ warehouseID: 'w' }] }, 'Inventories'],
    [{ Inventories: [{ quantity: 1 }] }, 'Inventories'],
    [{ Inventories: { w: null } }, 'Inventories'],
    [{ Inventories: [1, 2].map((quantity) => ({ warehouseID: 'w', quantity })) }, 'Inventories'],
  ])('with %j is taken without it', (field, name) => {
    expect(parseRecord('item', { sku: 'a', id: 3, ...field })).toEqual(
      ok({ kind: 'item', key: 'a', serverID: '3', malformed: [name] }),
    )
  })

  it('keeps outer spaces in its key', () => {
    expect(parseRecord('item', { sku: ' a ' })).toEqual(ok({ kind: 'item', key: ' a ' }))
  })
})

describe('other records', () => {
  it('of a warehouse leave its Inventories alone', () => {
    const row = { id: 1, warehouseID: 'w-SF', name: 'Bay', Inventories: { 'hk-001': 'whatever' } }
    expect(parseRecord('warehouse', row)).toEqual(ok({ kind: 'warehouse', key: 'w-SF', serverID: '1', name: 'Bay' }))
  })

  it('of a bundle list its components, as rows or as bare SKUs', () => {
    const row = { sku: 'b', price: 3, item_skus: [{ sku: 'x', quantity: 15 }, 'y', { sku: 'z' }] }
    const components = [
      { sku: 'x', quantity: 15 },
      { sku: 'y', quantity: 1 },
      { sku: 'z', quantity: 1 },
    ]
    expect(parseRecord('bundle', row)).toEqual(ok({ kind: 'bundle', key: 'b', price: 3, components }))
    expect(parseRecord('bundle', { sku: 'b', item_skus: 'x' })).toEqual(
      ok({ kind: 'bundle', key: 'b', malformed: ['item_skus'] }),
    )
  })

  it('of a movement are items or figures', () => {
    expect(parseMovement({ id: 9, sku: 'a', warehouseID: 'w', quantity: 12 })).toEqual(
      ok({ sku: 'a', warehouseID: 'w', quantity: 12 }),
    )
    expect(parseMovement({ id: 9, sku: 'a' })).toEqual(ok({ kind: 'item', key: 'a', serverID: '9' }))
    expect(parseMovement({ sku: 'a', warehouseID: 'w' })).toEqual(err('quantity is missing'))
  })

  it('of a deletion are keys, bare or in an object', () => {
    expect(parseKey('item', 'a')).toEqual(ok('a'))
    expect(parseKey('warehouse', { warehouseID: 'w' })).toEqual(ok('w'))
    expect(parseKey('item', null)).toEqual(err('key is null'))
  })
})
