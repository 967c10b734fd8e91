import type { Page } from '@playwright/test'
import { createCommandHand } from '../support/e2e-commands.ts'
import { badges, enter } from '../support/e2e-people.ts'
import { goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, stockAt, typeQuantity } from '../support/e2e-work.ts'

/** What a count goes through between the shelf and the posting: rules, recounts, reasons, wrong places, zeros, a look ahead. */

const line = (page: Page, sku: string) => page.getByRole('row', { name: new RegExp(sku) })

test('what is beyond the tolerance is counted again by somebody else, and posted with a reason', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const { skus: worthMost } = await app.call('stocktakes.findScope', { classes: ['A'] })
  const priceOf = new Map(server.control.snapshot().items.map(({ sku, price }) => [sku, price ?? 0]))
  const [small, short, over] = items.filter(({ sku, stock }) => !worthMost.includes(sku) && stock >= 20 && stock < 100)
  const dear = items.find(({ sku, stock }) => !worthMost.includes(sku) && stock > 70 && (priceOf.get(sku) ?? 0) > 5)
  const strict = items.find(({ sku }) => worthMost.includes(sku))
  if (!small || !short || !over || !dear || !strict) throw new Error('The shop has items of every kind')
  await app.call('people.add', { name: 'Ada', badge: badges.Ada })
  await app.call('people.add', { name: 'Ben', badge: badges.Ben })

  await test.step('set the rules: plus and minus apart, units, percent and value, and tighter for class A', async () => {
    await goTo(page, 'settings/counting')
    await page.getByRole('switch', { name: 'Let small differences pass' }).click({ force: true })
    await page.getByLabel('Too few: pieces').fill('1')
    await page.getByLabel('Too many: percent').fill('10')
    await page.getByLabel('Too many: value').fill('30')
    await page.getByRole('radiogroup', { name: 'Tolerance' }).getByText('A', { exact: true }).click()
    await page.getByRole('switch', { name: 'Limits of its own for class A' }).click({ force: true })
    await page.getByLabel('Too few: pieces').fill('0')
    for (const rule of ['Count again beyond tolerance', 'By somebody else', 'Reason beyond tolerance'])
      await page.getByRole('switch', { name: rule }).click({ force: true })
    const plus = { units: null, percent: 10, value: 30 }
    await expect
      .poll(async () => (await app.call('settings.get', {})).rules)
      .toEqual({
        tolerance: { minus: { units: 1, percent: null, value: null }, plus },
        classes: { A: { minus: { units: 0, percent: null, value: null }, plus } },
        recount: true,
        byOther: true,
        reason: true,
        approval: 'none',
      })
  })

  const stocktakeID = await openCount(app, warehouseID)
  const card = page.getByRole('region', { name: 'Last scan' })
  const next = page.getByRole('region', { name: 'What is next' })
  const again = page.getByRole('complementary', { name: 'Count again' })
  const scanMany = async (sku: string, pieces: number): Promise<void> => {
    await typeQuantity(page, pieces)
    await scanner.scan(sku)
    await expect(card).toContainText(sku)
    await expect(card).toContainText(`+${String(pieces)}`)
  }
  const statuses = async () => {
    const { rows } = await app.call('stocktakes.review', { stocktakeID })
    return Object.fromEntries(rows.map(({ sku, status }) => [sku, status]))
  }

  await test.step('the first count: one line is within, four are beyond, each by another limit', async () => {
    await enter(page, scanner, 'Ada')
    await scanMany(small.sku, small.stock - 1)
    await scanMany(short.sku, short.stock - 2)
    await scanMany(over.sku, over.stock + Math.ceil(over.stock * 0.2))
    await scanMany(dear.sku, dear.stock + 7)
    await scanMany(strict.sku, strict.stock - 1)
    expect(await statuses()).toEqual({
      [small.sku]: 'ready',
      [short.sku]: 'recount',
      [over.sku]: 'recount',
      [dear.sku]: 'recount',
      [strict.sku]: 'recount',
    })
    // Nobody may count until a line goes away: the list is empty until somebody asks.
    await page.keyboard.press('Alt+R')
    await expect(again).toContainText('Nothing is to be counted again.')
    await goTo(page, `review/${stocktakeID}`)
    await line(page, short.sku).click()
    await expect(next).toContainText('The difference is beyond the tolerance. Have it counted again')
    await page.getByRole('button', { name: 'Decide all 4' }).click()
    await page.getByRole('menuitem', { name: 'Count again all beyond tolerance' }).click()
    await expect(next).toContainText('A recount was asked for.')
    await goTo(page, `count/${stocktakeID}`)
    await page.keyboard.press('Alt+R')
    await expect(again.getByRole('listitem')).toHaveCount(4)
    await expect(again.getByText('counted by you: somebody else should')).toHaveCount(4)
  })

  await test.step('the same person’s second count settles nothing; another person’s does', async () => {
    await scanMany(short.sku, short.stock - 2)
    await expect(again.getByRole('listitem')).toHaveCount(4)
    await goTo(page, `review/${stocktakeID}`)
    await line(page, short.sku).click()
    await expect(next).toContainText('The same person counted it twice.')
    await goTo(page, `count/${stocktakeID}`)
    await enter(page, scanner, 'Ben')
    await scanMany(short.sku, short.stock - 2)
    await scanMany(over.sku, over.stock)
    await scanMany(dear.sku, dear.stock + 7)
    await scanMany(strict.sku, strict.stock - 1)
    await page.keyboard.press('Alt+R')
    await expect(again).toContainText('Nothing is to be counted again.')
    expect(await statuses()).toEqual({
      [small.sku]: 'ready',
      [short.sku]: 'reason',
      [over.sku]: 'exact',
      [dear.sku]: 'reason',
      [strict.sku]: 'reason',
    })
  })

  await test.step('without a reason it is not posted; a line gets its own, the others one together', async () => {
    await goTo(page, `review/${stocktakeID}`)
    await page.getByRole('button', { name: 'Post 1 difference' }).click()
    const looked = page.getByRole('dialog', { name: 'Post 1 difference' })
    await expect(looked).toContainText('3 lines stay. The count stays open. Reason needed: 3')
    await looked.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('tab', { name: /Needs a decision/ }).click()
    await line(page, short.sku).click()
    const panel = page.getByRole('complementary', { name: short.name })
    await expect(panel).toContainText('The difference is beyond the tolerance. Give a reason to go on.')
    await expect(panel.getByRole('listitem').filter({ hasText: 'Ben' })).toContainText(String(short.stock - 2))
    const save = panel.getByRole('button', { name: 'Choose −2, next line' })
    await expect(save).toBeDisabled()
    await panel.getByRole('combobox', { name: 'Reason' }).fill('Fell off the truck')
    await save.click()
    await page.getByRole('button', { name: 'Decide all 2' }).click()
    await page.getByRole('menuitem', { name: 'Missing' }).click()
    await page.getByRole('button', { name: 'Post 4 differences' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Post 4 differences' }).click()
    await expect(page.getByText('The count is closed.')).toBeVisible()
  })

  const { rows } = await app.call('queue.list', { stocktakeID })
  const notes = Object.fromEntries(rows.map(({ sku = '', note, person }) => [sku, [note, person]]))
  expect(notes).toEqual({
    [small.sku]: [null, 'Ben'],
    [short.sku]: ['Fell off the truck', 'Ben'],
    [dear.sku]: ['Missing', 'Ben'],
    [strict.sku]: ['Missing', 'Ben'],
  })
  await app.call('sync.run', {})
  const now = [small, short, over, dear, strict].map(({ sku }) => stockAt(server, sku, warehouseID))
  expect(now).toEqual([small.stock - 1, short.stock - 2, over.stock, dear.stock + 7, strict.stock - 1])
})

const set = { sku: 'BU-WALL', parts: ['WP-8-100', 'SC-45-50-TX', 'DB-8'] }

test('a review finds the wrong place, takes bundles apart, zeroes what is missing and does what it foretold', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const otherID = 'w-LEJ2'
  const stocked = items.filter(({ sku }) => stockAt(server, sku, otherID) >= 6 && !set.parts.includes(sku))
  const [strayed, exact, missing, outside] = stocked
  if (!strayed || !exact || !missing || !outside) throw new Error('The shop has items in both warehouses')
  const there = stockAt(server, strayed.sku, otherID)
  await connect(app, server)
  const other = await app.call('stocktakes.open', {
    warehouseID: otherID,
    name: 'Back room',
    blind: false,
    scope: { skus: [strayed.sku] },
  })
  const counted = { stocktakeID: other.stocktakeID, sku: strayed.sku, quantity: there - 2 }
  await app.call('stocktakes.count', { ...counted, mode: 'set' })
  const skus = [strayed.sku, exact.sku, missing.sku, ...set.parts]
  const { stocktakeID } = await app.call('stocktakes.open', {
    warehouseID,
    name: 'Front room',
    blind: false,
    scope: { skus },
  })

  await test.step('count at two places, a bundle as its parts', async () => {
    const hand = createCommandHand(scanner)
    const card = page.getByRole('region', { name: 'Last scan' })
    await goTo(page, `count/${stocktakeID}`)
    await hand.place('R1')
    await typeQuantity(page, strayed.stock + 2)
    await scanner.scan(strayed.sku)
    await expect(card).toContainText(strayed.name)
    await typeQuantity(page, exact.stock)
    await scanner.scan(exact.sku)
    await expect(card).toContainText(exact.name)
    await hand.place('R2')
    await typeQuantity(page, 3)
    await scanner.scan(set.sku)
    await expect(card).toContainText('3 × Wall plugs 8 mm, box of 100, now 3')
    await expect(card).toContainText('3 × Drill bit HSS 8.0 mm, now 3')
    await scanner.scan(outside.sku)
    await expect(card).toContainText('Not in this count')
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(Object.fromEntries(rows.map((row) => [row.sku, row.counted]))).toEqual({
      [strayed.sku]: strayed.stock + 2,
      [exact.sku]: exact.stock,
      ...Object.fromEntries(set.parts.map((sku) => [sku, 3])),
    })
  })

  await test.step('the summary nets nothing, and the charts say where it is', async () => {
    await goTo(page, `review/${stocktakeID}`)
    const summary = page.getByRole('region', { name: 'Summary' })
    await expect(summary).toContainText('20 %')
    await expect(summary).toContainText('1 of 5')
    const off = set.parts.map((sku) => 3 - stockAt(server, sku, warehouseID))
    const sumOf = (sign: 1 | -1) => off.reduce((sum, each) => sum + Math.max(0, sign * each), 0)
    await expect(summary).toContainText(`−${String(sumOf(-1))} / +${String(2 + sumOf(1))}`)
    await expect(page.getByRole('img', { name: 'Value of each of 4 differences' })).toBeVisible()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Accuracy' }).click()
    const dialog = page.getByRole('dialog', { name: 'Accuracy' })
    const places = dialog.getByRole('region', { name: 'Differences by place' })
    await expect(places).toContainText('R1')
    await expect(places).toContainText('R2')
    await expect(dialog.getByRole('img', { name: 'oldest count first: 0 %, 20 %' })).toBeVisible()
    await expect(dialog.getByRole('row', { name: /Back room/ })).toContainText('−2')
    await page.keyboard.press('Escape')
  })

  await test.step('as many too much here as are missing there: a transfer settles both', async () => {
    await page.getByRole('button', { name: 'Look at transfers' }).click()
    const dialog = page.getByRole('dialog', { name: 'In the wrong warehouse?' })
    const proposal = dialog.getByRole('listitem').filter({ hasText: strayed.name })
    await expect(proposal).toContainText('2 from Leipzig South to Hamburg Harbour')
    await expect(proposal).toContainText('Counted in both.')
    await proposal.getByRole('button', { name: 'Transfer' }).click()
    await expect(page.getByText('1 transfer queued')).toBeVisible()
    const { rows } = await app.call('queue.list', { stocktakeID })
    expect(rows).toMatchObject([
      { kind: 'transfer', sku: strayed.sku, quantity: 2, warehouseID: otherID, toWarehouseID: warehouseID },
    ])
  })

  await test.step('what nobody found becomes zero, after asking, and only in this count', async () => {
    await page.getByRole('tab', { name: /Not counted/ }).click()
    await page.getByRole('button', { name: 'Turn 1 into zero' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('none of them is on a shelf in Hamburg Harbour')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect((await app.call('stocktakes.get', { stocktakeID })).lines).toBe(5)
    await page.getByRole('button', { name: 'Turn 1 into zero' }).click()
    await dialog.getByRole('button', { name: 'Count 1 as zero' }).click()
    await expect(page.getByText('1 item counted as zero')).toBeVisible()
    expect((await app.call('stocktakes.get', { stocktakeID })).lines).toBe(6)
  })

  const foretold =
    await test.step('the look ahead names calls, rows, time and figures, and how old they are', async () => {
      await page.clock.setFixedTime(Date.now() + 30 * 3_600_000)
      await page.reload()
      await page.getByRole('button', { name: 'Post 4 differences' }).click()
      const dialog = page.getByRole('dialog', { name: 'Post 4 differences' })
      await expect(dialog).toContainText('The figures here were read 1 day ago. Read them anew before you post')
      const dry = await app.call('stocktakes.dryRun', { stocktakeID })
      await expect(dialog).toContainText(`${String(dry.plan?.requests)} requests to`)
      await expect(dialog).toContainText('with 5 rows, about')
      await expect(dialog).toContainText('/inventory/transfer')
      const row = dialog.getByRole('row', { name: new RegExp(missing.sku) })
      await expect(row).toContainText(`${String(missing.stock)}−${String(missing.stock)}0`)
      await dialog.getByRole('button', { name: 'Post 4 differences' }).click()
      await expect(page.getByText('The count is closed.')).toBeVisible()
      return dry.rows
    })

  await app.call('sync.run', {})
  for (const { sku, after } of foretold) expect(stockAt(server, sku, warehouseID)).toBe(after)
  expect(foretold.map(({ sku }) => sku).sort()).toEqual([missing.sku, ...set.parts].sort())
  expect(stockAt(server, strayed.sku, warehouseID)).toBe(strayed.stock + 2)
  expect(stockAt(server, strayed.sku, otherID)).toBe(there - 2)
  expect(stockAt(server, outside.sku, warehouseID)).toBe(outside.stock)
  expect((await app.call('stocktakes.review', { stocktakeID: other.stocktakeID })).rows).toMatchObject([
    { sku: strayed.sku, status: 'posted' },
  ])
})
