import { expect, test } from '../support/e2e-test.ts'
import { createScanner } from '../support/e2e-scanner.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

test('a scan that was answered is on the tape again after the process was killed', async ({
  launch,
  server,
  problems,
}) => {
  problems.expectSome(/WebSocket connection to .* failed/)
  const before = await launch()
  await connect(before, server)
  const { warehouseID, items } = shelfOf(server)
  const stocktakeID = await openCount(before, warehouseID)
  const scanner = await createScanner(before.page)
  for (const { sku } of items.slice(0, 5)) await scanner.scan(sku)
  const last = items[4]
  await expect(before.page.getByRole('region', { name: 'Last scan' })).toContainText(last?.name ?? '')
  await before.kill()
  await expect(before.page.getByRole('alert')).toContainText('Hakomori is not answering')

  const after = await launch()
  await expect(after.page.getByRole('region', { name: 'Last scan' })).toContainText(last?.name ?? '')
  await expect(after.page.getByRole('region', { name: 'Totals' })).toContainText('5scans')
  const { rows } = await after.call('stocktakes.tape', { stocktakeID })
  expect(rows.map(({ sku }) => sku)).toEqual(items.slice(0, 5).map(({ sku }) => sku).reverse()) // prettier-ignore
})
