import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e-test.ts'
import { connect, connectionPill, openCount, shelfOf, stockAt, typeByHand, typeQuantity } from '../support/e2e-work.ts'

/** The job without a mouse: no test of this file may click. */

/** What Ctrl V does. */
const paste = (page: Page, text: string): Promise<void> => page.keyboard.insertText(text)

test('the whole job is done with keys alone', async ({ app, server, scanner }) => {
  const { page } = app
  const { keyboard } = page
  const { warehouseID, items } = shelfOf(server)
  const [short, corrected, linked] = items
  if (!short || !corrected || !linked) throw new Error('The shop has three items with enough stock')
  const card = page.getByRole('region', { name: 'Last scan' })

  await test.step('connect', async () => {
    await expect(page.getByLabel('Live API key')).toBeFocused()
    await paste(page, server.apiKey)
    await keyboard.press('Tab')
    await expect(page.getByLabel('Name in Hakomori')).toBeFocused()
    await keyboard.press('Control+A')
    await paste(page, 'Test shop')
    await keyboard.press('Tab')
    await keyboard.press('Control+A')
    await paste(page, server.baseUrl)
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Open counts' })).toBeVisible()
  })

  await test.step('count offline: quantity before a scan, quantity after it, undo, mark', async () => {
    await expect(page.getByRole('button', { name: 'Start counting' })).toBeEnabled()
    await keyboard.press('Control+Enter')
    await expect(card).toBeVisible()
    await server.control.networkOff()
    await keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText('Offline')
    await typeQuantity(page, short.stock - 1)
    await scanner.scan(short.sku)
    await expect(card).toContainText(short.name)
    await scanner.scan(corrected.sku)
    await expect(card).toContainText(corrected.name)
    await keyboard.press('F2')
    await expect(page.getByRole('textbox', { name: 'Pieces' })).toBeFocused()
    await typeByHand(page, '4')
    await keyboard.press('Enter')
    await expect(card).toContainText('Quantity typed')
    await scanner.scan(linked.sku)
    await expect(card).toContainText(linked.name)
    await keyboard.press('Control+Z')
    await expect(card).toContainText('Taken back')
    await keyboard.press('F4')
    await expect(page.getByRole('complementary', { name: 'Tape' })).toContainText('since mark')
  })

  await test.step('name an unknown code', async () => {
    await scanner.scan('2999999999991')
    await expect(card).toContainText('Unknown, kept for you')
    await keyboard.press('F7')
    await expect(page.getByRole('combobox', { name: 'Find the item' })).toBeFocused()
    await typeByHand(page, linked.sku)
    await expect(page.getByRole('listbox', { name: 'Items found' })).toContainText(linked.name)
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'No unknown codes' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(page.getByRole('complementary', { name: 'Tape' })).toBeVisible()
  })

  await test.step('review, decide with a digit, post', async () => {
    server.control.actAsOther({ kind: 'sell', sku: short.sku, warehouseID, quantity: 3 })
    await server.control.networkOn()
    await keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText(/Online · synced/)
    await keyboard.press('Control+Enter')
    const line = page.getByRole('complementary', { name: short.name })
    await expect(line).toContainText('3 left')
    await keyboard.press('1')
    await expect(line.getByRole('radio', { name: /Post the difference/ })).toBeChecked()
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('tab', { name: /Needs a decision/ })).toContainText('0')
    // The key is Post’s once the page knows that no line waits.
    const post = page.getByRole('button', { name: 'Post 3 differences' })
    await expect(post).toHaveAttribute('aria-keyshortcuts', 'Control+Enter')
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: 'Post 3 differences' })).toBeVisible()
    await keyboard.press('Control+Enter')
    await expect(page.getByRole('status').filter({ hasText: '3 differences posted.' })).toBeVisible()
  })

  await test.step('send, and see that all is sent', async () => {
    await keyboard.press('Control+5')
    await keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'Everything is sent' })).toBeVisible()
  })

  expect(stockAt(server, short.sku, warehouseID)).toBe(short.stock - 4)
  expect(stockAt(server, corrected.sku, warehouseID)).toBe(4)
  expect(stockAt(server, linked.sku, warehouseID)).toBe(1)
})

test('every place, the keys and Find open by a key and close by Esc', async ({ app, server }) => {
  const { page } = app
  const { keyboard } = page
  await connect(app, server)
  const places = ['Count', 'Review', 'Items', 'Moves', 'Sync']
  for (const [index, place] of places.entries()) {
    await keyboard.press(`Control+${String(index + 1)}`)
    await expect(page.getByRole('link', { name: place, exact: true })).toHaveAttribute('aria-current', 'page')
  }
  await keyboard.press('Control+,')
  await expect(page.getByRole('link', { name: 'Settings' })).toHaveAttribute('aria-current', 'page')
  await keyboard.press('F1')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Go to Count')
  await keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  const item = shelfOf(server).items[2]
  await keyboard.press('Control+K')
  await expect(page.getByRole('textbox', { name: 'Find an item, a place or a command' })).toBeFocused()
  await typeByHand(page, item?.sku ?? '')
  await expect(page.getByRole('dialog')).toContainText(item?.name ?? '')
  await keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: item?.name ?? '' })).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('complementary', { name: item?.name ?? '' })).toBeHidden()
})

/** What has the focus, and whether it looks different from when it has not. Takes the focus away; Tab goes on from there. */
function leaveFocus(page: Page): Promise<{ readonly name: string; readonly visible: boolean } | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const looks = (): string =>
      [element, element.parentElement, element.parentElement?.parentElement]
        .map((each) => each && getComputedStyle(each))
        .map((style) => style && [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor].join(' '))
        .join(' / ')
    const focused = looks()
    element.blur()
    const name = element.getAttribute('aria-label') ?? element.textContent
    return { name: `${element.tagName} ${name.slice(0, 60)}`, visible: focused !== looks() }
  })
}

test('Tab reaches everything on a screen and always shows where it is', async ({ app, server }) => {
  const { page } = app
  // Without transitions, so that looks can be compared at once.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const stocktakeID = await openCount(app, warehouseID)
  await app.call('stocktakes.scan', { stocktakeID, code: items[0]?.sku ?? '', scanID: 'focus-1' })
  for (const place of ['count', 'review', 'items', 'moves', 'sync', 'settings']) {
    await page.evaluate((hash) => (location.hash = hash), `#/${place}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    const hidden: string[] = []
    const seen = new Set<string>()
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab')
      const focus = await leaveFocus(page)
      if (focus === null) break
      seen.add(focus.name)
      if (!focus.visible) hidden.push(focus.name)
    }
    expect(hidden, `elements of ${place} that hide that they have the focus`).toEqual([])
    expect(seen.size, `elements of ${place} that Tab reaches`).toBeGreaterThan(12)
  }
})
