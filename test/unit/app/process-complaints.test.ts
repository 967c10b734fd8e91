import { describe, expect, test } from 'vitest'
import { pullFigure, queueChange } from '../../support/app-world.ts'
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

  test('stays what it became: a posting is the difference, never a figure of an earlier day (frappe/erpnext#37192, frappe/erpnext#54640, frappe/erpnext#51669)', async () => {
    const { world, stocktakeID, connection, scan } = await openCount()
    await scan('AAA', 8)
    queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 100, at: 'W1' })
    await world.call('stocktakes.post', { stocktakeID })
    const { rows } = await world.call('stocktakes.review', { stocktakeID })
    expect(rows).toMatchObject([{ sku: 'AAA', expected: 10, variance: -2, status: 'posted' }])
    const change = world.store.reader.row('SELECT kind, quantity FROM changes WHERE stocktake_id IS NOT NULL')
    expect(change).toEqual({ kind: 'stock-delta', quantity: -2 })
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

  test('every item is found, also one that no screen has shown yet (defendicon/POS-Awesome-V15#1553, defendicon/POS-Awesome-V15#2106)', async () => {
    const { scan } = await openCount()
    expect(await scan('CCC')).toMatchObject({ outcome: 'known', sku: 'CCC', counted: 1 })
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

  test('the first count ever needs no figures before it (msupply-foundation/open-msupply#4866)', async () => {
    const { world, stocktakeID, scan, review } = await openCount()
    await scan('CCC', 12)
    expect(await review('CCC')).toMatchObject({ expected: 0, variance: 12, status: 'ready' })
    expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toHaveLength(1)
  })
})
