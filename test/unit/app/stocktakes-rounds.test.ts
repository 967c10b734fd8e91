import { expect, test } from 'vitest'
import { openCount } from '../../support/stocktake-world.ts'

const exactly = { units: 0, percent: null, value: null }
const rules = {
  tolerance: { plus: exactly, minus: exactly },
  classes: {},
  recount: true,
  byOther: true,
  reason: true,
  approval: 'beyond',
} as const

async function withPeople(options: Parameters<typeof openCount>[0] = {}) {
  const count = await openCount(options)
  const people = new Map<string, string>()
  for (const name of ['Ada', 'Ben', 'Cyd', 'Dan']) {
    people.set(name, (await count.world.call('people.add', { name })).personID)
  }
  const as = (name: string) => count.world.call('people.signIn', { personID: people.get(name) ?? null })
  return { ...count, as }
}

test('a line beyond the tolerance is counted again by somebody else, given a reason and approved by another', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ rules })
  await as('Ada')
  await scan('AAA', 8)
  await scan('BBB', 5)
  expect(await review('BBB')).toMatchObject({ status: 'exact', beyond: false })
  expect(await review('AAA')).toMatchObject({ status: 'recount', recountCause: 'tolerance', beyond: true })
  // What is beyond shows to nobody who counts until a recount is asked for.
  expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toEqual([])

  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
  expect(await review('AAA')).toMatchObject({ status: 'recount', recountCause: 'asked' })
  await scan('AAA', 7)
  expect(await review('AAA')).toMatchObject({ counted: 7, round: 2, status: 'recount', recountCause: 'otherPerson' })
  expect((await world.call('stocktakes.recounts', { stocktakeID })).rows).toMatchObject([{ sku: 'AAA', own: true }])

  await as('Ben')
  await scan('AAA', 4)
  await scan('AAA', 3)
  expect(await review('AAA')).toMatchObject({
    counted: 7,
    round: 3,
    status: 'reason',
    counts: [
      { round: 1, counted: 8, person: 'Ada' },
      { round: 2, counted: 7, person: 'Ada' },
      { round: 3, counted: 7, person: 'Ben' },
    ],
  })
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference', reason: 'broken' })
  expect(await review('AAA')).toMatchObject({ status: 'approve' })
  expect(await world.call('stocktakes.approve', { stocktakeID })).toEqual({ approved: 0, own: 1 })
  await as('Cyd')
  expect(await world.call('stocktakes.approve', { stocktakeID })).toEqual({ approved: 1, own: 0 })
  expect(await review('AAA')).toMatchObject({ status: 'ready', approvedBy: 'Cyd' })

  await scan('AAA', 1)
  expect(await review('AAA')).toMatchObject({ approvedBy: null, reason: null })
})

test('a difference can be decided without a recount, and still waits for approval', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ rules })
  await as('Ada')
  await scan('AAA', 8)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference', reason: 'seen it' })
  expect(await review('AAA')).toMatchObject({ status: 'approve', recountCause: null })
  expect(await world.call('stocktakes.post', { stocktakeID })).toMatchObject({
    changeIDs: [],
    left: [{ sku: 'AAA', status: 'approve' }],
  })
})

test('two people count without each other’s figures; a third breaks the tie', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ method: 'double' })
  expect(await world.call('stocktakes.get', { stocktakeID })).toMatchObject({ blind: true, counters: [] })
  await as('Ada')
  expect(await scan('AAA', 8)).toMatchObject({ counted: 8 })
  expect(await scan('BBB', 5)).toMatchObject({ counted: 5 })
  expect(await review('AAA')).toMatchObject({ status: 'second', counted: 8 })
  await as('Ben')
  expect(await scan('AAA', 6)).toMatchObject({ counted: 6 })
  expect(await scan('AAA', 1)).toMatchObject({ counted: 7 })
  expect(await scan('BBB', 5)).toMatchObject({ counted: 5 })
  expect(await review('BBB')).toMatchObject({ status: 'exact' })
  expect(await review('AAA')).toMatchObject({ status: 'tieBreak' })
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await review('BBB')).toMatchObject({ status: 'second', counted: 5 })
  await scan('BBB', 5)
  await as('Cyd')
  await scan('AAA', 8)
  expect(await review('AAA')).toMatchObject({ status: 'ready', counted: 8, variance: -2, round: 3 })
  const { counters, lines } = await world.call('stocktakes.get', { stocktakeID })
  expect(counters).toEqual([
    { person: 'Ada', round: 1 },
    { person: 'Ben', round: 2 },
    { person: 'Cyd', round: 3 },
  ])
  // Her own: while it is open she sees nobody else’s.
  expect(lines).toBe(1)
})

test('an undo in a double count takes back what the same person counted, and nothing else', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ method: 'double' })
  await as('Ben')
  await scan('BBB', 2)
  await as('Ada')
  await scan('AAA', 8)
  await as('Ben')
  expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ sku: 'BBB', events: 1 })
  expect(await world.call('stocktakes.undo', { stocktakeID })).toMatchObject({ undone: null })
  expect(await review('AAA')).toMatchObject({ counted: 8 })
})

test('a subtotal in a double count is of what the same person counted', async () => {
  const { scan, world, stocktakeID, as } = await withPeople({ method: 'double' })
  await as('Ada')
  await scan('AAA', 8)
  await as('Ben')
  await scan('AAA', 3)
  expect(await world.call('stocktakes.mark', { stocktakeID })).toEqual({ sinceMark: 3 })
  const { rows } = await world.call('stocktakes.tape', { stocktakeID })
  expect(rows[0]).toMatchObject({ kind: 'mark', quantity: 3 })
})

test('three different figures wait for a decision, with the third and fourth person’s apart', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ method: 'double' })
  for (const [index, name] of ['Ada', 'Ben', 'Cyd'].entries()) {
    await as(name)
    await scan('AAA', 6 + index)
    if (name !== 'Cyd') await scan('BBB', 5)
  }
  expect(await review('AAA')).toMatchObject({ status: 'decide', counted: 8, round: 3 })
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'difference' })
  expect(await review('AAA')).toMatchObject({ status: 'ready', variance: -2 })
  await as('Dan')
  await scan('AAA', 7)
  expect(await review('AAA')).toMatchObject({ status: 'ready', counted: 7, round: 4, variance: -3 })
  await as('Cyd')
  await scan('BBB', 9)
  expect(await review('BBB')).toMatchObject({ status: 'exact', counted: 5 })
})

test('a recount that is asked for in a double count is a round of its own, with every scan of it', async () => {
  const { scan, world, stocktakeID, review, as } = await withPeople({ method: 'double' })
  await as('Ada')
  await scan('AAA', 8)
  await as('Ben')
  await scan('AAA', 6)
  await world.call('stocktakes.decide', { stocktakeID, sku: 'AAA', decision: 'recount' })
  await as('Ada')
  await scan('AAA', 5)
  await scan('AAA', 1)
  const counts = [
    { round: 1, person: 'Ada', counted: 8 },
    { round: 2, person: 'Ben', counted: 6 },
    { round: 3, person: 'Ada', counted: 6 },
  ]
  expect(await review('AAA')).toMatchObject({ status: 'ready', counted: 6, round: 3, counts })
  await as('Cyd')
  await scan('AAA', 9)
  expect(await review('AAA')).toMatchObject({
    counted: 6,
    counts: [...counts, { round: 4, person: 'Cyd', counted: 9 }],
  })
})
