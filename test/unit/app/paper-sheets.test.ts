import { describe, expect, it } from 'vitest'
import type { SheetImportRow } from '../../../src/shared/contract/paper.ts'
import { openCount, teach } from '../../support/stocktake-world.ts'

async function withSheets(options: Parameters<typeof openCount>[0] = {}) {
  const count = await openCount(options)
  const { world, stocktakeID } = count
  const rowsOf = (cells: readonly (readonly [string, string, string?])[]): SheetImportRow[] =>
    cells.map(([sku, counted, place = ''], index) => ({ line: index + 2, sku, counted, place }))
  const look = (cells: Parameters<typeof rowsOf>[0]) =>
    world.call('stocktakes.readSheet', { stocktakeID, sheetID: 'S1', rows: rowsOf(cells) })
  const take = (cells: Parameters<typeof rowsOf>[0]) =>
    world.call('stocktakes.importSheet', { stocktakeID, sheetID: 'S1', rows: rowsOf(cells) })
  const scanAt = (code: string, place: string, quantity = 1) =>
    world.call('stocktakes.scan', { stocktakeID, code, place, quantity, scanID: `${code}${place}${String(quantity)}` })
  return { ...count, look, take, scanAt }
}

describe('a count sheet', () => {
  it('lists every item of the scope with barcode, by SKU, and figures only where they may be seen', async () => {
    const { world, connection, stocktakeID } = await withSheets()
    teach(world, connection, '4006381333931', 'AAA')
    teach(world, connection, '4006381333948', 'BBB', 12)
    const sheet = await world.call('stocktakes.sheet', { stocktakeID, order: 'sku', figures: true })
    expect(sheet).toEqual({
      figures: true,
      rows: [
        { sku: 'AAA', name: 'Apple', barcode: '4006381333931', place: null, expected: 10 },
        { sku: 'BBB', name: 'Banana', barcode: null, place: null, expected: 5 },
      ],
    })
    const blind = await withSheets({ blind: true })
    const hidden = await blind.world.call('stocktakes.sheet', { stocktakeID: blind.stocktakeID, figures: true })
    expect(hidden.figures).toBe(false)
    expect(hidden.rows.map(({ expected }) => expected)).toEqual([null, null])
  })

  it('goes by the places of the last count, numbers in their order, the placeless at the end', async () => {
    const { world, stocktakeID, scanAt } = await withSheets()
    await scanAt('AAA', 'R10')
    await scanAt('AAA', 'R2')
    const { rows } = await world.call('stocktakes.sheet', { stocktakeID })
    expect(rows.map(({ sku, place }) => [sku, place])).toEqual([
      ['AAA', 'R2'],
      ['AAA', 'R10'],
      ['BBB', null],
    ])
  })
})

describe('importing a filled sheet', () => {
  it('counts figures as typed at their places; blank stays uncounted, zero is counted', async () => {
    const { world, stocktakeID, look, take, review, get } = await withSheets()
    const cells = [
      ['AAA', '7', 'R1'],
      ['AAA', '2,5', 'R2'],
      ['BBB', ' '],
    ] as const
    expect(await look(cells)).toMatchObject({ added: 2, blank: 1, known: 0, refused: 0 })
    expect(await get()).toMatchObject({ lines: 0 })
    expect(await take(cells)).toMatchObject({ added: 2, blank: 1 })
    expect(await review('AAA')).toMatchObject({ counted: 9.5, places: ['R1', 'R2'] })
    expect(await get()).toMatchObject({ lines: 1, quantity: 9.5 })
    await world.call('stocktakes.importSheet', { stocktakeID, rows: [{ line: 1, sku: 'BBB', counted: '0' }] })
    expect(await review('BBB')).toMatchObject({ counted: 0, variance: -5 })
  })

  it('counts nothing twice, and asks about a figure that differs from what was imported', async () => {
    const { take, look, review } = await withSheets()
    await take([['AAA', '7']])
    expect(
      await take([
        ['AAA', '7'],
        ['BBB', '5'],
      ]),
    ).toMatchObject({ added: 1, known: 1 })
    expect(await review('AAA')).toMatchObject({ counted: 7 })
    expect((await look([['AAA', '8']])).rows).toMatchObject([
      { outcome: 'refused', problem: 'otherFigure', other: '7' },
    ])
  })

  it('is taken back by one undo, and can be imported again', async () => {
    const { world, stocktakeID, take, get, scanAt } = await withSheets()
    const done = await take([
      ['AAA', '7'],
      ['BBB', '5'],
    ])
    expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ events: 2 })
    expect(await get()).toMatchObject({ lines: 0, quantity: 0 })
    expect(await world.call('stocktakes.undoSheet', { stocktakeID, importID: done.importID ?? '' })).toEqual({
      events: 0,
    })
    const again = await take([
      ['AAA', '7'],
      ['BBB', '5'],
    ])
    expect(again).toMatchObject({ added: 2, known: 0 })
    await scanAt('AAA', 'R1')
    expect(await world.call('stocktakes.undoSheet', { stocktakeID, importID: again.importID ?? '' })).toEqual({
      events: 2,
    })
    expect(await get()).toMatchObject({ lines: 1, quantity: 1 })
  })

  it('refuses row by row, and says why', async () => {
    const { world, connection, stocktakeID, scanAt } = await withSheets({ scope: ['AAA'] })
    teach(world, connection, '4006381333931', 'AAA')
    await scanAt('AAA', 'R1', 3)
    const bad = [
      { counted: '1' },
      { sku: 'NOPE', counted: '1' },
      { sku: 'BBB', code: '4006381333931', counted: '1' },
      { sku: 'BBB', counted: '1' },
      { sku: 'AAA', counted: '-1' },
      { sku: 'AAA', counted: '1,234' },
      { sku: 'AAA', counted: '4006381333931' },
      { sku: 'AAA', counted: '1', place: 'x'.repeat(500) },
      { code: '4006381333931', counted: '1', place: 'R1' },
      { sku: 'AAA', counted: '2', place: ' R1 ' },
    ]
    const rows = bad.map((row, index) => ({ line: index + 1, ...row }))
    const answer = await world.call('stocktakes.readSheet', { stocktakeID, rows })
    expect(answer.rows.map(({ problem, already }) => problem ?? already)).toEqual([
      'noItem',
      'unknownItem',
      'otherItem',
      'outOfScope',
      'badQuantity',
      'ambiguous',
      'looksLikeCode',
      'badPlace',
      3,
      'twice',
    ])
    expect(await world.call('stocktakes.importSheet', { stocktakeID, rows })).toMatchObject({ added: 1, refused: 9 })
  })

  it('needs an open stocktake', async () => {
    const { world, stocktakeID } = await withSheets()
    await world.call('stocktakes.cancel', { stocktakeID })
    expect(await world.fail('stocktakes.importSheet', { stocktakeID, rows: [] })).toMatchObject({ kind: 'notAllowed' })
  })
})
