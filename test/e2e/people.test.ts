import type { RunningApp } from '../support/e2e-app.ts'
import { badges, enter } from '../support/e2e-people.ts'
import { goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, connectionPill, openCount, shelfOf, stockAt, typeByHand, typeQuantity } from '../support/e2e-work.ts'

/** Several people at one PC: who they are, what they may do and see, and who agrees to what. */

/** The refusal that a call comes back with. */
const refusalOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'was allowed',
    (error: unknown) => String(error),
  )

const peopleOf = async (app: RunningApp) => (await app.call('people.list', {})).rows

test('people are added with badge and PIN, sign in by both, and a guesser is locked out', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  await app.call('people.add', { name: 'Ada', badge: badges.Ada })
  await goTo(page, 'settings/people')

  await test.step('a PIN is set, of digits only', async () => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Edit Ada' })
    const pin = dialog.getByLabel('PIN', { exact: true })
    await pin.fill('47a1')
    await expect(dialog.getByText('4 to 12 digits, nothing else.')).toBeVisible()
    await pin.fill('4711')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    expect(await peopleOf(app)).toMatchObject([{ name: 'Ada', hasPin: true, hasBadge: true }])
  })

  await test.step('add a counter, whose badge the scanner reads', async () => {
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Add a person' })
    await dialog.getByLabel('Name').fill('Ben')
    for (const role of ['Review', 'Approve', 'Administer'])
      await dialog.getByRole('checkbox', { name: role, exact: true }).uncheck()
    await scanner.scan(badges.Ben)
    await expect(dialog.getByText('The badge is read. Save to keep it.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText('Not everybody may do everything here.')).toBeVisible()
    // From now on whoever is not signed in may only count.
    await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeDisabled()
    expect(await refusalOf(app.call('people.add', { name: 'Nobody' }))).toContain('may administer')
    expect(await peopleOf(app)).toMatchObject([
      { name: 'Ada', hasPin: true, hasBadge: true },
      { name: 'Ben', roles: ['count'], hasPin: false, hasBadge: true },
    ])
  })

  await test.step('sign in by badge and PIN, with the network off', async () => {
    await server.control.networkOff()
    await page.keyboard.press('F9')
    await expect(connectionPill(page)).toHaveText('Offline')
    await scanner.scan('XXHKBNOBODYSBADGEXX')
    await expect(page.getByText('Nobody has this badge.').last()).toBeVisible()
    await page.keyboard.press('Escape')
    await scanner.scan(badges.Ada)
    const pin = page.getByLabel('PIN of Ada')
    await expect(pin).toBeFocused()
    await typeByHand(page, '0000')
    await page.keyboard.press('Enter')
    await expect(page.getByText('That is not the PIN. 4 tries are left.')).toBeVisible()
    expect((await peopleOf(app)).some(({ signedIn }) => signedIn)).toBe(false)
    await pin.fill('4711')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    expect(await peopleOf(app)).toMatchObject([{ name: 'Ada', signedIn: true }, { signedIn: false }])
    await expect(page.getByRole('button', { name: 'Add', exact: true })).toBeEnabled()
    await enter(page, scanner, 'Ben')
    expect(await peopleOf(app)).toMatchObject([{ signedIn: false }, { name: 'Ben', signedIn: true }])
  })

  await test.step('five wrong PINs lock the sixth out, also the right one', async () => {
    await page.keyboard.press('Control+L')
    const dialog = page.getByRole('dialog', { name: 'Who is working?' })
    await expect(dialog.getByRole('button', { name: /Ben/ })).toHaveAttribute('aria-pressed', 'true')
    await dialog.getByRole('button', { name: /Ada/ }).click()
    const pin = page.getByLabel('PIN of Ada')
    for (const left of ['4 tries are', '3 tries are', '2 tries are', 'One try is']) {
      await pin.fill('1234')
      await page.keyboard.press('Enter')
      await expect(page.getByText(`That is not the PIN. ${left} left.`)).toBeVisible()
    }
    await pin.fill('1234')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Too many wrong PINs. Try again at')).toBeVisible()
    await expect(pin).toBeDisabled()
    const tried = await app.call('people.badge', { code: badges.Ada, pin: '4711' })
    expect(tried).toMatchObject({ outcome: 'locked', triesLeft: null })
    await page.keyboard.press('Escape')
    expect(await peopleOf(app)).toMatchObject([{ signedIn: false }, { name: 'Ben', signedIn: true }])
  })
})

