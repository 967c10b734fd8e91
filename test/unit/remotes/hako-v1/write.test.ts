import { describe, expect, it } from 'vitest'
import type { Batch } from '../../../../src/main/core/ports.ts'
import { filterBody, toWireFilter, whyOutside } from '../../../../src/main/remotes/hako-v1/filter.ts'
import { writeBody, writeTarget } from '../../../../src/main/remotes/hako-v1/write.ts'

const row = { sku: 'hk-001', warehouseID: 'w-SF', quantity: 2 }

describe('a batch', () => {
  const cases: readonly (readonly [Batch, string, unknown])[] = [
    [
      {
        endpoint: 'create',
        kind: 'item',
        rows: [
          {
            key: 'hk-001',
            fields: { price: 25, name: 'Shirt', expires: 1_496_203_446 },
            stock: [{ warehouseID: 'w-SF', quantity: 105 }],
          },
        ],
      },
      'POST items',
      [
        {
          sku: 'hk-001',
          name: 'Shirt',
          expires: 1_496_203_446,
          price: 25,
          inventory: [{ warehouseID: 'w-SF', quantity: 105 }],
        },
      ],
    ],
    [
      { endpoint: 'create', kind: 'warehouse', rows: [{ key: 'w', fields: { name: 'Bay' } }] },
      'POST warehouses',
      [{ warehouseID: 'w', name: 'Bay' }],
    ],
    [
      {
        endpoint: 'create',
        kind: 'bundle',
        rows: [{ key: 'b', fields: { components: [{ sku: 'x', quantity: 15 }] } }],
      },
      'POST bundles',
      [{ sku: 'b', item_skus: [{ sku: 'x', quantity: 15 }] }],
    ],
    [
      { endpoint: 'update', kind: 'item', rows: [{ key: 'old', newKey: 'new', fields: { expires: null } }] },
      'PATCH items',
      [{ sku: 'old', updates: { sku: 'new', expires: null } }],
    ],
    [
      { endpoint: 'update', kind: 'warehouse', rows: [{ key: 'old', newKey: 'new', fields: {} }] },
      'PATCH warehouses',
      [{ warehouseID: 'old', updates: { warehouseID: 'new' } }],
    ],
    [{ endpoint: 'delete', kind: 'item', rows: [{ key: 'a' }] }, 'DELETE items', [{ sku: 'a' }]],
    [{ endpoint: 'delete', kind: 'warehouse', rows: [{ key: 'w' }] }, 'DELETE warehouses', [{ warehouseID: 'w' }]],
    [{ endpoint: 'delete', kind: 'bundle', rows: [{ key: 'b' }] }, 'DELETE bundles', [{ sku: 'b' }]],
    [
      { endpoint: 'increment', rows: [row] },
      'PATCH items/inventory/increment',
      [{ sku: 'hk-001', warehouseID: 'w-SF', incrementBy: 2 }],
    ],
    [
      { endpoint: 'decrement', rows: [row] },
      'PATCH items/inventory/decrement',
      [{ sku: 'hk-001', warehouseID: 'w-SF', decrementBy: 2 }],
    ],
    [
      { endpoint: 'transfer', rows: [{ sku: 'hk-001', from: 'a', to: 'b', quantity: 25 }] },
      'PATCH items/inventory/transfer',
      [{ sku: 'hk-001', sourceWarehouseID: 'a', destinationWarehouseID: 'b', quantity: 25 }],
    ],
    [
      { endpoint: 'setStock', rows: [row, { ...row, sku: 'other' }, { ...row, warehouseID: 'w-NY', quantity: 0 }] },
      'PATCH items',
      [
        {
          sku: 'hk-001',
          updates: {
            inventory: [
              { warehouseID: 'w-SF', quantity: 2 },
              { warehouseID: 'w-NY', quantity: 0 },
            ],
          },
        },
        { sku: 'other', updates: { inventory: [{ warehouseID: 'w-SF', quantity: 2 }] } },
      ],
    ],
  ]

  it.each(cases)('%j goes to %s', (batch, target, wire) => {
    const { method, path } = writeTarget(batch)
    expect(`${method} ${path}`).toBe(target)
    expect(writeBody(batch)).toBe(JSON.stringify(wire))
  })

  it('has one text, however its fields were put together', () => {
    const text = (fields: { name?: string; price?: number }) =>
      writeBody({ endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields }] })
    expect(text({ name: 'x', price: 1 })).toBe(text({ price: 1, name: 'x' }))
  })

  const bugs: readonly (readonly [string, Batch])[] = [
    ['without rows', { endpoint: 'increment', rows: [] }],
    ['without a key', { endpoint: 'delete', kind: 'item', rows: [{ key: '' }] }],
    ['that moves nothing', { endpoint: 'increment', rows: [{ ...row, quantity: 0 }] }],
    ['that moves backwards', { endpoint: 'transfer', rows: [{ sku: 'a', from: 'b', to: 'c', quantity: -1 }] }],
    ['with a figure that is no number', { endpoint: 'setStock', rows: [{ ...row, quantity: Number.NaN }] }],
    [
      'with a price for a warehouse',
      { endpoint: 'update', kind: 'warehouse', rows: [{ key: 'w', fields: { price: 1 } }] },
    ],
    ['with stock for a bundle', { endpoint: 'create', kind: 'bundle', rows: [{ key: 'b', fields: {}, stock: [] }] }],
    [
      'with an expiry for a bundle',
      { endpoint: 'create', kind: 'bundle', rows: [{ key: 'b', fields: { expires: 1 } }] },
    ],
  ]
  it.each(bugs)('%s is a bug', (_what, batch) => {
    expect(() => writeBody(batch)).toThrow()
  })
})

describe('a filter', () => {
  it('is an empty object when nothing is asked for', () => {
    expect(filterBody('item', {})).toBe('{}')
  })

  it('speaks of whole seconds, rounded so that nothing falls out', () => {
    const filter = toWireFilter({ key: 'w', updatedFrom: 10_700, createdFrom: 20_999, createdBefore: 30_001 })
    expect(JSON.parse(filterBody('warehouse', filter))).toEqual({
      warehouseID: 'w',
      createdAt: { gte: 20, lt: 31 },
      updatedAt: { gte: 10 },
    })
    expect(filterBody('bundle', { key: 'b' })).toBe('{"sku":"b"}')
  })

  it('is kept by rows within what was asked on the wire', () => {
    const filter = toWireFilter({ key: 'a', updatedFrom: 10_700, createdFrom: 5000, createdBefore: 9001 })
    const inside = { kind: 'item', key: 'a', updatedAt: 10_000, createdAt: 9999 } as const
    expect(whyOutside(inside, filter)).toBeNull()
    expect(whyOutside({ ...inside, key: 'A' }, filter)).toContain('another key')
    expect(whyOutside({ ...inside, updatedAt: 9999 }, filter)).toContain('updated before')
    expect(whyOutside({ ...inside, createdAt: 4999 }, filter)).toContain('created before')
    expect(whyOutside({ ...inside, createdAt: 10_000 }, filter)).toContain('created after')
    expect(whyOutside({ kind: 'item', key: 'a', createdAt: 9999 }, filter)).toContain('does not say when')
  })
})
