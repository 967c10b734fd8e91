import { expect, test } from '../support/e2e-test.ts'
import { connect, connectionPill, shelfOf, stockAt } from '../support/e2e-work.ts'

test('whatever wants a person is two clicks from anywhere: one sentence, its evidence, its answers', async ({
  app,
  server,
}) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [lost, edited, gone, refused] = items
  if (!lost || !edited || !gone || !refused) throw new Error('The shop has four items with enough stock')
  await call('stock.receive', { sku: lost.sku, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  await call('items.update', { sku: edited.sku, changes: { name: 'Mine', price: 9.5 } })
  server.control.actAsOther({ kind: 'edit', sku: edited.sku, changes: { name: 'Theirs' } })
  await call('items.delete', { sku: gone.sku })
  server.control.actAsOther({ kind: 'edit', sku: gone.sku, changes: { name: 'Not yet' } })
  await call('stock.issue', { sku: refused.sku, warehouseID, quantity: refused.stock })
  server.control.actAsOther({ kind: 'sell', sku: refused.sku, warehouseID, quantity: 1 })
  await call('sync.run', {})
  const { rows } = await call('queue.list', { state: 'questions' })
  expect(rows.map((row) => row.question?.reason).toSorted()).toEqual([
    'changedRemotely',
    'fieldConflict',
    'lostAnswer',
    'refused',
  ])

  const expected = [
    { line: lost.name, title: /Did this reach Hako\?/, evidence: /likely that it happened/, answer: 'It happened' },
    { line: 'Mine', title: /changed here and in Hako/, evidence: /Theirs/, answer: 'Save result' },
    { line: 'Not yet', title: /changed in Hako meanwhile/, evidence: /Not yet/, answer: 'Delete it anyway' },
    { line: refused.name, title: /Hako refused/, evidence: /Hako says/, answer: 'Try again' },
  ]
  for (const { line, title, evidence, answer } of expected) {
    await page.evaluate(() => (location.hash = '#/items'))
    await connectionPill(page).click()
    await page.getByRole('row').filter({ hasText: line }).first().click()
    const question = page.getByRole('region', { name: title })
    await expect(question).toContainText(evidence)
    await expect(question.getByRole('button', { name: answer })).toBeVisible()
  }
})

test('several questions take one answer, which is taken back as long as nothing has left', async ({ app, server }) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  for (const { sku } of [first, second]) {
    await call('stock.receive', { sku, warehouseID, quantity: 5 })
    server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
    await call('sync.run', {})
  }
  await connectionPill(page).click()
  await page.getByText('Several like this (2)').click()
  const card = page.getByRole('region', { name: '2 questions of this kind' })
  await expect(card.getByRole('checkbox')).toHaveCount(2)
  await card.getByRole('checkbox').first().uncheck()
  await card.getByRole('checkbox').first().check()
  await card.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('2 answered')).toBeVisible()
  expect((await call('app.status', {})).questions).toBe(0)
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(async () => (await call('app.status', {})).questions).toBe(2)
  await page.getByText('Several like this (2)').click()
  await card.getByRole('button', { name: 'It happened' }).click()
  await expect(card).toBeHidden()
  await call('sync.run', {})
  expect(stockAt(server, first.sku, warehouseID)).toBe(first.stock + 5)

  const { rows } = await call('queue.list', { state: 'applied', limit: 1 })
  await page.evaluate((id) => (location.hash = `#/sync/${String(id)}`), rows[0]?.changeID)
  const story = page.getByRole('region', { name: 'What was found out' })
  await expect(story).toContainText('Nothing proves what happened, so you were asked.')
  await expect(story).toContainText('“It happened”')
})

test('conflicts of one kind are decided together', async ({ app, server }) => {
  const { page, call } = app
  await connect(app, server)
  const { items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  for (const { sku } of [first, second]) {
    await call('items.update', { sku, changes: { name: `Mine ${sku}` } })
    server.control.actAsOther({ kind: 'edit', sku, changes: { name: `Theirs ${sku}` } })
  }
  await call('sync.run', {})
  await connectionPill(page).click()
  await page.getByText('Several like this (2)').click()
  const card = page.getByRole('region', { name: '2 questions of this kind' })
  await expect(card).toContainText(`Theirs ${first.sku}`)
  await card.getByRole('button', { name: 'Keep yours' }).click()
  await expect(card).toBeHidden()
  await call('sync.run', {})
  const names = server.control.snapshot().items.map(({ name }) => name)
  for (const { sku } of [first, second]) expect(names).toContain(`Mine ${sku}`)
})
