import { expect, test } from '../support/e2e-test.ts'
import { connectionPill } from '../support/e2e-work.ts'

test('the first five minutes: practise, count offline, somebody sells, reconcile', async ({ app, scanner }) => {
  const { page } = app
  const panel = page.getByRole('region', { name: 'The outside world' })
  const card = page.getByRole('region', { name: 'Last scan' })
  const posted = page.getByRole('status').filter({ hasText: 'posted.' })

  await test.step('one button fills a warehouse', async () => {
    await page.getByRole('button', { name: 'Practise' }).click()
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
    const { mirror } = await app.call('app.status', {})
    expect(mirror).toMatchObject({ items: 300, warehouses: 3 })
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

  await test.step('somebody else sells, and the network comes back', async () => {
    await panel.getByRole('button', { name: 'Someone sells 3' }).click()
    await expect(panel.getByRole('status').filter({ hasText: 'sold 3' })).toBeVisible()
    await panel.getByRole('button', { name: 'Network on' }).click()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText(/Online · synced/)
    await panel.getByRole('button', { name: 'Close' }).click()
  })

  await test.step('review, post, and all is sent', async () => {
    await page.getByRole('button', { name: 'Finish and review' }).click()
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
