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

test('the wizard learns two scanners, and the app reads by the one in use', async ({ app, server }) => {
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

  const other = { capsLock: true, separator: 'text', substitute: '{GS}', end: [] } as const
  await test.step('another one names its codes, ends with nothing and writes the separator, with Caps Lock on', async () => {
    await page.getByRole('button', { name: /Learn my scanner/ }).click()
    for (const { id, content } of sheet) {
      await expect(page.getByRole('img', { name: names[id] })).toBeVisible()
      await wedge.send(keysOfScan(content, { ...other, aim: id === 'gs1' ? ']C1' : ']C0' }))
      await expect(page.getByRole('img', { name: names[id] })).toBeHidden()
    }
    const found = page.getByRole('region', { name: 'Your scanner so far' })
    await expect(found).toContainText('This is certain.')
    await expect(found).toContainText('Caps Lock is on here; it makes no difference')
    await expect(found).toContainText('Let the scanner send Enter after each code')
    await page.getByLabel('Name of the scanner').fill('Gate')
    await page.getByRole('button', { name: 'Save and use' }).click()
    await expect
      .poll(async () => (await app.call('settings.get', {})).scanner.profiles[1])
      .toMatchObject({
        name: 'Gate 2',
        layout: 'us',
        prefix: '',
        suffix: 'none',
        separator: 'text',
        separatorText: '{GS}',
        caseInverted: false,
        aim: true,
      })
    await wedge.send(keysOfScan('10aZ-9\x1d21', { ...other, aim: ']C1' }))
    await expect(page.getByRole('status').filter({ hasText: ']C110aZ-9GS21' })).toContainText('fits')
  })

  await test.step('they are named anew, changed for each other, and removed', async () => {
    await page.getByRole('button', { name: 'Rename Gate 2' }).click()
    const field = page.getByRole('textbox', { name: 'Rename Gate 2' })
    await field.fill('Yard')
    await field.press('Enter')
    await page.getByRole('button', { name: 'Use Gate' }).click()
    await expect(page.getByRole('button', { name: 'Use Yard' })).toBeVisible()
    await wedge.send(keysOfScan('Zy/2\x1d21', kind))
    await expect(page.getByRole('status').filter({ hasText: 'Zy/2GS21' })).toContainText('fits')
    await page.getByRole('button', { name: 'Remove Gate' }).click()
    await expect(page.getByRole('button', { name: 'Use Yard' })).toBeHidden()
    const { scanner } = await app.call('settings.get', {})
    expect(scanner).toMatchObject({ active: scanner.profiles[0]?.profileID, profiles: [{ name: 'Yard' }] })
    await page.getByRole('button', { name: 'Remove Yard' }).click()
    await expect(page.getByRole('button', { name: 'Remove Yard' })).toBeHidden()
    expect((await app.call('settings.get', {})).scanner).toEqual({ active: null, profiles: [] })
  })
})
