import { createServer } from 'node:net'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Locator, Page } from '@playwright/test'
import { readSheet } from 'read-excel-file/node'
import writeExcelFile from 'write-excel-file/node'
import { placeCode } from '../../src/shared/domain/reserved-codes.ts'
import { runProgram } from '../../src/main/shells/terminal/program.ts'
import { PassThrough } from 'node:stream'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'
import { keepPrinted, printed, printedPdf, putBack } from '../support/e2e-paper.ts'

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

test('a count sheet is printed, saved, filled in a spreadsheet, imported and taken back', async ({
  app,
  server,
  directory,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  const stocktakeID = await openCount(app, warehouseID, false)
  await goTo(page, `paper/${stocktakeID}`)
  await keepPrinted(page)

  await page.getByText('With expected figures').click()
  await page.getByRole('button', { name: 'Print or PDF' }).last().click()
  const sheet = await printed(page)
  expect(sheet.text).toContain(first.sku)
  expect(sheet.text).toContain('Signature')
  expect(sheet.text).toContain(`XXHKS${stocktakeID}`)
  expect(sheet.rules).toMatch(/size: A4/i)

  await page.getByText('With expected figures').click()
  const file = path.join(directory, 'sheet.xlsx')
  await test.step('saved without figures, and filled in by hand', async () => {
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as Excel' }).last().click()
    await (await waiting).saveAs(file)
    await fillIn(file, (heads, rows) => {
      expect(heads).toContain('Counted')
      expect(heads).not.toContain('Expected')
      const [sku, place, counted] = ['SKU', 'Place', 'Counted'].map((head) => heads.indexOf(head))
      if (sku === undefined || place === undefined || counted === undefined) throw new Error('The sheet has columns')
      const filled = rows.map((row) =>
        row[sku] === first.sku
          ? row.with(place, 'R1').with(counted, 3)
          : row[sku] === second.sku
            ? row.with(counted, 0)
            : row,
      )
      return [...filled, heads.map((_, at) => (at === sku ? 'NOBODY' : at === counted ? 1 : null))]
    })
  })
  const dialog = page.getByRole('dialog')
  const choose = async (chosen: Parameters<Locator['setInputFiles']>[0]): Promise<void> => {
    await page.getByRole('button', { name: 'Import a filled sheet' }).click()
    await dialog.locator('input[type=file]').setInputFiles(chosen)
  }
  const countOf = () => app.call('stocktakes.get', { stocktakeID })

  await test.step('that file is imported, once, and taken back', async () => {
    await choose(file)
    await expect(dialog.getByRole('status')).toHaveText(/^2 to count, 0 imported before, [1-9]\d+ empty, 1 refused$/)
    await expect(dialog).toContainText('there is no item “NOBODY”')
    expect((await countOf()).lines).toBe(0)
    await dialog.getByRole('button', { name: 'Count 2 lines' }).click()
    await expect(page.getByText('2 lines are counted')).toBeVisible()
    const { rows } = await app.call('stocktakes.lines', { stocktakeID })
    expect(Object.fromEntries(rows.map((row) => [row.sku, row.counted]))).toEqual({ [first.sku]: 3, [second.sku]: 0 })
    await choose(file)
    await expect(dialog.getByRole('status')).toHaveText(/^0 to count, 2 imported before/)
    await page.keyboard.press('Escape')
    await page
      .getByRole('alert')
      .filter({ hasText: '2 lines are counted' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expect(page.getByText('2 lines are taken back')).toBeVisible()
    expect((await countOf()).lines).toBe(0)
  })

  await test.step('a table of somebody else’s, with barcodes in place of SKUs', async () => {
    await app.call('barcodes.assign', { code: '0012345', sku: second.sku, quantity: 1 })
    const buffer = Buffer.from('Strichcode;Menge;Platz\r\n0012345;2,5;R4\r\n2999999999991;1;R4\r\n')
    await choose({ name: 'shelf.csv', mimeType: 'text/csv', buffer })
    await expect(dialog.getByRole('status')).toHaveText('1 to count, 0 imported before, 0 empty, 1 refused')
    await dialog.getByRole('button', { name: 'Count 1 line' }).click()
    await expect(page.getByText('1 line is counted')).toBeVisible()
    expect((await app.call('stocktakes.review', { stocktakeID })).rows).toMatchObject([
      { sku: second.sku, counted: 2.5, places: ['R4'] },
    ])
  })
})

type Row = readonly (string | number | null)[]

/** Opens a workbook as a spreadsheet does, and saves it under its own name with other rows. */
async function fillIn(file: string, fill: (heads: Row, rows: readonly Row[]) => readonly Row[]): Promise<void> {
  const sheet = (await readSheet(await readFile(file))).map((row) =>
    row.map((cell) => (typeof cell === 'number' || cell === null ? cell : String(cell))),
  )
  const [heads = [], ...rows] = sheet
  const data = [heads, ...fill(heads, rows)].map((row) =>
    row.map((value) => (typeof value === 'number' ? { value, type: Number } : { value: value ?? '', type: String })),
  )
  await writeExcelFile(data).toFile(file)
}

test('the variance report goes on paper, and the evidence saved with it proves itself', async ({
  app,
  server,
  directory,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first] = items
  if (!first) throw new Error('The shop has an item with enough stock')
  const stocktakeID = await openCount(app, warehouseID, false)
  await scanner.scan(first.sku)
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText(first.name)
  await goTo(page, `review/${stocktakeID}`)
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Reports and sheets' }).click()
  await keepPrinted(page)
  await page.getByRole('button', { name: 'Print or PDF' }).first().click()
  const report = await printed(page)
  expect(report.text).toContain('Variance report')
  expect(report.text).toContain(first.sku)
  // Electron's pages have no such way to a PDF; theirs is tested with its shell.
  if (test.info().project.name === 'browser')
    expect((await printedPdf(page)).toString('latin1')).toMatch(/MediaBox \[0 0 841\.\d+ 594\.\d+\]/)

  const saved: string[] = []
  page.on('download', (download) => {
    const file = path.join(directory, download.suggestedFilename())
    void download.saveAs(file).then(() => saved.push(file))
  })
  await page.getByRole('button', { name: 'Save evidence' }).click()
  await expect(page.getByText(/^Saved and signed with the key .*Events: 1, acts: 1/)).toBeVisible()
  await expect.poll(() => saved.length).toBe(4)
  const evidence = saved.find((file) => file.endsWith('.json')) ?? ''
  expect(await verify(evidence)).toMatch(/^Right: all 1 events, 1 acts and 1 lines .+\.pdf”.+\.xlsx”.+\.csv”\./)
  const pdf = saved.find((file) => file.endsWith('.pdf')) ?? ''
  const whole = await readFile(pdf)
  expect(whole.toString('latin1')).toMatch(/^%PDF-1/)
  const others = saved.filter((file) => !file.endsWith('.csv'))
  const dialog = page.getByRole('dialog', { name: 'Check evidence' })
  await test.step('the app itself says that it is intact', async () => {
    await page.getByRole('button', { name: 'Check evidence' }).click()
    await dialog.locator('input[type=file]').setInputFiles(others)
    const result = dialog.getByRole('status', { name: 'Result' })
    await expect(result).toContainText('Intact: nothing in it was altered')
    await expect(result).toContainText('Events: 1, acts: 1, lines: 1')
    await expect(result).toContainText(/Unaltered beside it: [^:]+\.pdf, [^:]+\.xlsx/)
    await expect(result).toContainText(/Not chosen, not checked: [^:]+\.csv/)
    await page.keyboard.press('Escape')
  })
  await writeFile(pdf, Buffer.concat([whole, Buffer.from(' ')]))
  expect(await verify(evidence)).toContain(`“${path.basename(pdf)}” beside it was altered`)
  await writeFile(evidence, (await readFile(evidence, 'utf8')).replace(`"code": "${first.sku}"`, '"code": "OTHER"'))
  expect(await verify(evidence)).toMatch(/^Event 1 of 1 \(scan OTHER/)

  await test.step('and what was altered, with no count open, by name', async () => {
    await goTo(page, 'items')
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').getByRole('textbox').fill('check evid')
    await page.keyboard.press('Enter')
    await dialog.locator('input[type=file]').setInputFiles([evidence])
    await expect(dialog.getByRole('status', { name: 'Result' })).toContainText(
      /Altered: event 1 of 1 \(scan OTHER .+\) was changed, or the one before it is missing/,
    )
    await dialog.locator('input[type=file]').setInputFiles([pdf])
    await expect(dialog).toContainText('None of these files is evidence')
  })
})

test('labels are printed, sent to a label printer, and saved as the file that it was sent', async ({ app, server }) => {
  const { page } = app
  await connect(app, server)
  const { items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  const printer = Promise.withResolvers<string>()
  const listening = createServer((socket) => void text(socket).then(printer.resolve))
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await app.call('settings.set', { changes: { labels: { host: '127.0.0.1', port, sheet: 'A4-3x8' } } })

  await goTo(page, `labels/${first.sku}`)
  await page.getByRole('textbox', { name: 'SKUs or barcodes' }).fill(`${first.sku} x2\n${second.sku}\nNOBODY`)
  await page.getByRole('button', { name: 'Find these items' }).click()
  await expect(page.getByRole('alert')).toContainText('There is no item for: NOBODY')
  await keepPrinted(page)
  await page.getByRole('button', { name: 'Print or PDF: 3 labels' }).click()
  const labels = await printed(page)
  expect(labels.text.split(first.name).length - 1).toBe(2)
  expect(labels.pictures).toBe(3)
  await putBack(page)
  await page.getByRole('button', { name: 'Send to the printer' }).click()
  await expect(page.getByText('3 labels are sent to 127.0.0.1')).toBeVisible()
  const sent = await printer.promise
  expect(sent.match(/\^XA/g)).toHaveLength(3)
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as ZPL' }).click()
  const file = await waiting
  expect(file.suggestedFilename()).toMatch(/\.zpl$/)
  expect(await readFile(await file.path(), 'utf8')).toBe(sent)

  listening.close()
  await page.getByRole('button', { name: 'Send to the printer' }).click()
  await expect(page.getByText('The labels were not printed')).toBeVisible()

  await test.step('labels of shelves and a badge, as the same kind of file', async () => {
    const zplOf = async (): Promise<string> => {
      await page.getByRole('button', { name: 'Print labels' }).click()
      const download = page.waitForEvent('download')
      await page.getByRole('dialog').getByRole('button', { name: 'Save as ZPL' }).click()
      const zpl = await readFile(await (await download).path(), 'utf8')
      await page.keyboard.press('Escape')
      return zpl
    }
    await app.call('people.add', { name: 'Ada' })
    await goTo(page, 'commands')
    await page.getByText('Place labels', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Places, one a line' }).fill('A-01..A-03')
    const shelves = await zplOf()
    expect(shelves.match(/\^XA/g)).toHaveLength(3)
    for (const place of ['A-01', 'A-02', 'A-03']) expect(shelves).toContain(placeCode(place))
    await page.getByText('Badges', { exact: true }).click()
    await page.getByRole('button', { name: 'Make a badge for Ada' }).click()
    await page.getByRole('button', { name: 'Print labels' }).click()
    await expect(page.getByRole('dialog')).toContainText('Take a wider label or DataMatrix.')
    await page.getByRole('dialog').getByLabel('Code').selectOption('datamatrix')
    await page.keyboard.press('Escape')
    const badge = await zplOf()
    expect(badge.match(/\^XA/g)).toHaveLength(1)
    const code = /XXHKB[0-9A-Z]+/.exec(badge)?.[0] ?? ''
    expect(await app.call('people.badge', { code })).toMatchObject({ outcome: 'signedIn' })
  })
})

async function verify(file: string): Promise<string> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  await runProgram(['verify', file], streams)
  streams.stdout.end()
  return await text(streams.stdout)
}
