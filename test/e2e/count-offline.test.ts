import { expect, test } from '../support/e2e-test.ts'
import { connectionPill, shelfOf, stockAt, typeQuantity } from '../support/e2e-work.ts'

test('a count made offline is reconciled with what others did meanwhile', async ({ app, server, scanner }) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [short, exact, linked] = items
  if (!short || !exact || !linked) throw new Error('The shop has three items with enough stock')

  await test.step('connect on the welcome screen and copy', async () => {
    await page.getByLabel('Live API key').fill(server.apiKey)
    await page.getByLabel('Name in Hakomori').fill('Test shop')
    await page.getByLabel('Address').fill(server.baseUrl)
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(page.getByText('It works: 3 warehouses were read.')).toBeVisible()
    await page.getByRole('button', { name: 'Connect to Hako' }).click()
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
    await expect(connectionPill(page)).toHaveText(/Online · synced/)
  })

  await test.step('open a count and lose the network', async () => {
    await page.getByRole('button', { name: 'Start counting' }).click()
    await expect(page.getByRole('region', { name: 'Last scan' })).toContainText('Scan the first label')
    await server.control.networkOff()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText('Offline')
  })

  await test.step('count with typed quantities, one short, one exact', async () => {
    for (const [item, quantity] of [
      [short, short.stock - 1],
      [exact, exact.stock],
    ] as const) {
      await typeQuantity(page, quantity)
      await scanner.scan(item.sku)
      const card = page.getByRole('region', { name: 'Last scan' })
      await expect(card).toContainText(item.name)
      await expect(card).toContainText(`+${String(quantity)}`)
    }
  })

  await test.step('name an unknown code, which counts what was kept under it', async () => {
    await scanner.scan('2999999999991')
    await scanner.scan('2999999999991')
    await page.getByRole('button', { name: 'Unknown' }).click()
    await expect(page.getByRole('option', { name: /2 999999 999991/ })).toContainText('× 2')
    await page.getByRole('combobox', { name: 'Find the item' }).fill(linked.sku)
    await expect(page.getByRole('listbox', { name: 'Items found' })).toContainText(linked.name)
    await page.getByRole('button', { name: 'Link and count 2' }).click()
    await expect(page.getByRole('heading', { name: 'No unknown codes' })).toBeVisible()
    await scanner.scan('2999999999991')
    await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(linked.name)
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('come back online after somebody else sold', async () => {
    server.control.actAsOther({ kind: 'sell', sku: short.sku, warehouseID, quantity: 3 })
    await server.control.networkOn()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText(/Online · synced/)
  })

  await test.step('decide the line that moved', async () => {
    await page.getByRole('button', { name: 'Finish and review' }).click()
    await expect(page.getByRole('tab', { name: /Needs a decision/ })).toContainText('1')
    const line = page.getByRole('complementary', { name: short.name })
    await expect(line).toContainText(`1 fewer counted than the ${String(short.stock)} expected`)
    await expect(line).toContainText('3 left')
    await line.getByRole('radio', { name: /Post the difference, −1/ }).click()
    await expect(line).toContainText(`Hako will read ${String(short.stock - 4)}`)
    await line.getByRole('button', { name: 'Choose −1, next line' }).click()
    await expect(page.getByRole('tab', { name: /Needs a decision/ })).toContainText('0')
  })

  await test.step('post, and follow the lines to their fate', async () => {
    await page.getByRole('button', { name: 'Post 2 differences' }).click()
    const dialog = page.getByRole('dialog', { name: 'Post 2 differences' })
    await expect(dialog).toContainText('2 lines go down')
    await dialog.getByRole('button', { name: 'Post 2 differences' }).click()
    await expect(page.getByRole('status').filter({ hasText: '2 differences posted.' })).toBeVisible()
    await page.keyboard.press('F9')
    await expect(page.getByRole('row', { name: new RegExp(short.sku) })).toContainText('Done')
    await expect(page.getByRole('row', { name: new RegExp(linked.sku) })).toContainText('Done')
    await page.getByRole('button', { name: 'Watch it in Sync' }).click()
    await expect(page.getByRole('heading', { name: 'Everything is sent' })).toBeVisible()
  })

  expect(await app.call('sync.run', {})).toMatchObject({ sent: 0, questions: 0, waiting: 0 })
  expect(stockAt(server, short.sku, warehouseID)).toBe(short.stock - 4)
  expect(stockAt(server, exact.sku, warehouseID)).toBe(exact.stock)
  expect(stockAt(server, linked.sku, warehouseID)).toBe(3)
  for (const { sku } of [short, exact, linked]) {
    const { rows } = await app.call('stock.list', { sku, warehouseID })
    const figure = stockAt(server, sku, warehouseID)
    expect(rows).toEqual([{ sku, warehouseID, quantity: figure, remote: figure }])
  }
})
