import { describe, expect, it } from 'vitest'
import { openCodes } from '../../support/code-world.ts'

const lot = (name: string): string => `010400638133393110${name}`

describe('the list of unknown codes', () => {
  it('keeps quantity, time, neighbours and where it was', async () => {
    const { world, open, scan, move, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A')
    await scan(stocktakeID, '???', 3)
    const first = world.now
    await scan(stocktakeID, 'B')
    await move('receive', '???', 2)
    expect(await unknown()).toMatchObject([
      {
        code: '???',
        scans: 2,
        quantity: 5,
        firstAt: first,
        before: 'Apple',
        after: 'Banana',
        stocktakes: [{ stocktakeID, open: true }],
        moves: ['receive'],
      },
    ])
  })

  it('shows the neighbours in a draft of a move too', async () => {
    const { move, unknown } = await openCodes()
    await move('issue', 'A')
    await move('issue', '???')
    await move('issue', 'B')
    expect(await unknown()).toMatchObject([{ before: 'Apple', after: 'Banana', stocktakes: [] }])
  })

  it('is one row for all lots of a thing', async () => {
    const { world, open, scan, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, lot('L1'))
    await scan(stocktakeID, lot('L2'), 4)
    await scan(stocktakeID, '4006381333931')
    expect(await unknown()).toMatchObject([{ code: '4006381333931', scans: 3, quantity: 6, lots: ['L1', 'L2'] }])
    expect(await world.call('stocktakes.get', { stocktakeID })).toMatchObject({ unknownCodes: 1 })
  })

  it('is searched by code, neighbour and stocktake, and paged', async () => {
    const { world, open, scan, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A')
    for (const code of ['u-1', 'u-2', 'u-3']) await scan(stocktakeID, code)
    expect((await unknown('U-2')).map((row) => row.code)).toEqual(['u-2'])
    expect(await unknown('apple')).toHaveLength(3)
    expect(await unknown('pear')).toEqual([])
    expect(await world.call('barcodes.unknown', { offset: 1, limit: 1 })).toMatchObject({
      rows: [{ code: 'u-2' }],
      total: 3,
    })
  })

  it('is left by a dismissed code with all its lots, and entered again when that is undone', async () => {
    const { world, open, scan, move, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, lot('L1'))
    await move('receive', lot('L2'))
    await world.call('barcodes.dismiss', { code: '4006381333931' })
    expect(await unknown()).toEqual([])
    expect((await world.call('moves.get', { kind: 'receive' })).unknown).toEqual([])
    await world.call('barcodes.restore', { code: '4006381333931' })
    expect(await unknown()).toMatchObject([{ scans: 2 }])
  })
})

describe('naming an unknown code', () => {
  it('counts it in every open stocktake and draft, of any item of the moment, new ones too', async () => {
    const { world, assign, open, scan, move, counted } = await openCodes()
    const open1 = await open('W1')
    const open2 = await open('W2')
    const closed = await open('W1')
    for (const stocktakeID of [open1, open2, closed]) await scan(stocktakeID, '???', 2)
    await scan(open1, '???')
    for (const kind of ['receive', 'issue', 'transfer'] as const) await move(kind, '???', 5)
    await world.call('stocktakes.cancel', { stocktakeID: closed })
    await world.call('items.create', { sku: 'NEW' })
    expect(await assign('???', 'NEW', 10)).toMatchObject({ counted: 200 })
    expect([await counted(open1, 'NEW'), await counted(open2, 'NEW'), await counted(closed, 'NEW')]).toEqual([
      30,
      20,
      null,
    ])
    for (const kind of ['receive', 'issue', 'transfer'] as const)
      expect(await world.call('moves.get', { kind })).toMatchObject({
        lines: [{ sku: 'NEW', quantity: 50 }],
        unknown: [],
      })
  })

  it('wrongly is taken back whole: the scans are unknown once more, with all that was kept', async () => {
    const { world, assign, open, scan, move, counted, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A')
    await scan(stocktakeID, '???', 3)
    await move('receive', '???', 2)
    const before = await unknown()
    const totals = await world.call('stocktakes.get', { stocktakeID })
    await assign('???', 'B', 2)
    expect(await counted(stocktakeID, 'B')).toBe(6)
    expect(await world.call('barcodes.remove', { code: '???', reopen: true })).toEqual({ reopened: 2 })
    expect(await unknown()).toEqual(before)
    expect(await world.call('stocktakes.get', { stocktakeID })).toEqual(totals)
    expect(await counted(stocktakeID, 'B')).toBeNull()
    expect(await world.call('moves.get', { kind: 'receive' })).toMatchObject({ lines: [], unknown: [{ quantity: 2 }] })
    expect(await assign('???', 'C')).toMatchObject({ counted: 5 })
    expect(await counted(stocktakeID, 'C')).toBe(3)
  })

  it('and forgetting it without taking back leaves the counts', async () => {
    const { world, assign, open, scan, counted } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, '???', 3)
    await assign('???', 'B')
    expect(await world.call('barcodes.remove', { code: '???' })).toEqual({ reopened: 0 })
    expect(await counted(stocktakeID, 'B')).toBe(3)
  })

  it('can be undone scan by scan after it was taken back', async () => {
    const { world, assign, open, scan, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, '???', 3)
    await assign('???', 'B')
    await world.call('barcodes.remove', { code: '???', reopen: true })
    await world.call('stocktakes.undo', { stocktakeID })
    expect(await unknown()).toEqual([])
    expect(await world.call('stocktakes.get', { stocktakeID })).toMatchObject({ scans: 0, quantity: 0, sinceMark: 0 })
  })
})

describe('a code of two items', () => {
  it('is moved when a person says so, with every way of writing it', async () => {
    const { world, assign, resolve } = await openCodes()
    await assign('4006381333931', 'A')
    await world.call('barcodes.assign', { code: '04006381333931', sku: 'B', quantity: 3, move: true })
    expect(await resolve('4006381333931')).toMatchObject({ sku: 'B', quantity: 3 })
    expect((await world.call('barcodes.list', { sku: 'A' })).total).toBe(0)
  })

  it('that is the SKU of one stays its own', async () => {
    const { world } = await openCodes()
    expect(await world.fail('barcodes.assign', { code: 'A', sku: 'B', move: true })).toMatchObject({
      kind: 'exists',
      details: { sku: 'B', holder: { sku: 'A', via: 'sku' } },
    })
  })
})
