import { expect, test } from 'vitest'
import { discard, pullFigure, queueChange } from '../../support/app-world.ts'
import { apply, openCount, teach } from '../../support/stocktake-world.ts'

test('without drift the variance is posted as one delta per line, in one group', async () => {
  const { scan, world, stocktakeID, review } = await openCount()
  await scan('AAA', 8)
  await scan('BBB', 5)
  expect(await review('AAA')).toMatchObject({
    expected: 10,
    variance: -2,
    drift: 0,
    value: -4,
    status: 'ready',
    remote: 10,
  })
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
  const { scan, world, connection, review } = await openCount()
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 7)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, status: 'exact' })
  queueChange(world, connection, 'AAA', { kind: 'transfer', quantity: 2, at: 'W1', to: 'W2' })
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
})

test('an own movement that reaches the remote after the scan is no drift', async () => {
  const { scan, world, connection, review } = await openCount()
  const before = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 6)
  const after = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: 5, at: 'W1' })
  apply(world, connection, before, 'AAA', 'W1', 7)
  apply(world, connection, after, 'AAA', 'W1', 12)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: -1, drift: 0, remote: 12, status: 'ready' })
})

test('an own movement that is taken back after the scan never happened', async () => {
  const { scan, world, connection, review } = await openCount()
  const mistake = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  await scan('AAA', 10)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 3 })
  discard(world, mistake)
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: 0, status: 'exact' })
})

test('somebody else’s movement is asked, with the order of the times as suggestion', async () => {
  const { scan, world, connection, review, stocktakeID } = await openCount()
  await scan('AAA', 8)
  await scan('BBB', 5)
  pullFigure(world, connection, 'AAA', 'W1', 7, world.now - 30_000)
  pullFigure(world, connection, 'BBB', 'W1', 4, world.now + 30_000)
  expect(await review('AAA')).toMatchObject({
    expected: 10,
    variance: -2,
    drift: -3,
    remote: 7,
    status: 'decide',
    suggested: 'counted',
    driftAt: world.now - 30_000,
  })
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
  const { scan, world, connection, review, stocktakeID } = await openCount()
  await scan('AAA', 8)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  expect(await world.call('stocktakes.decide', { stocktakeID, decision: 'counted', reason: 'seen it' })).toEqual({
    decided: 1,
  })
  expect(await review('AAA')).toMatchObject({ status: 'ready', decision: 'counted', reason: 'seen it' })
  const own = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -1, at: 'W1' })
  apply(world, connection, own, 'AAA', 'W1', 6)
  expect(await review('AAA')).toMatchObject({ status: 'ready' })
  pullFigure(world, connection, 'AAA', 'W1', 5)
  expect(await review('AAA')).toMatchObject({ status: 'moved', drift: -4 })
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'counted' })
  const { changeIDs } = await world.call('stocktakes.post', { stocktakeID })
  const change = world.store.reader.row(
    'SELECT kind, quantity, payload, base_seen, note FROM changes WHERE id = ?',
    changeIDs[0] ?? 0,
  )
  // Counted 8, and one piece was issued here since: 7 must be on the shelf.
  expect(change).toEqual({
    kind: 'stock-set',
    quantity: 7,
    payload: '{"via":"difference"}',
    base_seen: '{"quantity":5,"updatedAt":null}',
    note: 'seen it',
  })
})

test('setting to counted posts nothing where the remote says so already', async () => {
  const { scan, world, connection, review, stocktakeID } = await openCount()
  await scan('AAA', 7)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'counted' })
  expect(await review('AAA')).toMatchObject({ status: 'exact' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ changeIDs: [], state: 'posted' })
})

test('a recount that is taken back is asked for again', async () => {
  const { scan, world, stocktakeID, review } = await openCount()
  await scan('AAA', 8)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
  await scan('AAA', 3)
  expect(await review('AAA')).toMatchObject({ counted: 3 })
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await review('AAA')).toMatchObject({ counted: 8, status: 'recount', recountCause: 'asked' })
  await scan('AAA', 4)
  expect(await review('AAA')).toMatchObject({ counted: 4 })
})

test('a line that is left stays and holds nothing up; a recount does until it was counted again', async () => {
  const { scan, world, stocktakeID, review } = await openCount()
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
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    state: 'posted',
    left: [{ sku: 'AAA', status: 'left' }],
  })
})

