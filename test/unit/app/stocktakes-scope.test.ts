import { describe, expect, test } from 'vitest'
import { pullFigure } from '../../support/app-world.ts'
import { openCount, teach } from '../../support/stocktake-world.ts'

describe('what a count could be limited to', () => {
  test('is named by barcodes and SKUs, and unknown ones are told', async () => {
    const { world, connection } = await openCount()
    teach(world, connection, '4006381333931', 'CCC')
    const found = await world.call('stocktakes.findScope', { codes: ['AAA', '4006381333931', 'AAA', 'XYZ'] })
    expect(found).toEqual({ skus: ['AAA', 'CCC'], unknown: ['XYZ'], knownPlaces: [] })
  })

  test('is found by a search or by ABC class', async () => {
    const { world } = await openCount()
    expect((await world.call('stocktakes.findScope', { search: 'an' })).skus).toEqual(['BBB'])
    expect((await world.call('stocktakes.findScope', { classes: ['A'] })).skus).toEqual(['AAA'])
    expect((await world.call('stocktakes.findScope', {})).skus).toEqual([])
  })

  test('is found by the ABC class of what moves most, by its movements of 90 days', async () => {
    const { world, connection } = await openCount()
    for (const quantity of [9, 7, 4, 3]) pullFigure(world, connection, 'AAA', 'W1', quantity)
    pullFigure(world, connection, 'BBB', 'W1', 6)
    const classed = async (...classes: ('A' | 'B' | 'C')[]) =>
      (await world.call('stocktakes.findScope', { warehouseID: 'W1', classes, classesBy: 'moves' })).skus
    expect(await classed('A')).toEqual(['AAA'])
    expect(await classed('B', 'C')).toEqual(['BBB'])
    world.now += 91 * 86_400_000
    expect(await classed('A', 'B', 'C')).toEqual([])
    const nowhere = { classes: ['A'], classesBy: 'moves' }
    expect(await world.fail('stocktakes.findScope', nowhere)).toMatchObject({ kind: 'invalid' })
  })

  test('is what stood at a place when it was counted last, and the places are told', async () => {
    const { world, stocktakeID } = await openCount()
    const count = (code: string, place: string) =>
      world.call('stocktakes.scan', { stocktakeID, code, place, scanID: `${code} ${place}` })
    await count('AAA', 'Shelf 10')
    await count('BBB', 'Shelf 9')
    await count('CCC', 'Shelf 9')
    const at = (...places: string[]) => world.call('stocktakes.findScope', { warehouseID: 'W1', places })
    expect(await at('Shelf 9')).toEqual({ skus: ['BBB', 'CCC'], unknown: [], knownPlaces: ['Shelf 9', 'Shelf 10'] })
    expect(await at()).toMatchObject({ skus: [], knownPlaces: ['Shelf 9', 'Shelf 10'] })
    const elsewhere = await world.call('stocktakes.findScope', { warehouseID: 'W2', places: ['Shelf 9'] })
    expect(elsewhere).toEqual({ skus: [], unknown: [], knownPlaces: [] })
  })
})

describe('what to count next', () => {
  const day = 86_400_000

  test('is what was never counted, then what was counted long ago', async () => {
    const { world, scan } = await openCount()
    const suggest = async (days = 30) => (await world.call('stocktakes.suggest', { warehouseID: 'W1', days })).rows
    expect(await suggest()).toMatchObject([
      { sku: 'AAA', reasons: ['never', 'value'], countedAt: null },
      { sku: 'BBB', reasons: ['never'] },
    ])
    await scan('AAA')
    const countedAt = world.now
    expect(await suggest()).toMatchObject([{ sku: 'BBB' }])
    world.now += 31 * day
    expect(await suggest()).toMatchObject([
      { sku: 'AAA', reasons: ['old', 'value'], countedAt },
      { sku: 'BBB', reasons: ['never'] },
    ])
    expect(await suggest(60)).toMatchObject([{ sku: 'BBB' }])
  })

  test('puts what cannot be right and what moved much before all', async () => {
    const { world, connection, scan } = await openCount()
    await scan('AAA')
    world.now += 2 * day
    for (const quantity of [9, 7, 4]) pullFigure(world, connection, 'AAA', 'W1', quantity)
    pullFigure(world, connection, 'BBB', 'W1', -1)
    const { rows } = await world.call('stocktakes.suggest', { warehouseID: 'W1' })
    expect(rows).toMatchObject([
      { sku: 'BBB', reasons: ['negative', 'never'] },
      { sku: 'AAA', reasons: ['moved'] },
    ])
    const moved = await world.call('stocktakes.suggest', { warehouseID: 'W1', reasons: ['moved'] })
    expect(moved).toMatchObject({ total: 1, rows: [{ sku: 'AAA' }] })
  })
})

describe('the list of what to count again', () => {
  test('names items, reasons and places, and no figures', async () => {
    const { world, stocktakeID } = await openCount()
    await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: 'a', quantity: 7, place: 'A-01' })
    expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toEqual([])
    await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
    expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toEqual([
      { sku: 'AAA', name: 'Apple', cause: 'recount', places: ['A-01'], own: true },
    ])
  })

  test('of a double count has the ties for whoever did not count them', async () => {
    const { world, stocktakeID, scan } = await openCount({ method: 'double' })
    for (const name of ['Ada', 'Ben', 'Cem']) await world.call('people.add', { name })
    const people = (await world.call('people.list', {})).rows
    const enter = (index: number) => world.call('people.signIn', { personID: people[index]?.personID ?? '' })
    await enter(0)
    await scan('AAA', 7)
    await enter(1)
    expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toMatchObject([
      { sku: 'AAA', cause: 'second', own: false },
    ])
    await scan('AAA', 8)
    await enter(2)
    expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toMatchObject([
      { sku: 'AAA', cause: 'tieBreak', own: false },
    ])
    await scan('AAA', 8)
    expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toEqual([])
  })
})

test('in an open double count nobody sees what the others counted', async () => {
  const { world, stocktakeID, scan, get } = await openCount({ method: 'double' })
  for (const name of ['Ada', 'Ben']) await world.call('people.add', { name })
  const people = (await world.call('people.list', {})).rows
  const enter = (index: number) => world.call('people.signIn', { personID: people[index]?.personID ?? '' })
  await enter(0)
  await scan('AAA', 7)
  await world.call('stocktakes.mark', { stocktakeID })
  await scan('???', 2)
  await enter(1)
  expect(await get()).toMatchObject({ quantity: 0, lines: 0, scans: 0, sinceMark: 0 })
  expect((await world.call('stocktakes.tape', { stocktakeID })).rows).toEqual([])
  expect((await world.call('stocktakes.lines', { stocktakeID })).rows).toEqual([])
  await scan('AAA', 8)
  expect(await get()).toMatchObject({ quantity: 8, lines: 1, scans: 1, sinceMark: 8 })
  await enter(0)
  expect(await get()).toMatchObject({ quantity: 7, lines: 1, sinceMark: 2, sinceMarkUnknown: 2 })
  expect((await world.call('stocktakes.lines', { stocktakeID })).rows).toMatchObject([{ sku: 'AAA', counted: 7 }])
})
