import { expect, test } from '../support/e2e-test.ts'
import { connect, shelfOf, stockAt } from '../support/e2e-work.ts'

test('a lost answer is asked with its evidence, decided once, and nothing is sent twice', async ({ app, server }) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const { sku, name, stock } = items[0] ?? { sku: '', name: '', stock: 0 }
  await app.call('stock.receive', { sku, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await page.keyboard.press('Control+5')
  await page.keyboard.press('F9')

  const question = page.getByRole('region', { name: /^Did this reach Hako\?/ })
  await expect(question).toContainText(name)
  await expect(question).toContainText(`The answer got lost. Hako now shows ${String(stock + 5)}, as if it happened.`)
  await expect(question).toContainText('likely, not proven')
  await expect(question).toContainText(`shown as ${String(stock + 5)}–${String(stock + 10)} until you answer`)
  await expect(page.getByRole('link', { name: /Sync/ })).toContainText('1')
  const writes = (): number => server.control.requests().filter(({ method }) => method !== 'GET').length
  expect(writes()).toBe(1)

  await question.getByRole('button', { name: 'It happened' }).click()
  await expect(question).toBeHidden()
  await page.keyboard.press('F9')
  await expect(page.getByRole('group', { name: 'Changes by state' })).toContainText('1done')

  expect(await app.call('sync.run', {})).toMatchObject({ sent: 0, questions: 0, waiting: 0 })
  expect(writes()).toBe(1)
  expect(stockAt(server, sku, warehouseID)).toBe(stock + 5)
  expect((await app.call('stock.list', { sku, warehouseID })).rows).toEqual([
    { sku, warehouseID, quantity: stock + 5, remote: stock + 5 },
  ])
})
