import { expect, test } from 'vitest'
import { discard, pullFigure, queueChange } from '../../support/app-world.ts'
import { apply, openCount, teach } from '../../support/stocktake-world.ts'

/** Scans that are saved later than they were made: after Hakomori had died, or once a count was chosen. */
async function openLate(options: Parameters<typeof openCount>[0] = {}) {
  const count = await openCount(options)
  const { world, connection, stocktakeID } = count
  let scans = 0
  const save = (code: string, scannedAt: number, more: { quantity?: number; person?: string | null } = {}) =>
    world.call('stocktakes.scan', { stocktakeID, code, scanID: `late${String((scans += 1))}`, scannedAt, ...more })
  const sell = (sku: string, left: number, updatedAt?: number) =>
    pullFigure(world, connection, sku, 'W1', left, updatedAt)
  const tape = async () => (await world.call('stocktakes.tape', { stocktakeID })).rows
  const wait = (seconds: number) => {
    world.now += seconds * 1000
    return world.now
  }
  return { ...count, save, sell, tape, wait }
}

test('a sale that was read between scan and saving is drift, and is asked about', async () => {
  const { save, sell, review, tape, wait, world } = await openLate()
  const person = await world.call('people.add', { name: 'Person A' })
  const other = await world.call('people.add', { name: 'Person B' })
  await world.call('people.signIn', { personID: person.personID })
  const scannedAt = wait(10)
  const soldAt = wait(30)
  sell('AAA', 7, soldAt)
  await world.call('people.signIn', { personID: other.personID })
  wait(60)
  expect(await save('AAA', scannedAt, { quantity: 10, person: person.personID })).toMatchObject({ counted: 10 })
  expect(await review('AAA')).toMatchObject({
    ...{ expected: 10, variance: 0, drift: -3, remote: 7 },
    ...{ status: 'decide', suggested: 'difference', countedAt: scannedAt },
    counts: [{ person: 'Person A', at: scannedAt }],
  })
  expect((await tape())[0]).toMatchObject({ at: scannedAt, person: 'Person A' })
  const evidence = world.store.reader.row('SELECT at, person, expected, base FROM scans')
  expect(evidence).toEqual({ at: scannedAt, person: 'Person A', expected: 10, base: 10 })
})

test('a scan that is saved at once is of now, and of whom it names', async () => {
  const { save, sell, review, tape, wait, world } = await openLate()
  const { personID } = await world.call('people.add', { name: 'Person A' })
  const scannedAt = wait(10)
  sell('AAA', 7)
  const savedAt = wait(2)
  await save('AAA', scannedAt, { quantity: 7, person: personID })
  expect((await tape())[0]).toMatchObject({ at: savedAt, person: 'Person A' })
  expect(await review('AAA')).toMatchObject({ expected: 7, drift: 0, status: 'exact' })
})

test('a time ahead of the clock is now, and one before the opening is taken as it is said', async () => {
  const { save, sell, review, tape, wait, get, world } = await openLate()
  const before = world.now - 20_000
  sell('BBB', 4)
  const savedAt = wait(60)
  await save('AAA', savedAt + 3_600_000)
  await save('BBB', before, { quantity: 5 })
  expect((await tape()).map(({ at }) => at)).toEqual([before, savedAt])
  expect(await review('BBB')).toMatchObject({ expected: 5, drift: -1, status: 'decide' })
  expect((await get()).lastScanAt).toBe(savedAt)
})

test('the person must be known, was perhaps nobody, and is named although they left the list since', async () => {
  const { save, tape, wait, world, stocktakeID } = await openLate()
  const { personID } = await world.call('people.add', { name: 'Person A' })
  await world.call('people.signIn', { personID })
  const scannedAt = wait(10)
  wait(60)
  await save('AAA', scannedAt, { person: null })
  await world.call('people.remove', { personID })
  await save('AAA', scannedAt, { person: personID })
  expect((await tape()).map(({ person }) => person)).toEqual(['Person A', null])
  for (const person of ['99', 'x'])
    expect(
      await world.fail('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: person, scannedAt, person }),
    ).toMatchObject({ kind: 'notFound', details: { personID: person } })
})

test('in a double count it belongs to the round of whoever made it', async () => {
  const { save, review, scan, wait, world } = await openLate({ method: 'double' })
  const people = await Promise.all(['Person A', 'Person B'].map((name) => world.call('people.add', { name })))
  const [first, second] = people.map(({ personID }) => personID)
  await world.call('people.signIn', { personID: first ?? null })
  await scan('AAA', 8)
  const scannedAt = wait(10)
  await world.call('people.signIn', { personID: second ?? null })
  await scan('AAA', 9)
  wait(60)
  await save('AAA', scannedAt, { quantity: 2, person: first ?? null })
  expect((await review('AAA')).counts).toMatchObject([
    { round: 1, counted: 10, person: 'Person A' },
    { round: 2, counted: 9, person: 'Person B' },
  ])
})

test('own movements: open at the scan is expected, made since is not, whatever reached the remote meanwhile', async () => {
  const { save, review, wait, world, connection } = await openLate()
  const own = (quantity: number) => queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity, at: 'W1' })
  const open = own(-3)
  const mistake = own(-1)
  const scannedAt = wait(10)
  wait(1)
  const since = own(5)
  const waiting = own(2)
  wait(60)
  apply(world, connection, open, 'AAA', 'W1', 7)
  apply(world, connection, since, 'AAA', 'W1', 12)
  discard(world, mistake)
  await save('AAA', scannedAt, { quantity: 7 })
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
  apply(world, connection, waiting, 'AAA', 'W1', 14)
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
})

test('an own movement whose landing was read before its answer counts once', async () => {
  const { save, sell, review, wait, world, connection } = await openLate()
  const open = queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -3, at: 'W1' })
  const scannedAt = wait(10)
  wait(10)
  sell('AAA', 7)
  wait(10)
  apply(world, connection, open, 'AAA', 'W1', 7)
  await save('AAA', scannedAt, { quantity: 7 })
  expect(await review('AAA')).toMatchObject({ expected: 7, variance: 0, drift: 0, status: 'exact' })
})

test('a movement between a late scan and one that was saved before it asks for a recount', async () => {
  const { save, scan, review, wait, world, connection, stocktakeID } = await openLate()
  const scannedAt = wait(10)
  wait(10)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  await scan('AAA', 5)
  wait(60)
  await save('AAA', scannedAt, { quantity: 4 })
  const asked = { counted: 9, expected: 8, status: 'recount', recountCause: 'moved' }
  expect(await review('AAA')).toMatchObject(asked)
  await scan('AAA')
  await world.call('stocktakes.undo', { stocktakeID })
  expect(await review('AAA')).toMatchObject(asked)
})

test('a late scan of an unknown code is compared as of the scan once it is taught', async () => {
  const { save, sell, review, wait, world, connection } = await openLate()
  const scannedAt = wait(10)
  wait(10)
  queueChange(world, connection, 'AAA', { kind: 'stock-delta', quantity: -2, at: 'W1' })
  sell('AAA', 9)
  wait(60)
  expect(await save('4006381333931', scannedAt, { quantity: 10 })).toMatchObject({ outcome: 'unknown' })
  wait(60)
  expect(teach(world, connection, '4006381333931', 'AAA')).toBe(10)
  expect(await review('AAA')).toMatchObject({ expected: 10, variance: 0, drift: -1, status: 'decide' })
})
