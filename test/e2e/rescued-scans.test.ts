import { expect, test } from '../support/e2e-test.ts'
import { createScanner } from '../support/e2e-scanner.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

test('what was scanned while Hakomori was dead is offered by the next window, and counts once', async ({
  launch,
  server,
  problems,
}) => {
  problems.expectSome(/WebSocket connection to .* failed/)
  const before = await launch()
  await connect(before, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second, third] = items
  if (!first || !second || !third) throw new Error('The shop has three items')
  const stocktakeID = await openCount(before, warehouseID)
  const scanner = await createScanner(before.page)
  const totals = before.page.getByRole('region', { name: 'Totals' })
  await scanner.scan(first.sku)
  await expect(totals).toContainText('1scan')
  const { personID } = await before.call('people.add', { name: 'Ada' })
  await before.call('people.signIn', { personID })
  await expect(before.page.getByRole('button', { name: /Ada/ })).toBeVisible()
  await before.kill()
  await expect(before.page.getByRole('alert')).toContainText('Hakomori is not answering')
  for (const { sku } of [second, third]) await scanner.scan(sku)
  const kept = () => before.page.evaluate(() => localStorage.getItem('hakomori.unsaved.count') ?? '')
  await expect.poll(kept).toContain(third.sku)
  const rescued = await kept()
  const scannedBy = Date.now()
  await before.page.close()

  const after = await launch()
  const { page } = after
  const offered = page.getByRole('alert').filter({ hasText: '2 scans' })
  const tape = async () => (await after.call('stocktakes.tape', { stocktakeID })).rows.map(({ sku }) => sku).reverse()
  await test.step('offered, and saved in their order, as of when and by whom they were scanned', async () => {
    await after.call('people.signIn', { personID: null })
    await expect(offered).toContainText('before it could save this')
    expect(await tape()).toEqual([first.sku])
    await offered.getByRole('button', { name: 'Save again' }).click()
    await expect(offered).toBeHidden()
    expect(await tape()).toEqual([first.sku, second.sku, third.sku])
    const { rows } = await after.call('stocktakes.tape', { stocktakeID })
    for (const { at, person } of rows.slice(0, 2)) {
      // What is saved within three seconds is saved as of now.
      expect(at).toBeLessThanOrEqual(scannedBy + 3_000)
      expect(person).toBe('Ada')
    }
  })

  await test.step('kept although they were saved, as after a death between the two: they count once', async () => {
    await page.evaluate((rows) => localStorage.setItem('hakomori.unsaved.count', rows), rescued)
    await page.reload()
    await offered.getByRole('button', { name: 'Save again' }).click()
    await expect(offered).toBeHidden()
    await expect(page.getByRole('region', { name: 'Totals' })).toContainText('3scans')
    expect(await tape()).toEqual([first.sku, second.sku, third.sku])
  })
})
