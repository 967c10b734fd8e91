import type { Page } from '@playwright/test'
import type { PracticeServer } from '../../src/main/practice/practice.ts'
import type { RunningApp } from './e2e-app.ts'
import type { Scanner } from './e2e-scanner.ts'
import { expect } from './e2e-test.ts'
import type { Shelf } from './e2e-work.ts'

/**
 * Every screen, with something on it that makes it show all it has, reached by keys and addresses alone, so that the same
 * walk works in every language.
 */
export interface Screen {
  readonly name: string
  show(page: Page): Promise<void>
}

/** What other people and bad lines do. */
export interface Outside {
  sell(sku: string, quantity: number): unknown
  rename(sku: string, name: string): unknown
  loseNextAnswer(): unknown
}

export const outsideOf = ({ control }: PracticeServer, warehouseID: string): Outside => ({
  sell: (sku, quantity) => control.actAsOther({ kind: 'sell', sku, warehouseID, quantity }),
  rename: (sku, name) => control.actAsOther({ kind: 'edit', sku, changes: { name } }),
  loseNextAnswer: () => control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' }),
})

export interface Filled {
  readonly stocktakeID: string
  /** An item with much to see. */
  readonly sku: string
}

/** A count with every kind of line, an unknown code, changes of every kind, a question and a conflict. */
export async function fillShop({ call }: RunningApp, shelf: Shelf, outside: Outside): Promise<Filled> {
  const { warehouseID, items } = shelf
  const [moved, short, exact, over, asked, renamed, waiting] = items
  if (!moved || !short || !exact || !over || !asked || !renamed || !waiting)
    throw new Error('The shop has seven items with enough stock')
  const { personID } = await call('people.add', { name: 'Kim' })
  await call('people.signIn', { personID })
  const { stocktakeID } = await call('stocktakes.open', { warehouseID, name: 'Shelf 3', blind: true })
  const count = async (code: string, quantity: number): Promise<void> => {
    await call('stocktakes.scan', { stocktakeID, code, quantity, scanID: `${code} × ${String(quantity)}` })
  }
  await count('2999999999991', 4)
  await count('4006381333931', 1)
  await count(over.sku, over.stock + 5)
  await count(exact.sku, exact.stock)
  await count(short.sku, short.stock - 2)
  await count(moved.sku, moved.stock - 2)
  await outside.sell(moved.sku, 3)
  await call('sync.run', {})

  await call('stock.receive', { sku: asked.sku, warehouseID, quantity: 5 })
  await outside.loseNextAnswer()
  await call('sync.run', {})
  await call('items.update', { sku: renamed.sku, changes: { name: `${renamed.name}, new box`, price: 9.5 } })
  await outside.rename(renamed.sku, `${renamed.name}, 2026`)
  await call('sync.run', {})
  await call('stock.receive', { sku: waiting.sku, warehouseID, quantity: 24, note: 'Delivery 4711' })
  await call('items.create', { sku: 'NEW-1', name: 'A new item', price: 4.95 })
  return { stocktakeID, sku: asked.sku }
}

/** Nothing changed in the page for a quarter of a second, and nothing moves. */
export async function untilQuiet(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = (): void => {
          observer.disconnect()
          resolve()
        }
        let timer = setTimeout(done, 250)
        const observer = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(done, 250)
        })
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
      }),
  )
}

