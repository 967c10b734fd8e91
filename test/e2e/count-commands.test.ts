import { stocktakeCode } from '../../src/shared/domain/reserved-codes.ts'
import { createCommandHand } from '../support/e2e-commands.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

/** What a counter does at the shelf, by scanner alone or with a few keys, in the app as it is built. */

test('a whole count with command barcodes, without keyboard and mouse', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second, third] = items
  if (!first || !second || !third) throw new Error('The shop has three items with enough stock')
  const hand = createCommandHand(scanner)
  await connect(app, server)
  const card = page.getByRole('region', { name: 'Last scan' })
  const tape = page.getByRole('complementary', { name: 'Tape' })

  await test.step('open a count', async () => {
    await hand.command('goCount')
    await expect(page.getByRole('heading', { name: 'Start a count' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Start counting' })).toBeEnabled()
    await hand.command('confirm')
    await expect(card).toContainText('Scan the first label')
  })

  await test.step('say where, count with a quantity before and after', async () => {
    await hand.place('A-01')
    await expect(page.getByRole('region', { name: 'Place' })).toContainText('A-01')
    await hand.digits(12)
    await hand.command('times')
    await expect(page.getByRole('status').filter({ hasText: '12 ×' })).toBeVisible()
    await scanner.scan(first.sku)
    await expect(card).toContainText('+12')
    await scanner.scan(second.sku)
    await expect(card).toContainText(second.name)
    await hand.command('quantityAfter')
    await expect(page.getByRole('dialog')).toBeVisible()
    await hand.digits(7)
    await expect(page.getByRole('textbox', { name: 'Pieces' })).toHaveValue('7')
    await hand.command('confirm')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(card).toContainText('Quantity typed')
  })

  await test.step('set a quantity with digits scanned before it', async () => {
    await scanner.scan(third.sku)
    await expect(card).toContainText(third.name)
    await hand.digits(31)
    await hand.command('setQuantity')
    await expect(page.getByRole('button', { name: 'Count 31' })).toBeVisible()
    await hand.command('confirm')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  await test.step('undo, mark, leave the place', async () => {
    await scanner.scan(first.sku)
    await expect(tape.getByRole('listitem').first()).toContainText('+1')
    await hand.command('undo')
    await expect(card).toContainText('Taken back')
    await hand.command('mark')
    await expect(tape).toContainText('since mark')
    await hand.command('clearPlace')
    await expect(page.getByRole('region', { name: 'Place' })).toContainText('No place')
  })

  await test.step('to the list of counts, where one can be closed, and back', async () => {
    await hand.command('choose')
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
    await hand.command('close')
    await expect(page.getByRole('dialog')).toBeVisible()
    await hand.command('cancel')
    await expect(page.getByRole('dialog')).toBeHidden()
    await hand.command('confirm')
    await expect(card).toBeVisible()
  })

  await test.step('see help, a wrong command, the large display, and finish', async () => {
    await hand.command('help')
    await expect(page.getByRole('dialog')).toBeVisible()
    await hand.command('cancel')
    await expect(page.getByRole('dialog')).toBeHidden()
    await scanner.scan('XXHKCNOSUCH')
    await expect(page.getByText('is no command of this version')).toBeVisible()
    await hand.command('distance')
    await expect(page.getByRole('navigation')).toBeHidden()
    await hand.command('distance')
    await expect(page.getByRole('navigation')).toBeVisible()
    await hand.command('recount')
    await expect(page.getByRole('complementary', { name: 'Count again' })).toBeVisible()
    await hand.command('cancel')
    await hand.command('lines')
    await expect(page.getByRole('complementary', { name: 'What is counted' })).toBeVisible()
    await hand.command('cancel')
    await expect(tape).toBeVisible()
    await hand.command('finish')
    await expect(page).toHaveURL(/#\/review\//)
  })

  const { rows } = await app.call('stocktakes.list', {})
  const stocktakeID = rows[0]?.stocktakeID ?? ''
  const lines = await app.call('stocktakes.lines', { stocktakeID })
  expect(Object.fromEntries(lines.rows.map((row) => [row.sku, row.counted]))).toEqual({
    [first.sku]: 12,
    [second.sku]: 7,
    [third.sku]: 31,
  })
  expect(lines.rows.every(({ places }) => places.join() === 'A-01')).toBe(true)
  expect(rows[0]).toMatchObject({ unknownCodes: 0 })

  await test.step('on the review, commands of counting say that they mean nothing, and do nothing', async () => {
    for (const [label, name] of [
      ['place', 'Choose a place'],
      ['close', 'Close a count'],
      ['undo', 'Undo the last scan'],
      ['recount', 'What to count again'],
    ] as const) {
      await hand.command(label)
      await expect(page.getByText(`“${name}” does nothing here.`)).toBeVisible()
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(page).toHaveURL(/#\/review\//)
  })

  await test.step('what was sold meanwhile is decided by a digit, and the count is posted', async () => {
    server.control.actAsOther({ kind: 'sell', sku: third.sku, warehouseID, quantity: 2 })
    await app.call('sync.run', {})
    await page.locator('[data-tab="decide"]').click()
    const panel = page.getByRole('complementary')
    await expect(panel).toContainText(third.sku)
    await hand.digits(7)
    await expect(page.getByText('“Digit 7” does nothing here.')).toBeVisible()
    await hand.digits(2)
    await expect(panel.getByRole('radio', { name: /^Set to the count, 31/ })).toBeChecked()
    await hand.command('confirm')
    await expect
      .poll(async () => (await app.call('stocktakes.review', { stocktakeID, search: third.sku })).rows[0]?.decision)
      .toBe('counted')
    await expect(page.getByRole('button', { name: /^Post 3/ })).toBeEnabled()
    await hand.command('confirm')
    await expect(page.getByRole('dialog')).toContainText('No line is left, so the count is closed.')
    await hand.command('confirm')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect.poll(async () => (await app.call('stocktakes.get', { stocktakeID })).state).toBe('posted')
  })

  await test.step('no item may have the code of a command', async () => {
    await page.keyboard.press('Control+3')
    await expect(page.getByRole('heading', { name: 'Items' })).toBeVisible()
    await page.getByRole('button', { name: 'New item' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('textbox', { name: 'SKU' }).fill('XXHKCUNDO')
    await page.keyboard.press('Control+Enter')
    await expect(form).toContainText('XXHK')
    expect((await app.call('items.list', { search: 'XXHK' })).rows).toEqual([])
  })
})

test('place first, then goods: lines are found by their place', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  const hand = createCommandHand(scanner)
  await connect(app, server)
  const stocktakeID = await openCount(app, warehouseID)
  const place = page.getByRole('region', { name: 'Place' })
  await hand.place('Rack-7')
  await expect(place).toContainText('Rack-7')
  await scanner.scan(first.sku)
  await expect(page.getByRole('complementary', { name: 'Tape' })).toContainText('Rack-7')

  // By hand: a place without a label.
  await page.keyboard.press('Alt+P')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Place' }).fill('Floor by the door')
  await page.keyboard.press('Enter')
  await expect(place).toContainText('Floor by the door')
  await scanner.scan(second.sku)
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(second.name)

  // Behind a dialog each keeps its turn: goods before the place label stay where they were scanned.
  await page.keyboard.press('F2')
  await expect(page.getByRole('dialog')).toBeVisible()
  await scanner.scan(first.sku)
  await hand.place('B-02')
  await scanner.scan(second.sku)
  await page.keyboard.press('Escape')
  await expect(place).toContainText('B-02')
  await expect
    .poll(async () => (await app.call('stocktakes.tape', { stocktakeID })).rows.map((row) => [row.sku, row.place]))
    .toEqual([
      [second.sku, 'B-02'],
      [first.sku, 'Floor by the door'],
      [second.sku, 'Floor by the door'],
      [first.sku, 'Rack-7'],
    ])

  await page.keyboard.press('Alt+L')
  const panel = page.getByRole('complementary', { name: 'What is counted' })
  await expect(panel.getByRole('listitem')).toHaveCount(2)
  await panel.getByRole('combobox', { name: 'Place' }).click()
  await page.getByRole('option', { name: 'Rack-7' }).click()
  await expect(panel.getByRole('listitem')).toHaveCount(1)
  await expect(panel.getByRole('listitem')).toContainText(first.name)
})

test('a whole item is taken back, and the tape is searched', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  await connect(app, server)
  const stocktakeID = await openCount(app, warehouseID)
  const card = page.getByRole('region', { name: 'Last scan' })
  const totals = page.getByRole('region', { name: 'Totals' })
  await scanner.scan(second.sku)
  for (let times = 0; times < 3; times += 1) await scanner.scan(first.sku)
  // One pull of the trigger that reads twice is counted once, and says so.
  await scanner.readTwice(first.sku)
  await expect(page.getByText('was read twice by one pull')).toBeVisible()
  await expect(totals).toContainText('5scans')

  await page.keyboard.press('Control+Shift+Z')
  await expect(page.getByRole('dialog')).toContainText('All 4 pieces are taken back')
  await page.keyboard.press('Control+Enter')
  await expect(card).toContainText('Taken back')
  await expect(totals).toContainText('1scan')
  const lines = await app.call('stocktakes.lines', { stocktakeID })
  expect(lines.rows.map(({ sku }) => sku)).toEqual([second.sku])

  await page.keyboard.press('Control+F')
  const tape = page.getByRole('complementary', { name: 'Tape' })
  await tape.getByRole('textbox').fill(first.sku)
  await expect(tape.getByRole('listitem')).toHaveCount(8)
  await tape.getByRole('textbox').fill(second.sku)
  await expect(tape.getByRole('listitem')).toHaveCount(1)
  await tape.getByRole('button', { name: /^Take back/ }).click()
  await expect(totals).toContainText('0scans')

  // Taken back meanwhile: the dialog that still asks says that nothing was left.
  await scanner.scan(first.sku)
  await expect(card).toContainText(first.name)
  await page.keyboard.press('Control+Shift+Z')
  await expect(page.getByRole('dialog')).toBeVisible()
  await app.call('stocktakes.undo', { stocktakeID, sku: first.sku })
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('There is nothing to undo.')).toBeVisible()
  await expect(card).not.toContainText('Taken back')
})

test('a barcode typed as a quantity becomes a scan, after asking', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first] = items
  if (!first) throw new Error('The shop has an item')
  await connect(app, server)
  const stocktakeID = await openCount(app, warehouseID)
  await scanner.scan(first.sku)
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(first.name)
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'Pieces' }).fill('2999999999991')
  await expect(page.getByText('That looks like a barcode')).toBeVisible()
  await page.getByRole('button', { name: 'Count 2999999999991 as a scan' }).click()
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText('Unknown, kept for you')
  expect(await app.call('stocktakes.get', { stocktakeID })).toMatchObject({ quantity: 1, unknownCodes: 1 })
})

test('two people count blind by badge, a third breaks the tie', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  await connect(app, server)
  const badges = { Ada: 'XXHKBADADADADADADAD', Ben: 'XXHKBBENBENBENBENBE', Cem: 'XXHKBCECECECECECECE' }
  for (const [name, badge] of Object.entries(badges)) await app.call('people.add', { name, badge })
  const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Twice', method: 'double' })
  await page.evaluate((id) => (location.hash = `#/count/${id}`), stocktakeID)
  const card = page.getByRole('region', { name: 'Last scan' })
  const enter = async (name: keyof typeof badges, scanned = badges[name]): Promise<void> => {
    await scanner.scan(scanned)
    await expect(page.getByText(`${name} is signed in.`).last()).toBeVisible()
    await expect(card).toBeVisible()
  }
  const count = async (sku: string, pieces: number): Promise<void> => {
    for (let times = 0; times < pieces; times += 1) await scanner.scan(sku)
  }

  await expect(page.getByRole('heading', { name: 'Who is counting?' })).toBeVisible()
  // Scanned before anybody said who they are: it waits, and is counted by whoever signs in.
  await scanner.scan(first.sku)
  await expect(page.getByRole('alert')).toContainText('One scan waits')
  await enter('Ada')
  await expect(card).toContainText(first.name)
  await count(first.sku, 2)
  await count(second.sku, 2)
  await expect(page.getByText('Double count: round 1')).toBeVisible()

  // Caps Lock turned the letters round.
  await enter('Ben', badges.Ben.toLowerCase())
  await count(first.sku, 3)
  await count(second.sku, 1)
  await expect(page.getByText('Double count: round 2')).toBeVisible()

  await enter('Cem')
  // What the others counted is nobody’s business: no card, no tape, no sums.
  await expect(page.getByRole('complementary', { name: 'Tape' })).toContainText('Every scan shows here')
  await expect(page.getByRole('region', { name: 'Totals' })).toContainText('0scans')
  await page.keyboard.press('Alt+R')
  const list = page.getByRole('complementary', { name: 'Count again' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list.getByRole('listitem')).toContainText(second.name)
  await expect(list.getByRole('listitem')).toContainText('two counts differ')
  await count(second.sku, 2)
  await expect(list).toContainText('Nothing is to be counted again.')
  const { rows } = await app.call('stocktakes.review', { stocktakeID })
  expect(Object.fromEntries(rows.map((row) => [row.sku, row.counted]))).toEqual({ [first.sku]: 3, [second.sku]: 2 })
})

test('the barcode of a count sheet opens its count, and another sheet’s says that it is not here', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID } = shelfOf(server)
  const first = await openCount(app, warehouseID)
  await app.call('stocktakes.open', { warehouseID, name: 'Shelf 4' })
  await page.keyboard.press('Control+3')
  await expect(page.getByRole('textbox', { name: 'Name, SKU or barcode' })).toBeVisible()
  await scanner.scan(stocktakeCode(first))
  await expect(page.getByText('Count “Shelf 3” is open.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Last scan' })).toBeVisible()
  expect(page.url()).toContain(first)
  await scanner.scan(stocktakeCode('01ABSENT'))
  await expect(page.getByText('This sheet’s count is not on this PC.')).toBeVisible()
  expect((await app.call('stocktakes.get', { stocktakeID: first })).scans).toBe(0)
})

test('a sealed bundle is counted as its components, and the card says which', async ({ app, server, scanner }) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [one, two] = items
  if (!one || !two) throw new Error('The shop has two items with enough stock')
  await app.call('bundles.create', {
    sku: 'BOX-1',
    name: 'Gift box',
    item_skus: [
      { sku: one.sku, quantity: 2 },
      { sku: two.sku, quantity: 1 },
    ],
  })
  const stocktakeID = await openCount(app, warehouseID)
  await scanner.scan('BOX-1')
  const card = page.getByRole('region', { name: 'Last scan' })
  await expect(card).toContainText('Gift box')
  await expect(card).toContainText(`2 × ${one.name}, now 2`)
  await expect(card).toContainText(`1 × ${two.name}, now 1`)
  await expect(card).toContainText('3pieces in this bundle')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('region', { name: 'Totals' })).toContainText('0pieces')
  expect((await app.call('stocktakes.get', { stocktakeID })).quantity).toBe(0)
})
