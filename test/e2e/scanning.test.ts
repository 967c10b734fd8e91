import type { Page } from '@playwright/test'
import { practiceBarcodes } from '../../src/main/practice/practice.ts'
import type { Scanner } from '../support/e2e-scanner.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, typeByHand } from '../support/e2e-work.ts'

/** Scans at no delay, wherever the focus is: each counts once, and leaves nothing behind on the page. */

const codes = practiceBarcodes.filter(({ quantity }) => quantity === 1).slice(0, 5)

interface Seen {
  readonly clicks: number
  readonly submits: number
}

/** Counts what buttons and forms hear from now on. */
async function watchActs(page: Page): Promise<() => Promise<Seen>> {
  await page.evaluate(() => {
    const seen = { clicks: 0, submits: 0 }
    addEventListener('click', () => (seen.clicks += 1), true)
    addEventListener('submit', () => (seen.submits += 1), true)
    Object.assign(window, { seen })
  })
  return () => page.evaluate(() => ({ ...(window as unknown as { seen: Seen }).seen })) // safe: set just above
}

async function scanTimes(scanner: Scanner, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) await scanner.scan(codes[index % codes.length]?.code ?? '')
}

test('200 scans with the focus in a field, on a button and in a dialog are all counted and leave no trace', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  for (const code of codes) await app.call('barcodes.assign', code)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const scans = page.getByRole('region', { name: 'Totals' })
  const address = page.url()

  await test.step('in a search field with a text in it', async () => {
    await scanner.scan('nobody-knows-this')
    await page.getByRole('button', { name: 'Unknown' }).click()
    const field = page.getByRole('combobox', { name: 'Find the item' })
    await field.fill('ab')
    const acts = await watchActs(page)
    await scanTimes(scanner, 70)
    await expect(scans).toContainText('71scans')
    await expect(field).toHaveValue('ab')
    await expect(field).toBeFocused()
    expect(await acts()).toEqual({ clicks: 0, submits: 0 })
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('on the filled button', async () => {
    const button = page.getByRole('button', { name: 'Finish and review' })
    await button.focus()
    const acts = await watchActs(page)
    await scanTimes(scanner, 70)
    await expect(scans).toContainText('141scans')
    await expect(button).toBeFocused()
    expect(await acts()).toEqual({ clicks: 0, submits: 0 })
  })

  await test.step('in a dialog, which keeps them until it is closed', async () => {
    await page.keyboard.press('F2')
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'Pieces' })
    await field.fill('7')
    const acts = await watchActs(page)
    await scanTimes(scanner, 59)
    await expect(field).toHaveValue('7')
    expect(await acts()).toEqual({ clicks: 0, submits: 0 })
    await expect(scans).toContainText('141scans')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(scans).toContainText('200scans')
  })

  expect(page.url()).toBe(address)
  const stocktake = await app.call('stocktakes.get', { stocktakeID })
  expect(stocktake).toMatchObject({ scans: 200, lines: codes.length, unknownCodes: 1 })
  const { rows } = await app.call('stocktakes.tape', { stocktakeID, limit: 1000 })
  const known = rows.filter(({ kind, outcome }) => kind === 'scan' && outcome === 'known')
  expect(known).toHaveLength(199)
  expect(new Set(known.map(({ code }) => code))).toEqual(new Set(codes.map(({ code }) => code)))
})

test('what a hand types is never taken for a scan', async ({ app, server }) => {
  const { page } = app
  await connect(app, server)
  await page.keyboard.press('Control+3')
  const field = page.getByRole('textbox', { name: 'Name, SKU or barcode' })
  await field.click()
  await typeByHand(page, '20041')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('20041')
  await expect(page.getByText('Nobody knows this code')).toBeHidden()
})

test('a scan on another screen opens what it is about, and the search keeps its text', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const item = shelfOf(server).items[3]
  await page.keyboard.press('Control+3')
  const field = page.getByRole('textbox', { name: 'Name, SKU or barcode' })
  await field.fill('e')
  await scanner.scan(item?.sku ?? '')
  await expect(page.getByRole('complementary', { name: item?.name ?? '' })).toBeVisible()
  await expect(field).toHaveValue('e')
})
