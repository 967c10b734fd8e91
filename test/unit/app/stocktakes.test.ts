import { expect, test } from 'vitest'
import { openCount, teach } from '../../support/stocktake-world.ts'

test('a scan adds to its line and to the totals', async () => {
  const { scan, get, world, stocktakeID } = await openCount()
  expect(await scan('AAA')).toMatchObject({ outcome: 'known', sku: 'AAA', name: 'Apple', added: 1, counted: 1 })
  expect(await scan('AAA', 3)).toMatchObject({ added: 3, counted: 4 })
  expect(await scan('BBB')).toMatchObject({ counted: 1 })
  expect(await get()).toMatchObject({ lines: 2, quantity: 5, scans: 3, sinceMark: 5, items: 2, lastScanAt: world.now })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID, limit: 2 })
  expect(rows).toMatchObject([
    { sku: 'BBB', quantity: 1, typed: false, counted: 1 },
    { sku: 'AAA', quantity: 3, typed: true, counted: 4 },
  ])
  const older = await world.call('stocktakes.tape', { stocktakeID, before: rows[1]?.seq })
  expect(older.rows.map((row) => row.counted)).toEqual([1])
})

test('the same scanID is counted once, and answers what it came to', async () => {
  const { scan, get } = await openCount()
  const first = await scan('AAA', 2, 'same')
  await scan('AAA')
  expect(await scan('BBB', 9, 'same')).toEqual({ ...first, outcome: 'duplicate' })
  expect(await get()).toMatchObject({ lines: 1, quantity: 3, scans: 2 })
})

test('a code’s pack quantity multiplies the typed quantity', async () => {
  const { scan, world, connection } = await openCount()
  teach(world, connection, 'BOX', 'AAA', 12)
  expect(await scan('BOX', 2)).toMatchObject({ added: 24, counted: 24 })
})

test('an unknown code is kept with its quantity and counted when it is taught', async () => {
  const { scan, get, world, connection, stocktakeID } = await openCount()
  await scan('AAA')
  expect(await scan('???', 2)).toMatchObject({ outcome: 'unknown', counted: 2 })
  expect(await scan('???')).toMatchObject({ outcome: 'unknown', counted: 3 })
  await scan('BBB')
  expect(await get()).toMatchObject({ lines: 2, quantity: 2, unknownCodes: 1, sinceMark: 5, sinceMarkUnknown: 3 })
  const { rows } = await world.call('barcodes.unknown', {})
  expect(rows).toMatchObject([
    { code: '???', scans: 2, quantity: 3, before: 'Apple', after: 'Banana', stocktakeIDs: [stocktakeID] },
  ])
  expect(teach(world, connection, '???', 'CCC', 6)).toBe(18)
  expect(await get()).toMatchObject({
    lines: 3,
    quantity: 20,
    unknownCodes: 0,
    scans: 4,
    sinceMark: 20,
    sinceMarkUnknown: 0,
  })
  expect((await world.call('barcodes.unknown', {})).total).toBe(0)
  expect(teach(world, connection, '???', 'CCC', 6)).toBe(0)
})

test('scans kept under another way of writing the same GTIN are counted too', async () => {
  const { scan, world, connection } = await openCount()
  await scan('036000291452')
  expect(teach(world, connection, '0036000291452', 'CCC')).toBe(1)
})

test('a dismissed code leaves the list until it is scanned again; its scans stay on the tape', async () => {
  const { scan, get, world, stocktakeID } = await openCount()
  await scan('???')
  await world.call('barcodes.dismiss', { code: '???' })
  expect((await world.call('barcodes.unknown', {})).rows).toEqual([])
  expect(await get()).toMatchObject({ unknownCodes: 0 })
  expect((await world.call('stocktakes.tape', { stocktakeID })).rows).toHaveLength(1)
  await scan('???')
  expect((await world.call('barcodes.unknown', {})).rows).toMatchObject([{ scans: 1 }])
})