test('a counter sees no figures of a blind count, and what was counted is approved by somebody else', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  const { warehouseID, items } = shelfOf(server)
  const [first, second, within] = items
  if (!first || !second || !within) throw new Error('The shop has three items with enough stock')
  await connect(app, server)
  await app.call('people.add', { name: 'Ada', badge: badges.Ada })
  await enter(page, scanner, 'Ada')
  await test.step('what is beyond the tolerance is to be approved', async () => {
    await goTo(page, 'settings/counting')
    await page.getByRole('switch', { name: 'Let small differences pass' }).click({ force: true })
    await page.getByLabel('Too few: pieces').fill('0')
    await page.getByLabel('Too many: pieces').fill('1')
    await page.getByRole('radiogroup', { name: 'Approval' }).getByText('Beyond tolerance').click()
    await expect
      .poll(async () => (await app.call('settings.get', {})).rules)
      .toMatchObject({
        tolerance: { minus: { units: 0 }, plus: { units: 1 } },
        approval: 'beyond',
      })
  })
  const stocktakeID = await openCount(app, warehouseID)
  await app.call('people.add', { name: 'Cem', badge: badges.Cem, roles: ['count', 'review', 'approve'] })
  await app.call('people.add', { name: 'Ben', badge: badges.Ben, roles: ['count'] })
  const card = page.getByRole('region', { name: 'Last scan' })
  const lines = async () => (await app.call('stocktakes.review', { stocktakeID })).rows

  await test.step('the counter counts, and sees no figure anywhere', async () => {
    await enter(page, scanner, 'Ben')
    await typeQuantity(page, first.stock - 1)
    await scanner.scan(first.sku)
    await expect(card).toContainText(first.name)
    await typeQuantity(page, within.stock + 1)
    await scanner.scan(within.sku)
    await expect(card).toContainText(within.name)
    await goTo(page, `items/${first.sku}`)
    const hidden = page.getByRole('img', { name: 'Hidden while a blind count is open' })
    await expect(hidden.first()).toBeVisible()
    const panel = page.getByRole('complementary', { name: first.name })
    await expect(panel).not.toContainText(String(first.stock))
    expect((await app.call('stock.list', { sku: first.sku, warehouseID })).rows).toMatchObject([
      { quantity: null, remote: null },
    ])
    const { rows } = await app.call('items.list', { search: first.sku })
    expect(rows.map(({ quantity }) => quantity)).toEqual(rows.map(() => null))
    await goTo(page, `review/${stocktakeID}`)
    await expect(page.getByRole('heading', { name: 'Only somebody who may review sees this' })).toBeVisible()
    expect(await refusalOf(app.call('stocktakes.post', { stocktakeID }))).toContain('may review')
    expect(await refusalOf(app.call('stocktakes.approve', { stocktakeID }))).toContain('may approve')
  })

  await test.step('who counted a line themselves is told that somebody else approves it', async () => {
    await enter(page, scanner, 'Ada')
    await goTo(page, `count/${stocktakeID}`)
    await typeQuantity(page, second.stock + 2)
    await scanner.scan(second.sku)
    await expect(card).toContainText(second.name)
    await goTo(page, `items/${first.sku}`)
    await expect(page.getByRole('complementary', { name: first.name })).toContainText(String(first.stock))
    await goTo(page, `review/${stocktakeID}`)
    const waiting = page.getByRole('region', { name: 'Approvals' })
    await expect(waiting).toContainText('2 lines wait for approval. 1 of them you counted yourself')
    // The third one is within.
    await expect(page.getByRole('button', { name: 'Post 1 difference' })).toBeEnabled()
    await page.getByRole('row', { name: new RegExp(second.sku) }).click()
    await expect(page.getByText('You counted it, so somebody else has to approve it.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Approve this line' })).toBeDisabled()
    expect(await app.call('stocktakes.approve', { stocktakeID, skus: [second.sku] })).toEqual({ approved: 0, own: 1 })
    await waiting.getByRole('button', { name: 'Approve 1 line' }).click()
    await expect(page.getByText('1 line approved')).toBeVisible()
  })

  await test.step('what is approved is posted, the rest waits for another person', async () => {
    await page.getByRole('button', { name: 'Post 2 differences' }).click()
    const dialog = page.getByRole('dialog', { name: 'Post 2 differences' })
    await expect(dialog).toContainText('1 line stays. The count stays open. Waits for approval: 1')
    await dialog.getByRole('button', { name: 'Post 2 differences' }).click()
    await expect(dialog).toBeHidden()
    expect(await lines()).toMatchObject([
      { sku: first.sku, status: 'posted', approvedBy: 'Ada' },
      { sku: second.sku, status: 'approve', approvedBy: null },
      { sku: within.sku, status: 'posted', approvedBy: null },
    ])
    await enter(page, scanner, 'Cem')
    await page.getByRole('tab', { name: /Needs a decision/ }).click()
    await page.getByRole('row', { name: new RegExp(second.sku) }).click()
    await page.getByRole('button', { name: 'Approve this line' }).click()
    await page.getByRole('button', { name: 'Post 1 difference' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Post 1 difference' }).click()
    await expect(page.getByText('The count is closed.')).toBeVisible()
  })

  expect(await lines()).toMatchObject([
    { approvedBy: 'Ada' },
    { status: 'posted', approvedBy: 'Cem' },
    { status: 'posted', approvedBy: null },
  ])
  await app.call('sync.run', {})
  expect(stockAt(server, first.sku, warehouseID)).toBe(first.stock - 1)
  expect(stockAt(server, second.sku, warehouseID)).toBe(second.stock + 2)
  expect(stockAt(server, within.sku, warehouseID)).toBe(within.stock + 1)
  const { rows } = await app.call('stock.history', { sku: second.sku, warehouseID })
  expect(rows.find(({ source }) => source === 'here')).toMatchObject({ person: 'Cem', quantity: 2, stocktakeID })
})
