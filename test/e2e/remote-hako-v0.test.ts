import type { Page } from '@playwright/test'
import { practiceBarcodes, startHakoV0Server, type HakoV0Server } from '../../src/main/practice/practice.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { startBothVersions } from '../support/both-versions.ts'
import { expect, test as base } from '../support/e2e-test.ts'
import { openCount } from '../support/e2e-work.ts'

const test = base.extend<{ readonly old: HakoV0Server }>({
  old: async ({}, use) => {
    const old = await startHakoV0Server({ seed: 'shop', switches: { requestsPerMinute: null } })
    await use(old)
    await old.close()
  },
})

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

const figureOf = (old: HakoV0Server, sku: string, warehouseID: string): number =>
  old.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0

const writesOf = (old: HakoV0Server): number => old.control.requests().filter(({ method }) => method !== 'GET').length

/** An item of the shop with a barcode of its own, and enough of it in the warehouse. */
function shelf(old: HakoV0Server) {
  const { items, warehouses } = old.control.snapshot()
  const warehouseID = warehouses.map((row) => row.warehouseID).sort()[0] ?? ''
  const found = practiceBarcodes.find(({ sku, quantity }) => quantity === 1 && figureOf(old, sku, warehouseID) >= 6)
  const item = items.find(({ sku }) => sku === found?.sku)
  return { warehouseID, sku: item?.sku ?? '', name: item?.name ?? '', code: found?.code ?? '' }
}

async function connect(app: RunningApp, old: HakoV0Server): Promise<void> {
  await app.call('connections.save', {
    name: 'Old shop',
    remote: 'hako-v0',
    baseUrl: old.baseUrl,
    credentials: { apiKey: old.apiKey },
    options: { settleSeconds: 0, autoSync: false },
  })
  await app.call('sync.run', {})
}

test('connected by hand, counted without a network, and reconciled with what was sold meanwhile', async ({
  app,
  old,
  scanner,
}) => {
  const { page } = app
  const { warehouseID, sku, name, code } = shelf(old)
  await test.step('connect and copy', async () => {
    await page.getByRole('radio', { name: /^Hako \(version 0\)/ }).check()
    await page.getByLabel('Live API key').fill(old.apiKey)
    await page.getByLabel('Address').fill(old.baseUrl)
    await page.getByRole('button', { name: 'Connect to Hako (version 0)' }).click()
    await expect.poll(async () => (await app.call('app.status', {})).mirror.items).toBe(300)
    const [row] = (await app.call('connections.list', {})).rows
    const connectionID = row?.connectionID ?? ''
    const options = { settleSeconds: 0, autoSync: false }
    await app.call('connections.save', {
      connectionID,
      name: 'Old shop',
      remote: 'hako-v0',
      baseUrl: old.baseUrl,
      options,
    })
  })
  await app.call('barcodes.assign', { code, sku, quantity: 1 })
  const before = figureOf(old, sku, warehouseID)
  await old.control.networkOff()

  const stocktakeID = await openCount(app, warehouseID, false)
  for (let scan = 0; scan < 4; scan += 1) await scanner.scan(code)
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(name)
  await expect.poll(async () => (await app.call('stocktakes.lines', { stocktakeID })).rows[0]?.counted).toBe(4)
  old.control.actAsOther({ kind: 'sell', sku, warehouseID, quantity: 2 })
  await old.control.networkOn()
  await app.call('sync.run', {})

  const [line] = (await app.call('stocktakes.review', { stocktakeID })).rows
  expect(line).toMatchObject({ sku, counted: 4, expected: before, drift: -2 })
  await app.call('stocktakes.decide', { stocktakeID, sku, decision: 'difference' })
  await app.call('stocktakes.post', { stocktakeID })
  await goTo(page, 'sync')
  await expect(page.getByText('This remote takes whole figures only.')).toBeVisible()
  await page.keyboard.press('F9')
  await expect.poll(() => figureOf(old, sku, warehouseID)).toBe(before - 2 + (4 - before))
  expect(writesOf(old)).toBe(1)
  expect(old.control.requests().findLast(({ method }) => method === 'PUT')?.body).toEqual([
    { sku, warehouseID, updates: { quantity: 2 } },
  ])
})

test('a lost answer is settled by the figure that is there, without asking', async ({ app, old }) => {
  const { page } = app
  await connect(app, old)
  const { warehouseID, sku } = shelf(old)
  const before = figureOf(old, sku, warehouseID)
  for (const quantity of [1, 1]) {
    await app.call('stock.receive', { sku, warehouseID, quantity })
    await app.call('sync.run', {})
  }
  await app.call('stock.receive', { sku, warehouseID, quantity: 5 })
  old.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await goTo(page, 'sync')
  await page.keyboard.press('F9')
  await expect(page.getByRole('group', { name: 'Changes by state' })).toContainText('3done')
  expect(await app.call('sync.run', {})).toMatchObject({ sent: 0, questions: 0, waiting: 0 })
  expect(writesOf(old)).toBe(3)
  expect(figureOf(old, sku, warehouseID)).toBe(before + 7)
})

test('where version 1 answers too, it is offered and taken with one press', async ({ app, old, server }) => {
  const { page } = app
  const host = await startBothVersions(old.baseUrl, server.baseUrl)
  await page.getByRole('radio', { name: /^Hako \(version 0\)/ }).check()
  await page.getByLabel('Live API key').fill(old.apiKey)
  await page.getByLabel('Address').fill(`${host.address}/v0/`)
  await page.getByRole('button', { name: 'Connect to Hako (version 0)' }).click()
  await expect(page.getByText('The newer version of this service answers with the same key.')).toBeVisible()
  expect((await app.call('connections.list', {})).rows).toEqual([])
  await page.getByRole('button', { name: 'Connect with version 1' }).click()
  await expect.poll(async () => (await app.call('app.status', {})).mirror.items).toBe(300)
  const [row] = (await app.call('connections.list', {})).rows
  expect(row).toMatchObject({ remote: 'hako-v1', baseUrl: `${host.address}/v1/` })
  await host.close()
})
