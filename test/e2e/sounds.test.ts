import type { Locator } from '@playwright/test'
import { listenTo } from '../support/e2e-ears.ts'
import { expect, test } from '../support/e2e-test.ts'
import { goTo } from '../support/e2e-screens.ts'
import { findSmallTargets } from '../support/e2e-targets.ts'
import { connect, openCount, shelfOf, typeQuantity } from '../support/e2e-work.ts'

const pixelsOf = (words: Locator): Promise<number> =>
  words.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))

test('each outcome has its own sound while somebody scans far from the screen (Shelf-nu/shelf.nu#2519, frappe/erpnext#32245)', async ({
  app,
  server,
  scanner,
}) => {
  const { page } = app
  const heard = await listenTo(page)
  await connect(app, server)
  const { warehouseID, items } = shelfOf(server)
  const [first, second] = items
  if (!first || !second) throw new Error('The shop has two items with enough stock')
  await test.step('it speaks, in large words with large buttons', async () => {
    await goTo(page, 'settings/sounds')
    await page.getByRole('switch', { name: 'Say the quantity' }).click({ force: true })
    await goTo(page, 'settings/look')
    const word = page.getByText('Text size', { exact: true })
    const before = await pixelsOf(word)
    await page.getByRole('radiogroup', { name: 'Text size' }).getByText('130 %').click()
    await expect.poll(async () => (await pixelsOf(word)) / before).toBeCloseTo(1.3)
    await page.getByRole('radiogroup', { name: 'Size of buttons' }).getByText('Large').click()
    await expect.poll(() => findSmallTargets(page, 44)).toEqual([])
    const { sounds, textSize, touchTargets } = await app.call('settings.get', {})
    expect({ spoken: sounds.spoken, textSize, touchTargets }).toEqual({
      spoken: true,
      textSize: 130,
      touchTargets: 'large',
    })
    await page.getByRole('radiogroup', { name: 'Text size' }).getByText('100 %').click()
    await expect.poll(() => pixelsOf(word)).toBe(before)
  })
  await openCount(app, warehouseID)
  const sounds: Record<string, readonly string[]> = {}
  const notice = async (name: string, notes: number, act: () => Promise<unknown>): Promise<void> => {
    await heard.forget()
    await act()
    await expect.poll(async () => (await heard.notes()).length, name).toBe(notes)
    sounds[name] = await heard.notes()
  }

  await notice('known', 1, () => scanner.scan(first.sku))
  await expect.poll(heard.words).toEqual(['en: 1'])
  await notice('unknown', 2, () => scanner.scan('MYSTERY-7'))
  await notice('question', 3, async () => {
    await typeQuantity(page, 10 * second.stock)
    await scanner.scan(second.sku)
  })
  await expect.poll(heard.words).toEqual([`en: ${String(10 * second.stock)}`])
  await notice('command', 2, () => page.keyboard.press('Control+z'))
  // A page of text in a QR code: it can't be kept.
  await notice('error', 1, () => scanner.scan('A'.repeat(600)))
  await expect(page.getByRole('region', { name: 'Last scan' })).toContainText('Something in what was entered')
  const kept = page.getByRole('alert').filter({ hasText: '1 scan is not on disk' })
  expect(await kept.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0)
  await kept.getByRole('button', { name: 'Drop the first' }).click()
  await expect(kept).toBeHidden()
  expect(new Set(Object.values(sounds).map((notes) => notes.join()))).toHaveProperty('size', 5)

  await test.step('what was counted is read from three metres on the large display', async () => {
    await page.keyboard.press('Control+Shift+F')
    await expect(page.getByRole('navigation')).toBeHidden()
    await scanner.scan(second.sku)
    const card = page.getByRole('region', { name: 'Last scan' })
    await expect(card).toContainText(second.name)
    // Digits as high as three thumbs, a name as high as one, on a screen of 60 cm.
    expect(await pixelsOf(card.getByText('+1', { exact: true }))).toBeGreaterThan(110)
    expect(await pixelsOf(card.getByText(second.name, { exact: true }).first())).toBeGreaterThan(40)
    await page.getByRole('button', { name: 'Leave the large display' }).click()
  })

  await test.step('all can be heard in the settings, as loud as set there, and never when off', async () => {
    await page.evaluate(() => (location.hash = '#/settings/sounds'))
    const buttons = page.getByRole('main').getByRole('button', { name: 'Play' })
    await expect(buttons).toHaveCount(5)
    await heard.forget()
    for (const [index, notes] of [1, 2, 3, 2, 1].entries()) {
      const before = (await heard.notes()).length
      await buttons.nth(index).click()
      await expect.poll(async () => (await heard.notes()).length).toBe(before + notes)
    }
    expect(new Set(await heard.notes())).toEqual(new Set(Object.values(sounds).flat()))

    const volume = page.getByRole('slider')
    await volume.press('Home')
    for (let step = 0; step < 4; step += 1) await volume.press('ArrowRight')
    await expect.poll(async () => (await app.call('settings.get', {})).sounds.volume).toBe(20)
    await heard.forget()
    await buttons.first().click()
    await expect.poll(heard.loudest).toBeCloseTo(0.04)

    await page.getByRole('switch', { name: 'Sounds', exact: true }).click({ force: true })
    await expect(buttons.first()).toBeDisabled()
    expect((await app.call('settings.get', {})).sounds.muted).toBe(true)
  })
})
