import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, typeByHand, typeQuantity } from '../support/e2e-work.ts'

/** Slips of the hand: counted, because the shelf is right, and pointed out at once. */

test('ten times the expected and swapped digits are pointed out, in a blind count without telling the figure', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const swappedOf = (stock: number): number => Number([...String(stock)].toReversed().join(''))
  const twoDigits = items.find(({ stock }) => stock < 100 && swappedOf(stock) > 9 && swappedOf(stock) !== stock)
  const other = items.find((item) => item !== twoDigits)
  if (!twoDigits || !other) throw new Error('The shop has such items')
  const card = page.getByRole('region', { name: 'Last scan' })
  const count = async (sku: string, quantity: number, said: string): Promise<void> => {
    await typeQuantity(page, quantity)
    await scanner.scan(sku)
    await expect(card).toContainText(`+${quantity.toLocaleString('en-GB')}`)
    await expect(card).toContainText(said)
  }

  const open = await openCount(app, warehouseID, false)
  await count(other.sku, 10 * other.stock, 'Ten times the expected or more')
  await count(twoDigits.sku, swappedOf(twoDigits.stock), 'Two digits look swapped')

  await test.step('a barcode typed before a scan is no quantity, and counts as a code if wanted', async () => {
    await typeByHand(page, '2999999999991')
    await expect(page.getByRole('status').filter({ hasText: 'That is no quantity' })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(card).toContainText('Unknown, kept for you')
    expect(await app.call('stocktakes.get', { stocktakeID: open })).toMatchObject({ unknownCodes: 1 })
  })

  const blind = await openCount(app, warehouseID)
  await count(other.sku, 10 * other.stock, 'An unusual quantity')
  await count(twoDigits.sku, swappedOf(twoDigits.stock), 'An unusual quantity')
  await expect(page.getByRole('main')).not.toContainText(/ten times|swapped/i)
  expect((await app.call('stocktakes.get', { stocktakeID: blind })).lines).toBe(2)
})

test('an item asks for its lot, date and number; totals run from the last mark; an item’s figure is set', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [tracked, plain] = items
  if (!tracked || !plain) throw new Error('The shop has two items with enough stock')
  await app.call('items.track', { sku: tracked.sku, tracking: { lot: true, expiry: true, serial: true } })
  const stocktakeID = await openCount(app, warehouseID)
  const card = page.getByRole('region', { name: 'Last scan' })
  const tape = page.getByRole('complementary', { name: 'Tape' })
  const asked = page.getByRole('form', { name: 'Told apart by' })

  await test.step('asked, and said by hand', async () => {
    await scanner.scan(tracked.sku)
    await expect(asked).toBeVisible()
    await page.keyboard.press('Alt+D')
    for (const [label, text] of [
      ['Lot', 'L-1'],
      ['Best before', '2027-06-30'],
      ['Serial number', 'SN-9'],
    ] as const)
      await asked.getByRole('textbox', { name: label }).fill(text)
    await page.keyboard.press('Enter')
    await expect(asked).toBeHidden()
    await expect(tape.getByRole('listitem').first()).toContainText('no. SN-9')
    expect((await app.call('stocktakes.tape', { stocktakeID })).rows[0]).toMatchObject({
      lot: 'L-1',
      expiry: '2027-06-30',
      serial: 'SN-9',
      quantity: 1,
    })
  })

  await test.step('asked, and left open by the next scan', async () => {
    await scanner.scan(tracked.sku)
    await expect(asked).toBeVisible()
    await scanner.scan(plain.sku)
    await expect(card).toContainText(plain.name)
    await expect(asked).toBeHidden()
    expect(await app.call('stocktakes.get', { stocktakeID })).toMatchObject({ quantity: 3 })
  })

  await test.step('a mark is drawn, and the sum after it starts anew', async () => {
    await page.keyboard.press('F4')
    await expect(tape).toContainText('before it 3')
    await scanner.scan(plain.sku)
    await expect(tape).toContainText(/1\s*since mark/)
    expect(await app.call('stocktakes.get', { stocktakeID })).toMatchObject({ quantity: 4, sinceMark: 1 })
  })

  await test.step('× and a number after a scan; all together', async () => {
    await page.keyboard.press('*')
    const pieces = page.getByRole('dialog').getByRole('textbox', { name: 'Pieces' })
    await pieces.fill('5')
    await page.keyboard.press('Enter')
    await expect(card).toContainText('+4')
    await page.keyboard.press('Shift+F2')
    await pieces.fill('31')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(rows.find(({ sku }) => sku === plain.sku)).toMatchObject({ counted: 31 })
  })
})

test('what was scanned stays counted, whatever is opened after it (hotwax/inventory-count#747, hotwax/inventory-count#748, hotwax/inventory-count#766)', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  const stocktakeID = await openCount(app, warehouseID)
  const totals = page.getByRole('region', { name: 'Totals' })
  for (const code of ['MYSTERY-7', first.sku, 'MYSTERY-7', first.sku]) await scanner.scan(code)
  await page.keyboard.press('F7')
  await expect(page.getByRole('option', { name: /MYSTERY-7/ })).toContainText('× 2')
  await page.keyboard.press('Escape')
  await scanner.scan(first.sku)
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('textbox', { name: 'Name, SKU or barcode' })).toBeVisible()
  await page.keyboard.press('Control+1')
  await expect(totals).toContainText('3pieces')
  await scanner.scan(second.sku)
  // At once, with nothing saved by hand.
  await page.getByRole('button', { name: 'Finish and review' }).click()
  await expect(page).toHaveURL(/#\/review\//)
  const { rows } = await app.call('stocktakes.review', { stocktakeID })
  expect(Object.fromEntries(rows.map((row) => [row.sku, row.counted]))).toEqual({ [first.sku]: 3, [second.sku]: 1 })
  expect((await app.call('barcodes.unknown', {})).rows).toMatchObject([{ code: 'MYSTERY-7', scans: 2 }])
})
