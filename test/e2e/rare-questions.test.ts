import type { Page } from '@playwright/test'
import type { RunningApp } from '../support/e2e-app.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, connectionPill, shelfOf, stockAt } from '../support/e2e-work.ts'

/** Questions that a shop sees once in years. Each is two clicks from anywhere, and its answer does what it says. */

async function openQuestion(page: Page, line: string): Promise<void> {
  await page.evaluate(() => (location.hash = '#/items'))
  await connectionPill(page).click()
  await page.getByRole('row').filter({ hasText: line }).first().click()
}

async function askedOnly(app: RunningApp, reason: string): Promise<void> {
  const { rows } = await app.call('queue.list', { state: 'questions' })
  expect(rows.map((row) => row.question?.reason)).toEqual([reason])
}

test('half a transfer shows both sides, and the missing one is added', async ({ app, server }) => {
  const { page, call } = app
  server.control.setSwitches({ transferLegs: 'separate' })
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const { rows } = await call('warehouses.list', {})
  const other = rows.find((row) => row.warehouseID !== warehouseID)?.warehouseID ?? ''
  const [item] = items
  if (!item) throw new Error('The shop has an item with enough stock')
  const before = stockAt(server, item.sku, other)
  await call('stock.transfer', { sku: item.sku, from: warehouseID, to: other, quantity: 3 })
  server.control.schedule({ kind: 'interrupted', afterWrites: 1 }, { on: 'write' })
  await call('sync.run', {})
  await askedOnly(app, 'halfApplied')
  await openQuestion(page, item.name)
  const question = page.getByRole('region', { name: /Half of it shows/ })
  await expect(question).toContainText('One side of the transfer shows in Hako')
  await question.getByRole('button', { name: 'Add the missing side' }).click()
  await expect(question).toBeHidden()
  await call('sync.run', {})
  expect(stockAt(server, item.sku, warehouseID)).toBe(item.stock - 3)
  expect(stockAt(server, item.sku, other)).toBe(before + 3)
})

test('what was judged by a word that turned out wrong is asked', async ({ app, server }) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [item, another] = items
  if (!item || !another) throw new Error('The shop has two items with enough stock')
  await call('warehouses.declareSole', { warehouseID, sole: true })
  await call('stock.receive', { sku: item.sku, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  await call('stock.receive', { sku: another.sku, warehouseID, quantity: 1 })
  server.control.actAsOther({ kind: 'receive', sku: another.sku, warehouseID, quantity: 2 })
  await call('sync.run', {})
  await call('sync.run', { full: true })
  await askedOnly(app, 'inferred')
  await openQuestion(page, item.name)
  const question = page.getByRole('region', { name: /Did this happen after all\?/ })
  await expect(question).toContainText('Since then somebody else’s change was seen there')
  await question.getByRole('button', { name: 'It happened' }).click()
  await expect(question).toBeHidden()
  await call('sync.run', {})
  expect(stockAt(server, item.sku, warehouseID)).toBe(item.stock + 5)
})

test('the first stock of an item that somebody made at the same time is a question of its own', async ({
  app,
  server,
}) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID } = shelfOf(server)
  await call('items.create', { sku: 'NEW-1', name: 'Made here', inventory: [{ warehouseID, quantity: 5 }] })
  server.control.actAsOther({ kind: 'create', sku: 'NEW-1', fields: { name: 'Made there' } })
  server.control.actAsOther({ kind: 'receive', sku: 'NEW-1', warehouseID, quantity: 7 })
  await call('sync.run', {})
  const [taken] = (await call('queue.list', { state: 'questions' })).rows
  expect(taken?.question?.reason).toBe('keyTaken')
  await call('queue.decide', { changeID: taken?.changeID ?? 0, decision: 'mine' })
  await call('sync.run', {})
  await askedOnly(app, 'firstStock')
  await openQuestion(page, 'Made here')
  const question = page.getByRole('region', { name: /First stock of/ })
  await expect(question).toContainText('Hako shows 7')
  await question.getByRole('button', { name: 'Add them' }).click()
  await expect(question).toBeHidden()
  await call('sync.run', {})
  expect(stockAt(server, 'NEW-1', warehouseID)).toBe(12)
})

test('a movement that shows once more after it was sent again is asked, with the correction at hand', async ({
  app,
  server,
}) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [item, teacher] = items
  if (!item || !teacher) throw new Error('The shop has two items with enough stock')
  for (let times = 0; times < 2; times += 1) {
    await call('stock.receive', { sku: teacher.sku, warehouseID, quantity: 1 })
    await call('sync.run', {})
  }
  await call('stock.receive', { sku: item.sku, warehouseID, quantity: 5 })
  server.control.schedule({ kind: 'request-lost', how: 'reset' }, { on: 'write' })
  await call('sync.run', {})
  await call('sync.run', {})
  expect(stockAt(server, item.sku, warehouseID)).toBe(item.stock + 5)
  server.control.actAsOther({ kind: 'receive', sku: item.sku, warehouseID, quantity: 5 })
  await call('sync.run', {})
  await askedOnly(app, 'lateLanding')
  await openQuestion(page, item.name)
  const question = page.getByRole('region', { name: /Arrived twice\?/ })
  await expect(question).toContainText('Now the same movement shows once more')
  await question.getByRole('button', { name: 'Send the correction' }).click()
  await expect(question).toBeHidden()
  await call('sync.run', {})
  expect(stockAt(server, item.sku, warehouseID)).toBe(item.stock + 5)
})

test('a count of an item that was made anew shows its figures, and is set or left', async ({ app, server }) => {
  const { page, call } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [set, left] = items
  if (!set || !left) throw new Error('The shop has two items with enough stock')
  for (const { sku, stock } of [set, left]) {
    await call('stock.set', { sku, warehouseID, quantity: stock - 1, reason: 'counted' })
    server.control.actAsOther({ kind: 'delete', sku })
    server.control.actAsOther({ kind: 'create', sku, fields: { name: `New ${sku}`, price: 3 } })
  }
  await call('sync.run', { full: true })
  await call('sync.run', { full: true })
  for (const [{ sku, stock }, side] of [
    [set, String(set.stock - 1)],
    [left, 'none'],
  ] as const) {
    await openQuestion(page, `New ${sku}`)
    const question = page.getByRole('region', { name: `New ${sku} was made anew in Hako` })
    await expect(question.getByRole('row', { name: /^in stock/ })).toContainText(String(stock))
    await question.getByRole('radio', { name: side }).check()
    await question.getByRole('button', { name: 'Save result' }).click()
    await expect(question).toBeHidden()
  }
  await call('sync.run', {})
  expect(stockAt(server, set.sku, warehouseID)).toBe(set.stock - 1)
  expect(stockAt(server, left.sku, warehouseID)).toBe(0)
})
