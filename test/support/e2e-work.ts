import type { Page } from '@playwright/test'
import type { PracticeServer } from '../../src/main/practice/practice.ts'
import type { RunningApp } from './e2e-app.ts'
import { expect } from './e2e-test.ts'

/** What people do, by the names that they read on the screen. */

/** A connection to the test's practice server, ready and copied, without the welcome screen. */
export async function connect(app: RunningApp, server: PracticeServer): Promise<void> {
  await app.call('connections.save', {
    name: 'Test shop',
    remote: 'hako-v1',
    baseUrl: server.baseUrl,
    credentials: { apiKey: server.apiKey },
    // No waiting for late landings, and nothing is sent or read but when the test says so.
    options: { settleSeconds: 0, autoSync: false },
  })
  await app.call('sync.run', {})
}

export interface Shelf {
  readonly warehouseID: string
  readonly items: readonly { readonly sku: string; readonly name: string; readonly stock: number }[]
}

/** Items of which there is enough in the warehouse that the app proposes, in the order of their SKUs. */
export function shelfOf(server: PracticeServer): Shelf {
  const { warehouses, items } = server.control.snapshot()
  const warehouseID = warehouses.map((row) => row.warehouseID).sort()[0] ?? ''
  const there = items.map(({ sku, name, stock }) => ({ sku, name: name ?? sku, stock: stock[warehouseID] ?? 0 }))
  return { warehouseID, items: there.filter(({ stock }) => stock >= 6).sort((a, b) => a.sku.localeCompare(b.sku)) }
}

export const stockAt = (server: PracticeServer, sku: string, warehouseID: string): number =>
  server.control.snapshot().items.find((item) => item.sku === sku)?.stock[warehouseID] ?? 0

/** Opens a count and shows it. */
export async function openCount(app: RunningApp, warehouseID: string, blind = true): Promise<string> {
  const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Shelf 3', blind })
  const card = app.page.getByRole('region', { name: 'Last scan' })
  // From elsewhere, so that what is waited for is not another count's.
  await app.page.evaluate(() => (location.hash = '#/items'))
  await expect(card).toBeHidden()
  await app.page.evaluate((id) => (location.hash = `#/count/${id}`), stocktakeID)
  await expect(app.page.getByRole('main')).toContainText('Shelf 3')
  await expect(card).toBeVisible()
  return stocktakeID
}

/** The pill in the top bar that says where things stand. */
export const connectionPill = (page: Page) => page.getByRole('button', { name: /\. Open Sync$/ })

/** At a hand's pace: quicker keys are taken for a scan's, as is an Enter within 35 ms of a scan's own. */
export const typeByHand = (page: Page, text: string): Promise<void> => page.keyboard.type(text, { delay: 120 })

/** Digits by hand, to be counted by the next scan. */
export async function typeQuantity(page: Page, quantity: number): Promise<void> {
  await typeByHand(page, String(quantity))
  await expect(page.getByRole('status').filter({ hasText: `${String(quantity)} ×` })).toBeVisible()
  // What a hand needs from the keyboard to the trigger.
  await page.waitForTimeout(400)
}
