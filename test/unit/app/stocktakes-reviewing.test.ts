import { describe, expect, it, test } from 'vitest'
import { discard, pullFigure } from '../../support/app-world.ts'
import { openCount } from '../../support/stocktake-world.ts'

const limit = (units: number) => ({ units, percent: null, value: null })

async function bothCounted() {
  const count = await openCount()
  const { world, stocktakeID, scan } = count
  const other = await world.call('stocktakes.open', { warehouseID: 'W2', blind: false })
  await scan('AAA', 12)
  await world.call('stocktakes.scan', { stocktakeID: other.stocktakeID, code: 'AAA', quantity: 2, scanID: 'o1' })
  const proposals = () => world.call('stocktakes.proposals', { stocktakeID })
  return { ...count, other: other.stocktakeID, proposals }
}

describe('goods in the wrong place', () => {
  it('become one transfer that settles both lines', async () => {
    const { world, stocktakeID, other, proposals, review } = await bothCounted()
    const { rows } = await proposals()
    expect(rows).toMatchObject([
      {
        sku: 'AAA',
        quantity: 2,
        from: 'W2',
        to: 'W1',
        other: 'W2',
        basis: 'counted',
        otherStocktakeID: other,
        ready: true,
      },
    ])
    const done = await world.call('stocktakes.transfer', { stocktakeID })
    expect(done).toMatchObject({ changeIDs: [expect.any(Number)], lines: 2 })
    expect(world.store.reader.rows('SELECT kind, quantity, stocktake_id AS stocktakeID FROM changes')).toEqual([
      { kind: 'transfer', quantity: 2, stocktakeID },
    ])
    expect(await review('AAA')).toMatchObject({ status: 'posted' })
    const there = await world.call('stocktakes.review', { stocktakeID: other })
    expect(there.rows).toMatchObject([{ status: 'posted' }])
    expect(await proposals()).toEqual({ rows: [] })
    expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({ changeIDs: [], state: 'posted' })
    expect(await world.call('stocktakes.post', { stocktakeID: other })).toMatchObject({
      changeIDs: [],
      state: 'posted',
    })
  })

  it('are proposed again when the transfer is taken back', async () => {
    const { world, stocktakeID, proposals } = await bothCounted()
    const { changeIDs } = await world.call('stocktakes.transfer', {
      stocktakeID,
      proposals: [
        { sku: 'AAA', other: 'W2' },
        { sku: 'AAA', other: 'W2' },
      ],
    })
    expect(changeIDs).toHaveLength(1)
    discard(world, changeIDs[0] ?? 0)
    expect((await proposals()).rows).toHaveLength(1)
  })

  it('are not proposed where stock moved since, and a proposal that has gone stale is refused', async () => {
    const { world, connection, stocktakeID, proposals } = await bothCounted()
    pullFigure(world, connection, 'AAA', 'W2', 3)
    expect(await proposals()).toEqual({ rows: [] })
    const stale = { stocktakeID, proposals: [{ sku: 'AAA', other: 'W2' }] }
    expect(await world.fail('stocktakes.transfer', stale)).toMatchObject({ kind: 'notAllowed' })
  })

  it('that only the books know are taken one by one, never with all', async () => {
    const { world, stocktakeID, scan } = await openCount()
    await scan('CCC', 3)
    const { rows } = await world.call('stocktakes.proposals', { stocktakeID })
    expect(rows).toMatchObject([{ sku: 'CCC', quantity: 3, from: 'W2', to: 'W1', basis: 'books' }])
    expect(await world.call('stocktakes.transfer', { stocktakeID })).toEqual({ changeIDs: [], lines: 0 })
    const one = { stocktakeID, proposals: [{ sku: 'CCC', other: 'W2' }] }
    expect(await world.call('stocktakes.transfer', one)).toMatchObject({ lines: 1 })
  })

  it('wait for an approval where the rules want one', async () => {
    const { world, stocktakeID, scan } = await openCount({ rules: { approval: 'always' } })
    await scan('CCC', 3)
    const { rows } = await world.call('stocktakes.proposals', { stocktakeID })
    expect(rows).toMatchObject([{ sku: 'CCC', ready: false }])
    const one = { stocktakeID, proposals: [{ sku: 'CCC', other: 'W2' }] }
    expect(await world.fail('stocktakes.transfer', one)).toMatchObject({ kind: 'notAllowed' })
  })
})

