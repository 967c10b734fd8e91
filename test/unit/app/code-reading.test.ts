import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkDigit } from '../../../src/shared/domain/gtin.ts'
import { openCodes } from '../../support/code-world.ts'

const gtin = '4006381333931'
const elements = `01040063813339311727013110L-1\u001d21S9`

describe('GS1 content', () => {
  it('names its item, lot, expiry and serial number', async () => {
    const { assign, resolve } = await openCodes()
    await assign(gtin, 'A', 6)
    expect(await resolve(`]d2${elements}`)).toEqual({
      outcome: 'known',
      via: 'gs1',
      sku: 'A',
      name: 'Apple',
      quantity: 6,
      gtin: '04006381333931',
      lot: 'L-1',
      expiry: '2027-01-31',
      serial: 'S9',
    })
    expect(await resolve(`https://example.com/01/${gtin}/10/L-1`)).toMatchObject({ via: 'gs1', sku: 'A', lot: 'L-1' })
  })

  it('counts what a box says that it contains', async () => {
    const { assign, resolve } = await openCodes()
    await assign(gtin, 'A', 2)
    expect(await resolve('02040063813339313724')).toMatchObject({ sku: 'A', quantity: 48, count: 24 })
  })

  it('counts goods that are sold by measure as what they measure', async () => {
    const { assign, resolve } = await openCodes()
    const variable = `9400638133393${String(checkDigit('9400638133393'))}`
    await assign(variable, 'C')
    expect(await resolve(`01${variable}3103001250`)).toMatchObject({ sku: 'C', quantity: 1.25, weight: 1.25 })
    expect(await resolve(`01${variable}3103000000`)).toMatchObject({ quantity: 1, warning: 'emptyMeasure' })
    await assign(gtin, 'A')
    expect(await resolve(`01040063813339313103001250`)).toMatchObject({ sku: 'A', quantity: 1, weight: 1.25 })
  })

  it('is kept with the scan, known or not', async () => {
    const { world, assign, open, scan } = await openCodes()
    const stocktakeID = await open()
    await scan(stocktakeID, elements)
    await assign(gtin, 'A')
    await scan(stocktakeID, elements)
    const { rows } = await world.call('stocktakes.tape', { stocktakeID })
    expect(rows.map(({ kind, sku, lot, expiry, serial }) => [kind, sku, lot, expiry, serial])).toEqual([
      ['scan', 'A', 'L-1', '2027-01-31', 'S9'],
      ['link', 'A', 'L-1', '2027-01-31', 'S9'],
      ['scan', null, 'L-1', '2027-01-31', 'S9'],
    ])
  })

  it('teaches the number alone, so that the next lot is known', async () => {
    const { assign, resolve } = await openCodes()
    expect(await resolve(elements)).toMatchObject({ outcome: 'unknown', teaches: gtin, lot: 'L-1' })
    expect(await assign(elements, 'A')).toMatchObject({ code: gtin })
    expect(await resolve(`010400638133393110L-2`)).toMatchObject({ sku: 'A', lot: 'L-2' })
  })

  it('warns of a separator that got lost, and says what can’t be read', async () => {
    const { assign, open, resolve, scan } = await openCodes()
    await assign(gtin, 'A')
    expect(await resolve('010400638133393110L-1A21S9X')).toMatchObject({ sku: 'A', warning: 'lostSeparator' })
    const stocktakeID = await open()
    expect(await scan(stocktakeID, '010400638133393110L-1A21S9X')).toMatchObject({ warning: 'lostSeparator' })
    expect(await resolve(']C1010400638133393110LOT4567890123456721SERIAL')).toEqual({
      outcome: 'unknown',
      unreadable: { kind: 'tooLong', ai: '10', place: 16 },
      warning: 'lostSeparator',
    })
  })

  it('comes after the exact alias, the exact SKU and the GTIN', async () => {
    const { world, assign, resolve } = await openCodes()
    await assign(gtin, 'A')
    await world.call('items.create', { sku: elements })
    expect(await resolve(elements)).toMatchObject({ via: 'sku', sku: elements })
    await world.call('barcodes.import', { rows: [{ line: 1, code: '0104006381333931', sku: 'A' }] })
    expect(await resolve('0104006381333931')).toEqual({
      outcome: 'known',
      via: 'alias',
      sku: 'A',
      name: 'Apple',
      quantity: 1,
    })
  })
})

