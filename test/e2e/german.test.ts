import { expect, test } from '../support/e2e-test.ts'
import { findCutText } from '../support/e2e-cut-text.ts'
import { fillShop, outsideOf, screensOf, untilQuiet } from '../support/e2e-screens.ts'
import { findSmallTargets } from '../support/e2e-targets.ts'
import { connect, shelfOf } from '../support/e2e-work.ts'

const usual = { width: 1366, height: 728 }
const looks = [
  { textSize: 100, touchTargets: 'large', least: 44, window: usual },
  { textSize: 130, touchTargets: 'normal', least: 0, window: usual },
  { textSize: 160, touchTargets: 'large', least: 44, window: { width: 1920, height: 1040 } },
] as const

for (const { textSize, touchTargets, least, window } of looks) {
  test(`nothing is cut in German at ${String(textSize)} %, and ${touchTargets} buttons are as large as they should be`, async ({
    app,
    server,
    scanner,
  }) => {
    test.slow()
    const { page } = app
    await page.setViewportSize(window)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await app.call('settings.set', { changes: { language: 'de', textSize, touchTargets } })
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await untilQuiet(page)
    const problems = async (): Promise<readonly string[]> => [
      ...(await findCutText(page)),
      ...(await findSmallTargets(page, least)),
    ]
    expect.soft(await problems(), 'welcome').toEqual([])
    await connect(app, server)
    const shelf = shelfOf(server)
    const filled = await fillShop(app, shelf, outsideOf(server, shelf.warehouseID))
    for (const screen of screensOf({ ...filled, scanner, app })) {
      await test.step(screen.name, async () => {
        await screen.show(page)
        expect.soft(await problems(), screen.name).toEqual([])
      })
    }
  })
}
