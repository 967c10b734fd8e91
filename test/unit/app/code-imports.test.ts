import { describe, expect, it } from 'vitest'
import { addBundle } from '../../support/add-bundle.ts'
import { openCodes } from '../../support/code-world.ts'

const row = (line: number, code: string, sku: string, quantity = '') => ({ line, code, sku, quantity })

describe('checking an import', () => {
  it('names line, value and reason of every row that is refused', async () => {
    const { world, assign } = await openCodes()
    await assign('4006381333931', 'A', 6)
    const { rows, ...counts } = await world.call('barcodes.checkImport', {
      rows: [
        row(2, '00123', 'A', '12'),
        row(3, '4006381333931', 'A', '6'),
        row(4, '4006381333931', 'A', '6'),
        row(5, '', 'A'),
        row(6, '4,00638E+12', 'A'),
        row(7, 'x1', ''),
        row(8, 'x2', 'Nobody'),
        row(9, 'x3', 'A', 'many'),
        row(10, 'x4', 'A', '0'),
        row(11, '04006381333931', 'B'),
        row(12, 'A', 'B'),
        row(13, 'y', 'A'),
        row(14, 'y', 'B'),
        row(15, 'XXHKPShelf 3', 'A'),
      ],
    })
    expect(
      rows.map(({ line, outcome, problem, holder }) => [line, problem ?? outcome, holder?.sku, holder?.line]),
    ).toEqual([
      [2, 'new', undefined, undefined],
      [3, 'twice', 'B', 11],
      [4, 'twice', 'B', 11],
      [5, 'noCode', undefined, undefined],
      [6, 'rounded', undefined, undefined],
      [7, 'noItem', undefined, undefined],
      [8, 'unknownItem', undefined, undefined],
      [9, 'badQuantity', undefined, undefined],
      [10, 'badQuantity', undefined, undefined],
      [11, 'twice', 'A', 3],
      [12, 'isSku', 'A', undefined],
      [13, 'twice', 'B', 14],
      [14, 'twice', 'A', 13],
      [15, 'reserved', undefined, undefined],
    ])
    expect(counts).toEqual({ added: 1, changed: 0, same: 0, refused: 13 })
    expect((await world.call('barcodes.list', {})).total).toBe(1)
  })

  it('shows both items of a code that another one has', async () => {
    const { world, assign } = await openCodes()
    await assign('4006381333931', 'A')
    expect((await world.call('barcodes.checkImport', { rows: [row(1, '04006381333931', 'B')] })).rows).toMatchObject([
      { sku: 'B', problem: 'taken', holder: { sku: 'A', name: 'Apple' } },
    ])
  })

  it('refuses a code that a bundle has, however it is written, and the SKU of one', async () => {
    const { world, connection, open } = await openCodes()
    addBundle(world, connection, { key: 'BOX', name: 'Gift box', components: [['A', 2]] })
    await world.call('barcodes.assign', { code: '4006381333931', sku: 'BOX', record: 'bundle' })
    const rows = [row(1, '4006381333931', 'A'), row(2, '04006381333931', 'B'), row(3, 'BOX', 'A')]
    expect((await world.call('barcodes.checkImport', { rows })).rows).toMatchObject([
      { problem: 'twice' },
      { problem: 'twice' },
      { problem: 'isSku', holder: { sku: 'BOX', name: 'Gift box' } },
    ])
    for (const each of rows.slice(0, 2))
      expect((await world.call('barcodes.checkImport', { rows: [each] })).rows).toMatchObject([
        { problem: 'taken', holder: { sku: 'BOX', name: 'Gift box' } },
      ])
    expect(await world.call('barcodes.import', { rows })).toMatchObject({ importID: null, added: 0, refused: 3 })
    const seen = await world.call('stocktakes.preview', { stocktakeID: await open(), code: '4006381333931' })
    expect(seen.bundle).toMatchObject({ sku: 'BOX' })
  })
})

describe('importing', () => {
  it('does what the check said, keeps zeros, and twice is once', async () => {
    const { world, resolve } = await openCodes()
    const rows = [row(1, '00123', 'A', '12'), row(2, 'b', 'B'), row(3, 'b', 'B'), row(4, 'c', 'Nobody')]
    expect(await world.call('barcodes.import', { rows, name: 'codes.csv' })).toMatchObject({ added: 3, refused: 1 })
    expect(await resolve('00123')).toMatchObject({ sku: 'A', quantity: 12 })
    expect(await resolve('123')).toEqual({ outcome: 'unknown' })
    expect(await world.call('barcodes.import', { rows })).toEqual({
      importID: null,
      added: 0,
      changed: 0,
      same: 3,
      refused: 1,
      counted: 0,
    })
  })

  it('counts what was scanned before', async () => {
    const { world, open, scan, counted } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'box', 2)
    expect(await world.call('barcodes.import', { rows: [row(1, 'box', 'A', '10')] })).toMatchObject({ counted: 20 })
    expect(await counted(stocktakeID, 'A')).toBe(20)
  })

  it('is taken back, but not what was changed since', async () => {
    const { world, assign, resolve } = await openCodes()
    await assign('a', 'A', 2)
    const rows = [row(1, 'a', 'A', '5'), row(2, 'b', 'B'), row(3, 'c', 'C')]
    const { importID } = await world.call('barcodes.import', { rows })
    await assign('c', 'C', 9)
    expect((await world.call('barcodes.imports', {})).rows).toMatchObject([{ importID, rows: 3, undoneAt: null }])
    expect(await world.call('barcodes.undoImport', { importID: importID ?? '' })).toEqual({ restored: 2, kept: 1 })
    expect(await resolve('a')).toMatchObject({ quantity: 2 })
    expect(await resolve('b')).toEqual({ outcome: 'unknown' })
    expect(await resolve('c')).toMatchObject({ quantity: 9 })
    expect(await world.call('barcodes.undoImport', { importID: importID ?? '' })).toEqual({ restored: 0, kept: 0 })
    expect((await world.fail('barcodes.undoImport', { importID: 'none' })).kind).toBe('notFound')
  })

  it('of ten thousand rows takes seconds at most', async () => {
    const { world } = await openCodes()
    const rows = Array.from({ length: 10_000 }, (_, index) =>
      row(index + 1, `code-${String(index)}`, index % 2 === 0 ? 'A' : 'B'),
    )
    const start = performance.now()
    expect(await world.call('barcodes.import', { rows })).toMatchObject({ added: 10_000 })
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
