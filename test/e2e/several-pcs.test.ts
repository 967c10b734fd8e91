import { expect, test } from '../support/e2e-test.ts'
import { connect, shelfOf, stockAt } from '../support/e2e-work.ts'
import { launchApp } from '../support/e2e-app.ts'
import { temporaryE2EFolder } from '../support/e2e-folder.ts'

test('two PCs without a network count one warehouse, and one of them merges and posts', async ({
  app,
  server,
  context,
  problems,
}) => {
  const { warehouseID, items } = shelfOf(server)
  const [shared, disputed, lone] = items
  if (!shared || !disputed || !lone) throw new Error('The shop has three items with enough stock')
  const folder = await temporaryE2EFolder()
  const other = await launchApp({ electron: null, directory: folder.path, context, watch: problems.watch })
  try {
    await connect(app, server)
    await connect(other, server)
    await server.control.networkOff()
    const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Front', blind: false })
    const { stocktakeID: otherID } = await other.call('stocktakes.open', { warehouseID, name: 'Back', blind: false })
    let scans = 0
    const scanHere = (code: string, quantity: number, place: string) =>
      app.call('stocktakes.scan', { stocktakeID, code, quantity, place, scanID: `here-${String((scans += 1))}` })
    const scanThere = (code: string, quantity: number, place: string) =>
      other.call('stocktakes.scan', {
        stocktakeID: otherID,
        code,
        quantity,
        place,
        scanID: `there-${String((scans += 1))}`,
      })
    await scanHere(shared.sku, 2, 'R1')
    await scanThere(shared.sku, 3, 'R2')
    await scanHere(disputed.sku, disputed.stock - 1, 'R1')
    await scanThere(disputed.sku, disputed.stock - 2, 'R1')
    await scanThere(lone.sku, lone.stock, 'R2')

    const file = await test.step('save on the other PC', async () => {
      await other.page.evaluate((id) => (location.hash = `#/review/${id}`), otherID)
      await other.page.getByRole('button', { name: 'More' }).click()
      const download = other.page.waitForEvent('download')
      await other.page.getByRole('menuitem', { name: 'Save for another PC' }).click()
      const saved = folder.inside('count.json')
      await (await download).saveAs(saved)
      return saved
    })

    const { page } = app
    await test.step('merge here, with a choice where both counted', async () => {
      await page.evaluate((id) => (location.hash = `#/review/${id}`), stocktakeID)
      await page.getByRole('button', { name: 'More' }).click()
      const chooser = page.waitForEvent('filechooser')
      await page.getByRole('menuitem', { name: 'Merge a count from another PC' }).click()
      await (await chooser).setFiles(file)
      const dialog = page.getByRole('dialog', { name: 'Merge a count from another PC' })
      await expect(dialog).toContainText('First file of this PC')
      await expect(dialog).toContainText('2 events')
      await expect(dialog.getByRole('button', { name: 'Choose for 1 place first' })).toBeDisabled()
      await dialog
        .getByRole('radiogroup', { name: `Take for ${disputed.name}` })
        .getByText('File')
        .click()
      await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
      await expect(dialog).toBeHidden()
      await expect(page.getByRole('tab', { name: /Exact/ })).toContainText('1')
    })

    await test.step('post what the dry run says', async () => {
      await page.getByRole('button', { name: 'Post 2 differences' }).click()
      const dialog = page.getByRole('dialog', { name: 'Post 2 differences' })
      await expect(dialog).toContainText('2 lines go down')
      await expect(dialog.getByRole('row', { name: new RegExp(shared.sku) })).toContainText('5')
      await dialog.getByRole('button', { name: 'Post 2 differences' }).click()
      await server.control.networkOn()
      expect(await app.call('sync.run', {})).toMatchObject({ questions: 0, waiting: 0 })
    })

    expect(stockAt(server, shared.sku, warehouseID)).toBe(5)
    expect(stockAt(server, disputed.sku, warehouseID)).toBe(disputed.stock - 2)
    expect(stockAt(server, lone.sku, warehouseID)).toBe(lone.stock)
  } finally {
    await other.close()
    await folder.remove()
  }
})
