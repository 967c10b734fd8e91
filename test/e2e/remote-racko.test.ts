import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { startRackoServer, type RackoServer } from '../../src/main/practice/practice.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { expect, test as base } from '../support/e2e-test.ts'
import { openCount } from '../support/e2e-work.ts'

const test = base.extend<{ readonly racko: RackoServer }>({
  racko: async ({}, use) => {
    const racko = await startRackoServer({ switches: { requestsPerMinute: null } })
    await use(racko)
    await racko.close()
  },
})

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

/** As a person does it first: with the mapping that the app brings, of which nothing is confirmed. */
async function addRacko(app: RunningApp, racko: RackoServer, settings: Readonly<Record<string, string>> = {}) {
  await app.call('connections.save', {
    name: 'Racko shop',
    remote: 'racko',
    baseUrl: racko.baseUrl,
    credentials: racko.credentials,
    options: { settleSeconds: 0, autoSync: false, settings: { requestsPerMinute: '1000', ...settings } },
  })
  await app.call('sync.run', {})
}

const stockAt = (racko: RackoServer, sku: string, warehouseID: string): number =>
  racko.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0

const writesOf = (racko: RackoServer): number =>
  racko.control.requests().filter(({ method }) => method !== 'GET').length

test('the mapping is refused at its line, tried without a write, and confirmed part by part', async ({
  app,
  racko,
}) => {
  const { page } = app
  await addRacko(app, racko)
  await goTo(page, 'settings/connections')
  await expect(page.getByText('Receive, issue and transfer stock')).toBeHidden()
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('More settings').click()
  const text = dialog.getByRole('textbox', { name: 'Description of the API' })
  const shipped = await text.inputValue()

  await test.step('a fault is shown with its line while it is typed', async () => {
    await text.fill(shipped.replace('"sku": "sku"', '"sku": 7'))
    const fault = dialog.getByRole('button', { name: /^Line 11, column 14/ })
    await expect(fault).toContainText('items.fields.sku')
    await expect(dialog.getByRole('button', { name: 'Try it' })).toBeDisabled()
    await fault.click()
    await expect(text).toBeFocused()
    expect(await text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart)[0])).toBe('7')
  })

  await test.step('and refused by the core, which changes nothing', async () => {
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(dialog).toContainText('The mapping, line 11, column 14 (items.fields.sku): must be a text or a list')
  })

  await test.step('what was tried shows the rows as they were understood, and what is missing', async () => {
    await text.fill(shipped.replace('"salesPrice",', '"price",'))
    await dialog.getByRole('button', { name: 'Try it' }).click()
    const items = dialog.getByRole('region', { name: 'Items' })
    await expect(items).toContainText('25 rows read')
    await expect(items).toContainText('In no row: price')
    const [first] = racko.control.snapshot().items
    await expect(items.getByRole('table')).toContainText(first?.name ?? '–')
    await expect(dialog.getByRole('region', { name: 'Locations' })).toContainText('3 rows read')
    expect(writesOf(racko)).toBe(0)
  })

  await test.step('everybody can read it', async () => {
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('[role=dialog]').analyze()
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    ).toEqual([])
  })

  await test.step('the defaults come back, and the parts are confirmed', async () => {
    await dialog.getByRole('button', { name: 'Restore defaults' }).click()
    await expect(text).toHaveValue(shipped)
    for (const part of ['Items', 'Locations', 'Stock by location', 'Adjustments'])
      await dialog.getByRole('checkbox', { name: part, exact: true }).check()
    await expect(text).toHaveValue(/"adjustment": \{\n {4}"confirmed": true/)
    await dialog.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(dialog).toBeHidden()
    const [row] = (await app.call('connections.list', {})).rows
    expect(row?.capabilities).toContainEqual({ name: 'moveStock', supported: true })
    expect(row?.capabilities).toContainEqual({ name: 'writeItems', supported: false })
  })
})

