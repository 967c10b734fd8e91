import { createServer } from 'node:net'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { Page } from '@playwright/test'
import writeExcelFile from 'write-excel-file/node'
import { runProgram } from '../../src/main/shells/terminal/program.ts'
import { PassThrough } from 'node:stream'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'
import { keepPrinted, printed, printedPdf, putBack } from '../support/e2e-paper.ts'

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

test('a count sheet is printed, filled in a spreadsheet, imported and taken back', async ({
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

  const file = path.join(directory, 'filled.xlsx')
  await writeExcelFile([
    [{ value: 'SKU' }, { value: 'Place' }, { value: 'Counted' }],
    [{ value: first.sku }, { value: 'R1' }, { value: 3, type: Number }],
    [{ value: second.sku }, null, null],
    [{ value: 'NOBODY' }, null, { value: 1, type: Number }],
  ]).toFile(file)
  await page.getByRole('button', { name: 'Import a filled sheet' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles(file)
  await expect(dialog.getByRole('status')).toHaveText('1 to count, 0 imported before, 1 empty, 1 refused')
  await expect(dialog).toContainText('there is no item “NOBODY”')
  expect((await app.call('stocktakes.get', { stocktakeID })).lines).toBe(0)
  await dialog.getByRole('button', { name: 'Count 1 line' }).click()
  await expect(page.getByText('1 line is counted')).toBeVisible()
  expect((await app.call('stocktakes.get', { stocktakeID })).quantity).toBe(3)
  await page.getByRole('alert').filter({ hasText: '1 line is counted' }).getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('1 line is taken back')).toBeVisible()
  expect((await app.call('stocktakes.get', { stocktakeID })).lines).toBe(0)
})

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
  await writeFile(pdf, Buffer.concat([whole, Buffer.from(' ')]))
  expect(await verify(evidence)).toContain(`“${path.basename(pdf)}” beside it was altered`)
  await writeFile(evidence, (await readFile(evidence, 'utf8')).replace(`"code": "${first.sku}"`, '"code": "OTHER"'))
  expect(await verify(evidence)).toMatch(/^Event 1 of 1 \(scan OTHER/)
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
})

async function verify(file: string): Promise<string> {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() }
  await runProgram(['verify', file], streams)
  streams.stdout.end()
  return await text(streams.stdout)
}
