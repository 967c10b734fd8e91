/**
 * The pictures of the user guide: every screen of the practice warehouse, in the built app, into docs/guide/images/. The
 * goods, the counts and what others do are the same at every run; only the times on the screens are those of the run.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, expect, type Page } from '@playwright/test'
import type { SettingsPatch } from '../../src/shared/contract/settings.ts'
import { sheet } from '../../src/renderer/scanner/learn/sheet.ts'
import { launchApp, type RunningApp } from '../support/e2e-app.ts'
import { otherCount } from '../support/e2e-other-count.ts'
import { packPng } from '../support/e2e-png.ts'
import { createScanner, type Scanner } from '../support/e2e-scanner.ts'
import {
  fillShop,
  goAside,
  goTo,
  openOver,
  closeOver,
  untilQuiet,
  type Filled,
  type Outside,
} from '../support/e2e-screens.ts'
import type { Shelf } from '../support/e2e-work.ts'

const images = path.resolve(import.meta.dirname, '../../docs/guide/images')
const usual = { width: 1366, height: 768 }

const library = '../../scripts/lib/chromium.js'
const { findTestChromium } = (await import(library)) as { findTestChromium(): Promise<string | null> } // safe: plain JavaScript, which brings no types
const executablePath = await findTestChromium()
if (executablePath === null) throw new Error('There is no Chromium; name one in HAKOMORI_CHROMIUM')
const directory = await mkdtemp(path.join(tmpdir(), 'hakomori-screenshots-'))
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
const context = await browser.newContext({ viewport: usual, locale: 'en-GB', reducedMotion: 'reduce' })
const app = await launchApp({ electron: null, directory, context, watch: () => undefined })
try {
  await mkdir(images, { recursive: true })
  await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible()
  await picture('welcome')
  await takeAll(await createScanner(app.page))
} finally {
  await app.close()
  await browser.close()
  await rm(directory, { recursive: true, force: true })
}

async function takeAll(scanner: Scanner): Promise<void> {
  const { page } = app
  await startPractice(app)
  await goTo(page, 'count/choose')
  await picture('count-start')
  const shelf = await readShelf(app)
  const filled = await fillShop(app, shelf, outside(app, shelf.warehouseID))
  await takeCount(page, filled, scanner)
  await takeDesk(page, filled, scanner, shelf)
  await takeOthers(page, scanner)
  await takeVariants(page, filled)
  await takeRules(page, shelf)
  await takeDouble(page, shelf)
}

async function takeCount(page: Page, { stocktakeID }: Filled, scanner: Scanner): Promise<void> {
  await goTo(page, `count/${stocktakeID}`)
  await picture('count-unknown-scan')
  for (const { code } of await labels(6)) await scanner.scan(code)
  await untilQuiet(page)
  await picture('count')
  await page.keyboard.press('F7')
  await page.getByRole('combobox').fill('cleaner')
  await untilQuiet(page)
  await picture('count-unknown')
  await openFrom(page, `count/${stocktakeID}`, 'F2', 'count-quantity')
}

async function takeDesk(page: Page, filled: Filled, scanner: Scanner, shelf: Shelf): Promise<void> {
  const { stocktakeID, sku } = filled
  await goTo(page, `review/${stocktakeID}`)
  await picture('review')
  await openFrom(page, `review/${stocktakeID}`, 'Alt+P', 'review-post')
  await goAside(page, `paper/${stocktakeID}`)
  await picture('paper')
  await page.getByRole('button', { name: 'Save evidence' }).click()
  await expect(page.getByText('To check it later')).toBeVisible()
  await picture('paper-evidence')
  await takeCheck(page, stocktakeID)
  await goAside(page, `labels/${sku}`)
  await page.getByRole('button', { name: 'Find these items' }).click()
  await picture('labels')
  await goTo(page, `items/${sku}`)
  await picture('items')
  await openFrom(page, 'items', 'Control+N', 'items-new')
  await setRoute(shelf)
  await goTo(page, 'moves')
  for (const item of shelf.items.slice(20, 24)) await scanner.scan(item.sku)
  await untilQuiet(page)
  await picture('moves')
  await goTo(page, 'sync')
  await picture('sync-conflict')
  await page.keyboard.press('ArrowDown')
  await untilQuiet(page)
  await picture('sync-question')
}

async function setRoute({ warehouseID }: Shelf): Promise<void> {
  const { rows } = await app.call('warehouses.list', {})
  const to = rows.find((row) => row.warehouseID !== warehouseID)
  await app.call('moves.set', { kind: 'transfer', warehouseID, toWarehouseID: to?.warehouseID ?? null })
}

async function takeOthers(page: Page, scanner: Scanner): Promise<void> {
  for (const section of ['connections', 'scanner', 'sounds', 'look', 'counting', 'people']) {
    await goTo(page, `settings/${section}`)
    await picture(`settings-${section}`)
  }
  await goAside(page, 'scanner')
  await scanner.scan(sheet[0]?.content ?? '')
  await expect(page.getByText('2 of 5')).toBeVisible()
  await picture('scanner-wizard')
  await openFrom(page, 'count', 'F1', 'keys')
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').getByRole('textbox').fill('cable')
  await untilQuiet(page)
  await picture('find')
  await closeOver(page)
  await page.keyboard.press('Control+Shift+P')
  await untilQuiet(page)
  await picture('practice')
  await page.keyboard.press('Control+Shift+P')
}

/** The same screen in the dark and in German. */
async function takeVariants(page: Page, { stocktakeID }: Filled): Promise<void> {
  await goTo(page, `count/${stocktakeID}`)
  await change({ theme: 'dark' })
  await picture('count-dark')
  await change({ theme: 'light', language: 'de' })
  await picture('count-german')
  await change({ language: 'en' })
}

