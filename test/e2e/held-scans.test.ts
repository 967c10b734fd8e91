import { stocktakeCode } from '../../src/shared/domain/reserved-codes.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { createCommandHand } from '../support/e2e-commands.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, typeByHand } from '../support/e2e-work.ts'

/** What was counted, by whom and where, oldest first. */
const tapeOf = async (app: RunningApp, stocktakeID: string) =>
  (await app.call('stocktakes.tape', { stocktakeID })).rows
    .map(({ sku, person, place }) => [sku, person, place])
    .reverse()

test('scans behind a dialog keep their order among badges, count sheets and places', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second, third] = items
  if (!first || !second || !third) throw new Error('The shop has three items with enough stock')
  const hand = createCommandHand(scanner)
  await connect(app, server)
  const badges = { Ada: 'XXHKBADADADADADADAD', Ben: 'XXHKBBENBENBENBENBE', Cem: 'XXHKBCECECECECECECE' }
  for (const [name, badge] of Object.entries(badges))
    await app.call('people.add', { name, badge, ...(name === 'Cem' ? { pin: '2468' } : {}) })
  const { stocktakeID: otherID } = await app.call('stocktakes.open', { warehouseID, name: 'Cellar', blind: false })
  const stocktakeID = await openCount(app, warehouseID, false)
  const dialog = page.getByRole('dialog')

  // The screen is made anew for whoever signs in, so this is done before anything is opened on it.
  await scanner.scan(badges.Ada)
  await expect(page.getByText('Ada is signed in.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ada is working' })).toBeVisible()
  await scanner.scan(first.sku)
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(first.name)

  await test.step('everything waits behind a dialog, in its order', async () => {
    await page.keyboard.press('F2')
    await expect(dialog).toBeVisible()
    await scanner.scan(second.sku)
    await scanner.scan(badges.Ben)
    await scanner.scan(third.sku)
    await scanner.scan(stocktakeCode(otherID))
    await scanner.scan(first.sku)
    await hand.place('B-02')
    await scanner.scan(second.sku)
    await page.keyboard.press('Escape')
    await expect
      .poll(() => tapeOf(app, otherID))
      .toEqual([
        [first.sku, 'Ben', null],
        [second.sku, 'Ben', 'B-02'],
      ])
    expect(await tapeOf(app, stocktakeID)).toEqual([
      [first.sku, 'Ada', null],
      [second.sku, 'Ada', null],
      [third.sku, 'Ben', null],
    ])
    await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(second.name)
  })

  await test.step('a badge whose PIN is still to come keeps back what is scanned after it', async () => {
    await scanner.scan(third.sku)
    await scanner.scan(badges.Cem)
    await scanner.scan(first.sku)
    await expect(dialog).toBeVisible()
    await typeByHand(page, '2468')
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect
      .poll(async () => (await tapeOf(app, otherID)).slice(2))
      .toEqual([
        [third.sku, 'Ben', 'B-02'],
        [first.sku, 'Cem', 'B-02'],
      ])
  })
})
