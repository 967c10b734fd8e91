import { launchApp, type RunningApp } from '../support/e2e-app.ts'
import { createCommandHand } from '../support/e2e-commands.ts'
import { temporaryE2EFolder } from '../support/e2e-folder.ts'
import { createScanner } from '../support/e2e-scanner.ts'
import { goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, shelfOf, stockAt, typeQuantity } from '../support/e2e-work.ts'

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
    const here = await counterAt(app, stocktakeID)
    const there = await counterAt(other, otherID)
    await test.step('scan on both, at their places', async () => {
      await here.place('R1')
      await here.count(shared.sku, 2)
      await here.count(disputed.sku, disputed.stock - 1)
      await there.place('R2')
      await there.count(shared.sku, 3)
      await there.count(lone.sku, lone.stock)
      await there.place('R1')
      await there.count(disputed.sku, disputed.stock - 2)
    })

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
    const { rows } = await app.call('stocktakes.tape', { stocktakeID })
    expect(rows.map(({ sku, place }) => [sku, place])).toContainEqual([shared.sku, 'R2'])
  } finally {
    await other.close()
    await folder.remove()
  }
})

test('two blind counts from two PCs, a tie-break, choices where both counted, and what went on after the merge', async ({
  app,
  server,
  context,
  problems,
}) => {
  const { warehouseID, items } = shelfOf(server)
  const [agreed, differing, both, again] = items
  if (!agreed || !differing || !both || !again) throw new Error('The shop has four items with enough stock')
  const folder = await temporaryE2EFolder()
  const other = await launchApp({ electron: null, directory: folder.path, context, watch: problems.watch })
  const { page } = app
  let scans = 0
  const at = (pc: RunningApp, stocktakeID: string, person: string) => ({
    scan: async (code: string, quantity: number, place: string) => {
      await signIn(pc, person)
      return pc.call('stocktakes.scan', { stocktakeID, code, quantity, place, scanID: `scan-${String((scans += 1))}` })
    },
    set: async (sku: string, quantity: number, place: string) => {
      await signIn(pc, person)
      const scanID = `scan-${String((scans += 1))}`
      return pc.call('stocktakes.count', { stocktakeID, sku, quantity, mode: 'set', place, scanID })
    },
  })
  const fileOf = async (stocktakeID: string) => {
    const { text } = await other.call('stocktakes.export', { stocktakeID })
    return { name: 'count.json', mimeType: 'application/json', buffer: Buffer.from(text) }
  }
  const dialog = page.getByRole('dialog', { name: 'Merge a count from another PC' })
  const read = async (stocktakeID: string, file: Awaited<ReturnType<typeof fileOf>>): Promise<void> => {
    await page.evaluate((id) => (location.hash = `#/review/${id}`), stocktakeID)
    await page.getByRole('button', { name: 'More', exact: true }).click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('menuitem', { name: 'Merge a count from another PC' }).click()
    await (await chooser).setFiles(file)
  }
  const mergeNow = async (): Promise<void> => {
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
    await expect(dialog).toBeHidden()
  }
  const lines = async (stocktakeID: string) =>
    Object.fromEntries(
      (await app.call('stocktakes.review', { stocktakeID })).rows.map(({ sku, counted, status }) => [
        sku,
        [counted, status],
      ]),
    )

  try {
    await connect(app, server)
    await connect(other, server)
    await server.control.networkOff()

    await test.step('counted twice, once on each PC: the third breaks the tie', async () => {
      const stocktakeID = await startDouble(app, 'Front')
      const thereID = await startDouble(other, 'Back')
      const [ada, ben] = [at(app, stocktakeID, 'Ada'), at(other, thereID, 'Ben')]
      await ada.scan(agreed.sku, 4, 'R1')
      await ada.scan(differing.sku, 4, 'R1')
      await ben.scan(agreed.sku, 4, 'R1')
      await ben.scan(differing.sku, 6, 'R1')
      await read(stocktakeID, await fileOf(thereID))
      await mergeNow()
      expect(await lines(stocktakeID)).toMatchObject({ [differing.sku]: [6, 'tieBreak'] })
      await at(app, stocktakeID, 'Cem').scan(differing.sku, 4, 'R1')
      expect(await lines(stocktakeID)).toMatchObject({ [agreed.sku]: [4, 'ready'], [differing.sku]: [4, 'ready'] })
    })

    const { stocktakeID } = await app.call('stocktakes.open', { warehouseID, name: 'Left', blind: false })
    const { stocktakeID: otherID } = await other.call('stocktakes.open', { warehouseID, name: 'Right', blind: false })
    const [ada, ben] = [at(app, stocktakeID, 'Ada'), at(other, otherID, 'Ben')]

    await test.step('both figures taken, or neither', async () => {
      await ada.scan(both.sku, 1, 'R1')
      await ada.scan(again.sku, 2, 'R1')
      await ben.scan(both.sku, 2, 'R1')
      await ben.scan(again.sku, 3, 'R1')
      await ben.scan(agreed.sku, 1, 'R2')
      await read(stocktakeID, await fileOf(otherID))
      await dialog
        .getByRole('radiogroup', { name: `Take for ${both.name}` })
        .getByText('Add up')
        .click()
      await dialog
        .getByRole('radiogroup', { name: `Take for ${again.name}` })
        .getByText('Count again')
        .click()
      await mergeNow()
      expect(await lines(stocktakeID)).toMatchObject({
        [both.sku]: [3, 'ready'],
        [again.sku]: [2, 'recount'],
        [agreed.sku]: [1, 'ready'],
      })
    })

    await test.step('the same file brings nothing, and a later one what is new and what was replaced', async () => {
      await read(stocktakeID, await fileOf(otherID))
      await expect(dialog.getByRole('status')).toBeVisible()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
      await ben.scan(differing.sku, 2, 'R2')
      await ben.set(agreed.sku, 5, 'R2')
      const later = await fileOf(otherID)
      await read(stocktakeID, later)
      await mergeNow()
      expect(await lines(stocktakeID)).toMatchObject({ [differing.sku]: [2, 'ready'], [agreed.sku]: [5, 'ready'] })
      const altered = later.buffer.toString('utf8').replace('"counted": 5', '"counted": 50')
      await read(stocktakeID, { ...later, buffer: Buffer.from(altered) })
      await expect(dialog.getByRole('alert')).toContainText('altered')
      await expect(dialog.getByRole('button', { name: 'Merge', exact: true })).toBeDisabled()
      expect(await lines(stocktakeID)).toMatchObject({ [agreed.sku]: [5, 'ready'] })
    })
  } finally {
    await other.close()
    await folder.remove()
  }
})

