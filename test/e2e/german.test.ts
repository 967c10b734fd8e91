import { expect, test } from '../support/e2e-test.ts'
import { findCutText } from '../support/e2e-cut-text.ts'
import { fillShop, outsideOf, screensOf, untilQuiet } from '../support/e2e-screens.ts'
import { connect, shelfOf } from '../support/e2e-work.ts'

for (const textSize of [100, 130] as const) {
  test(`nothing is cut in German at ${String(textSize)} %`, async ({ app, server, scanner }) => {
    test.slow()
    const { page } = app
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await app.call('settings.set', { changes: { language: 'de', textSize } })
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await untilQuiet(page)
    expect.soft(await findCutText(page), 'welcome').toEqual([])
    await connect(app, server)
    const shelf = shelfOf(server)
    const filled = await fillShop(app, shelf, outsideOf(server, shelf.warehouseID))
    for (const screen of screensOf({ ...filled, scanner })) {
      await test.step(screen.name, async () => {
        await screen.show(page)
        expect.soft(await findCutText(page), screen.name).toEqual([])
      })
    }
  })
}