describe('in-store codes', () => {
  const rule = { name: 'Counter', pattern: '21IIIIIWWWWWC', decimals: 3, counts: 'measure' } as const
  const priced = { name: 'Deli', pattern: '22IIIIIPPPPPC', decimals: 2, counts: 'measure' } as const
  const withCheck = (digits: string): string => digits + String(checkDigit(digits))
  const cheese = withCheck('211234501250')

  it('are unknown without a rule, and weighed with one', async () => {
    const { world, assign, resolve } = await openCodes()
    expect(await resolve(cheese)).toEqual({ outcome: 'unknown' })
    await world.call('barcodes.setRules', { rules: [rule] })
    expect(await resolve(cheese)).toEqual({ outcome: 'unknown', teaches: '2112345000008' })
    await assign(cheese, 'C')
    expect(await resolve(withCheck('211234500300'))).toMatchObject({ via: 'rule', sku: 'C', quantity: 0.3 })
  })

  it('find their item by its number too, with and without the zeros before it', async () => {
    const { world, resolve } = await openCodes()
    await world.call('items.create', { sku: '77' })
    await world.call('barcodes.setRules', { rules: [rule] })
    expect(await resolve(withCheck('210007700500'))).toMatchObject({ sku: '77', quantity: 0.5 })
    await world.call('items.create', { sku: '00077' })
    expect(await resolve(withCheck('210007700500'))).toMatchObject({ sku: '00077' })
  })

  it('divide a printed price by the item’s', async () => {
    const { world, assign, resolve } = await openCodes()
    await world.call('barcodes.setRules', { rules: [rule, priced] })
    await assign(withCheck('220001000000'), 'A')
    await assign(withCheck('220002000000'), 'B')
    expect(await resolve(withCheck('220001000500'))).toMatchObject({ sku: 'A', quantity: 1.25 })
    expect(await resolve(withCheck('220002000500'))).toMatchObject({ sku: 'B', quantity: 1, warning: 'noPrice' })
  })

  it('that were kept are counted when a rule learns to read them', async () => {
    const { world, assign, open, scan, counted } = await openCodes()
    const stocktakeID = await open()
    await assign('2112345000008', 'C')
    await scan(stocktakeID, cheese)
    await scan(stocktakeID, withCheck('211234500300'))
    expect(await world.call('barcodes.setRules', { rules: [rule] })).toEqual({ counted: 1.55 })
    expect(await counted(stocktakeID, 'C')).toBe(1.55)
  })

  it('refuse patterns that can’t be used and say which', async () => {
    const { world } = await openCodes()
    const overlapping = { ...priced, pattern: '21IIIIIPPPPPC' }
    expect(await world.fail('barcodes.setRules', { rules: [rule, overlapping] })).toMatchObject({
      kind: 'invalid',
      details: { index: 1, problem: 'overlaps', other: 0 },
    })
    expect((await world.call('barcodes.rules', {})).rules).toEqual([])
  })
})

it('looks a code up in the documented order, whatever is taught', async () => {
  const { world, assign, resolve } = await openCodes()
  const withCheck = (digits: string): string => digits + String(checkDigit(digits))
  await world.call('barcodes.setRules', { rules: [{ name: 'x', pattern: '21IIIIIWWWWWC' }] })
  const order = ['alias', 'sku', 'gtin', 'gs1', 'rule'] as const
  let item = 0
  await fc.assert(
    fc.asyncProperty(fc.subarray([...order], { minLength: 1 }), fc.boolean(), async (taught, gs1) => {
      item += 1
      const number = String(item).padStart(5, '0')
      const inStore = withCheck(`21${number}00100`)
      const base = withCheck(`21${number}00000`)
      const plain = withCheck(`3${number}000000`)
      // Either an element string or an in-store code: no text is both.
      const code = gs1 ? `010${plain}` : inStore
      const ways = taught.filter((way) => way !== (gs1 ? 'rule' : 'gs1') && !(gs1 && way === 'gtin'))
      for (const way of ways) {
        const sku = way === 'sku' ? code : `${way}-${number}`
        await world.call('items.create', { sku })
        if (way === 'alias') await world.call('barcodes.import', { rows: [{ line: 1, code, sku }] })
        if (way === 'gtin') await world.call('barcodes.import', { rows: [{ line: 1, code: `0${inStore}`, sku }] })
        if (way === 'gs1') await assign(plain, sku)
        if (way === 'rule') await assign(base, sku)
      }
      const first = order.find((way) => ways.includes(way))
      const known = await resolve(code)
      expect(known.via).toBe(first)
    }),
    { numRuns: 60, seed: 4 },
  )
})
