import { describe, expect, it } from 'vitest'
import { openCodes } from '../../support/code-world.ts'

/** What users of other stocktakes complained of about codes; each test names the public thread. */
describe('unknown codes', () => {
  it('are listed with when and next to what they were scanned (grokability/snipe-it#17237)', async () => {
    const { open, scan, unknown } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A')
    expect(await scan(stocktakeID, 'not in the system')).toMatchObject({ outcome: 'unknown' })
    expect(await unknown()).toMatchObject([{ code: 'not in the system', before: 'Apple' }])
  })

  it('are said at once, and listed for all future counts (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1066, Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1238)', async () => {
    const { assign, open, scan, unknown, counted } = await openCodes()
    const first = await open()
    expect((await scan(first, 'new')).outcome).toBe('unknown')
    expect(await unknown()).toHaveLength(1)
    await assign('new', 'A')
    const later = await open('W2')
    expect((await scan(later, 'new')).outcome).toBe('known')
    expect([await counted(first, 'A'), await counted(later, 'A')]).toEqual([1, 1])
  })
})

describe('several codes of one item', () => {
  it('all count, each its scans (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#488)', async () => {
    const { assign, open, scan, counted } = await openCodes()
    await assign('654728952792', 'A')
    await assign('4895200201847', 'A')
    const stocktakeID = await open()
    await scan(stocktakeID, '654728952792')
    await scan(stocktakeID, '4895200201847')
    expect(await counted(stocktakeID, 'A')).toBe(2)
  })

  it('count as many as their unit holds, on one line (frappe/erpnext#11995, frappe/erpnext#30777, frappe/erpnext#34755)', async () => {
    const { assign, open, scan, counted, world } = await openCodes()
    await assign('piece', 'A')
    await assign('box of 12', 'A', 12)
    const stocktakeID = await open()
    for (const code of ['piece', 'box of 12', 'piece']) await scan(stocktakeID, code)
    expect(await counted(stocktakeID, 'A')).toBe(14)
    expect((await world.call('stocktakes.lines', { stocktakeID })).total).toBe(1)
  })

  it('hold their unit outside counts too (frappe/erpnext#33522)', async () => {
    const { assign, move } = await openCodes()
    await assign('box of 12', 'A', 12)
    expect(await move('issue', 'box of 12', 2)).toMatchObject({ added: 24, pack: 12 })
  })

  it('keep what one scan of them stands for, part of a piece too (grocy/grocy#1970, grocy/grocy#2629)', async () => {
    const { assign, resolve } = await openCodes()
    await assign('half', 'A', 0.5)
    await assign('six', 'A', 6)
    expect([(await resolve('half')).quantity, (await resolve('six')).quantity]).toEqual([0.5, 6])
  })
})

describe('leading zeros', () => {
  it('make no other item of a UPC-A, whichever of the two was taught (odoo/odoo#15814)', async () => {
    const { assign, resolve } = await openCodes()
    await assign('0654728952792', 'A')
    expect(await resolve('654728952792')).toMatchObject({ sku: 'A', via: 'gtin' })
    expect(await resolve('0036000291452')).toMatchObject({ sku: '036000291452' })
  })

  it('that a scanner adds are seen through (MarksMakerSpace/filament-profiles#459)', async () => {
    const { assign, resolve } = await openCodes()
    await assign('850076167554', 'A')
    expect(await resolve('0850076167554')).toMatchObject({ sku: 'A' })
    expect(await resolve('00850076167554')).toMatchObject({ sku: 'A' })
  })
})

describe('codes scanned again', () => {
  it('count again: only a person knows whether that was meant (grokability/snipe-it#15386)', async () => {
    const { open, scan } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A')
    expect(await scan(stocktakeID, 'A')).toMatchObject({ outcome: 'known', counted: 2 })
  })

  it('of two items are refused with both named (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#306)', async () => {
    const { world, assign } = await openCodes()
    await assign('same', 'A')
    const error = await world.fail('barcodes.assign', { code: 'same', sku: 'B' })
    expect(error.details).toMatchObject({ sku: 'B', holder: { sku: 'A', name: 'Apple' } })
  })
})

describe('a quantity before the scan', () => {
  it('counts, times the pack (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1004, Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1761)', async () => {
    const { assign, open, scan, counted } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, 'A', 5)
    await assign('six', 'A', 6)
    await scan(stocktakeID, 'six', 2)
    expect(await counted(stocktakeID, 'A')).toBe(17)
  })
})
