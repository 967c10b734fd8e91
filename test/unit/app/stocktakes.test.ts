import { expect, test } from 'vitest'
import { stocktakeCommands, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { unknownCodeCommands, unknownCodeQueries, countKept } from '../../../src/main/core/app/unknown-codes.ts'
import { saveCode } from '../../../src/main/core/store/barcodes.ts'
import { acknowledge, addMirror, discard, openAppWorld, pullFigure, queueChange, uidOf, type AppWorld } from '../../support/app-world.ts'

const items = {
  AAA: { name: 'Apple', price: 2, stock: { W1: 10, W2: 4 } },
  BBB: { name: 'Banana', stock: { W1: 5 } },
  CCC: { name: 'Cherry', price: 0.5, stock: { W2: 3 } },
}

async function open(options: { blind?: boolean; scope?: string[] } = {}) {
  const world = await openAppWorld({
    handlers: { queries: { ...stocktakeQueries, ...unknownCodeQueries }, commands: { ...stocktakeCommands, ...unknownCodeCommands } },
  })
  const connection = addMirror(world, ['W1', 'W2'], items)
  world.now += 60_000
  const { stocktakeID } = await world.call('stocktakes.open', {
    warehouseID: 'W1',
    blind: options.blind ?? false,
    ...(options.scope ? { scope: { skus: options.scope } } : {}),
  })
  let scans = 0
  const scan = (code: string, quantity?: number, scanID = `s${String((scans += 1))}`) => {
    world.now += 1000
    return world.call('stocktakes.scan', { stocktakeID, code, scanID, ...(quantity === undefined ? {} : { quantity }) })
  }
  const review = async (sku: string) => {
    const { rows } = await world.call('stocktakes.review', { stocktakeID })
    const row = rows.find((line) => line.sku === sku)
    if (!row) throw new Error(`No line ${sku}`)
    return row
  }
  const get = () => world.call('stocktakes.get', { stocktakeID })
  return { world, connection, stocktakeID, scan, review, get }
}

const teach = (world: AppWorld, connection: number, code: string, sku: string, quantity = 1): number =>
  world.store.write((writer) => {
    const item = uidOf(writer, connection, 'item', sku)
    saveCode(writer, connection, code, item, quantity, world.now)
    return countKept(world.context, writer, connection, item)
  })

const cell = (world: AppWorld, connection: number, sku: string, warehouseID: string) => ({
  item: uidOf(world.store.reader, connection, 'item', sku),
  warehouse: uidOf(world.store.reader, connection, 'warehouse', warehouseID),
})

const apply = (world: AppWorld, connection: number, changeID: number, sku: string, warehouseID: string, answered: number) => {
  const { item, warehouse } = cell(world, connection, sku, warehouseID)
  acknowledge(world, changeID, item, new Map([[warehouse, answered]]))
}

test('a scan adds to its line and to the totals', async () => {
  const { scan, get, world, stocktakeID } = await open()
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
  const { scan, get } = await open()
  const first = await scan('AAA', 2, 'same')
  await scan('AAA')
  expect(await scan('BBB', 9, 'same')).toEqual({ ...first, outcome: 'duplicate' })
  expect(await get()).toMatchObject({ lines: 1, quantity: 3, scans: 2 })
})

test('a code’s pack quantity multiplies the typed quantity', async () => {
  const { scan, world, connection } = await open()
  teach(world, connection, 'BOX', 'AAA', 12)
  expect(await scan('BOX', 2)).toMatchObject({ added: 24, counted: 24 })
})

test('an unknown code is kept with its quantity and counted when it is taught', async () => {
  const { scan, get, world, connection, stocktakeID } = await open()
  await scan('AAA')
  expect(await scan('???', 2)).toMatchObject({ outcome: 'unknown', counted: 2 })
  expect(await scan('???')).toMatchObject({ outcome: 'unknown', counted: 3 })
  await scan('BBB')
  expect(await get()).toMatchObject({ lines: 2, quantity: 2, unknownCodes: 1, sinceMark: 5, sinceMarkUnknown: 3 })
  const { rows } = await world.call('barcodes.unknown', {})
  expect(rows).toMatchObject([{ code: '???', scans: 2, quantity: 3, before: 'Apple', after: 'Banana', stocktakeIDs: [stocktakeID] }])
  expect(teach(world, connection, '???', 'CCC', 6)).toBe(18)
  expect(await get()).toMatchObject({ lines: 3, quantity: 20, unknownCodes: 0, scans: 4, sinceMark: 20, sinceMarkUnknown: 0 })
  expect((await world.call('barcodes.unknown', {})).total).toBe(0)
  expect(teach(world, connection, '???', 'CCC', 6)).toBe(0)
})

test('scans kept under another way of writing the same GTIN are counted too', async () => {
  const { scan, world, connection } = await open()
  await scan('036000291452')
  expect(teach(world, connection, '0036000291452', 'CCC')).toBe(1)
})

test('a dismissed code leaves the list until it is scanned again; its scans stay on the tape', async () => {
  const { scan, get, world, stocktakeID } = await open()
  await scan('???')
  await world.call('barcodes.dismiss', { code: '???' })
  expect((await world.call('barcodes.unknown', {})).rows).toEqual([])
  expect(await get()).toMatchObject({ unknownCodes: 0 })
  expect((await world.call('stocktakes.tape', { stocktakeID })).rows).toHaveLength(1)
  await scan('???')
  expect((await world.call('barcodes.unknown', {})).rows).toMatchObject([{ scans: 1 }])
})

test('an item outside the scope is kept and not counted', async () => {
  const { scan, get, world, stocktakeID } = await open({ scope: ['AAA'] })
  expect(await scan('BBB')).toMatchObject({ outcome: 'outOfScope', sku: 'BBB' })
  expect(await get()).toMatchObject({ lines: 0, quantity: 0, items: 1 })
  expect((await world.fail('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 1 })).kind).toBe('notAllowed')
})

test('a typed count adds, or sets by an event of the difference', async () => {
  const { scan, world, stocktakeID, get } = await open()
  await scan('AAA')
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 4 })).toMatchObject({ counted: 5 })
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 3, mode: 'set' })).toMatchObject({ counted: 3 })
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 0, mode: 'set', scanID: 'z' })).toMatchObject({ counted: 0 })
  expect(await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 0, mode: 'set', scanID: 'z' })).toMatchObject({ counted: 0 })
  expect(await get()).toMatchObject({ lines: 2, quantity: 3 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect(rows[1]).toMatchObject({ kind: 'count', quantity: -2, typed: true, counted: 3 })
  expect((await world.fail('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: -4 })).kind).toBe('notAllowed')
})

test('undo negates the last event that stands, one after the other, down to uncounted', async () => {
  const { scan, world, stocktakeID, get } = await open()
  await scan('AAA', 2)
  await scan('???', 7)
  await scan('AAA', 3)
  const undo = () => world.call('stocktakes.undo', { stocktakeID })
  expect(await undo()).toEqual({ undone: 's3', sku: 'AAA', counted: 2 })
  expect(await undo()).toEqual({ undone: 's2', sku: null, counted: 0 })
  expect(await get()).toMatchObject({ unknownCodes: 0, sinceMark: 2, sinceMarkUnknown: 0, scans: 1 })
  expect(await undo()).toEqual({ undone: 's1', sku: 'AAA', counted: null })
  expect(await undo()).toEqual({ undone: null, sku: null, counted: null })
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
  const { scan, world, stocktakeID } = await open()
  await scan('AAA', 2)
  await scan('AAA', 3)
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: 3 })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: 3 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect((await world.fail('stocktakes.undo', { stocktakeID, scanID: rows[0]?.scanID })).kind).toBe('notAllowed')
  expect((await world.fail('stocktakes.undo', { stocktakeID, scanID: 'nothing' })).kind).toBe('notFound')
})

test('undoing what came before a set figure changes nothing; undoing the figure brings the earlier sum back', async () => {
  const { scan, world, stocktakeID, get } = await open()
  await scan('AAA', 5)
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 2, mode: 'set', scanID: 'set' })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ counted: 2 })
  await scan('AAA', 1)
  expect(await get()).toMatchObject({ quantity: 3 })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 'set' })).toMatchObject({ counted: 1 })
  expect(await get()).toMatchObject({ quantity: 1 })
})