test('counted without a network by Racko’s barcodes, and the differences are booked as adjustments', async ({
  app,
  racko,
  scanner,
}) => {
  const { page } = app
  await addRacko(app, racko, { mapping: racko.mapping() })
  const warehouseID = 'w-LEJ2'
  const [item] = racko.control.snapshot().items.filter(({ stock }) => (stock[warehouseID] ?? 0) >= 6)
  const sku = item?.sku ?? ''
  const before = stockAt(racko, sku, warehouseID)
  const { remoteCodes } = await app.call('items.get', { sku })
  await racko.control.networkOff()

  const stocktakeID = await openCount(app, warehouseID, false)
  const card = page.getByRole('region', { name: 'Last scan' })
  for (let scan = 0; scan < 3; scan += 1) await scanner.scan(remoteCodes[0] ?? '')
  await expect(card).toContainText(item?.name ?? sku)
  await expect.poll(async () => (await app.call('stocktakes.lines', { stocktakeID })).rows[0]?.counted).toBe(3)
  racko.control.others((account, at) =>
    account.adjust({ sku }, warehouseID, (figure) => ({ ok: true, value: figure - 1 }), {
      at,
      notes: '',
      step: () => true,
    }),
  )
  await racko.control.networkOn()
  await app.call('sync.run', {})

  const [line] = (await app.call('stocktakes.review', { stocktakeID })).rows
  expect(line).toMatchObject({ sku, counted: 3, expected: before, drift: -1 })
  await app.call('stocktakes.decide', { stocktakeID, sku, decision: 'difference' })
  await app.call('stocktakes.post', { stocktakeID })
  expect(await app.call('sync.run', {})).toMatchObject({ sent: 1, questions: 0, waiting: 0 })
  expect(stockAt(racko, sku, warehouseID)).toBe(before - 1 + (3 - before))
  const sent = racko.control.requests().findLast(({ method }) => method === 'POST')?.body
  expect(sent).toMatchObject({ locationId: warehouseID, lines: [{ quantityChange: 3 - before }] })
  expect(JSON.stringify(sent)).toMatch(/"notes":"Hakomori [0-9A-Z]{26}"/)
})

async function receiveAndLose(app: RunningApp, racko: RackoServer) {
  const warehouseID = 'w-LEJ2'
  const [item] = racko.control.snapshot().items.filter(({ stock }) => (stock[warehouseID] ?? 0) >= 6)
  const sku = item?.sku ?? ''
  const before = stockAt(racko, sku, warehouseID)
  await app.call('stock.receive', { sku, warehouseID, quantity: 5 })
  racko.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  return { wanted: before + 5, figure: () => stockAt(racko, sku, warehouseID) }
}

test('a lost answer is settled by our token among the adjustments, and nobody is asked', async ({ app, racko }) => {
  await addRacko(app, racko, { mapping: racko.mapping() })
  const { wanted, figure } = await receiveAndLose(app, racko)
  expect(await app.call('sync.run', {})).toMatchObject({ questions: 0, waiting: 0 })
  expect(writesOf(racko)).toBe(1)
  expect(figure()).toBe(wanted)
})

test('without a listing of adjustments a lost answer is asked, and books once', async ({ app, racko }) => {
  const { page } = app
  const mapping = racko.mapping().replace(/ {2}"adjustments": \{[^]*?\n {2}\},\n/, '')
  await addRacko(app, racko, { mapping })
  const { wanted, figure } = await receiveAndLose(app, racko)
  await goTo(page, 'sync')
  await page.keyboard.press('F9')
  const question = page.getByRole('region', { name: /^Did this reach Racko\?/ })
  await question.getByRole('button', { name: 'It happened' }).click()
  await expect(question).toBeHidden()
  expect(await app.call('sync.run', {})).toMatchObject({ sent: 0, questions: 0, waiting: 0 })
  expect(writesOf(racko)).toBe(1)
  expect(figure()).toBe(wanted)
})