describe('the review of many lines', () => {
  it('is narrowed by status, person, place and words', async () => {
    const { world, stocktakeID } = await openCount()
    const scan = (code: string, scanID: string, place?: string) =>
      world.call('stocktakes.scan', { stocktakeID, code, scanID, ...(place === undefined ? {} : { place }) })
    const { personID } = await world.call('people.add', { name: 'Ada' })
    await scan('AAA', 'a', 'R1')
    await world.call('people.signIn', { personID })
    await scan('BBB', 'b', 'R2')
    await scan('CCC', 'c')
    const skus = async (more: object) =>
      (await world.call('stocktakes.review', { stocktakeID, ...more })).rows.map(({ sku }) => sku)
    expect(await skus({ person: 'Ada' })).toEqual(['BBB', 'CCC'])
    expect(await skus({ place: 'R1' })).toEqual(['AAA'])
    expect(await skus({ search: 'cherr' })).toEqual(['CCC'])
    expect(await skus({ status: 'ready', place: 'R2' })).toEqual(['BBB'])
    expect(await skus({ status: 'exact' })).toEqual([])
    const { summary } = await world.call('stocktakes.review', { stocktakeID })
    expect(summary).toMatchObject({
      people: ['Ada'],
      differences: 3,
      statuses: [{ status: 'ready', lines: 3 }],
      largest: 9,
    })
  })

  it('sums plus and minus apart, by place too, and counts lines within the tolerance', async () => {
    const { world, stocktakeID, scan } = await openCount({
      rules: { tolerance: { plus: limit(0), minus: limit(2) }, reason: true },
    })
    await scan('AAA', 8)
    await world.call('stocktakes.scan', { stocktakeID, code: 'CCC', scanID: 'c', place: 'R7', quantity: 2 })
    const { summary } = await world.call('stocktakes.review', { stocktakeID })
    expect(summary).toMatchObject({
      within: 1,
      beyond: 1,
      counted: 2,
      short: 2,
      over: 2,
      shortValue: 4,
      overValue: 1,
      absoluteValue: 5,
      places: [
        { place: null, lines: 1, short: 2, shortValue: 4 },
        { place: 'R7', lines: 1, over: 2, overValue: 1 },
      ],
      bars: [
        { sku: 'AAA', value: -4 },
        { sku: 'CCC', value: 1 },
      ],
    })
    const { rows } = await world.call('stocktakes.accuracy', {})
    expect(rows).toMatchObject([{ lines: 2, within: 1, exact: 0, short: 2, over: 2, shortValue: 4, overValue: 1 }])
  })
})

it('a dry run says what will be read, the largest change first, and what stays', async () => {
  const { world, connection, stocktakeID, scan, review } = await openCount()
  await scan('AAA', 3)
  await scan('BBB', 6)
  await scan('CCC', 1)
  pullFigure(world, connection, 'CCC', 'W1', 2)
  const dry = await world.call('stocktakes.dryRun', { stocktakeID })
  expect(dry).toMatchObject({
    plan: null,
    rows: [
      { sku: 'AAA', now: 10, change: -7, after: 3, set: false },
      { sku: 'BBB', now: 5, change: 1, after: 6 },
    ],
    total: 2,
    up: { lines: 1, pieces: 1 },
    down: { lines: 1, pieces: 7 },
    stays: [{ status: 'decide', lines: 1 }],
    closes: false,
  })
  const { changeIDs } = await world.call('stocktakes.post', { stocktakeID })
  expect(changeIDs).toHaveLength(dry.total)
  expect(await review('AAA')).toMatchObject({ status: 'posted' })
})

test('a reason alone decides nothing: what was decided stays, and what needs an answer still needs it', async () => {
  const { world, connection, stocktakeID, scan, review } = await openCount({
    rules: { tolerance: { plus: limit(0), minus: limit(0) }, reason: true },
  })
  await scan('AAA', 8)
  await scan('BBB', 4)
  await scan('CCC', 4)
  pullFigure(world, connection, 'AAA', 'W1', 9)
  pullFigure(world, connection, 'BBB', 'W1', 6)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'counted' })
  pullFigure(world, connection, 'AAA', 'W1', 7)
  expect(await review('CCC')).toMatchObject({ status: 'reason' })
  const skus = ['AAA', 'BBB', 'CCC']
  expect(await world.call('stocktakes.decide', { stocktakeID, skus, reason: 'damaged' })).toEqual({ decided: 3 })
  expect(await review('AAA')).toMatchObject({ decision: 'counted', status: 'moved', reason: 'damaged' })
  const blank = await review('BBB')
  expect(blank).toMatchObject({ status: 'decide', reason: 'damaged' })
  expect(blank.decision).toBeUndefined()
  const given = await review('CCC')
  expect(given).toMatchObject({ status: 'ready', reason: 'damaged' })
  expect(given.decision).toBeUndefined()
})
