import type { Page } from '@playwright/test'
import type { RunningApp } from '../support/e2e-app.ts'
import { createCommandHand } from '../support/e2e-commands.ts'
import { goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, shelfOf } from '../support/e2e-work.ts'

/** What a count is about: named on the screen in every way there is, and several counts open side by side. */

interface Opened {
  readonly stocktakeID: string
  readonly skus: readonly string[]
}

/** Starts the count that the panel shows, and answers what it is limited to. */
async function start({ page, call }: RunningApp, name: string): Promise<Opened> {
  const panel = page.getByRole('complementary', { name: 'Start a count' })
  await panel.getByLabel('Name', { exact: true }).fill(name)
  await panel.getByRole('button', { name: 'Start counting' }).click()
  await expect(page.getByRole('region', { name: 'Last scan' })).toBeVisible()
  const { rows } = await call('stocktakes.list', { state: 'open' })
  const stocktakeID = rows.find((row) => row.name === name)?.stocktakeID ?? ''
  const lines = await call('stocktakes.lines', { stocktakeID, filter: 'all', limit: 1000 })
  return { stocktakeID, skus: lines.rows.map(({ sku }) => sku).sort() }
}

async function limitTo(page: Page, way: string): Promise<void> {
  await goTo(page, 'count/choose')
  const panel = page.getByRole('complementary', { name: 'Start a count' })
  if (!(await panel.isVisible())) await page.getByRole('button', { name: 'New count' }).click()
  await panel.getByRole('combobox', { name: 'What is counted' }).click()
  await page.getByRole('option', { name: way }).click()
}

const found = (page: Page) => page.getByRole('complementary', { name: 'Start a count' }).getByRole('status')

test('a count is limited by search, list, place and class, several are open at once, and what is due is proposed', async ({
  app,
  server,
  scanner,
}) => {
  const { page, call } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second, moved, below] = items
  if (!first || !second || !moved || !below) throw new Error('The shop has four items with enough stock')
  await connect(app, server)
  const card = page.getByRole('region', { name: 'Last scan' })

  const bySearch = await test.step('by a search', async () => {
    await limitTo(page, 'Items that a search finds')
    await page.getByLabel('Words of name, SKU or barcode').fill('drill bit')
    await expect(found(page)).toContainText(/^\d+ items$/)
    const opened = await start(app, 'Drills')
    const named = server.control.snapshot().items.filter(({ name }) => /drill bit/i.test(name ?? ''))
    expect(opened.skus).toEqual(named.map(({ sku }) => sku).sort())
    return opened
  })

  const byList = await test.step('by a list that is scanned and pasted, with a code that nobody knows', async () => {
    await limitTo(page, 'A list of items')
    await scanner.scan(first.sku)
    const list = page.getByLabel('Barcodes or SKUs, one a line')
    await expect(list).toHaveValue(first.sku)
    await list.fill(`${first.sku}\n${second.sku};Shelf 2\n"${first.sku}"\n2999999999991`)
    await expect(found(page)).toContainText('2 itemsNobody knows 1 of them: 2999999999991')
    const opened = await start(app, 'List')
    expect(opened.skus).toEqual([first.sku, second.sku].sort())
    await createCommandHand(scanner).place('R7')
    await scanner.scan(first.sku)
    await expect(card).toContainText(first.name)
    await scanner.scan(moved.sku)
    await expect(card).toContainText('Not in this count')
    return opened
  })

  await test.step('by place: what stood there when it was scanned last', async () => {
    await limitTo(page, 'What stands at some places')
    await page.getByRole('combobox', { name: 'Places' }).click()
    await page.getByRole('option', { name: 'R7' }).click()
    await page.keyboard.press('Tab')
    // What was no part of the count stood there all the same.
    await expect(found(page)).toHaveText('2 items')
    expect((await start(app, 'Place')).skus).toEqual([first.sku, moved.sku].sort())
  })

  await test.step('by class: what moves most, or is worth most', async () => {
    for (let times = 0; times < 4; times += 1) await call('stock.receive', { sku: moved.sku, warehouseID, quantity: 1 })
    await limitTo(page, 'Items of an ABC class')
    await expect(found(page)).toContainText(/^\d+ items$/)
    await page.getByRole('radio', { name: 'move most' }).click()
    await expect(found(page)).toHaveText('1 item')
    expect((await start(app, 'Movers')).skus).toEqual([moved.sku])
    await limitTo(page, 'Items of an ABC class')
    const worthy = await call('stocktakes.findScope', { warehouseID, classes: ['A'] })
    await expect(found(page)).toHaveText(`${String(worthy.skus.length)} items`)
    expect((await start(app, 'Worth')).skus).toEqual(worthy.skus.toSorted())
  })

  await test.step('by what is due: less than nothing, much moved, or not counted for long', async () => {
    await call('stock.issue', { sku: below.sku, warehouseID, quantity: below.stock + 1 })
    await limitTo(page, 'What is due')
    await expect(found(page)).toContainText(/^50 of \d+ that are due, the most pressing first$/)
    await expect(page.getByLabel('Not counted for this many days')).toHaveValue('90')
    await page.getByRole('checkbox', { name: 'less than nothing in stock' }).check()
    await expect(found(page)).toContainText('1 of 1 that are due')
    await page.getByRole('checkbox', { name: 'moved much' }).check()
    await expect(found(page)).toContainText('2 of 2 that are due')
    const due = await start(app, 'Due')
    expect(due.skus).toEqual([moved.sku, below.sku].sort())
    const { rows } = await call('stocktakes.suggest', { warehouseID, limit: 2 })
    expect(rows.map(({ sku }) => sku)).toEqual([below.sku, moved.sku])
  })

  await test.step('six counts are open side by side, and each takes only its own', async () => {
    await goTo(page, 'count/choose')
    const counts = page.getByRole('grid', { name: /Open counts/ })
    for (const name of ['Drills', 'List', 'Place', 'Movers', 'Worth', 'Due'])
      await expect(counts.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()
    await goTo(page, `count/${bySearch.stocktakeID}`)
    await scanner.scan(bySearch.skus[0] ?? '')
    await expect(card).toContainText(bySearch.skus[0] ?? '')
    const linesOf = async (stocktakeID: string) =>
      (await call('stocktakes.lines', { stocktakeID })).rows.map(({ sku, counted }) => [sku, counted])
    expect(await linesOf(bySearch.stocktakeID)).toEqual([[bySearch.skus[0], 1]])
    expect(await linesOf(byList.stocktakeID)).toEqual([[first.sku, 1]])
    // What stands uncounted in one of them becomes zero there and nowhere else.
    expect(await call('stocktakes.zero', { stocktakeID: byList.stocktakeID })).toEqual({ lines: 1 })
    const { rows } = await call('stocktakes.list', { state: 'open' })
    expect(Object.fromEntries(rows.map(({ name, lines }) => [name, lines]))).toEqual({
      Drills: 1,
      List: 2,
      Place: 0,
      Movers: 0,
      Worth: 0,
      Due: 0,
    })
  })
})
