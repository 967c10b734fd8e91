import type { Page } from '@playwright/test'
import { startPracticeServer } from '../../src/main/practice/practice.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, shelfOf } from '../support/e2e-work.ts'
import { findFreePort, httpAnswer, startRawServer } from '../support/http-server.ts'
import { makeCertificate } from '../support/make-certificate.ts'

const settings = (page: Page): Promise<void> =>
  page.evaluate(() => {
    location.hash = '#/settings/connections'
  })

const switcher = (page: Page) => page.getByRole('button', { name: /Switch to another connection$/ })

test('the welcome page offers every system, and each asks for its own', async ({ app }) => {
  const { page } = app
  const systems = page.getByRole('radiogroup', { name: 'Where are your items and stock kept?' })
  const { rows } = await app.call('connections.remotes', {})
  await expect(systems.getByRole('radio')).toHaveCount(rows.length)
  await expect(systems.getByRole('radio', { name: /^Hako\./ })).toBeChecked()
  await expect(page.getByLabel('Live API key')).toBeFocused()

  await test.step('arrows choose, and the fields follow', async () => {
    await systems.getByRole('radio', { name: /^Hako\./ }).focus()
    for (const { credentials, title, defaultBaseUrl } of rows) {
      await expect(page.getByRole('button', { name: `Connect to ${title}` })).toBeVisible()
      await expect(page.getByLabel('Address')).toHaveValue(defaultBaseUrl)
      await expect(page.locator('form input[autocomplete="off"]:not([type="radio"])')).toHaveCount(
        credentials.length + 2 + textSettings(rows, title),
      )
      await page.keyboard.press('ArrowDown')
    }
  })

  await test.step('what they can do stands side by side', async () => {
    await page.getByRole('button', { name: 'Compare' }).click()
    const table = page.getByRole('dialog').getByRole('table')
    for (const { title } of rows)
      await expect(table.getByRole('columnheader', { name: title, exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('the system that was looked at last is remembered', async () => {
    await systems.getByRole('radio').last().click()
    await page.reload()
    await expect(systems.getByRole('radio').last()).toBeChecked()
  })

  await test.step('the practice warehouse is still one press away', async () => {
    await page.keyboard.press('Control+Shift+P')
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
  })
})

interface Kind {
  readonly title: string
  readonly settings: readonly { readonly kind: string }[]
}

/** Fields that settings have, folded away or not. */
const textSettings = (rows: readonly Kind[], title: string): number =>
  rows.find((row) => row.title === title)?.settings.filter(({ kind }) => kind === 'text').length ?? 0

test('every failure is told as itself', async ({ app }) => {
  const { page } = app
  const year = 365 * 86_400_000
  const strange = makeCertificate({
    names: ['127.0.0.1'],
    issuer: 'Company Inspector',
    validFrom: new Date(Date.now() - year),
    validTo: new Date(Date.now() + year),
  })
  const answers = {
    refused: { status: 401, body: { message: 'unknown key' } },
    forbidden: { status: 403, body: { message: 'no' } },
    busy: { status: 429, headers: { 'retry-after': '7' }, body: {} },
    faulty: { status: 500, body: {} },
    other: { body: { hello: 'world' } },
    page: { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Guests</title>' },
  }
  const servers = {
    refused: await startRawServer(() => httpAnswer(answers.refused)),
    forbidden: await startRawServer(() => httpAnswer(answers.forbidden)),
    busy: await startRawServer(() => httpAnswer(answers.busy)),
    faulty: await startRawServer(() => httpAnswer(answers.faulty)),
    other: await startRawServer(() => httpAnswer(answers.other)),
    page: await startRawServer(() => httpAnswer(answers.page)),
    strange: await startRawServer(() => httpAnswer({}), { tls: strange }),
  }
  const nobody = `http://127.0.0.1:${String(await findFreePort())}/v1/`
  await page.getByLabel('Live API key').fill('a-key-of-a-shop')
  for (const [url, sentence] of [
    [servers.refused.url, /does not accept this key.*unknown key/],
    [servers.forbidden.url, /the key may not read here/],
    [servers.busy.url, /wait 7 seconds/],
    [servers.faulty.url, /a fault of its own/],
    [servers.other.url, /but not as Hako does/],
    [servers.page.url, /asks for a sign-in first/],
    [servers.strange.url, /who issued the server’s certificate \(Company Inspector\)/],
    [nobody, /was found, but nothing answers there/],
  ] as const) {
    await page.getByLabel('Address').fill(url)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText(sentence)
  }
  for (const server of Object.values(servers)) await server.close()
})

test('a second connection is added, switched to and removed; the first one’s work waits', async ({ app, server }) => {
  const { page } = app
  const other = await startPracticeServer({ seed: { items: 12 } })
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [item] = items
  if (item === undefined) throw new Error('The shop has an item')
  await app.call('stock.receive', { sku: item.sku, warehouseID, quantity: 3 })
  await app.call('stocktakes.open', { warehouseID, name: 'Spring count' })
  await settings(page)

  await test.step('while there is one, nothing is to be switched', async () => {
    await expect(page.getByRole('heading', { name: 'Test shop' })).toBeVisible()
    await expect(switcher(page)).toHaveCount(0)
  })

  await test.step('add', async () => {
    await page.keyboard.press('Control+N')
    const dialog = page.getByRole('dialog', { name: 'Add a connection' })
    await dialog.getByRole('radio', { name: /^Hako\./ }).click()
    await dialog.getByLabel('Live API key').fill(other.apiKey)
    await dialog.getByLabel('Name in Hakomori').fill('Outlet')
    await dialog.getByLabel('Address').fill(other.baseUrl)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await expect(dialog.getByText(/It works: \d+ warehouses? w/)).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(switcher(page)).toHaveText('Test shop')
  })

  await test.step('what was done since the last look counts too', async () => {
    await app.call('stock.receive', { sku: item.sku, warehouseID, quantity: 1 })
  })

  await test.step('switching says what stays', async () => {
    await page.evaluate(() => (location.hash = '#/items'))
    await expect(page.getByRole('grid').or(page.getByRole('table')).first()).toContainText(item.name)
    await switcher(page).click()
    await page.getByRole('menuitem', { name: 'Outlet' }).click()
    const dialog = page.getByRole('dialog', { name: 'Switch to Outlet?' })
    await expect(dialog).toContainText('2 changes that are not sent yet')
    await expect(dialog).toContainText('1 open count or movement')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(switcher(page)).toHaveText('Outlet')
    await expect(page.getByText(item.name)).toHaveCount(0)
    const { waiting } = await app.call('app.status', {})
    expect(waiting).toBe(0)
  })

  await test.step('and back again by Find, without a question', async () => {
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').getByRole('textbox').fill('switch to test')
    await page.getByRole('dialog').getByText('Switch to Test shop').click()
    await expect(switcher(page)).toHaveText('Test shop')
    expect(await app.call('app.status', {})).toMatchObject({ waiting: 2 })
    expect((await app.call('stocktakes.list', {})).rows).toMatchObject([{ name: 'Spring count' }])
  })

  await test.step('removing names what would be lost', async () => {
    await settings(page)
    await page.getByRole('button', { name: 'Remove' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'Remove Test shop?' })
    await expect(dialog).toContainText(item.sku)
    await expect(dialog).toContainText('Spring count')
    await expect(dialog.getByRole('button', { name: 'Remove from this PC' })).toBeDisabled()
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Remove from this PC' }).click()
    await expect(dialog).toBeHidden()
    expect((await app.call('connections.list', {})).rows).toMatchObject([{ name: 'Outlet' }])
  })
  await other.close()
})
