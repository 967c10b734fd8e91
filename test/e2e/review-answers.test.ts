import type { Page } from '@playwright/test'
import { goTo } from '../support/e2e-screens.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf, stockAt, typeQuantity } from '../support/e2e-work.ts'

/** Each answer to a difference, given on the screen for lines whose stock others moved meanwhile, and what the remote then shows. */

const line = (page: Page, sku: string) => page.getByRole('row', { name: new RegExp(sku) })
const minute = 60_000
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** As the screen writes a moment: with its day where that is another one. */
const said = (at: number | null): string => {
  if (at === null) throw new Error('The remote says when it moved')
  const day = date.format(at)
  return day === date.format(Date.now()) ? time.format(at) : `${day}, ${time.format(at)}`
}

test('what moved meanwhile is set, left, counted again or decided together, and the remote shows just that', async ({
  app,
  server,
  serverTime,
  scanner,
}) => {
  const { page } = app
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [set, left, replaced, again, ...together] = items.filter(({ stock }) => stock >= 12).slice(0, 6)
  if (!set || !left || !replaced || !again) throw new Error('The shop has six items with enough stock')
  const stocktakeID = await openCount(app, warehouseID, false)
  const card = page.getByRole('region', { name: 'Last scan' })
  const count = async (sku: string, pieces: number): Promise<void> => {
    await typeQuantity(page, pieces)
    await scanner.scan(sku)
    await expect(card).toContainText(sku)
    await expect(card).toContainText(`+${String(pieces)}`)
  }
  const rowOf = async (sku: string) => {
    const { rows } = await app.call('stocktakes.review', { stocktakeID })
    const row = rows.find((each) => each.sku === sku)
    if (!row) throw new Error(`${sku} is a line of the count`)
    return row
  }
  /** At another time by the remote's clock, which is right again afterwards. */
  const sell = (sku: string, quantity: number, minutes: number): void => {
    serverTime.aheadMs = minutes * minute
    server.control.actAsOther({ kind: 'sell', sku, warehouseID, quantity })
    serverTime.aheadMs = 0
  }

  await test.step('count, while others sell: of one item before, of the others after', async () => {
    await count(set.sku, set.stock - 4)
    await count(left.sku, left.stock - 1)
    await count(replaced.sku, replaced.stock + 5)
    await count(again.sku, again.stock + 5)
    for (const { sku, stock } of together) await count(sku, stock - 1)
    sell(set.sku, 3, -90)
    for (const { sku } of [left, replaced, again, ...together]) sell(sku, 2, 5)
    await app.call('sync.run', {})
  })

  const panel = page.getByRole('complementary')
  const look = async ({ sku, name }: { readonly sku: string; readonly name: string }): Promise<void> => {
    await line(page, sku).click()
    await expect(page.getByRole('complementary', { name })).toBeVisible()
  }

  await test.step('set to the count: the sentence says when it was counted and when it moved', async () => {
    await goTo(page, `review/${stocktakeID}`)
    await look(set)
    const { countedAt, driftAt } = await rowOf(set.sku)
    await expect(panel.getByRole('region', { name: 'Why' })).toContainText(
      `4 fewer counted than the ${String(set.stock)} expected at ${said(countedAt)}. ` +
        `3 left at ${said(driftAt)}, before the count and not from this PC.`,
    )
    expect(Math.abs((driftAt ?? 0) - countedAt + 90 * minute)).toBeLessThan(minute)
    await expect(panel.getByRole('radio', { name: /Set to the count/ })).toBeChecked()
    await panel.getByRole('radio', { name: /Post the difference/ }).click()
    await panel.getByRole('radio', { name: /Set to the count/ }).click()
    await expect(panel).toContainText(`Hako will read ${String(set.stock - 4)}. Right if the 3 moved before the count.`)
    await panel.getByRole('button', { name: `Choose ${String(set.stock - 4)}, next line` }).click()
    await expect(line(page, set.sku)).toBeHidden()
    expect(await rowOf(set.sku)).toMatchObject({ decision: 'counted', status: 'ready' })
  })

  await test.step('leave as is', async () => {
    await look(left)
    const { driftAt } = await rowOf(left.sku)
    await expect(panel).toContainText(`2 left at ${said(driftAt)}, after`)
    await panel.getByRole('radio', { name: /Leave as is/ }).click()
    await expect(panel).toContainText(`Nothing is sent. Hako keeps ${String(left.stock - 2)}.`)
    await panel.getByRole('button', { name: 'Leave it, next line' }).click()
    await expect(line(page, left.sku)).toBeHidden()
    expect(await rowOf(left.sku)).toMatchObject({ status: 'left' })
  })

  await test.step('count it again: the new figure at once, or a recount that the next scan begins', async () => {
    await look(replaced)
    await panel.getByRole('radio', { name: /Count it again/ }).click()
    await panel.getByRole('textbox', { name: 'New count' }).fill(String(replaced.stock - 2))
    await panel.getByRole('button', { name: `Replace by ${String(replaced.stock - 2)}` }).click()
    await expect(line(page, replaced.sku)).toBeHidden()
    expect(await rowOf(replaced.sku)).toMatchObject({ status: 'exact', counted: replaced.stock - 2 })
    await look(again)
    await panel.getByRole('radio', { name: /Count it again/ }).click()
    await panel.getByRole('button', { name: 'Ask for a recount, next line' }).click()
    await expect.poll(async () => (await rowOf(again.sku)).status).toBe('recount')
    await goTo(page, `count/${stocktakeID}`)
    await count(again.sku, again.stock - 3)
    expect(await rowOf(again.sku)).toMatchObject({ status: 'ready', counted: again.stock - 3, variance: -1 })
  })

  await test.step('the lines that are left get one answer together', async () => {
    await goTo(page, `review/${stocktakeID}`)
    await expect(page.getByRole('tab', { name: /Needs a decision/ })).toContainText('2')
    await page.getByRole('button', { name: 'Decide all 2' }).click()
    await page.getByRole('menuitem', { name: 'Post the difference', exact: true }).click()
    await expect(page.getByRole('tab', { name: /Needs a decision/ })).toContainText('0')
    for (const { sku } of together) expect(await rowOf(sku)).toMatchObject({ decision: 'difference', status: 'ready' })
  })

  await test.step('posted: a figure stays that figure, a difference is added to whatever is there', async () => {
    await page.getByRole('button', { name: 'Post 4 differences' }).click()
    const dialog = page.getByRole('dialog', { name: 'Post 4 differences' })
    await expect(dialog.getByRole('row', { name: new RegExp(set.sku) })).toContainText('read again just before')
    await dialog.getByRole('button', { name: 'Post 4 differences' }).click()
    await expect(page.getByText('The count is closed.')).toBeVisible()
    for (const { sku } of [set, ...together]) sell(sku, 1, 0)
    expect(await app.call('sync.run', {})).toMatchObject({ questions: 0, waiting: 0 })
  })

  const now = [set, left, replaced, again, ...together].map(({ sku }) => stockAt(server, sku, warehouseID))
  expect(now).toEqual([
    set.stock - 4,
    left.stock - 2,
    replaced.stock - 2,
    again.stock - 3,
    ...together.map(({ stock }) => stock - 1 - 2 - 1),
  ])
})
