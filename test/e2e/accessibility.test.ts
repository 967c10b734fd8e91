import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e-test.ts'
import { fillShop, outsideOf, screensOf, untilQuiet } from '../support/e2e-screens.ts'
import { connect, shelfOf } from '../support/e2e-work.ts'

/** What axe finds, as one line a violation. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  )
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong on any screen, ${theme}`, async ({ app, server, scanner }) => {
    test.slow()
    const { page } = app
    // Looks are judged at rest.
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: theme === 'dark' ? 'light' : 'dark' })
    await untilQuiet(page)
    expect.soft(await violationsOf(page), 'welcome').toEqual([])
    await connect(app, server)
    await app.call('settings.set', { changes: { theme } })
    const shelf = shelfOf(server)
    const filled = await fillShop(app, shelf, outsideOf(server, shelf.warehouseID))
    for (const screen of screensOf({ ...filled, scanner, app })) {
      await test.step(screen.name, async () => {
        await screen.show(page)
        expect.soft(await violationsOf(page), screen.name).toEqual([])
      })
    }
  })
}
