import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { startHakroServer, type HakroServer } from '../../src/main/practice/practice.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { expect, test as base } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

const test = base.extend<{ readonly supplier: HakroServer }>({
  supplier: async ({}, use) => {
    const supplier = await startHakroServer()
    await use(supplier)
    await supplier.close()
  },
})

async function addSupplier(app: RunningApp, { baseUrl, issuer, clientId, clientSecret }: HakroServer): Promise<string> {
  const { connectionID } = await app.call('connections.save', {
    name: 'HAKRO catalogue',
    remote: 'hakro',
    baseUrl,
    credentials: { clientId, clientSecret },
    options: { autoSync: false, settings: { issuer } },
  })
  return connectionID
}

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

const polo = { sku: '0801034006', name: 'Polo Practice, L, navy' }
const gtinOf = (supplier: HakroServer, sku: string): string =>
  supplier.control.items().find(({ code }) => code === sku)?.gtin ?? ''

test('connecting asks for client and secret, says what is wrong with them, and copies', async ({ app, supplier }) => {
  const { page } = app
  await page.getByRole('radio', { name: /^HAKRO CONNECT/ }).click()
  await page.getByRole('textbox', { name: 'Client ID' }).fill(supplier.clientId)
  await page.getByLabel('Client secret').fill('not the secret')
  await page.getByRole('textbox', { name: 'Address' }).fill(supplier.baseUrl)
  await page.getByText('More settings').click()
  await page.getByRole('textbox', { name: 'Sign-in server' }).fill(supplier.issuer)
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('HAKRO CONNECT was reached, and it does not accept this key.')).toBeVisible()
  await page.getByLabel('Client secret').fill(supplier.clientSecret)
  await page.keyboard.press('Control+Enter')
  await expect.poll(async () => (await app.call('app.status', {})).mirror.items).toBe(336)
  const { rows } = await app.call('connections.list', {})
  expect(rows).toMatchObject([{ remote: 'hakro', inUse: true, options: { settings: { issuer: supplier.issuer } } }])
  expect(JSON.stringify(rows)).not.toContain(supplier.clientSecret)
})

test('a supplier’s stock is copied, looked up and counted without a network, and nothing is written to it', async ({
  app,
  supplier,
  scanner,
}) => {
  const { page } = app
  await addSupplier(app, supplier)
  await app.call('sync.run', {})
  const { mirror } = await app.call('app.status', {})
  expect(mirror).toMatchObject({ items: 336, warehouses: 1 })
  await supplier.control.networkOff()

  await test.step('an item shows the supplier’s barcode, which nobody can take away', async () => {
    await goTo(page, 'items')
    await page.getByPlaceholder('Name, SKU or barcode').fill(gtinOf(supplier, '0110001003').slice(3))
    await page.getByRole('row').filter({ hasText: '0110001003' }).click()
    const panel = page.getByRole('complementary')
    await expect(panel).toContainText('from the remote')
    await expect(panel).toContainText(gtinOf(supplier, '0110001003'))
    await expect(panel).toContainText('Shirt Practice, XS, white')
    for (const act of ['New item', 'Edit', 'Receive'])
      await expect(page.getByRole('button', { name: act }).first()).toBeDisabled()
  })

  await test.step('counting goes by the supplier’s barcodes', async () => {
    const stocktakeID = await openCount(app, 'HAKRO', false)
    const card = page.getByRole('region', { name: 'Last scan' })
    await scanner.scan(gtinOf(supplier, polo.sku))
    await expect(card).toContainText(polo.name)
    await scanner.scan(`0${gtinOf(supplier, polo.sku)}`)
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(rows).toMatchObject([{ sku: polo.sku, counted: 2 }])
    const [row] = (await app.call('stocktakes.review', { stocktakeID })).rows
    const there = supplier.control.items().find(({ code }) => code === polo.sku)?.stock ?? 0
    expect(row).toMatchObject({ sku: polo.sku, counted: 2, expected: there, variance: 2 - there })
  })
  await test.step('the difference leaves as a file', async () => {
    await page.keyboard.press('Control+Enter')
    await page
      .getByRole('button', { name: /^Hand over|^Save file/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: 'Hand the count over' })
    await dialog.getByText('CSV').click()
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: /^Save file, hand over 1 difference/ }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    expect(text).toContain(polo.sku)
    expect(text).toContain(gtinOf(supplier, polo.sku))
    await expect(page.getByText('1 difference handed over.')).toBeVisible()
  })
  const paths = new Set(supplier.control.requests().map(({ path }) => path))
  expect([...paths].sort()).toEqual([
    '/api/ShopItems/Filter',
    '/api/ShopItems/StockQuantity',
    '/auth/.well-known/openid-configuration',
    '/auth/connect/token',
  ])
})

