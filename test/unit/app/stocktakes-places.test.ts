import { expect, it } from 'vitest'
import { movedPlace } from '../../../src/shared/domain/moved-place.ts'
import { openCount } from '../../support/stocktake-world.ts'

it('a review says where an item stood in the count before, of the same warehouse', async () => {
  const { world, stocktakeID, review } = await openCount()
  const scanAt = (id: string, code: string, place?: string) => {
    world.now += 1_000
    const where = place === undefined ? {} : { place }
    return world.call('stocktakes.scan', { stocktakeID: id, code, scanID: `${id} ${code} ${place ?? ''}`, ...where })
  }
  await scanAt(stocktakeID, 'AAA', 'B2')
  await scanAt(stocktakeID, 'AAA', 'B3')
  await scanAt(stocktakeID, 'BBB')
  expect(await review('AAA')).not.toHaveProperty('placesBefore')
  await world.call('stocktakes.cancel', { stocktakeID })
  const next = await world.call('stocktakes.open', { warehouseID: 'W1' })
  const elsewhere = await world.call('stocktakes.open', { warehouseID: 'W2' })
  await scanAt(elsewhere.stocktakeID, 'AAA', 'X9')
  await scanAt(next.stocktakeID, 'AAA', 'C4')
  await scanAt(next.stocktakeID, 'BBB', 'C4')
  const { rows } = await world.call('stocktakes.review', next)
  expect(rows.map(({ sku, places, placesBefore }) => [sku, places, placesBefore])).toEqual([
    ['AAA', ['C4'], ['B2', 'B3']],
    ['BBB', ['C4'], undefined],
  ])
})

it.each([
  ['moved', ['C4'], ['B2'], 0, { from: ['B2'], to: ['C4'] }],
  ['one of several places moved', ['B3', 'C4'], ['B2', 'B3'], 0, { from: ['B2'], to: ['C4'] }],
  ['short, and not counted where it stood', ['B3'], ['B2', 'B3'], -4, { from: ['B2'], to: [] }],
  ['not short', ['B3'], ['B2', 'B3'], 0, null],
  ['a place more', ['B2', 'C4'], ['B2'], 3, null],
  ['spelt otherwise', ['b2'], ['B2'], -1, null],
  ['no place said now', [], ['B2'], -1, null],
] as const)('%s', (_what, now, before, variance, said) => {
  expect(movedPlace(now, before, variance)).toEqual(said)
})