export async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/${address}`)
  const place = address.split('/')[0] ?? ''
  await expect(page.locator(`nav a[href="#/${place}"]`).first()).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await untilQuiet(page)
}

/** Opens something over the page by its key, and closes it when the walk goes on. */
export async function openOver(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toBeVisible()
  await untilQuiet(page)
}

export async function closeOver(page: Page): Promise<void> {
  if (!(await page.getByRole('dialog').isVisible())) return
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

const at = (name: string, address: string, then?: (page: Page) => Promise<void>): Screen => ({
  name,
  async show(page) {
    await closeOver(page)
    await goTo(page, address)
    await then?.(page)
  },
})

/** To what has no place in the rail; it is reached from items, counts and reviews. */
export async function goAside(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/${address}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await untilQuiet(page)
}

const aside = (name: string, address: string, then: (page: Page) => Promise<void>): Screen => ({
  name,
  async show(page) {
    await closeOver(page)
    await goAside(page, address)
    await then(page)
    await untilQuiet(page)
  },
})

const codesAt = (name: string, list: string, then: (page: Page) => Promise<void>): Screen =>
  aside(name, `codes/${list}`, then)

/** Commands, places or badges, of the sheets that can be printed. */
const showSheet = (page: Page, index: number): Promise<void> =>
  page.getByRole('main').locator('.mantine-SegmentedControl-label').nth(index).click()

const over = (name: string, address: string, key: string): Screen => at(name, address, (page) => openOver(page, key))

export interface Walk extends Filled {
  readonly scanner: Scanner
  readonly app: Pick<RunningApp, 'call'>
}

/** In this order: some screens build on the one before. */
export function screensOf({ stocktakeID, sku, scanner, app }: Walk): readonly Screen[] {
  return [
    at('the choice of a count, and a new one', 'count/choose', async (page) => {
      await page.keyboard.press('Control+N')
      await untilQuiet(page)
    }),
    at('counting', `count/${stocktakeID}`),
    over('a quantity after the scan', `count/${stocktakeID}`, 'F2'),
    over('a typed code', `count/${stocktakeID}`, 'F3'),
    at('unknown codes', `count/${stocktakeID}`, async (page) => {
      await page.keyboard.press('F7')
      await page.getByRole('combobox').fill('a')
      await untilQuiet(page)
    }),
    at('review', `review/${stocktakeID}`),
    at('review, the lines not counted', `review/${stocktakeID}`, async (page) => {
      await page.locator('[data-tab="uncounted"]').click()
      await untilQuiet(page)
    }),
    at('the choice of a review', 'review/choose'),
    over('posting', `review/${stocktakeID}`, 'Alt+P'),
    at('items with one open', `items/${sku}`),
    over('an item edited', `items/${sku}`, 'Alt+E'),
    over('a new item', 'items', 'Control+N'),
    codesAt('unknown codes of everywhere', 'unknown', (page) => page.getByRole('row').nth(1).click()),
    codesAt('a new item for an unknown code', 'unknown', async (page) => {
      await page.getByRole('row').nth(1).click()
      await page.getByRole('complementary').locator('.mantine-SegmentedControl-label').last().click()
    }),
    codesAt('known codes, and a table to import', 'known', async (page) => {
      await page.keyboard.press('Control+Enter')
      const buffer = Buffer.from(`code,sku,quantity\n0001,${sku},12\n0002,NOBODY,1\n${sku},NEW-1,1\n`)
      await page.locator('input[type=file]').setInputFiles({ name: 'codes.csv', mimeType: 'text/csv', buffer })
    }),
    aside('reports and sheets, and a filled sheet', `paper/${stocktakeID}`, async (page) => {
      await openOver(page, 'Alt+I')
      const buffer = Buffer.from(`SKU,Place,Counted\n${sku},R1,3\nNOBODY,R1,1\n`)
      await page.locator('input[type=file]').setInputFiles({ name: 'sheet.csv', mimeType: 'text/csv', buffer })
    }),
    aside('command barcodes', 'commands', (page) => untilQuiet(page)),
    aside('labels for places', 'commands', async (page) => {
      await showSheet(page, 1)
      await page.getByRole('main').getByRole('textbox').fill('A-01..A-06\nFloor by the door')
    }),
    aside('badges', 'commands', (page) => showSheet(page, 2)),
    aside('the evidence to be checked', `paper/${stocktakeID}`, async (page) => {
      await openOver(page, 'Control+Shift+E')
      const buffer = Buffer.from('{}')
      await page.locator('input[type=file]').setInputFiles({ name: 'e.json', mimeType: 'application/json', buffer })
    }),
    aside('codes for an item, one after the other', `items/${sku}`, async (page) => {
      await openOver(page, 'Alt+B')
      await scanner.scan('LABEL-1')
      await scanner.scan('NEW-1')
    }),
    codesAt('known codes', 'known', (page) => page.getByRole('row').nth(1).click()),
    aside('the scanner wizard', 'scanner', (page) => page.keyboard.press('Escape')),
    aside('labels', `labels/${sku}`, (page) => page.getByRole('main').getByRole('button').nth(1).click()),
    at('moves', 'moves', async (page) => {
      await scanner.scan(sku)
      await untilQuiet(page)
    }),
    over('the places of a move', 'moves', 'F6'),
    at('sync with questions', 'sync'),
    at('sync with the other question', 'sync', async (page) => {
      await page.keyboard.press('ArrowDown')
      await untilQuiet(page)
    }),
    ...['connections', 'scanner', 'sounds', 'look', 'counting', 'codes', 'people'].map((section) =>
      at(`settings, ${section}`, `settings/${section}`),
    ),
    over('all keys', 'count', 'F1'),
    over('find', 'count', 'Control+K'),
    over('who works', 'count', 'Control+L'),
    at('practice, and the panel of the outside world', 'count/choose', async (page) => {
      await app.call('practice.start', {})
      await goTo(page, 'count/choose')
      await page.keyboard.press('Control+Shift+P')
      await expect(page.locator('[aria-keyshortcuts="Control+Shift+P"][aria-expanded="true"]')).toBeVisible()
      await untilQuiet(page)
    }),
  ]
}