test('undoing a taught scan takes its pieces back where they were counted', async () => {
  const { scan, world, connection, stocktakeID, get } = await open()
  await scan('???', 2)
  teach(world, connection, '???', 'AAA', 3)
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: null })
  expect(await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })).toMatchObject({ undone: 's1', counted: null })
  expect(await get()).toMatchObject({ lines: 0, quantity: 0, scans: 0, unknownCodes: 0, sinceMark: 0, sinceMarkUnknown: 0 })
})

test('a mark starts a new subtotal, which undoing older scans leaves alone', async () => {
  const { scan, world, stocktakeID, get } = await open()
  await scan('AAA', 5)
  expect(await world.call('stocktakes.mark', { stocktakeID })).toEqual({ sinceMark: 5 })
  await scan('BBB', 2)
  await world.call('stocktakes.undo', { stocktakeID, scanID: 's1' })
  expect(await get()).toMatchObject({ sinceMark: 2, quantity: 2 })
})

test('blank is not zero until a person says so, and one undo takes the act back', async () => {
  const { scan, world, stocktakeID, get } = await open()
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
  const { scan, world, stocktakeID } = await open({ blind: true })
  await scan('AAA')
  expect((await world.call('stocktakes.lines', { stocktakeID, filter: 'all' })).rows).toMatchObject([
    { sku: 'AAA', counted: 1, expected: null },
    { sku: 'BBB', expected: null },
  ])
  expect((await world.call('stocktakes.review', { stocktakeID })).rows).toMatchObject([{ expected: 10, variance: -9 }])
})

