import { AxeBuilder } from '@axe-core/playwright'
import { sheet } from '../../src/renderer/scanner/learn/sheet.ts'
import { expect, test } from '../support/e2e-test.ts'
import { createWedgeDriver } from '../support/e2e-wedge.ts'
import { connect } from '../support/e2e-work.ts'
import { keysOfScan } from '../support/scanner-keys.ts'

const names = {
  capitals: 'Capital letters',
  small: 'Small letters',
  digits: 'Digits and signs',
  signs: 'Other signs',
  gs1: 'A GS1 label',
} as const

test('the wizard learns a German scanner with a prefix and Ctrl+], and the app reads by it', async ({
  app,
  server,
}) => {
  const { page } = app
  await connect(app, server)
  const wedge = await createWedgeDriver(page)
  const kind = { layout: 'de', prefix: '#', separator: 'control', end: ['Tab'] } as const
  await page.getByRole('button', { name: /Learn my scanner/ }).click()

  await test.step('five codes, wherever the keys would have gone', async () => {
    for (const { id, content } of sheet) {
      await expect(page.getByRole('img', { name: names[id] })).toBeVisible()
      await wedge.send(keysOfScan(content, kind))
      await expect(page.getByRole('img', { name: names[id] })).toBeHidden()
    }
    await expect(page.getByText('This is certain.')).toBeVisible()
    for (const theme of ['light', 'dark'] as const) {
      await app.call('settings.set', { changes: { theme } })
      await expect(page.locator(`html[data-mantine-color-scheme="${theme}"]`)).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([])
    }
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect(page.getByRole('img', { name: names.capitals })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('Not listening.')).toBeVisible()
    await page.getByRole('button', { name: 'Listen again' }).click()
    for (const { id, content } of sheet) {
      await wedge.send(keysOfScan(content, kind))
      await expect(page.getByRole('img', { name: names[id] })).toBeHidden()
    }
  })

  await test.step('its name is typed by hand, and it is in use', async () => {
    await page.getByLabel('Name of the scanner').fill('Gate')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
    const { scanner } = await app.call('settings.get', {})
    expect(scanner.profiles).toMatchObject([
      { name: 'Gate', layout: 'de', prefix: '#', suffix: 'tab', separator: 'control' },
    ])
  })

  await test.step('the test page shows what was meant, the separator by its name', async () => {
    await wedge.send(keysOfScan('01Zy-_/\x1d21', kind))
    await expect(page.getByRole('status').filter({ hasText: '01Zy-_/GS21' })).toContainText('fits')
  })
})
