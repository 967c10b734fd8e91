import { describe, expect, test } from 'vitest'
import { openCount } from '../../support/stocktake-world.ts'

/** What users of other programs complained of while counting, by thread. */

describe('scans that are not all counted', () => {
  test('five scans are five, however fast (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1238)', async () => {
    const { world, stocktakeID, get } = await openCount()
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: `fast${String(index)}` }),
      ),
    )
    expect(answers.map(({ counted }) => counted)).toEqual([1, 2, 3, 4, 5])
    expect(await get()).toMatchObject({ scans: 5, quantity: 5, sinceMark: 5 })
  })

  test('items in turn stay five each, and neither the first scan nor the last is lost (hotwax/inventory-count#759, hotwax/inventory-count#766)', async () => {
    const { world, stocktakeID, scan } = await openCount()
    for (let times = 0; times < 5; times += 1) {
      await scan('AAA')
      await scan('CCC')
    }
    const { rows } = await world.call('stocktakes.lines', { stocktakeID })
    expect(rows).toMatchObject([
      { sku: 'AAA', counted: 5, scans: 5 },
      { sku: 'CCC', counted: 5, scans: 5 },
    ])
  })

  test('an item that the count is not about is named at its first scan (hotwax/inventory-count#644)', async () => {
    const { world, stocktakeID, scan } = await openCount({ scope: ['AAA'] })
    expect(await scan('BBB')).toMatchObject({ outcome: 'outOfScope', name: 'Banana' })
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows).toMatchObject([{ sku: 'BBB', outcome: 'outOfScope' }])
  })
})

describe('quantities', () => {
  test('five typed before the scan are five (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1004, Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1761)', async () => {
    const { scan, get } = await openCount()
    expect(await scan('AAA', 5)).toMatchObject({ added: 5, counted: 5 })
    expect(await get()).toMatchObject({ quantity: 5, scans: 1 })
  })
})

describe('totals and the list of what was scanned', () => {
  test('run along with every scan, from the start and from the last mark (Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1238, Repair-DeskPOS/RepairDesk-BUGS-IMPROVEMENTS#1066)', async () => {
    const { world, stocktakeID, scan, get } = await openCount()
    await scan('AAA', 30)
    await scan('BBB', 20)
    expect(await world.call('stocktakes.mark', { stocktakeID })).toEqual({ sinceMark: 50 })
    await scan('AAA', 2)
    expect(await get()).toMatchObject({ quantity: 52, sinceMark: 2, lines: 2 })
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows.map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['scan', 2],
      ['mark', 50],
      ['scan', 20],
      ['scan', 30],
    ])
  })

  test('know every code that nobody knew (grokability/snipe-it#17237)', async () => {
    const { scan, get, world } = await openCount()
    await scan('WHAT-1')
    await scan('WHAT-2', 3)
    expect(await get()).toMatchObject({ unknownCodes: 2, sinceMarkUnknown: 4 })
    expect((await world.call('barcodes.unknown', {})).rows).toHaveLength(2)
  })
})

describe('taking back', () => {
  test('one scan or a whole item, and the count goes back with the tape (hotwax/inventory-count#869, OCA/stock-logistics-barcode#432)', async () => {
    const { world, stocktakeID, scan, get } = await openCount()
    await scan('BBB')
    await scan('AAA', 4)
    await scan('AAA')
    await world.call('stocktakes.undo', { stocktakeID })
    expect(await get()).toMatchObject({ quantity: 5, scans: 2 })
    await world.call('stocktakes.undo', { stocktakeID, sku: 'AAA' })
    expect(await get()).toMatchObject({ quantity: 1, scans: 1, lines: 1, sinceMark: 1 })
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows).toHaveLength(5)
  })

  test('a scan long ago, not only the last one (Shelf-nu/shelf.nu#2953, woocommerce/woocommerce-android#10369)', async () => {
    const { world, stocktakeID, scan } = await openCount()
    await scan('AAA', 9, 'wrong')
    for (const code of ['BBB', 'CCC', 'AAA']) await scan(code)
    expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 'wrong' })).toMatchObject({
      sku: 'AAA',
      counted: 1,
    })
  })
})

test('the place comes first, then the goods, in one go (grokability/snipe-it#5854)', async () => {
  const { world, stocktakeID } = await openCount()
  for (const [index, place] of ['Room 1', 'Room 1', 'Room 2'].entries())
    await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: String(index), place })
  expect((await world.call('stocktakes.places', { stocktakeID })).rows).toMatchObject([
    { place: 'Room 2', scans: 1 },
    { place: 'Room 1', scans: 2 },
  ])
})
