import { describe, expect, it } from 'vitest'
import { barcodeCommands, barcodeQueries } from '../../../src/main/core/app/barcodes.ts'
import { itemCommands, itemQueries } from '../../../src/main/core/app/items.ts'
import { stocktakeCommands } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { unknownCodeCommands } from '../../../src/main/core/app/unknown-codes.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

async function open() {
  const world = await openAppWorld({
    handlers: {
      queries: { ...barcodeQueries, ...itemQueries },
      commands: { ...barcodeCommands, ...itemCommands, ...stocktakeCommands, ...unknownCodeCommands },
    },
  })
  addMirror(world, ['W1'], {
    A: { name: 'Apple', stock: { W1: 10 } },
    B: { name: 'Banana' },
    '036000291452': { name: 'Cola' },
  })
  const resolve = (code: string) => world.call('barcodes.resolve', { code })
  return { world, resolve }
}

describe('resolving', () => {
  it('takes the exact alias before the exact SKU before the GTIN', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: '4006381333931', sku: 'A', quantity: 6 })
    expect(await resolve('4006381333931')).toEqual({
      outcome: 'known',
      via: 'alias',
      sku: 'A',
      name: 'Apple',
      quantity: 6,
    })
    expect(await resolve('B')).toMatchObject({ via: 'sku', sku: 'B', quantity: 1 })
    expect(await resolve('04006381333931')).toMatchObject({ via: 'gtin', sku: 'A', quantity: 6 })
    expect(await resolve('0036000291452')).toMatchObject({ via: 'gtin', sku: '036000291452' })
  })

  it('does not take digits with a wrong check digit for a GTIN', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: '4006381333932', sku: 'A' })
    expect(await resolve('4006381333932')).toMatchObject({ via: 'alias' })
    expect(await resolve('04006381333932')).toEqual({ outcome: 'unknown' })
  })

  it('keeps case and zeros: they are part of the code', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: 'ab-1', sku: 'A' })
    for (const code of ['AB-1', 'a', '0ab-1']) expect(await resolve(code)).toEqual({ outcome: 'unknown' })
  })

  it('sees past a scanner’s symbology identifier', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: ']E04006381333931', sku: 'A' })
    expect(await resolve('4006381333931')).toMatchObject({ sku: 'A' })
    expect(await resolve(']E04006381333931')).toMatchObject({ sku: 'A' })
  })

  it('knows nothing of deleted items, and nothing without a connection', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: 'x', sku: 'B' })
    await world.call('items.delete', { sku: 'B' })
    expect(await resolve('x')).toEqual({ outcome: 'unknown' })
    expect(await resolve('B')).toEqual({ outcome: 'unknown' })
    const empty = await openAppWorld({ handlers: { queries: barcodeQueries } })
    expect(await empty.call('barcodes.resolve', { code: 'x' })).toEqual({ outcome: 'unknown' })
  })
})

describe('assigning', () => {
  it('refuses a code that another item has, and shows both', async () => {
    const { world } = await open()
    await world.call('barcodes.assign', { code: '4006381333931', sku: 'A' })
    const error = await world.fail('barcodes.assign', { code: '4006381333931', sku: 'B' })
    expect(error).toMatchObject({
      kind: 'exists',
      details: { sku: 'B', holder: { sku: 'A', name: 'Apple', via: 'alias' } },
    })
    expect(await world.fail('barcodes.assign', { code: '04006381333931', sku: 'B' })).toMatchObject({
      details: { holder: { via: 'gtin' } },
    })
    expect(await world.fail('barcodes.assign', { code: 'A', sku: 'B' })).toMatchObject({
      details: { holder: { via: 'sku' } },
    })
  })

  it('changes the pieces of a code that the item has, and counts codes', async () => {
    const { world } = await open()
    await world.call('barcodes.assign', { code: 'x', sku: 'A' })
    await world.call('barcodes.assign', { code: 'x', sku: 'A', quantity: 12 })
    await world.call('barcodes.assign', { code: 'y', sku: 'A' })
    expect(await world.call('items.get', { sku: 'A' })).toMatchObject({
      barcodes: 2,
      codes: [
        { code: 'x', quantity: 12 },
        { code: 'y', quantity: 1 },
      ],
    })
  })

  it('gives the code of a deleted item to another', async () => {
    const { world, resolve } = await open()
    await world.call('barcodes.assign', { code: 'x', sku: 'B' })
    await world.call('items.delete', { sku: 'B' })
    await world.call('barcodes.assign', { code: 'x', sku: 'A' })
    expect(await resolve('x')).toMatchObject({ sku: 'A' })
  })

  it('counts the scans that were kept for it', async () => {
    const { world } = await open()
    const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1' })
    await world.call('stocktakes.scan', { stocktakeID, code: 'box', quantity: 2, scanID: '1' })
    expect(await world.call('barcodes.assign', { code: 'box', sku: 'A', quantity: 6 })).toEqual({
      code: 'box',
      counted: 12,
      left: 0,
    })
  })

  it('of an unknown item, an empty code, and removing an unknown code are refused', async () => {
    const { world } = await open()
    expect((await world.fail('barcodes.assign', { code: 'x', sku: 'X' })).kind).toBe('notFound')
    expect((await world.fail('barcodes.assign', { code: ' ', sku: 'A' })).kind).toBe('invalid')
    expect((await world.fail('barcodes.assign', { code: 'XXHKCUNDO', sku: 'A' })).kind).toBe('notAllowed')
    expect((await world.fail('barcodes.remove', { code: 'x' })).kind).toBe('notFound')
  })
})

describe('listing', () => {
  it('shows codes in their order, of one item or of what a search finds', async () => {
    const { world } = await open()
    await world.call('barcodes.assign', { code: 'z1', sku: 'A' })
    await world.call('barcodes.assign', { code: 'b2', sku: 'B' })
    await world.call('barcodes.assign', { code: 'a1', sku: 'A', quantity: 3 })
    const codes = async (input: object) => {
      const { rows, total } = await world.call('barcodes.list', input)
      return [total, ...rows.map((row) => row.code)]
    }
    expect(await codes({})).toEqual([3, 'a1', 'b2', 'z1'])
    expect(await codes({ sku: 'A' })).toEqual([2, 'a1', 'z1'])
    expect(await codes({ search: 'banana' })).toEqual([1, 'b2'])
    expect(await codes({ search: 'ap', limit: 1, offset: 1 })).toEqual([2, 'z1'])
  })
})
