import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { createCommandHand } from '../support/e2e-commands.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, typeQuantity } from '../support/e2e-work.ts'

const goTo = (page: Page, place: string): Promise<unknown> =>
  page.evaluate((hash) => (location.hash = hash), `#/${place}`)

/** Of several messages, the one that says this. */
const undo = (page: Page, said: string): Promise<void> =>
  page.getByRole('alert').filter({ hasText: said }).getByRole('button', { name: 'Undo' }).click()

test('an unknown code waits with its neighbours in two counts, is named once for both, taken back, and put aside', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second, third] = items
  if (!first || !second || !third) throw new Error('The shop has three items with enough stock')
  const card = page.getByRole('region', { name: 'Last scan' })
  const stocktakeID = await openCount(app, warehouseID, false)
  for (const code of [first.sku, 'MYSTERY-7', 'MYSTERY-7', second.sku]) await scanner.scan(code)
  await expect(card).toContainText(second.name)
  const otherID = (await app.call('stocktakes.open', { warehouseID, name: 'Back room', blind: false })).stocktakeID
  await goTo(page, `count/${otherID}`)
  await expect(page.getByRole('main')).toContainText('Back room')
  await createCommandHand(scanner).place('R9')
  await typeQuantity(page, 4)
  await scanner.scan('MYSTERY-7')
  await expect(card).toContainText('MYSTERY-7')
  const quantities = async () => {
    const counts = [stocktakeID, otherID].map((id) => app.call('stocktakes.get', { stocktakeID: id }))
    return (await Promise.all(counts)).map(({ quantity }) => quantity)
  }

  await goTo(page, 'items')
  await page.getByRole('button', { name: 'Codes', exact: true }).click()
  const row = page.getByRole('row').filter({ hasText: 'MYSTERY-7' })
  await expect(row).toContainText(`${first.name} and ${second.name}`)
  await expect(row).toContainText('Shelf 3')
  await expect(row).toContainText('Back room')
  await row.click()
  const panel = page.getByRole('complementary', { name: 'Which item is it?' })
  await expect(panel).toContainText('3 scans, 6 pieces')

  await test.step('is linked, and counted in both with the place and what was typed', async () => {
    await panel.getByRole('combobox', { name: 'Item' }).fill(third.sku)
    await page.getByRole('option').filter({ hasText: third.sku }).first().click()
    await panel.getByRole('textbox', { name: 'Pieces per scan' }).fill('6')
    await panel.getByRole('button', { name: 'Link and count' }).click()
    await expect(page.getByText('36 pieces counted')).toBeVisible()
    await expect(page.getByText('No unknown codes')).toBeVisible()
    expect(await quantities()).toEqual([14, 24])
    const { rows } = await app.call('stocktakes.review', { stocktakeID: otherID })
    expect(rows).toMatchObject([{ sku: third.sku, counted: 24, places: ['R9'] }])
  })

  await test.step('is unknown again after Undo', async () => {
    await undo(page, '36 pieces counted')
    await expect(row).toContainText(`${first.name} and ${second.name}`)
    expect(await quantities()).toEqual([2, 0])
  })

  await test.step('is linked to an item that is new', async () => {
    await row.click()
    await panel.getByText('A new item').click()
    await panel.getByRole('textbox', { name: 'SKU' }).fill('NEW-7')
    await panel.getByRole('textbox', { name: 'Name' }).fill('Mystery box')
    await panel.getByRole('button', { name: 'Create, link and count' }).click()
    await expect(page.getByText('MYSTERY-7 is Mystery box now')).toBeVisible()
    expect((await app.call('stocktakes.lines', { stocktakeID })).rows).toContainEqual(
      expect.objectContaining({ sku: 'NEW-7', counted: 2 }),
    )
  })

  const added = page.getByRole('list', { name: 'Added now' }).getByRole('listitem')
  await test.step('is refused for a second item with both shown, and moved when asked', async () => {
    await goTo(page, `items/${second.sku}`)
    await page.getByRole('button', { name: 'Add by scan' }).click()
    await page.getByRole('textbox', { name: 'Code', exact: true }).fill('MYSTERY-7')
    await page.getByRole('button', { name: 'Add code' }).click()
    await expect(page.getByText('MYSTERY-7 stands for Mystery box (NEW-7)')).toBeVisible()
    await page.getByRole('button', { name: `Move it to ${second.sku}` }).click()
    await expect(added.filter({ hasText: 'MYSTERY-7' })).toContainText('saved')
    await expect.poll(async () => (await app.call('barcodes.resolve', { code: 'MYSTERY-7' })).sku).toBe(second.sku)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Remove code MYSTERY-7' })).toBeVisible()
  })

  await test.step('the dialog stays open for one label after the other (inventree/InvenTree#11138)', async () => {
    await page.keyboard.press('Alt+B')
    const dialog = page.getByRole('dialog', { name: `Add codes to ${second.sku}` })
    await expect(dialog).toBeVisible()
    for (const code of ['LABEL-1', first.sku, 'LABEL-2', 'LABEL-3']) await scanner.scan(code)
    await expect(added.filter({ hasText: /saved/ })).toHaveCount(3)
    await expect(added.filter({ hasText: first.sku })).toContainText('not added')
    await dialog.getByRole('button', { name: 'Take back LABEL-2' }).click()
    await expect(added.filter({ hasText: 'LABEL-2' })).toContainText('taken back')
    await scanner.scan('LABEL-4')
    await expect(added.first()).toContainText('LABEL-4')
    await expect(added.first()).toContainText('saved')
    await createCommandHand(scanner).command('confirm')
    await expect(dialog).toBeHidden()
    for (const code of ['LABEL-1', 'LABEL-3', 'LABEL-4'])
      await expect(page.getByRole('button', { name: `Remove code ${code}` })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Remove code LABEL-2' })).toHaveCount(0)
  })

  await test.step('another one is put aside and taken up again', async () => {
    await goTo(page, `count/${stocktakeID}`)
    await expect(card).toBeVisible()
    await scanner.scan('MYSTERY-8')
    await expect(card).toContainText('MYSTERY-8')
    await goTo(page, 'codes')
    const other = page.getByRole('row').filter({ hasText: 'MYSTERY-8' })
    await other.click()
    await panel.getByRole('button', { name: 'Put aside' }).click()
    await expect(page.getByText('No unknown codes')).toBeVisible()
    await undo(page, 'put aside')
    await expect(other).toBeVisible()
  })

  await test.step('others are a new item and not ours, in the inbox of the count', async () => {
    await goTo(page, `count/${stocktakeID}`)
    await expect(card).toBeVisible()
    for (const code of ['MYSTERY-9', 'MYSTERY-9', 'MYSTERY-X']) await scanner.scan(code)
    await expect(card).toContainText('MYSTERY-X')
    await page.keyboard.press('F7')
    const inbox = page.getByRole('complementary', { name: 'Unknown barcodes' })
    await inbox.getByRole('option', { name: /MYSTERY-9/ }).click()
    await expect(inbox).toContainText('2 scans become 2 pieces')
    await inbox.getByRole('button', { name: 'New item' }).click()
    const dialog = page.getByRole('dialog', { name: 'New item with MYSTERY-9' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Another box')
    await dialog.getByRole('textbox', { name: 'SKU' }).fill('NEW-9')
    await dialog.getByRole('button', { name: 'Make it and count' }).click()
    await expect(inbox.getByRole('status').first()).toContainText('2 pieces counted: Another box')
    await inbox.getByRole('option', { name: /MYSTERY-X/ }).click()
    await inbox.getByRole('button', { name: 'Not ours' }).click()
    await expect(inbox.getByRole('status').first()).toContainText('MYSTERY-X is put aside')
    await expect(inbox.getByRole('option')).toHaveCount(1)
    expect((await app.call('stocktakes.lines', { stocktakeID })).rows).toContainEqual(
      expect.objectContaining({ sku: 'NEW-9', name: 'Another box', counted: 2 }),
    )
    const { rows } = await app.call('stocktakes.tape', { stocktakeID })
    expect(rows.filter(({ code }) => code === 'MYSTERY-X')).toMatchObject([{ sku: null, quantity: 1 }])
    expect((await app.call('barcodes.unknown', {})).rows).toMatchObject([{ code: 'MYSTERY-8' }])
  })
})

test('a table of codes is checked row by row, imported, taken back, and comes out as it went in', async ({
  app,
  server,
}) => {
  const { page } = app
  await connect(app, server)
  const [first, second] = shelfOf(server).items
  if (!first || !second) throw new Error('The shop has two items')
  await goTo(page, 'codes/known')
  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import codes' })
  const table = `Barcode;Artikel;Menge\r\n00012345;${first.sku};12\r\nNOBODY;X-0;1\r\n`
  const file = { name: 'codes.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(dialog.getByRole('status')).toHaveText('1 new, 0 changed, 0 known already, 1 refused')
  await expect(dialog.getByRole('row').nth(1)).toContainText('3NOBODYX-01there is no item “X-0”')
  await dialog.getByRole('button', { name: 'Import 1 code' }).click()
  const row = page.getByRole('row').filter({ hasText: '00012345' })
  await expect(row).toContainText('× 12')

  for (const [label, name] of [
    ['Save as CSV', 'codes.csv'],
    ['Save as Excel', 'codes.xlsx'],
  ] as const) {
    await test.step(name, async () => {
      const waiting = page.waitForEvent('download')
      await page.getByRole('button', { name: label }).click()
      const download = await waiting
      expect(download.suggestedFilename()).toBe(name)
      const buffer = await readFile(await download.path())
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
      await expect(dialog.getByRole('status')).toContainText('0 new, 0 changed')
      await expect(dialog.getByRole('status')).toContainText('0 refused')
      await dialog.getByRole('button', { name: 'Cancel' }).click()
    })
  }
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(row).toHaveCount(0)
})

test('a pattern of the scale’s codes is tried before it is saved', async ({ app, server }) => {
  const { page } = app
  await connect(app, server)
  await goTo(page, 'settings/codes')
  await page.getByRole('button', { name: 'Add a pattern' }).click()
  const pattern = page.getByRole('textbox', { name: 'Pattern' })
  await pattern.fill('40IIIIIWWWWWC')
  await expect(page.getByText('must begin with 02 or 20 to 29')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save patterns' })).toBeDisabled()
  await pattern.fill('21IIIIIWWWWWC')
  await page.getByRole('textbox', { name: 'Code' }).fill('2112345012506')
  const said = page.getByRole('status').filter({ hasText: 'Counter scale' })
  await expect(said).toHaveText('Counter scale: item 12345, 1.25 kg')
  await page.getByRole('button', { name: 'Save patterns' }).click()
  await expect(page.getByText('The patterns are saved')).toBeVisible()
  expect((await app.call('barcodes.rules', {})).rules).toMatchObject([{ pattern: '21IIIIIWWWWWC', counts: 'measure' }])
})
