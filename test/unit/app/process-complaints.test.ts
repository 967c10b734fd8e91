import { describe, expect, test } from 'vitest'
import { itemQueries } from '../../../src/main/core/app/items.ts'
import { paperCommands, paperQueries } from '../../../src/main/core/app/paper/paper.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { addMirror, openAppWorld, pullFigure, queueChange } from '../../support/app-world.ts'
import { apply, openCount } from '../../support/stocktake-world.ts'

/** What users of other programs complained of about stock that moves during a count, and about counting without a network. */

describe('stock that moves during a count', () => {
  test('does not keep a count from being finished (msupply-foundation/open-msupply#11439)', async () => {
    const { world, connection, stocktakeID, scan } = await openCount()
    await scan('AAA', 8)
    await scan('BBB', 4)
    pullFigure(world, connection, 'AAA', 'W1', 7, world.now + 30_000)
    const { changeIDs, left } = await world.call('stocktakes.post', { stocktakeID })
    expect(changeIDs).toHaveLength(1)
    expect(left).toEqual([{ sku: 'AAA', status: 'decide' }])
    await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference' })
    expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ left: [], state: 'posted' })
  })

  test('is nobody’s question on lines that nobody counted (msupply-foundation/open-msupply#11408)', async () => {
    const { world, connection, stocktakeID, scan } = await openCount()
    await scan('AAA', 8)
    pullFigure(world, connection, 'BBB', 'W1', 1, world.now + 30_000)
    expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ left: [], state: 'posted' })
  })

  test('is told to whoever decides, and asks for no new count of it (msupply-foundation/mobile#638)', async () => {
    const { world, connection, stocktakeID, scan, review } = await openCount()
    await scan('AAA', 8)
    pullFigure(world, connection, 'AAA', 'W1', 7, world.now + 30_000)
    expect(await review('AAA')).toMatchObject({ counted: 8, expected: 10, variance: -2, drift: -3, remote: 7 })
    await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference' })
    expect(await review('AAA')).toMatchObject({ counted: 8, status: 'ready' })
  })

  test('does not swallow the difference when figures are read again (odoo/odoo#42997)', async () => {
    const { world, connection, scan, review } = await openCount()
    await scan('AAA', 7)
    pullFigure(world, connection, 'AAA', 'W1', 7, world.now + 30_000)
    expect(await review('AAA')).toMatchObject({ expected: 10, variance: -3, drift: -3, status: 'decide' })
  })

  test('is not deducted twice where goods were picked and not yet booked (OCA/stock-logistics-warehouse stock_quant_safe_inventory, openboxes/openboxes#5092)', async () => {
    const { world, connection, stocktakeID, scan, review } = await openCount()
    const picked = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
    await scan('AAA', 7)
    apply(world, connection, picked, 'AAA', 'W1', 7)
    expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
    expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
  })

  test('stays what it became: a posting is the difference, never a figure of an earlier day (frappe/erpnext#51669)', async () => {
    const { world, stocktakeID, connection, scan } = await openCount()
    await scan('AAA', 8)
    queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 100, at: 'W1' })
    await world.call('stocktakes.post', { stocktakeID })
    const { rows } = await world.call('stocktakes.review', { stocktakeID })
    expect(rows).toMatchObject([{ sku: 'AAA', expected: 10, variance: -2, status: 'posted' }])
    const change = world.store.reader.row('SELECT kind, quantity FROM changes WHERE stocktake_id IS NOT NULL')
    expect(change).toEqual({ kind: 'stock-delta', quantity: -2 })
  })

  test('of an earlier day that is cancelled or booked after the posting changes the stock, and neither the count nor what it posted (frappe/erpnext#37192, frappe/erpnext#54640)', async () => {
    const { world, stocktakeID, connection, scan, review } = await openCount()
    const lastMonth = world.now - 30 * 86_400_000
    await scan('AAA', 8)
    const { changeIDs } = await world.call('stocktakes.post', { stocktakeID })
    apply(world, connection, changeIDs[0] ?? 0, 'AAA', 'W1', 8)
    const settled = { counted: 8, expected: 10, variance: -2, status: 'posted', changeState: 'applied' }
    for (const figure of [9, 4]) {
      pullFigure(world, connection, 'AAA', 'W1', figure, lastMonth)
      expect(await review('AAA')).toMatchObject({ ...settled, remote: figure })
      expect(world.store.reader.rows('SELECT quantity, state FROM changes')).toEqual([
        { quantity: -2, state: 'applied' },
      ])
    }
    expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
  })

  test('of an earlier day that comes in between count and posting is asked about before anything is posted (frappe/erpnext#37192)', async () => {
    const { world, stocktakeID, connection, scan, review } = await openCount()
    await scan('AAA', 8)
    pullFigure(world, connection, 'AAA', 'W1', 9, world.now - 30 * 86_400_000)
    expect(await review('AAA')).toMatchObject({ expected: 10, drift: -1, status: 'decide', suggested: 'counted' })
    expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
  })
})

