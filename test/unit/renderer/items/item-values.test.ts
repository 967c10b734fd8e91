import { describe, expect, it } from 'vitest'
import { bundleSchema, toBundleChanges, valuesOfBundle } from '../../../../src/renderer/features/items/bundle-values.ts'
import {
  emptyItem,
  itemSchema,
  toChanges,
  toNewItem,
  valuesOf,
} from '../../../../src/renderer/features/items/item-values.ts'
import { stockParts } from '../../../../src/renderer/features/items/stock-parts.ts'

const words = {
  skuMissing: 'skuMissing',
  tooLong: 'tooLong',
  notAPrice: 'notAPrice',
  ambiguous: 'ambiguous',
  notADate: 'notADate',
  noSuchDay: 'noSuchDay',
  notAQuantity: 'notAQuantity',
  itemMissing: 'itemMissing',
  itemTwice: 'itemTwice',
}

const issues = (result: ReturnType<ReturnType<typeof itemSchema>['safeParse']>): readonly string[] =>
  (result.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

describe('the item form', () => {
  const evening = new Date(2028, 8, 30, 18, 30).getTime() / 1000
  const item = { sku: 'GL-1', name: 'Gloves', price: 8.4, expires: evening }

  it('says what does not fit, field by field', () => {
    const values = { ...emptyItem, price: 'much', expires: '31.02.2026', stock: { a: '-1', b: '', c: '2,5' } }
    expect(issues(itemSchema(words, 'en').safeParse(values))).toEqual([
      'sku: skuMissing',
      'price: notAPrice',
      'expires: noSuchDay',
      'stock.a: notAQuantity',
    ])
  })

  it('sends only what was given for a new item', () => {
    const values = { ...emptyItem, sku: ' N-1 ', name: 'Lamp', price: '19,90', stock: { a: '4', b: '' } }
    expect(toNewItem(values, 'de')).toEqual({
      sku: 'N-1',
      name: 'Lamp',
      price: 19.9,
      inventory: [{ warehouseID: 'a', quantity: 4 }],
    })
  })

  it('changes nothing where nothing was edited, not even the time of day of an expiry', () => {
    expect(toChanges(item, valuesOf(item, 'de'), 'de')).toEqual({})
    expect(toChanges(item, { ...valuesOf(item, 'en'), name: 'Gloves L' }, 'en')).toEqual({ name: 'Gloves L' })
  })

  it('empties a field and renames', () => {
    const values = { ...valuesOf(item, 'en'), sku: 'GL-2', price: '', expires: '' }
    expect(toChanges(item, values, 'en')).toEqual({ sku: 'GL-2', price: null, expires: null })
  })
})

describe('the bundle form', () => {
  const row = {
    sku: 'B-1',
    name: 'Kit',
    price: 39,
    item_skus: [{ sku: 'A', quantity: 2 }],
    confirmed: true,
    waiting: 0,
  }

  it('refuses a part named twice and one without pieces', () => {
    const values = {
      ...valuesOfBundle(row, 'en'),
      parts: [
        { sku: 'A', quantity: '1' },
        { sku: 'A', quantity: '1' },
        { sku: 'B', quantity: '0' },
        { sku: null, quantity: '' },
      ],
    }
    const found = bundleSchema(words, 'en').safeParse(values).error?.issues ?? []
    expect(found.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'parts.1.sku: itemTwice',
      'parts.2.quantity: notAQuantity',
    ])
  })

  it('leaves out a line without an item', () => {
    const values = {
      ...valuesOfBundle(row, 'en'),
      parts: [
        { sku: 'A', quantity: '3' },
        { sku: null, quantity: '1' },
      ],
    }
    expect(toBundleChanges(row, values, 'en')).toEqual({
      name: 'Kit',
      price: 39,
      item_skus: [{ sku: 'A', quantity: 3 }],
    })
  })
})

describe('the bar of a cell', () => {
  const cell = { sku: 'A', warehouseID: 'w' }

  it('is solid as far as the remote confirms it, and hatched where something waits', () => {
    expect(stockParts({ ...cell, quantity: 82, remote: 94 }, 100)).toEqual({ solid: 0.82, hatched: 0.12 })
    expect(stockParts({ ...cell, quantity: 78, remote: 66 }, 100)).toEqual({ solid: 0.66, hatched: 0.12 })
    expect(stockParts({ ...cell, quantity: 5, remote: null }, 10)).toEqual({ solid: 0, hatched: 0.5 })
  })

  it('is hatched over an interval in doubt and empty below zero', () => {
    expect(stockParts({ ...cell, quantity: 54, remote: 54, low: 48, high: 54 }, 54)).toEqual({
      solid: 48 / 54,
      hatched: 6 / 54,
    })
    expect(stockParts({ ...cell, quantity: -2, remote: -2 }, 10)).toEqual({ solid: 0, hatched: 0 })
  })
})
