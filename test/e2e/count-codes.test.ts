import { createWedgeDriver } from '../support/e2e-wedge.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, typeQuantity } from '../support/e2e-work.ts'
import { keysOfScan, type Wedge } from '../support/scanner-keys.ts'

/** What a label says beside its number, at the shelf: each part is on the screen, and in the count. */

const tin = '04260118731180'
const weighed = '99506000134355'
const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

test('lot, date, serial number, number and weight of a label are kept and shown; packs and the scale’s labels count what they say', async ({
  app,
  server,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [boxed, loose, scaled, aliased] = items
  if (!boxed || !loose || !scaled || !aliased) throw new Error('The shop has four items with enough stock')
  await app.call('items.update', { sku: scaled.sku, changes: { price: 4 } })
  for (const [code, sku, quantity] of [
    [tin, boxed.sku, 1],
    ['CASE-6', boxed.sku, 6],
    [weighed, loose.sku, 1],
    ['2112345000008', loose.sku, 1],
    ['2254321000005', scaled.sku, 1],
    ['0036000291452', aliased.sku, 1],
    ['OLD-LABEL', aliased.sku, 1],
  ] as const)
    await app.call('barcodes.assign', { code, sku, quantity })
  const rule = { decimals: 3, counts: 'measure' } as const
  await app.call('barcodes.setRules', {
    rules: [
      { ...rule, name: 'Counter scale', pattern: '21IIIIIWWWWWC' },
      { ...rule, name: 'Price labels', pattern: '22IIIIIPPPPPC', decimals: 2 },
    ],
  })
  const stocktakeID = await openCount(app, warehouseID, false)
  const wedge = await createWedgeDriver(page)
  const card = page.getByRole('region', { name: 'Last scan' })
  const newest = page.getByRole('complementary', { name: 'Tape' }).getByRole('listitem').first()
  /** Scans it, and looks at the card, the tape and what the count has of the scan. */
  const scan = async (
    text: string,
    said: string,
    kept: Record<string, unknown>,
    kind: Partial<Wedge> = {},
  ): Promise<void> => {
    await wedge.send(keysOfScan(text, kind))
    await expect(card).toContainText(said)
    await expect.poll(async () => (await app.call('stocktakes.tape', { stocktakeID })).rows[0]).toMatchObject(kept)
  }
  const plain = { lot: null, expiry: null, serial: null }

  await test.step('an element string, announced by its AIM identifier', async () => {
    const all = { sku: boxed.sku, quantity: 24, lot: 'L-77', expiry: '2027-12-31', serial: null }
    await scan(`01${tin}3724\x1d10L-77\x1d17271231`, '+24', all, { aim: ']C1' })
    await expect(card).toContainText(boxed.name)
    await expect(newest).toContainText('lot L-77')
    await expect(newest).toContainText(`until ${shown.format(Date.parse('2027-12-31'))}`)
    await scan(`01${tin}21SN-1`, '+1', { ...plain, sku: boxed.sku, serial: 'SN-1' }, { aim: ']d2' })
    await expect(newest).toContainText('no. SN-1')
    // Sooner, it would be the same pull of the trigger.
    await page.waitForTimeout(300)
    await scan(`01${tin}21SN-1`, 'This serial number is counted already', { serial: 'SN-1' }, { aim: ']d2' })
  })

  await test.step('a Digital Link', async () => {
    const link = `https://id.gs1.org/01/${tin}/10/L%2F9?17=280229`
    await scan(link, '+1', { sku: boxed.sku, quantity: 1, lot: 'L/9', expiry: '2028-02-29' }, { aim: ']Q1' })
  })

  await test.step('a weight, in the label and from the scale; a price', async () => {
    await scan(`01${weighed}3103001250`, '+1.25', { ...plain, sku: loose.sku, quantity: 1.25 })
    await scan('2112345007502', '+0.75', { ...plain, sku: loose.sku, quantity: 0.75 })
    await scan('2254321010004', '+2.5', { ...plain, sku: scaled.sku, quantity: 2.5 })
  })

  await test.step('packs, once and times a typed number', async () => {
    await scan('CASE-6', '+6', { ...plain, sku: boxed.sku, quantity: 6 })
    await typeQuantity(page, 3)
    await scan('CASE-6', '+18', { ...plain, sku: boxed.sku, quantity: 18 })
  })

  await test.step('the same number as UPC-A and EAN-13, and another code of the item: one line', async () => {
    await scan('036000291452', '+1', { ...plain, sku: aliased.sku, quantity: 1 })
    await scan('0036000291452', '+1', { ...plain, sku: aliased.sku, quantity: 1 })
    await scan('OLD-LABEL', '+1', { ...plain, sku: aliased.sku, quantity: 1, code: 'OLD-LABEL' })
    await expect(card).toContainText(aliased.name)
    const taken = await app.call('barcodes.resolve', { code: '036000291452' })
    expect(taken).toMatchObject({ outcome: 'known', sku: aliased.sku })
  })

  await test.step('day 00 is the end of its month', async () => {
    await scan(`01${tin}17280200`, '+1', { ...plain, sku: boxed.sku, expiry: '2028-02-29' })
    await expect(newest).toContainText(`until ${shown.format(Date.parse('2028-02-29'))}`)
  })

  await test.step('a separator that got lost is pointed out, and nothing is cut', async () => {
    await scan(`01${tin}10AB-1217281231`, 'The separator in this code seems lost', { lot: 'AB-1217281231' })
  })

  const { rows } = await app.call('stocktakes.lines', { stocktakeID })
  expect(Object.fromEntries(rows.map((row) => [row.sku, row.counted]))).toEqual({
    [boxed.sku]: 24 + 1 + 1 + 1 + 6 + 18 + 1 + 1,
    [loose.sku]: 2,
    [scaled.sku]: 2.5,
    [aliased.sku]: 3,
  })
})