describe('with no network at all', () => {
  test('a count is opened, counted, reviewed and posted (inventree/inventree-app#613, diegogarciadev/android_snipeitapp_config#51)', async () => {
    const { world, stocktakeID, scan } = await openCount()
    expect(world.engine).toBeNull()
    await scan('AAA', 8)
    await scan('BBB', 5)
    expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ state: 'posted' })
    expect(world.store.reader.row('SELECT state FROM changes')).toEqual({ state: 'ready' })
  })

  test('an item is counted that is far outside the page or the search that the list shows (defendicon/POS-Awesome-V15#1553, defendicon/POS-Awesome-V15#2106)', async () => {
    const world = await openAppWorld({
      handlers: {
        queries: { ...stocktakeQueries, ...itemQueries },
        commands: stocktakeCommands,
        jobs: stocktakeJobs,
      },
    })
    const skus = Array.from({ length: 3_000 }, (_, index) => `S${String(index).padStart(4, '0')}`)
    addMirror(world, ['W1'], Object.fromEntries(skus.map((sku) => [sku, { name: `Item ${sku}`, stock: { W1: 1 } }])))
    const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1', blind: false })
    for (const [search, code] of [
      ['', 'S2998'],
      ['S00', 'S2999'],
    ] as const) {
      const shown = await world.call('items.list', { search })
      expect(shown.rows.length).toBeGreaterThan(0)
      expect(shown.rows.map(({ sku }) => sku)).not.toContain(code)
      expect(await world.call('stocktakes.scan', { stocktakeID, code, scanID: code })).toMatchObject({
        ...{ outcome: 'known', sku: code, counted: 1 },
      })
    }
  })
})

describe('the way of counting', () => {
  test('a line whose figure is right is verified as it is, and nothing is sent for it (inventree/InvenTree#10917)', async () => {
    const { world, stocktakeID, scan, review } = await openCount()
    await scan('BBB', 5)
    expect(await review('BBB')).toMatchObject({ counted: 5, status: 'exact' })
    expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ changeIDs: [], state: 'posted' })
  })

  test('a blind count shows no figure to its counters (msupply-foundation/open-msupply#12226)', async () => {
    const { world, stocktakeID, scan } = await openCount({ blind: true })
    await scan('AAA', 8)
    const { rows } = await world.call('stocktakes.lines', { stocktakeID, filter: 'all' })
    expect(rows.map(({ expected }) => expected)).toEqual([null, null])
  })

  test('the first count ever needs no figures before it, and a list of items can be filled in and imported (msupply-foundation/open-msupply#4866)', async () => {
    const world = await openAppWorld({
      handlers: {
        queries: { ...stocktakeQueries, ...paperQueries },
        commands: { ...stocktakeCommands, ...paperCommands },
        jobs: stocktakeJobs,
      },
    })
    addMirror(world, ['NEW'], { AAA: { name: 'Apple' }, BBB: { name: 'Banana' } })
    const whole = await world.call('stocktakes.open', { warehouseID: 'NEW', blind: false })
    expect(
      await world.call('stocktakes.scan', { stocktakeID: whole.stocktakeID, code: 'AAA', scanID: 's0' }),
    ).toMatchObject({ outcome: 'known', counted: 1 })
    await world.call('stocktakes.cancel', { stocktakeID: whole.stocktakeID })

    const scope = { skus: ['AAA', 'BBB'] }
    const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'NEW', blind: false, scope })
    expect((await world.call('stocktakes.sheet', { stocktakeID })).rows.map(({ sku }) => sku)).toEqual(['AAA', 'BBB'])
    await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', quantity: 12, scanID: 's1' })
    const rows = [{ line: 2, sku: 'BBB', place: 'Shelf 1', counted: '7' }]
    expect(await world.call('stocktakes.importSheet', { stocktakeID, rows })).toMatchObject({ added: 1, refused: 0 })
    expect((await world.call('stocktakes.review', { stocktakeID })).rows).toMatchObject([
      { sku: 'AAA', expected: 0, variance: 12, status: 'ready' },
      { sku: 'BBB', expected: 0, variance: 7, status: 'ready' },
    ])
    expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toHaveLength(2)
  })
})