/** Somebody with a scanner in front of a PC's screen, and a label at every place. */
async function counterAt(pc: RunningApp, stocktakeID: string) {
  const { page } = pc
  // Only the page in front has the keyboard.
  await page.bringToFront()
  await goTo(page, `count/${stocktakeID}`)
  const scanner = await createScanner(page)
  const hand = createCommandHand(scanner)
  return {
    async place(name: string): Promise<void> {
      await page.bringToFront()
      await hand.place(name)
      await expect(page.getByRole('region', { name: 'Place', exact: true })).toContainText(name)
    },
    async count(sku: string, pieces: number): Promise<void> {
      await page.bringToFront()
      await typeQuantity(page, pieces)
      await scanner.scan(sku)
      const card = page.getByRole('region', { name: 'Last scan' })
      await expect(card).toContainText(sku)
      await expect(card).toContainText(`+${String(pieces)}`)
    },
  }
}

/** On the screen: two people count, each without the other's figures and without those of the books. */
async function startDouble({ page, call }: RunningApp, name: string): Promise<string> {
  await page.bringToFront()
  await goTo(page, 'count/choose')
  const panel = page.getByRole('complementary', { name: 'Start a count' })
  await panel.getByLabel('Name', { exact: true }).fill(name)
  await panel.getByRole('radio', { name: 'Two people, each blind' }).check()
  await expect(panel).toContainText('Where their figures differ, a third person counts.')
  await expect(panel.getByRole('switch', { name: 'Blind count' })).toBeDisabled()
  await panel.getByRole('button', { name: 'Start counting' }).click()
  // Nobody counts who is not known.
  await expect(page.getByRole('heading', { name: 'Who is counting?' })).toBeVisible()
  const { rows } = await call('stocktakes.list', { state: 'open' })
  expect(rows).toMatchObject([{ name, method: 'double', blind: true }])
  return rows[0]?.stocktakeID ?? ''
}

async function signIn(pc: RunningApp, name: string): Promise<void> {
  const { rows } = await pc.call('people.list', {})
  const known = rows.find((row) => row.name === name)?.personID
  await pc.call('people.signIn', { personID: known ?? (await pc.call('people.add', { name })).personID })
}