/** Evidence in which somebody changed a scan. */
async function takeCheck(page: Page, stocktakeID: string): Promise<void> {
  const { fileName, text } = await app.call('stocktakes.evidence', { stocktakeID })
  await openOver(page, 'Control+Shift+E')
  const buffer = Buffer.from(text.replace('"code": "4006381333931"', '"code": "4006381333948"'))
  await page.locator('input[type=file]').setInputFiles({ name: fileName, mimeType: 'application/json', buffer })
  await expect(page.getByRole('status', { name: 'Result' })).toContainText('Altered')
  await picture('evidence-check')
  await closeOver(page)
}

/** Two people who count the same blindly, and a third where they differ. */
async function takeDouble(page: Page, { warehouseID, items }: Shelf): Promise<void> {
  await goTo(page, 'count/choose')
  await page.keyboard.press('Control+N')
  await page.getByRole('combobox', { name: 'What is counted' }).click()
  await page.getByRole('option', { name: 'What is due' }).click()
  await picture('count-due')
  await page.getByText('Two people, each blind').click()
  await picture('double-start')
  const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Safe', method: 'double' })
  const ids = new Map<string, string>()
  for (const name of ['Ben', 'Cem', 'Dana']) ids.set(name, (await app.call('people.add', { name })).personID)
  await app.call('people.signIn', { personID: null })
  await goTo(page, `count/${stocktakeID}`)
  await picture('double-who')
  for (const [name, off] of [
    ['Ben', 0],
    ['Cem', 2],
  ] as const) {
    await app.call('people.signIn', { personID: ids.get(name) ?? '' })
    for (const [index, { sku, stock }] of items.slice(44, 50).entries())
      await app.call('stocktakes.count', {
        stocktakeID,
        sku,
        quantity: stock + (index % 2 === 0 ? 0 : off),
        mode: 'set',
        place: 'Safe',
      })
  }
  await app.call('people.signIn', { personID: ids.get('Dana') ?? '' })
  await goTo(page, `count/${stocktakeID}`)
  await page.keyboard.press('Alt+R')
  await picture('double-third')
}