test('lines are searched without case and accents', async () => {
  const { scan, world, stocktakeID } = await open()
  await scan('AAA')
  await scan('BBB')
  const { rows, total } = await world.call('stocktakes.lines', { stocktakeID, search: 'BANÁN' })
  expect([rows.map((row) => row.sku), total]).toEqual([['BBB'], 1])
})

test('without drift the variance is posted as one delta per line, in one group', async () => {
  const { scan, world, stocktakeID, review } = await open()
  await scan('AAA', 8)
  await scan('BBB', 5)
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: -2, drift: 0, value: -4, status: 'ready', remote: 10 })
  expect(await review('BBB')).toMatchObject({ variance: 0, status: 'exact' })
  const posted = await world.call('stocktakes.post', { stocktakeID })
  expect(posted).toMatchObject({ left: [], state: 'posted' })
  expect(posted.changeIDs).toHaveLength(1)
  expect(await review('AAA')).toMatchObject({ status: 'posted', changeState: 'ready', changeID: posted.changeIDs[0] })
  const change = world.store.reader.row('SELECT kind, quantity, stocktake_id, group_id FROM changes')
  expect(change).toEqual({ kind: 'stock-delta', quantity: -2, stocktake_id: stocktakeID, group_id: posted.groupID })
  expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
})

test('an own movement before the scan is expected; one after it is not', async () => {
  const { scan, world, connection, review } = await open()
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 7)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, status: 'exact' })
  queueChange(world, connection, 'AAA', { kind: 'transfer', quantity: 2, at: 'W1', to: 'W2' })
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
})

test('an own movement that reaches the remote after the scan is no drift', async () => {
  const { scan, world, connection, review } = await open()
  const before = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 6)
  const after = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 5, at: 'W1' })
  apply(world, connection, before, 'AAA', 'W1', 7)
  apply(world, connection, after, 'AAA', 'W1', 12)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: -1, drift: 0, remote: 12, status: 'ready' })
})

