import { keepPrinted, printed, putBack } from '../support/e2e-paper.ts'
import { goAside, goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connectionPill } from '../support/e2e-work.ts'

test('the first five minutes: practise, count offline, somebody sells, reconcile', async ({ app, scanner }) => {
  const { page } = app
  const panel = page.getByRole('region', { name: 'The outside world' })
  const card = page.getByRole('region', { name: 'Last scan' })
  const banner = page.getByRole('status').filter({ hasText: 'Practice: nothing here is real.' })
  const posted = page.getByRole('status').filter({ hasText: 'posted.' })

  await test.step('one button fills a warehouse', async () => {
    await page.getByRole('button', { name: 'Practise' }).click()
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
    const { mirror } = await app.call('app.status', {})
    expect(mirror).toMatchObject({ items: 300, warehouses: 3 })
  })

  await test.step('every screen says that it is practice', async () => {
    for (const place of ['review', 'items', 'moves', 'sync', 'settings/connections', 'count/choose']) {
      await goTo(page, place)
      await expect(banner).toBeInViewport()
    }
    for (const place of ['codes/unknown', 'labels', 'commands', 'scanner']) {
      await goAside(page, place)
      await expect(banner).toBeInViewport()
    }
    await goTo(page, 'count/choose')
  })

  await test.step('count with the network off', async () => {
    await page.getByRole('button', { name: 'Start counting' }).click()
    await page.getByRole('button', { name: 'Practice', exact: true }).click()
    await panel.getByRole('button', { name: 'Network off' }).click()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText('Offline')
    const { rows } = await app.call('practice.codes', { limit: 6 })
    for (const { code, name } of rows) {
      await scanner.scan(code)
      await expect(card).toContainText(name ?? code)
    }
    await panel.getByRole('button', { name: rows[0]?.code ?? '' }).click()
    await expect(page.getByRole('region', { name: 'Totals' })).toContainText('7scans')
  })

  await test.step('any code by hand, and one of every kind', async () => {
    const tape = page.getByRole('complementary', { name: 'Tape' })
    const newest = tape.getByRole('listitem').first()
    const special = (name: string): Promise<void> => panel.getByRole('button', { name, exact: true }).click()
    await panel.getByRole('textbox', { name: 'Any code' }).fill('MYSTERY-7')
    await special('Scan')
    await expect(newest).toContainText('MYSTERY-7')
    await special('Unknown')
    await expect(newest).toContainText('2 999999 999991')
    await special('Place A-01')
    await expect(page.getByRole('region', { name: 'Place', exact: true })).toContainText('A-01')
    await special('GS1 with lot and date')
    await expect(newest).toContainText('lot LOT-7')
    await special('GS1 with serial no.')
    await expect(newest).toContainText('no. SN-1001')
    await special('Undo')
    await expect(card).toContainText('Taken back')
    await special('Mark')
    await expect(tape).toContainText('before it')
    await page.keyboard.press('F7')
    await expect(page.getByRole('complementary', { name: 'Unknown barcodes' })).toContainText('MYSTERY-7')
    await special('Cancel')
    await expect(tape).toBeVisible()
    const [count] = (await app.call('stocktakes.list', { state: 'open' })).rows
    const { rows } = await app.call('stocktakes.tape', { stocktakeID: count?.stocktakeID ?? '' })
    expect(rows.filter(({ place }) => place === 'A-01')).toHaveLength(3)
  })

  await test.step('on paper, too', async () => {
    const [count] = (await app.call('stocktakes.list', { state: 'open' })).rows
    await goAside(page, `paper/${count?.stocktakeID ?? ''}`)
    await keepPrinted(page)
    // The panel lies over its button.
    await page.keyboard.press('Control+Shift+P')
    expect((await printed(page)).text).toMatch(/^Practice: nothing here is real\./)
    await putBack(page)
    await goTo(page, 'count')
  })

  await test.step('somebody else sells, and the network comes back', async () => {
    await panel.getByRole('button', { name: 'Someone sells 3' }).click()
    await expect(panel.getByRole('status').filter({ hasText: 'sold 3' })).toBeVisible()
    await panel.getByRole('button', { name: 'Network on' }).click()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText(/Online · synced/)
    await panel.getByRole('button', { name: 'Confirm', exact: true }).click()
    await expect(page).toHaveURL(/#\/review\//)
    await panel.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('review, post, and all is sent', async () => {
    await page.getByRole('button', { name: /^Post \d+ differences?$/ }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Post \d+ differences?$/ })
      .click()
    await expect(posted).toBeVisible()
    await posted.getByRole('button', { name: 'Watch it in Sync' }).click()
    await page.keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'Everything is sent' })).toBeVisible()
  })

  await app.call('sync.run', { full: true })
  const { rows } = await app.call('stock.list', { limit: 1000 })
  expect(rows.filter(({ quantity, remote }) => quantity !== remote)).toEqual([])
})
