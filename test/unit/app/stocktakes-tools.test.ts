import { describe, expect, test } from 'vitest'
import { barcodeCommands } from '../../../src/main/core/app/barcodes.ts'
import { itemCommands, itemQueries } from '../../../src/main/core/app/items.ts'
import { saveCode } from '../../../src/main/core/store/barcodes.ts'
import { saveTracking } from '../../../src/main/core/store/item-tracking.ts'
import { addMirror, openAppWorld, uidOf } from '../../support/app-world.ts'
import { openCount } from '../../support/stocktake-world.ts'

/** What a counter has at hand besides scanning: places, taking back, guards against slips, lots and serial numbers. */

type Count = Awaited<ReturnType<typeof openCount>>

let named = 0
const scanAt = ({ world, stocktakeID }: Count, code: string, place?: string, quantity?: number) =>
  world.call('stocktakes.scan', {
    stocktakeID,
    code,
    scanID: `p${String((named += 1))}`,
    ...(place === undefined ? {} : { place }),
    ...(quantity === undefined ? {} : { quantity }),
  })

const track = (
  { world, connection }: Count,
  sku: string,
  tracking: { lot: boolean; expiry: boolean; serial: boolean },
) => world.store.write((writer) => saveTracking(writer, uidOf(writer, connection, 'item', sku), tracking))

describe('places', () => {
  test('stand on every event, in the lines, and in a list of their own', async () => {
    const count = await openCount()
    const { world, stocktakeID } = count
    await scanAt(count, 'AAA', 'A-01')
    await scanAt(count, 'AAA', 'A-02')
    await scanAt(count, 'BBB', 'A-02')
    await world.call('stocktakes.count', { stocktakeID, sku: 'BBB', quantity: 2, place: 'A-03' })
    await scanAt(count, 'CCC')
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows.map(({ place }) => place)).toEqual([null, 'A-03', 'A-02', 'A-02', 'A-01'])
    const lines = await world.call('stocktakes.lines', { stocktakeID })
    expect(lines.rows).toMatchObject([
      { sku: 'AAA', counted: 2, places: ['A-01', 'A-02'] },
      { sku: 'BBB', counted: 3, places: ['A-02', 'A-03'] },
      { sku: 'CCC', places: [] },
    ])
    expect((await world.call('stocktakes.places', { stocktakeID })).rows).toMatchObject([
      { place: 'A-03', scans: 1, lines: 1 },
      { place: 'A-02', scans: 2, lines: 2 },
      { place: 'A-01', scans: 1, lines: 1 },
    ])
  })

  test('filter the lines, and are gone where everything was taken back', async () => {
    const count = await openCount()
    const { world, stocktakeID } = count
    await scanAt(count, 'AAA', 'A-01')
    await scanAt(count, 'BBB', 'A-02')
    const there = await world.call('stocktakes.lines', { stocktakeID, place: 'A-02' })
    expect(there).toMatchObject({ total: 1, rows: [{ sku: 'BBB' }] })
    await world.call('stocktakes.undo', { stocktakeID })
    expect((await world.call('stocktakes.lines', { stocktakeID, place: 'A-02' })).total).toBe(0)
    expect((await world.call('stocktakes.places', { stocktakeID })).rows).toMatchObject([{ place: 'A-01' }])
  })
})

describe('taking back a whole item', () => {
  test('negates each of its events and leaves it uncounted', async () => {
    const { world, stocktakeID, scan, get } = await openCount()
    await scan('AAA')
    await scan('BBB')
    await scan('AAA', 4)
    await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 7, mode: 'set' })
    await scan('AAA')
    expect(await world.call('stocktakes.undo', { stocktakeID, sku: 'AAA' })).toMatchObject({
      sku: 'AAA',
      counted: null,
      events: 4,
    })
    expect(await get()).toMatchObject({ lines: 1, quantity: 1, scans: 1, sinceMark: 1 })
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows.filter(({ kind }) => kind === 'undo')).toHaveLength(4)
    expect(rows.filter(({ sku, kind }) => sku === 'AAA' && kind !== 'undo').every(({ undone }) => undone)).toBe(true)
    const lines = await world.call('stocktakes.lines', { stocktakeID, filter: 'uncounted' })
    expect(lines.rows.map(({ sku }) => sku)).toEqual(['AAA'])
  })

  test('does nothing twice, and nothing to others’ rounds', async () => {
    const { world, stocktakeID, scan } = await openCount({ method: 'double' })
    for (const name of ['Ada', 'Ben']) await world.call('people.add', { name })
    const { rows: people } = await world.call('people.list', {})
    for (const { personID } of people) {
      await world.call('people.signIn', { personID })
      await scan('AAA', 3)
    }
    expect(await world.call('stocktakes.undo', { stocktakeID, sku: 'AAA' })).toMatchObject({ events: 1 })
    expect(await world.call('stocktakes.undo', { stocktakeID, sku: 'AAA' })).toMatchObject({ undone: null, events: 0 })
    await world.call('people.signIn', { personID: people[0]?.personID ?? '' })
    expect(await scan('AAA')).toMatchObject({ counted: 4 })
  })
})

