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

/** What the page hears of keys that should have been the scanner's: all but modifiers and the digits of Alt codes. */
async function watchKeys(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const leaked: string[] = []
    const silent = ['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock']
    document.addEventListener('keydown', ({ key, altKey }) => void (altKey || silent.includes(key) || leaked.push(key)))
    Object.assign(window, { leaked })
  })
  return () => page.evaluate(() => (window as unknown as { leaked: string[] }).leaked.splice(0)) // safe: set just above
}

/** The scanID of every scan that the page has recognised since, whoever took it. */
async function watchScans(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const recognised: string[] = []
    new PerformanceObserver((list) => {
      for (const mark of list.getEntriesByName('hakomori:key'))
        recognised.push((mark as PerformanceEntry & { detail: { scanID: string } }).detail.scanID) // safe: the app's own mark
    }).observe({ type: 'mark' })
    Object.assign(window, { recognised })
  })
  return () => page.evaluate(() => (window as unknown as { recognised: string[] }).recognised) // safe: set just above
}

/**
 * The page changes at the 60th key from now on, at the 120th and so on. Heard before the app hears the keys, which is why
 * the page begins anew. Answers how many of the changes before are still to come.
 */
async function planChanges(page: Page): Promise<(places: readonly string[]) => Promise<number>> {
  await page.addInitScript(() => {
    let [places, keys]: [string[], number] = [[], 0]
    const plan = (next: readonly string[]): number => {
      const left = places.length
      ;[places, keys] = [[...next], 0]
      return left
    }
    const onKey = (): void => {
      if (++keys % 60 === 0 && places.length > 0) location.hash = `#/${places.shift() ?? ''}`
    }
    addEventListener('keydown', onKey, true)
    Object.assign(window, { plan })
  })
  await page.reload()
  return (places) =>
    page.evaluate(
      (next) => (window as unknown as { plan: (next: readonly string[]) => number }).plan(next), // safe: set just above
      places,
    )
}

test('2,000 scans in a row, with dialogs in between and while pages change', async ({ app, server }) => {
  test.setTimeout(600_000)
  const { page } = app
  const codes = practiceBarcodes.filter(({ quantity }) => quantity === 1).slice(0, 10)
  await connect(app, server)
  for (const code of codes) await app.call('barcodes.assign', code)
  const changes = await planChanges(page)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const scans = page.getByRole('region', { name: 'Totals' })
  const acts = await watchActs(page)
  const recognised = await watchScans(page)
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
  /** In the middle of a code the page changes to each of these in turn. Between the codes it has the time to. */
  const sendWhile = async (times: number, places: readonly string[]): Promise<void> => {
    await changes(places)
    for (let index = 0; index < times; index += 1) await send(1)
    expect(await changes([])).toBe(0)
  }
  const count = `count/${stocktakeID}`
  for (let round = 0; round < 10; round += 1) {
    await send(80)
    await page.keyboard.press('F2')
    const field = page.getByRole('dialog').getByRole('textbox', { name: 'Pieces' })
    await field.fill('7')
    await send(60)
    await expect(field).toHaveValue('7')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await sendWhile(10, ['count/choose', count])
    await show(app, stocktakeID)
    await send(50)
  }
  await expect(scans).toContainText('2,000scans', { timeout: 120_000 })
  expect(await app.call('stocktakes.get', { stocktakeID })).toMatchObject({ scans: 2000, unknownCodes: 0 })

  await test.step('to the items and back, where a scan opens its item and nothing is written into the search', async () => {
    await page.keyboard.press('Control+3')
    const search = page.getByRole('textbox', { name: 'Name, SKU or barcode' })
    await search.fill('e')
    await send(5)
    await expect(search).toHaveValue('e')
    await expect(search).toBeFocused()
    await sendWhile(20, [count, 'items'])
    await expect(search).toHaveValue('e')
    await expect.poll(recognised).toHaveLength(2025)
    await expect
      .poll(async () => (await app.call('stocktakes.get', { stocktakeID })).scans, { timeout: 20_000 })
      .toBeGreaterThan(2000)
    expect(await app.call('barcodes.unknown', {})).toMatchObject({ total: 0 })
  })
  expect(new Set(await recognised())).toHaveProperty('size', sent)
  expect(await acts()).toEqual({ clicks: 0, submits: 0 })
})

const boards = ['us', 'de', 'fr'] as const
const ways = ['character', 'altDigits', 'altKey', 'f8', 'control', 'arrowDown', 'text', 'lost'] as const
const ends: readonly Wedge['end'][] = [['Enter'], ['Tab'], ['Enter', 'Ctrl+J'], ['Enter', 'Enter'], ['Ctrl+J']]
const aims = ['', ']C1', ']d2', ']E0'] as const
/** How scanners begin their codes, and what some send for the separator. */
const kinds = [
  { prefix: '', substitute: '~' },
  { prefix: '*', substitute: '<GS>' },
  { prefix: '\x02', substitute: '{GS}' },
] as const