test('an own movement that is taken back after the scan never happened', async () => {
  const { scan, world, connection, review } = await open()
  const mistake = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 10)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 3 })
  discard(world, mistake)
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: 0, status: 'exact' })
})

test('somebody else’s movement is asked, with the order of the times as suggestion', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  await scan('AAA', 8)
  await scan('BBB', 5)
  pullFigure(world, connection, 'AAA', 'W1', 7, world.now - 30_000)
  pullFigure(world, connection, 'BBB', 'W1', 4, world.now + 30_000)
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: -2, drift: -3, remote: 7, status: 'decide', suggested: 'counted', driftAt: world.now - 30_000 })
  expect(await review('BBB')).toMatchObject({ variance: 0, drift: -1, status: 'decide', suggested: 'difference' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    changeIDs: [],
    left: [
      { sku: 'AAA', status: 'decide' },
      { sku: 'BBB', status: 'decide' },
    ],
    state: 'open',
  })
})

test('a decided line is asked again only when it moved again', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  await scan('AAA', 8)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  expect(await world.call('stocktakes.decide', { stocktakeID, decision: 'counted', reason: 'seen it' })).toEqual({ decided: 1 })
  expect(await review('AAA')).toMatchObject({ status: 'ready', decision: 'counted', reason: 'seen it' })
  const own = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -1, at: 'W1' })
  apply(world, connection, own, 'AAA', 'W1', 6)
  expect(await review('AAA')).toMatchObject({ status: 'ready' })
  pullFigure(world, connection, 'AAA', 'W1', 5)
  expect(await review('AAA')).toMatchObject({ status: 'moved', drift: -4 })
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'counted' })
  const { changeIDs } = await world.call('stocktakes.post', { stocktakeID })
  const change = world.store.reader.row('SELECT kind, quantity, payload, base_seen, note FROM changes WHERE id = ?', changeIDs[0] ?? 0)
  // Counted 8, and one piece was issued here since: 7 must be on the shelf.
  expect(change).toEqual({ kind: 'stock-set', quantity: 7, payload: '{"via":"difference"}', base_seen: '{"quantity":5,"updatedAt":null}', note: 'seen it' })
})

test('setting to counted posts nothing where the remote says so already', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  await scan('AAA', 7)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'counted' })
  expect(await review('AAA')).toMatchObject({ status: 'exact' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ changeIDs: [], state: 'posted' })
})

test('a line that is left stays and holds nothing up; a recount does until it was counted again', async () => {
  const { scan, world, stocktakeID, review } = await open()
  await scan('AAA', 8)
  await scan('BBB', 4)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'leave' })
  await world.call('stocktakes.decide', { stocktakeID, sku: 'BBB', decision: 'recount' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    changeIDs: [],
    left: [
      { sku: 'AAA', status: 'left' },
      { sku: 'BBB', status: 'recount' },
    ],
    state: 'open',
  })
  await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 5, mode: 'set' })
  expect(await review('BBB')).toMatchObject({ status: 'exact' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ state: 'posted', left: [{ sku: 'AAA', status: 'left' }] })
})

test('an own movement between the first and the last scan asks for a recount', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  await scan('AAA', 4)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 4)
  expect(await review('AAA')).toMatchObject({ status: 'recount', suggested: 'recount', expected: 8, variance: 0 })
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 8, mode: 'set' })
  expect(await review('AAA')).toMatchObject({ status: 'exact' })
})

test('undoing the last scan compares the line with what was known at the scan before', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  await scan('AAA', 9)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 1)
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await review('AAA')).toMatchObject({ expected: 10, counted: 9, variance: -1, status: 'ready' })
})

test('a cell with an unanswered change can’t be posted', async () => {
  const { scan, world, connection, review, stocktakeID } = await open()
  const sent = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 5)
  world.store.write((writer) => {
    writer.exec("UPDATE changes SET state = 'unknown' WHERE id = ?", sent)
  })
  expect(await review('AAA')).toMatchObject({ status: 'doubt' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ left: [{ sku: 'AAA', status: 'doubt' }], state: 'open' })
})