test('a catalogue names a code that nobody knows, and one press makes it an item that is counted', async ({
  app,
  server,
  supplier,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  await addSupplier(app, supplier)

  await test.step('is switched on and read in the settings', async () => {
    await goTo(page, 'settings/connections')
    await page.getByRole('switch', { name: 'Use as a catalogue' }).click({ force: true })
    await expect(page.getByText('Not read yet')).toBeVisible()
    await page.getByRole('button', { name: 'Read the catalogue now' }).click()
    await expect(page.getByText(/^Read (?!the)/)).toBeVisible()
    expect((await app.call('catalogues.list', {})).rows).toMatchObject([{ items: 336 }])
  })

  const { warehouseID, items } = shelfOf(server)
  const stocktakeID = await openCount(app, warehouseID, false)
  const card = page.getByRole('region', { name: 'Last scan' })
  const code = gtinOf(supplier, polo.sku)

  await test.step('answers the scan on the card', async () => {
    await scanner.scan(items[0]?.sku ?? '')
    await scanner.scan(code)
    await scanner.scan(code)
    await expect(card).toContainText(`Known in HAKRO catalogue: ${polo.sku} ${polo.name}`)
    await expect(card).toContainText('2')
  })

  await test.step('is taken over in the panel, and the kept scans are counted', async () => {
    await page.keyboard.press('F7')
    const panel = page.getByRole('complementary', { name: /code/i })
    await expect(panel).toContainText(`Known in HAKRO catalogue: ${polo.sku} ${polo.name}`)
    await panel.getByRole('button', { name: 'Take over as a new item' }).click()
    await expect(panel).toContainText(`${polo.name} is an item here now. 2 pieces were counted.`)
    await page.keyboard.press('F7')
    await scanner.scan(code)
    await expect(card).toContainText(polo.name)
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(rows).toContainEqual(expect.objectContaining({ sku: polo.sku, counted: 3 }))
  })

  await test.step('is found by its name where no barcode tells which one it is', async () => {
    await scanner.scan('TORN-LABEL-1')
    await page.keyboard.press('F7')
    const panel = page.getByRole('complementary', { name: /code/i })
    await panel.getByRole('combobox').fill('polo practice, xl, navy')
    const offer = panel.getByRole('region', { name: 'Known in HAKRO catalogue: 0801034007' })
    await offer.getByRole('button', { name: 'Take over as a new item' }).click()
    await expect(panel).toContainText('Polo Practice, XL, navy is an item here now. 1 piece was counted.')
    await page.keyboard.press('F7')
  })

  await test.step('reaches the shop as a new item, and the supplier hears of nothing', async () => {
    await app.call('sync.run', {})
    const made = server.control.snapshot().items.find(({ sku }) => sku === polo.sku)
    expect(made).toMatchObject({ name: polo.name })
    expect(supplier.control.requests().every(({ path }) => /Filter|StockQuantity|auth/.test(path))).toBe(true)
  })
})

test('where the service in use takes no new items, that is said in place of the button', async ({
  app,
  supplier,
  scanner,
}) => {
  const { page } = app
  const other = await startHakroServer({ seed: { items: 3 } })
  await addSupplier(app, other)
  await app.call('sync.run', {})
  const connectionID = await addSupplier(app, supplier)
  const { baseUrl, issuer } = supplier
  const options = { catalogue: true, settings: { issuer } }
  await app.call('connections.save', { connectionID, name: 'HAKRO catalogue', remote: 'hakro', baseUrl, options })
  await app.call('catalogues.read', { connectionID })
  await openCount(app, 'HAKRO', false)
  await scanner.scan(gtinOf(supplier, polo.sku))
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText('Known in HAKRO catalogue')
  await page.keyboard.press('F7')
  const panel = page.getByRole('complementary', { name: /code/i })
  await expect(panel).toContainText('The service in use can’t create items.')
  await expect(panel.getByRole('button', { name: 'Take over as a new item' })).toHaveCount(0)
  await other.close()
})

test('a code that the supplier gave to two items is asked about, with both shown', async ({
  app,
  supplier,
  scanner,
}) => {
  const { page } = app
  const [first, second] = supplier.control.items()
  if (first === undefined || second === undefined) throw new Error('The catalogue has items')
  supplier.control.put({ ...second, gtin: first.gtin })
  await addSupplier(app, supplier)
  await app.call('sync.run', {})
  await openCount(app, 'HAKRO', false)
  await scanner.scan(first.gtin ?? '')
  const card = page.getByRole('region', { name: 'Last scan' })
  await expect(card).toContainText(`${first.code} Shirt Practice, XS, white · ${second.code} Shirt Practice, S, white`)
})

test('what the supplier says of an item beside name and stock stands on its page', async ({ app, supplier }) => {
  await addSupplier(app, supplier)
  await app.call('sync.run', {})
  await goTo(app.page, `items/${polo.sku}`)
  await expect(app.page.getByText('More about it')).toBeVisible()
  await expect(app.page.getByText('40 °C')).toBeVisible()
})
