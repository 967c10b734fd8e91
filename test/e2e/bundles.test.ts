import { createCommandHand } from '../support/e2e-commands.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

test('a bundle is taught a code, looked at before it is counted, counted as its parts and taken back whole', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  const code = '4006381333931'
  await connect(app, server)
  const parts = [
    { sku: first.sku, quantity: 2 },
    { sku: second.sku, quantity: 3 },
  ]
  await app.call('bundles.create', { sku: 'BOX', name: 'Gift box', item_skus: parts })
  await app.call('bundles.create', { sku: 'HULL', name: 'Hull', item_skus: [] })

  await test.step('teach a code to it', async () => {
    await page.evaluate(() => (location.hash = '#/items'))
    await page.getByText('Bundles', { exact: true }).click()
    await page.getByRole('row').filter({ hasText: 'Gift box' }).click()
    await page.getByRole('button', { name: 'Add by scan' }).click()
    await scanner.scan(code)
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('button', { name: `Remove code ${code}` })).toBeVisible()
  })

  await openCount(app, warehouseID)
  const card = page.getByRole('region', { name: 'Last scan' })
  const tape = page.getByRole('complementary', { name: 'Tape' })

  await test.step('see what it will count, and count two of it', async () => {
    await page.keyboard.press('F3')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Barcode or SKU' }).fill(code)
    await dialog.getByRole('textbox', { name: 'Quantity' }).fill('2')
    await expect(dialog.getByRole('status')).toContainText('Gift box is a bundle. It counts:')
    await expect(dialog.getByRole('listitem')).toHaveText([`4 × ${first.name}`, `6 × ${second.name}`])
    await page.keyboard.press('Enter')
    await expect(card).toContainText(`4 × ${first.name}, now 4`)
    await expect(card).toContainText(`6 × ${second.name}, now 6`)
  })

  await test.step('one undo takes the last bundle back, and no more', async () => {
    await scanner.scan(code)
    await expect(card).toContainText(`2 × ${first.name}, now 6`)
    await createCommandHand(scanner).command('undo')
    await expect(card).toContainText('Taken back')
    await expect(tape).toContainText('+6')
    const { rows } = await app.call('stocktakes.list', { state: 'open' })
    expect(rows).toMatchObject([{ lines: 2, quantity: 10 }])
  })

  await test.step('an empty one is kept and says why', async () => {
    await scanner.scan('HULL')
    await expect(card).toContainText('The bundle Hull has nothing in it')
  })
})