test('a posted line whose change was taken back can be posted again, once', async () => {
  const { scan, world, stocktakeID, review } = await open()
  await scan('AAA', 8)
  const first = await world.call('stocktakes.post', { stocktakeID })
  discard(world, first.changeIDs[0] ?? 0)
  expect(await review('AAA')).toMatchObject({ status: 'ready', variance: -2, changeState: 'discarded' })
  const second = await world.call('stocktakes.post', { stocktakeID })
  expect(second.changeIDs).toHaveLength(1)
  expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
})

test('two stocktakes that count one item don’t correct it twice unasked', async () => {
  const { scan, world, stocktakeID } = await open()
  await scan('AAA', 8)
  const other = await world.call('stocktakes.open', { warehouseID: 'W1' })
  await world.call('stocktakes.scan', { stocktakeID: other.stocktakeID, code: 'AAA', quantity: 8, scanID: 'o1' })
  await world.call('stocktakes.post', { stocktakeID })
  const { rows } = await world.call('stocktakes.review', { stocktakeID: other.stocktakeID })
  expect(rows).toMatchObject([{ status: 'recount', suggested: 'counted' }])
  await world.call('stocktakes.decide', { stocktakeID: other.stocktakeID, decision: 'counted' })
  expect((await world.call('stocktakes.post', { stocktakeID: other.stocktakeID })).changeIDs).toEqual([])
})

test('counting on after a part was posted compares with the posted figure', async () => {
  const { scan, world, connection, stocktakeID, review } = await open()
  await scan('AAA', 8)
  await scan('BBB', 5)
  pullFigure(world, connection, 'BBB', 'W1', 4)
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ state: 'open', left: [{ sku: 'BBB', status: 'decide' }] })
  await scan('AAA', 1)
  expect(await review('AAA')).toMatchObject({ counted: 9, expected: 8, variance: 1, status: 'ready', changeID: null })
})

test('what others moved between a kept scan and its teaching shows as drift', async () => {
  const { scan, world, connection, review } = await open()
  await scan('???', 10)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  teach(world, connection, '???', 'AAA')
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: 0, drift: -3, status: 'decide' })
})

test('plus and minus are never netted', async () => {
  const { scan, world, stocktakeID } = await open()
  await scan('AAA', 8)
  await scan('CCC', 4)
  const { summary } = await world.call('stocktakes.review', { stocktakeID })
  expect(summary).toMatchObject({ counted: 2, ready: 2, short: 2, over: 4, netValue: -2, absoluteValue: 6 })
})

test('a closed stocktake takes no events; cancelling posts nothing', async () => {
  const { world, stocktakeID, scan } = await open()
  await scan('AAA')
  await world.call('stocktakes.cancel', { stocktakeID })
  expect((await world.fail('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: 'late' })).kind).toBe('notAllowed')
  expect((await world.fail('stocktakes.post', { stocktakeID })).kind).toBe('notAllowed')
  expect((await world.call('stocktakes.list', { state: 'cancelled' })).rows).toMatchObject([{ stocktakeID, state: 'cancelled' }])
  expect((await world.call('stocktakes.list', { state: 'open' })).rows).toEqual([])
  expect((await world.call('stocktakes.tape', { stocktakeID })).rows).toHaveLength(1)
})

test('a stocktake is named after its warehouse and day unless it is named', async () => {
  const { get, world } = await open()
  expect((await get()).name).toBe('Warehouse W1 2023-11-14')
  expect((await world.fail('stocktakes.open', { warehouseID: 'W9' })).kind).toBe('notFound')
})

test('an item that is gone stays in the review and is never posted', async () => {
  const { scan, world, connection, stocktakeID } = await open()
  await scan('AAA', 8)
  queueChange(world, connection, 'AAA', { kind: 'delete', at: 'W1' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ changeIDs: [], left: [{ sku: 'AAA', status: 'gone' }], state: 'posted' })
})