interface Row {
  readonly wedge: Partial<Wedge>
  /** What is printed, and what is to be heard of it. */
  readonly label: string
  readonly code: string
}

/**
 * A scanner at computers of every layout, Caps Lock on and off, with every way to send the separator; each kind of
 * beginning has its share of these, so that together they have them all.
 */
function rowsOf(layout: (typeof boards)[number], kind: (typeof kinds)[number], from: number): readonly Row[] {
  const computers = boards.flatMap((system) => [false, true].map((capsLock) => ({ system, capsLock })))
  const all = computers.flatMap((computer) => ways.map((separator) => ({ ...computer, separator })))
  return all
    .filter((_, index) => index % kinds.length === kinds.indexOf(kind))
    .map((computer, index): Row => {
      const number = from + index
      const aim = aims[(number >> 1) % aims.length] ?? ''
      const label = `10${String(number).padStart(4, '0')}-aZ_/m\x1d17281231`
      const wedge = { ...kind, ...computer, layout, aim, end: ends[number % ends.length] ?? [] }
      return {
        wedge: { ...wedge, gap: 1, hold: 0.5 },
        label,
        code: aim + (computer.separator === 'lost' ? label.replace('\x1d', '') : label),
      }
    })
}

test('every layout at every other, Caps Lock, eight ways of the separator, beginnings and ends', async ({
  app,
  server,
}) => {
  test.setTimeout(120_000)
  const { page } = app
  await connect(app, server)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const wedge = await createWedgeDriver(page)
  const acts = await watchActs(page)
  const leaks = await watchKeys(page)
  const wanted: string[] = []
  /** One after the other with no pause; those of a computer with Caps Lock on apart from the others. */
  const send = async (rows: readonly Row[]): Promise<void> => {
    for (const capsLock of [false, true]) {
      const keys: RawKey[] = []
      for (const row of rows.filter((each) => each.wedge.capsLock === capsLock)) {
        keys.push(...keysOfScan(row.label, row.wedge, (keys.at(-1)?.at ?? 0) + 3))
      }
      await wedge.send(keys)
    }
    wanted.push(...rows.map(({ code }) => code))
  }
  const heard = async (): Promise<readonly string[]> => {
    const { rows } = await app.call('stocktakes.tape', { stocktakeID, limit: 1000 })
    return rows.map(({ code }) => code ?? '').toSorted()
  }
  const expectCounted = () => expect.poll(heard, { timeout: 20_000 }).toEqual(wanted.toSorted())

  for (const layout of boards) {
    for (const kind of kinds) {
      await test.step(`a scanner set to ${layout} with ${JSON.stringify(kind)}`, async () => {
        await use(app, { layout, prefix: kind.prefix, separator: 'text', separatorText: kind.substitute })
        await show(app, stocktakeID)
        const rows = rowsOf(layout, kind, wanted.length)
        await page.getByRole('button', { name: 'Finish and review' }).focus()
        await leaks()
        await send(rows.slice(0, 8))
        expect(await leaks()).toEqual([])
        await page.getByRole('button', { name: 'Unknown' }).click()
        const field = page.getByRole('combobox', { name: 'Find the item' })
        await field.fill('ab')
        await send(rows.slice(8))
        await expectCounted()
        await expect(field).toHaveValue('ab')
        await expect(field).toBeFocused()
      })
    }
  }
  await test.step('capitals swapped by the scanner, with a prefix that an Alt code or Ctrl sends', async () => {
    await use(app, { prefix: '#', caseInverted: true })
    await show(app, stocktakeID)
    const plain = keysOfScan('b', { end: [] }).map((key) => ({ ...key, control: true }))
    for (const capsLock of [false, true]) {
      const code = `aZ-swapped-${String(capsLock)}`
      wanted.push(code)
      await wedge.send([
        ...plain.map((key) => ({ ...key, capsLock })),
        ...keysOfScan(code, { prefix: '#', inverted: true, capsLock }, 1010),
      ])
    }
    await expectCounted()
  })
  await test.step('nothing at the end', async () => {
    await use(app, { suffix: 'none' })
    await show(app, stocktakeID)
    for (const capsLock of [false, true, false]) {
      wanted.push(`10-none-${String(wanted.length)}\x1d21Z`)
      await wedge.send(keysOfScan(wanted.at(-1) ?? '', { end: [], capsLock }))
      await expectCounted()
    }
  })

  expect(await acts()).toEqual({ clicks: 0, submits: 0 })
})
