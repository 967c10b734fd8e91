import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startHivePractice, type HiveServer } from '../../src/main/practice/practice.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { expect, test as base } from '../support/e2e-test.ts'
import { openCount } from '../support/e2e-work.ts'

const test = base.extend<{ readonly hive: HiveServer }>({
  hive: async ({}, use) => {
    const hive = await startHivePractice({ switches: { requestsPerMinute: 10_000 } })
    await use(hive)
    await hive.close()
  },
})

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

async function addHive(app: RunningApp, { baseUrl, credentials }: HiveServer): Promise<void> {
  const options = { settleSeconds: 0, autoSync: false }
  await app.call('connections.save', { name: 'Hive', remote: 'hive', baseUrl, credentials, options })
  await app.call('sync.run', {})
}

/** Of which there is enough in the first warehouse, with its barcode. */
function shelfOf({ control }: HiveServer) {
  return control.state().skus.flatMap(({ merchant_sku_id: sku, name, barcode, shelves }) => {
    const shelf = shelves.find(({ warehouse }) => warehouse === 7)
    return barcode === null || shelf === undefined || shelf.physical - shelf.reserved < 6
      ? []
      : [{ sku, name, barcode, there: shelf.physical - shelf.reserved }]
  })
}

const writesOf = ({ control }: HiveServer) => control.requests().filter(({ method }) => method !== 'GET')

test('Hive is connected on the welcome page, copied, and counted offline by its barcodes; the count leaves as a file', async ({
  app,
  hive,
  scanner,
}) => {
  const { page } = app
  await test.step('connected and copied', async () => {
    await page.getByRole('radio', { name: /^Hive\./ }).click()
    await page.getByLabel('Address').fill(hive.baseUrl)
    await page.getByLabel('API key').fill(hive.credentials['apiKey'] ?? '')
    await page.getByRole('button', { name: 'Connect to Hive' }).click()
    await expect
      .poll(async () => (await app.call('app.status', {})).mirror.items, { timeout: 30_000 })
      .toBe(hive.control.state().skus.length)
  })

  const [first, second] = shelfOf(hive)
  if (first === undefined || second === undefined) throw new Error('The shop has two items at least')

  await test.step('a warehouse gets a name on this PC', async () => {
    await goTo(page, 'items')
    await page.getByText('Warehouses', { exact: true }).click()
    await page.getByRole('row').filter({ hasText: '7' }).first().click()
    await page.getByRole('button', { name: 'Edit' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Kept on this PC')
    await dialog.getByLabel('Name').fill('Hive Leipzig')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('“Hive Leipzig” is kept on this PC.')).toBeVisible()
  })

  await hive.control.networkOff()
  const stocktakeID = await openCount(app, '7', false)
  const card = page.getByRole('region', { name: 'Last scan' })

  await test.step('counted without a network', async () => {
    await scanner.scan(first.barcode)
    await expect(card).toContainText(first.name)
    await app.call('stocktakes.count', { stocktakeID, sku: second.sku, quantity: second.there, scanID: 'e2e-1' })
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(rows.map(({ sku, counted }) => [sku, counted]).sort()).toEqual(
      [
        [first.sku, 1],
        [second.sku, second.there],
      ].sort(),
    )
  })

  await test.step('the difference leaves as a file, and that can be taken back', async () => {
    await goTo(page, `review/${stocktakeID}`)
    const handOver = page.getByRole('button', { name: 'Hand over 1 difference' })
    await handOver.click()
    const dialog = page.getByRole('dialog', { name: 'Hand the count over' })
    await expect(dialog).toContainText('takes no counts')
    await expect(dialog).toContainText('“total”')
    await dialog.getByText('CSV').click()
    const waiting = page.waitForEvent('download')
    await dialog.getByRole('button', { name: /^Save file, hand over 1 difference/ }).click()
    const lines = (await readFile(await (await waiting).path(), 'utf8')).split(/\r?\n/)
    const own = lines.find((line) => line.includes(first.sku)) ?? ''
    for (const part of [first.barcode, 'Hive Leipzig', '"total"', String(1 - first.there)].map((text) =>
      text.replaceAll('"', ''),
    ))
      expect(own).toContain(part)
    await expect(page.getByText('Handed over', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(handOver).toBeVisible()
  })
  expect([writesOf(hive), (await app.call('queue.list', {})).rows]).toEqual([[], []])
})

test('a receipt is announced to Hive, once, also when the answer is lost', async ({ app, hive, scanner }) => {
  const { page } = app
  await addHive(app, hive)
  const [item] = shelfOf(hive)
  if (item === undefined) throw new Error('The shop has an item at least')
  await goTo(page, 'moves/issue')
  await expect(page.getByText('does not take this')).toBeVisible()
  await goTo(page, 'moves/receive')
  await app.call('moves.set', { kind: 'receive', warehouseID: '7' })
  await expect(page.getByRole('region', { name: 'Last scan' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Announce a delivery' })).toBeDisabled()
  await scanner.scan(item.barcode)
  await scanner.scan(item.barcode)

  await test.step('announced', async () => {
    await page.getByRole('button', { name: /^Announce 2 to / }).click()
    const dialog = page.getByRole('dialog', { name: 'Announce a delivery' })
    await dialog.getByLabel('Arrives on').fill('2030-02-01')
    await dialog.getByLabel('Comes by').click()
    await page.getByRole('option', { name: 'Courier' }).click()
    await dialog.getByLabel('Order number').fill('PO 77')
    await dialog.getByRole('button', { name: 'Announce 2', exact: true }).click()
    await expect(page.getByText('Waiting', { exact: true })).toBeVisible()
  })

  await test.step('sent with a lost answer, and found again instead of sent again', async () => {
    hive.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await app.call('sync.run', {})
    await expect(page.getByText('The answer got lost.')).toBeVisible()
    await expect(page.getByText('ECONNRESET')).toBeHidden()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect(page.getByText('Too late: it has been sent.')).toBeVisible()
    for (let round = 0; round < 2; round += 1) await app.call('sync.run', {})
    await expect(page.getByText('Announced', { exact: true })).toBeVisible()
    expect(hive.control.state().shipments).toMatchObject([{ items: [{ announced_quantity: 2 }] }])
    expect(writesOf(hive)).toHaveLength(1)
  })
})

test('the batches that Hive keeps stand on the item’s page with their dates', async ({ app, hive }) => {
  await addHive(app, hive)
  const sku = hive.control.state().skus.find(({ batches, status }) => batches.length > 0 && status === 'active')
  if (sku === undefined) throw new Error('The practice account has SKUs with batches')
  await goTo(app.page, `items/${encodeURIComponent(sku.merchant_sku_id)}`)
  await expect(app.page.getByText(sku.batches[0]?.name ?? '', { exact: true }).first()).toBeVisible()
})
