import type { Page } from '@playwright/test'
import { practiceBarcodes } from '../../src/main/practice/practice.ts'
import { namedScanner } from '../../src/shared/contract/settings.ts'
import type { RunningApp } from '../support/e2e-app.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'
import { createWedgeDriver } from '../support/e2e-wedge.ts'
import type { RawKey } from '../../src/renderer/scanner/raw-key.ts'
import { keysOfScan, type Wedge } from '../support/scanner-keys.ts'

/** Scanners of every kind against the built app: none lost, none leaked, no button fired. */

interface Acts {
  readonly clicks: number
  readonly submits: number
}

/** Clicks and submits that no person made, from now on. Playwright's own clicks come with a pointer. */
async function watchActs(page: Page): Promise<() => Promise<Acts>> {
  await page.evaluate(() => {
    const acts = { clicks: 0, submits: 0 }
    addEventListener('click', (event) => (acts.clicks += event.detail === 0 ? 1 : 0), true)
    addEventListener('submit', () => (acts.submits += 1), true)
    Object.assign(window, { acts })
  })
  return () => page.evaluate(() => ({ ...(window as unknown as { acts: Acts }).acts })) // safe: set just above
}

async function use(app: RunningApp, profile: Partial<ReturnType<typeof namedScanner.parse>>): Promise<void> {
  const name = `Kind ${JSON.stringify(profile)}`.slice(0, 60)
  const scanner = namedScanner.parse({ ...profile, profileID: name, name })
  await app.call('settings.set', { changes: { scanner: { active: name, profiles: [scanner] } } })
  await app.page.evaluate(() => (location.hash = '#/settings/scanner'))
  await expect(app.page.getByRole('button', { name: `Rename ${name}` })).toBeVisible()
}

async function show(app: RunningApp, stocktakeID: string): Promise<void> {
  await app.page.evaluate((id) => (location.hash = `#/count/${id}`), stocktakeID)
  await expect(app.page.getByRole('region', { name: 'Last scan' })).toBeVisible()
}

/** The protocol that drives the keyboard has no Caps Lock, so these keys come from the page itself, all at once. */
async function pressUnderCapsLock(page: Page, keys: readonly RawKey[]): Promise<void> {
  await page.evaluate((events) => {
    for (const { kind, code, key, shift } of events) {
      const init = {
        code,
        key,
        shiftKey: shift,
        modifierCapsLock: true,
        bubbles: true,
        cancelable: true,
        composed: true,
      }
      document.activeElement?.dispatchEvent(new KeyboardEvent(`key${kind}`, init))
    }
  }, keys)
}

test('2,000 scans in a row, with dialogs and other pages in between', async ({ app, server }) => {
  test.setTimeout(600_000)
  const { page } = app
  const codes = practiceBarcodes.filter(({ quantity }) => quantity === 1).slice(0, 10)
  await connect(app, server)
  for (const code of codes) await app.call('barcodes.assign', code)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const scans = page.getByRole('region', { name: 'Totals' })
  const acts = await watchActs(page)
  const wedge = await createWedgeDriver(page)
  let sent = 0
  /** One after the other with no pause at all: the next scan's first key comes a millisecond after an Enter. */
  const send = async (times: number): Promise<void> => {
    const keys: RawKey[] = []
    for (let index = 0; index < times; index += 1) {
      const code = codes[(sent += 1) % codes.length]?.code ?? ''
      keys.push(...keysOfScan(code, { gap: 1, hold: 0.5 }, (keys.at(-1)?.at ?? 0) + 1))
    }
    await wedge.send(keys)
  }
  for (let round = 0; round < 10; round += 1) {
    await send(100)
    await page.keyboard.press('F2')
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'Pieces' })
    await field.fill('7')
    await send(60)
    await expect(field).toHaveValue('7')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.keyboard.press('Control+3')
    const search = page.getByRole('textbox', { name: 'Name, SKU or barcode' })
    await search.fill('e')
    await page.keyboard.press('Control+1')
    await show(app, stocktakeID)
    await send(40)
  }
  await expect(scans).toContainText('2,000scans', { timeout: 120_000 })
  expect(await app.call('stocktakes.get', { stocktakeID })).toMatchObject({ scans: 2000, unknownCodes: 0 })
  expect(await acts()).toEqual({ clicks: 0, submits: 0 })
})

test('layouts, Caps Lock, six kinds of separator, beginnings and ends', async ({ app, server }) => {
  test.setTimeout(180_000)
  const { page } = app
  await connect(app, server)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const wedge = await createWedgeDriver(page)
  const acts = await watchActs(page)
  const wanted: string[] = []
  const scan = async (kind: Partial<Wedge>): Promise<void> => {
    const label = `10${String(wanted.length).padStart(3, '0')}-aZ_/\x1d17281231`
    wanted.push(label)
    await wedge.send(keysOfScan(label, kind, 1000))
  }
  const ways = ['character', 'altDigits', 'altKey', 'f8', 'control', 'arrowDown'] as const

  for (const layout of ['us', 'de', 'fr'] as const) {
    await test.step(`a scanner set to ${layout}`, async () => {
      await use(app, { layout })
      await show(app, stocktakeID)
      for (const separator of ways) {
        await scan({ layout, separator })
        await scan({ layout, separator, end: ['Tab'] })
        await scan({ layout, separator, end: ['Enter', 'Ctrl+J'] })
      }
    })
  }
  await test.step('Caps Lock on at this computer', async () => {
    await use(app, {})
    await show(app, stocktakeID)
    const label = 'aZ-under-Caps-Lock'
    wanted.push(label)
    await pressUnderCapsLock(page, keysOfScan(label, { capsLock: true }))
  })
  for (const substitute of ['~', '<GS>', '{GS}']) {
    await test.step(`${substitute} in place of the separator, a prefix, capitals swapped`, async () => {
      const kind = { prefix: '#', separator: 'text', caseInverted: true } as const
      await use(app, { ...kind, separatorText: substitute })
      await show(app, stocktakeID)
      await page.getByRole('button', { name: 'Finish and review' }).focus()
      await scan({ prefix: '#', separator: 'text', substitute, inverted: true })
      await scan({ prefix: '#', separator: 'text', substitute, inverted: true, end: ['Tab'] })
    })
  }
  await test.step('nothing at the end', async () => {
    await use(app, { suffix: 'none' })
    await show(app, stocktakeID)
    for (let times = 0; times < 5; times += 1) {
      await scan({ end: [] })
      await expect(page.getByRole('region', { name: 'Totals' })).toContainText(`${String(wanted.length)}scans`)
    }
  })

  await expect(page.getByRole('region', { name: 'Totals' })).toContainText(`${String(wanted.length)}scans`)
  const { rows } = await app.call('stocktakes.tape', { stocktakeID, limit: 1000 })
  expect(new Set(rows.map(({ code }) => code))).toEqual(new Set(wanted))
  expect(rows).toHaveLength(wanted.length)
  expect(await acts()).toEqual({ clicks: 0, submits: 0 })
})