describe('slips of the hand', () => {
  test('are named where the figures may be seen, and only hinted at in a blind count', async () => {
    const open = await openCount()
    expect(await open.scan('AAA', 100)).toMatchObject({ outcome: 'known', counted: 100, doubts: ['tenfold'] })
    const blind = await openCount({ blind: true })
    expect(await blind.scan('AAA', 100)).toMatchObject({ counted: 100, doubts: ['look'] })
    const { world, stocktakeID } = open
    const set = { stocktakeID, mode: 'set' } as const
    expect(await world.call('stocktakes.count', { ...set, sku: 'AAA', quantity: 1 })).not.toHaveProperty('doubts')
    expect(await world.call('stocktakes.count', { ...set, sku: 'AAA', quantity: 10 })).not.toHaveProperty('doubts')
  })

  test('are not looked for in single scans', async () => {
    const { scan } = await openCount()
    for (let times = 0; times < 60; times += 1) expect(await scan('BBB')).not.toHaveProperty('doubts')
  })
})

const serialCode = (serial: string): string => `]C1010400638133393121${serial}`

describe('lots, expiry and serial numbers', () => {
  test('are asked for only where the item needs them and the code does not say them', async () => {
    const count = await openCount()
    track(count, 'AAA', { lot: true, expiry: true, serial: false })
    expect(await scanAt(count, 'AAA')).toMatchObject({ outcome: 'known', counted: 1, asks: ['lot', 'expiry'] })
    expect(await scanAt(count, 'BBB')).not.toHaveProperty('asks')
  })

  test('said after the scan replace it by one that has them', async () => {
    const count = await openCount()
    const { world, stocktakeID, get } = count
    track(count, 'AAA', { lot: true, expiry: true, serial: false })
    await scanAt(count, 'BBB')
    await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: 'one', quantity: 3, place: 'A-01' })
    const say = { stocktakeID, scanID: 'one', newScanID: 'two', lot: 'L7', expiry: '2027-03-01' }
    const said = await world.call('stocktakes.amend', say)
    expect(said).toMatchObject({ counted: 3 })
    expect(await world.call('stocktakes.amend', say)).toEqual(said)
    expect(await get()).toMatchObject({ quantity: 4, scans: 2, lines: 2 })
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows[0]).toMatchObject({ lot: 'L7', expiry: '2027-03-01', place: 'A-01', quantity: 3, code: 'AAA' })
    expect(rows.slice(1, 3)).toMatchObject([{ kind: 'undo' }, { scanID: 'one', undone: true }])
  })

  test('the same serial number twice is counted and said', async () => {
    const count = await openCount()
    const { world, stocktakeID } = count
    for (const [scanID, serial] of [
      ['one', 'S1'],
      ['two', 'S2'],
    ] as const) {
      await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID })
      expect(
        await world.call('stocktakes.amend', { stocktakeID, scanID, newScanID: `${scanID}+`, serial }),
      ).not.toHaveProperty('doubts')
    }
    await world.call('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: 'three' })
    expect(
      await world.call('stocktakes.amend', { stocktakeID, scanID: 'three', newScanID: 'three+', serial: 'S1' }),
    ).toMatchObject({ counted: 3, doubts: ['sameSerial'] })
  })

  test('a serial number in the code is warned of at its second scan, unless the first was taken back', async () => {
    const { world, stocktakeID, scan, connection } = await openCount()
    world.store.write((writer) =>
      saveCode(writer, connection, '4006381333931', uidOf(writer, connection, 'item', 'AAA'), 1, world.now),
    )
    expect(await scan(serialCode('77'))).not.toHaveProperty('doubts')
    await world.call('stocktakes.undo', { stocktakeID })
    expect(await scan(serialCode('77'))).not.toHaveProperty('doubts')
    expect(await scan(serialCode('77'))).toMatchObject({ counted: 2, doubts: ['sameSerial'] })
  })
})

describe('codes that stand for no goods', () => {
  test('are neither scans nor codes nor SKUs', async () => {
    const { world, stocktakeID } = await openCount()
    const refused = await world.fail('stocktakes.scan', { stocktakeID, code: 'XXHKCUNDO', scanID: 'c' })
    expect(refused).toMatchObject({ kind: 'notAllowed', details: { prefix: 'XXHK' } })
    const shop = await openAppWorld({
      handlers: { queries: itemQueries, commands: { ...itemCommands, ...barcodeCommands } },
    })
    addMirror(shop, ['W1'], { AAA: { stock: { W1: 1 } }, 'XXHK-OLD': {} })
    const kind = 'notAllowed'
    expect(await shop.fail('barcodes.assign', { code: 'xxhkpA-01', sku: 'AAA' })).toMatchObject({ kind })
    expect(await shop.fail('items.create', { sku: 'XXHKB1' })).toMatchObject({ kind })
    expect(await shop.fail('items.update', { sku: 'AAA', changes: { sku: 'XXHK9' } })).toMatchObject({ kind })
    expect((await shop.call('items.update', { sku: 'XXHK-OLD', changes: { name: 'Older' } })).changeIDs).toHaveLength(1)
  })
})

describe('finding on the tape', () => {
  test('looks for every word in code, name, SKU, place and person', async () => {
    const count = await openCount()
    const { world, stocktakeID } = count
    await world.call('people.add', { name: 'Zoë' })
    await scanAt(count, 'AAA', 'Rack 7')
    await scanAt(count, 'BBB', 'Rack 8')
    const [person] = (await world.call('people.list', {})).rows
    await world.call('people.signIn', { personID: person?.personID ?? '' })
    await scanAt(count, 'NOBODY', 'Rack 7')
    const find = async (search: string) =>
      (await world.call('stocktakes.tape', { stocktakeID, search })).rows.map(({ code }) => code)
    expect(await find('rack 7')).toEqual(['NOBODY', 'AAA'])
    expect(await find('apple RACK')).toEqual(['AAA'])
    expect(await find('nobo')).toEqual(['NOBODY'])
    expect(await find('nothing')).toEqual([])
  })
})