test('an own movement between the first and the last scan asks for a recount', async () => {
  const { scan, world, connection, review, stocktakeID } = await openCount()
  await scan('AAA', 4)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 4)
  expect(await review('AAA')).toMatchObject({ status: 'recount', suggested: 'recount', expected: 8, variance: 0 })
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 8, mode: 'set' })
  expect(await review('AAA')).toMatchObject({ status: 'exact' })
})

test('undoing the last scan compares the line with what was known at the scan before', async () => {
  const { scan, world, connection, review, stocktakeID } = await openCount()
  await scan('AAA', 9)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 1)
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await review('AAA')).toMatchObject({ expected: 10, counted: 9, variance: -1, status: 'ready' })
})

test('a cell with an unanswered change can’t be posted', async () => {
  const { scan, world, connection, review, stocktakeID } = await openCount()
  const sent = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 5)
  world.store.write((writer) => {
    writer.exec("UPDATE changes SET state = 'unknown' WHERE id = ?", sent)
  })
  expect(await review('AAA')).toMatchObject({ status: 'doubt' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    left: [{ sku: 'AAA', status: 'doubt' }],
    state: 'open',
  })
})

test('a posted line whose change was taken back can be posted again, once', async () => {
  const { scan, world, stocktakeID, review } = await openCount()
  await scan('AAA', 8)
  const first = await world.call('stocktakes.post', { stocktakeID })
  discard(world, first.changeIDs[0] ?? 0)
  expect(await review('AAA')).toMatchObject({ status: 'ready', variance: -2, changeState: 'discarded' })
  const second = await world.call('stocktakes.post', { stocktakeID })
  expect(second.changeIDs).toHaveLength(1)
  expect((await world.call('stocktakes.post', { stocktakeID })).changeIDs).toEqual([])
})

test('two stocktakes that count one item don’t correct it twice unasked', async () => {
  const { scan, world, stocktakeID } = await openCount()
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
  const { scan, world, connection, stocktakeID, review } = await openCount()
  await scan('AAA', 8)
  await scan('BBB', 5)
  pullFigure(world, connection, 'BBB', 'W1', 4)
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    state: 'open',
    left: [{ sku: 'BBB', status: 'decide' }],
  })
  await scan('AAA', 1)
  expect(await review('AAA')).toMatchObject({ counted: 9, expected: 8, variance: 1, status: 'ready', changeID: null })
})

test('what others moved between a kept scan and its teaching shows as drift', async () => {
  const { scan, world, connection, review } = await openCount()
  await scan('???', 10)
  pullFigure(world, connection, 'AAA', 'W1', 7)
  teach(world, connection, '???', 'AAA')
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: 0, drift: -3, status: 'decide' })
})

test('plus and minus are never netted', async () => {
  const { scan, world, stocktakeID } = await openCount()
  await scan('AAA', 8)
  await scan('CCC', 4)
  const { summary } = await world.call('stocktakes.review', { stocktakeID })
  expect(summary).toMatchObject({ counted: 2, ready: 2, short: 2, over: 4, netValue: -2, absoluteValue: 6 })
})

test('a closed stocktake takes no events; cancelling posts nothing', async () => {
  const { world, stocktakeID, scan } = await openCount()
  await scan('AAA')
  await world.call('stocktakes.cancel', { stocktakeID })
  expect((await world.fail('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: 'late' })).kind).toBe('notAllowed')
  expect((await world.fail('stocktakes.post', { stocktakeID })).kind).toBe('notAllowed')
  expect((await world.call('stocktakes.list', { state: 'cancelled' })).rows).toMatchObject([
    { stocktakeID, state: 'cancelled' },
  ])
  expect((await world.call('stocktakes.list', { state: 'open' })).rows).toEqual([])
  expect((await world.call('stocktakes.tape', { stocktakeID })).rows).toHaveLength(1)
})

test('an item that is gone stays in the review and is never posted', async () => {
  const { scan, world, connection, stocktakeID } = await openCount()
  await scan('AAA', 8)
  queueChange(world, connection, 'AAA', { kind: 'delete', at: 'W1' })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    changeIDs: [],
    left: [{ sku: 'AAA', status: 'gone' }],
    state: 'posted',
  })
})