/** What rules make of a count: a list of what to count again, lines that somebody else approves, and how right the books were. */
async function takeRules(page: Page, { warehouseID, items }: Shelf): Promise<void> {
  const limits = { units: 1, percent: null, value: null }
  const rules = {
    tolerance: { plus: limits, minus: limits },
    recount: true,
    byOther: true,
    approval: 'always' as const,
  }
  const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Shelf 4', blind: true, rules })
  const counted = items.slice(30, 42)
  for (const [index, { sku, stock }] of counted.entries()) {
    const off = [0, -3, 1, 0, 4, -1][index % 6] ?? 0
    const place = `R${String((index % 3) + 1)}`
    await app.call('stocktakes.count', { stocktakeID, sku, quantity: stock + off, mode: 'set', place })
  }
  const skus = counted.slice(0, 6).flatMap(({ sku }, index) => (index % 3 === 1 ? [sku] : []))
  await app.call('stocktakes.decide', { stocktakeID, skus, decision: 'recount' })
  const { personID } = await app.call('people.add', { name: 'Ada' })
  await app.call('people.signIn', { personID })
  await goTo(page, `count/${stocktakeID}`)
  await page.keyboard.press('Alt+R')
  await picture('count-recount')
  await goTo(page, `review/${stocktakeID}`)
  await picture('review-approve')
  await takeMerge(page, stocktakeID)
  await page.keyboard.press('Alt+O')
  await page.getByRole('menuitem', { name: 'Accuracy' }).click()
  await picture('review-accuracy')
}

/** What another PC counted meanwhile, at the same places. */
async function takeMerge(page: Page, stocktakeID: string): Promise<void> {
  const { text } = await app.call('stocktakes.export', { stocktakeID })
  await page.keyboard.press('Alt+O')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Merge a count from another PC' }).click()
  const buffer = Buffer.from(otherCount(text, { device: 'Back room', person: 'Ben' }))
  await (await chooser).setFiles({ name: 'count.json', mimeType: 'application/json', buffer })
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
  await picture('review-merge')
  await page.keyboard.press('Escape')
}

/** Codes of single pieces, of goods that differ. */
async function labels(count: number): Promise<readonly { readonly code: string }[]> {
  const { rows } = await app.call('practice.codes', { limit: 1000 })
  return rows
    .filter(({ quantity }) => quantity === 1)
    .filter((_, index) => index % 25 === 0)
    .slice(0, count)
}

async function openFrom(page: Page, address: string, key: string, name: string): Promise<void> {
  await goTo(page, address)
  await openOver(page, key)
  await picture(name)
  await closeOver(page)
}

async function picture(name: string): Promise<void> {
  await untilQuiet(app.page)
  const png = await app.page.screenshot({ animations: 'disabled', caret: 'hide' })
  await writeFile(path.join(images, `${name}.png`), packPng(png))
}

async function change(changes: SettingsPatch): Promise<void> {
  await app.call('settings.set', { changes })
}

/** The embedded warehouse, which then reads and sends only when told, and asks about a lost answer at once. */
async function startPractice({ page, call }: RunningApp): Promise<void> {
  await call('settings.set', { changes: { theme: 'light' } })
  await call('practice.start', {})
  const { rows } = await call('connections.list', {})
  for (const { connectionID, name, remote, baseUrl } of rows)
    await call('connections.save', {
      connectionID,
      name,
      remote,
      baseUrl,
      options: { settleSeconds: 0, autoSync: false },
    })
  await call('sync.run', {})
  await page.reload()
}

async function readShelf({ call }: RunningApp): Promise<Shelf> {
  const warehouseID = (await call('warehouses.list', {})).rows.map((row) => row.warehouseID).sort()[0] ?? ''
  const { rows } = await call('items.list', { warehouseID, filter: 'inStock', limit: 100 })
  const named = rows.map(({ sku, name, quantity }) => ({ sku, name: name ?? sku, stock: quantity ?? 0 }))
  return { warehouseID, items: named.filter(({ stock }) => stock >= 6) }
}

function outside({ call }: RunningApp, warehouseID: string): Outside {
  return {
    sell: (sku, quantity) => call('practice.act', { act: 'sell', sku, warehouseID, quantity }),
    rename: (sku, name) => call('practice.act', { act: 'rename', sku, name }),
    loseNextAnswer: () => call('practice.act', { act: 'loseAnswer' }),
  }
}