test('an item outside the scope is kept and not counted', async () => {
  const { scan, get, world, stocktakeID } = await openCount({ scope: ['AAA'] })
  expect(await scan('BBB')).toMatchObject({ outcome: 'outOfScope', sku: 'BBB' })
  expect(await get()).toMatchObject({ lines: 0, quantity: 0, items: 1 })
  expect((await world.fail('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 1 })).kind).toBe('notAllowed')
})

test('a typed count adds, or sets by an event of the difference', async () => {
  const { scan, world, stocktakeID, get } = await openCount()
  await scan('AAA')
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 4 })).toMatchObject({ counted: 5 })
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 3, mode: 'set' })).toMatchObject({
    counted: 3,
  })
  expect(
    await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 0, mode: 'set', scanID: 'z' }),
  ).toMatchObject({ counted: 0 })
  expect(
    await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 0, mode: 'set', scanID: 'z' }),
  ).toMatchObject({ counted: 0 })
  expect(await get()).toMatchObject({ lines: 2, quantity: 3 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect(rows[1]).toMatchObject({ kind: 'count', quantity: -2, typed: true, counted: 3 })
  expect((await world.fail('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: -4 })).kind).toBe('notAllowed')
})

test('undo negates the last event that stands, one after the other, down to uncounted', async () => {
  const { scan, world, stocktakeID, get } = await openCount()
  await scan('AAA', 2)
  await scan('???', 7)
  await scan('AAA', 3)
  const undo = () => world.call('stocktakes.undo', { stocktakeID })
  expect(await undo()).toMatchObject({ undone: 's3', sku: 'AAA', counted: 2 })
  expect(await undo()).toMatchObject({ undone: 's2', sku: null, counted: 0 })
  expect(await get()).toMatchObject({ unknownCodes: 0, sinceMark: 2, sinceMarkUnknown: 0, scans: 1 })
  expect(await undo()).toMatchObject({ undone: 's1', sku: 'AAA', counted: null })
  expect(await undo()).toMatchObject({ undone: null, sku: null, counted: null })
  expect(await get()).toMatchObject({ lines: 0, quantity: 0, scans: 0, sinceMark: 0 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect(rows.map((row) => [row.kind, row.quantity, row.undone, row.undoes])).toEqual([
    ['undo', -2, false, 's1'],
    ['undo', -7, false, 's2'],
    ['undo', -3, false, 's3'],
    ['scan', 3, true, null],
    ['scan', 7, true, null],
    ['scan', 2, true, null],
  ])
})

test('undo of a named event takes it back once, and an undo can’t be undone', async () => {
  const { scan, world, stocktakeID } = await openCount()
  await scan('AAA', 2)
  await scan('AAA', 3)
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: 3 })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: 3 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect((await world.fail('stocktakes.undo', { stocktakeID, scanID: rows[0]?.scanID })).kind).toBe('notAllowed')
  expect((await world.fail('stocktakes.undo', { stocktakeID, scanID: 'nothing' })).kind).toBe('notFound')
})

test('undoing what came before a set figure changes nothing; undoing the figure brings the earlier sum back', async () => {
  const { scan, world, stocktakeID, get } = await openCount()
  await scan('AAA', 5)
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 2, mode: 'set', scanID: 'set' })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ counted: 2 })
  await scan('AAA', 1)
  expect(await get()).toMatchObject({ quantity: 3 })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 'set' })).toMatchObject({ counted: 1 })
  expect(await get()).toMatchObject({ quantity: 1 })
})

test('undoing a taught scan takes its pieces back where they were counted', async () => {
  const { scan, world, connection, stocktakeID, get } = await openCount()
  await scan('???', 2)
  teach(world, connection, '???', 'AAA', 3)
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({
    undone: 's1',
    counted: null,
  })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({
    undone: 's1',
    counted: null,
  })
  expect(await get()).toMatchObject({
    lines: 0,
    quantity: 0,
    scans: 0,
    unknownCodes: 0,
    sinceMark: 0,
    sinceMarkUnknown: 0,
  })
})

test('a mark starts a new subtotal, which undoing older scans leaves alone', async () => {
  const { scan, world, stocktakeID, get } = await openCount()
  await scan('AAA', 5)
  expect(await world.call('stocktakes.mark', { stocktakeID })).toEqual({ sinceMark: 5 })
  await scan('BBB', 2)
  await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })
  expect(await get()).toMatchObject({ sinceMark: 2, quantity: 2 })
})

test('blank is not zero until a person says so, and one undo takes the act back', async () => {
  const { scan, world, stocktakeID, get } = await openCount()
  await scan('AAA', 10)
  const uncounted = await world.call('stocktakes.lines', { stocktakeID, filter: 'uncounted' })
  expect(uncounted.rows).toMatchObject([{ sku: 'BBB', counted: null, expected: 5 }])
  expect((await world.call('stocktakes.review', { stocktakeID })).summary).toMatchObject({ counted: 1, uncounted: 1 })
  expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: 1 })
  expect(await world.call('stocktakes.zero', { stocktakeID })).toEqual({ lines: 0 })
  expect((await world.call('stocktakes.lines', { stocktakeID, filter: 'uncounted' })).total).toBe(0)
  expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ sku: 'BBB', counted: null })
  expect(await get()).toMatchObject({ lines: 1, scans: 1 })
  expect(await world.call('stocktakes.zero', { stocktakeID, skus: ['BBB', 'CCC', 'AAA'] })).toEqual({ lines: 2 })
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await get()).toMatchObject({ lines: 1 })
})

test('a blind stocktake hides what is expected, but not from the review', async () => {
  const { scan, world, stocktakeID } = await openCount({ blind: true })
  await scan('AAA')
  expect((await world.call('stocktakes.lines', { stocktakeID, filter: 'all' })).rows).toMatchObject([
    { sku: 'AAA', counted: 1, expected: null },
    { sku: 'BBB', expected: null },
  ])
  expect((await world.call('stocktakes.review', { stocktakeID })).rows).toMatchObject([{ expected: 10, variance: -9 }])
})

test('lines are searched without case and accents', async () => {
  const { scan, world, stocktakeID } = await openCount()
  await scan('AAA')
  await scan('BBB')
  const { rows, total } = await world.call('stocktakes.lines', { stocktakeID, search: 'BANÁN' })
  expect([rows.map((row) => row.sku), total]).toEqual([['BBB'], 1])
})

test('a stocktake is named after its warehouse and day unless it is named', async () => {
  const { get, world } = await openCount()
  expect((await get()).name).toBe('Warehouse W1 2023-11-14')
  expect((await world.fail('stocktakes.open', { warehouseID: 'W9' })).kind).toBe('notFound')
})
