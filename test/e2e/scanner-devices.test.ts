import { practiceBarcodes } from '../../src/main/practice/practice.ts'
import { fakeDevices } from '../support/e2e-devices.ts'
import { expect, test } from '../support/e2e-test.ts'
import { connect, openCount, shelfOf } from '../support/e2e-work.ts'

/** Scanners that are no keyboards: chosen, read, pulled out in the middle of a code, plugged in again, remembered. */

const gs = '\x1d'
const [first, second, ...others] = practiceBarcodes.filter(({ quantity }) => quantity === 1)

test('a serial scanner and one in point-of-sale mode are chosen, read, and found again', async ({ app, server }) => {
  const { page } = app
  await connect(app, server)
  if (!first || !second) throw new Error('The practice shop has no barcodes')
  for (const code of [first, second, ...others.slice(0, 5)]) await app.call('barcodes.assign', code)
  const stocktakeID = await openCount(app, shelfOf(server).warehouseID)
  const devices = await fakeDevices(page)
  const wanted: string[] = []
  const expectCounted = async (...codes: readonly string[]): Promise<void> => {
    wanted.push(...codes)
    await expect(page.getByRole('region', { name: 'Totals' })).toContainText(`${String(wanted.length)}scans`)
    const { rows } = await app.call('stocktakes.tape', { stocktakeID, limit: 1000 })
    expect(rows.map(({ code }) => code).toSorted()).toEqual(wanted.toSorted())
  }
  const showSettings = () => page.evaluate(() => (location.hash = '#/settings/scanner'))
  const showCount = async (): Promise<void> => {
    await page.evaluate((id) => (location.hash = `#/count/${id}`), stocktakeID)
    await expect(page.getByRole('region', { name: 'Totals' })).toBeVisible()
  }
  const choose = page.getByRole('button', { name: 'Choose', exact: true })
  const port = page.getByText('USB 05e0:1701')
  const imager = page.getByText('Imager 7')

  await test.step('the chooser is closed, another program has the port, and then it opens', async () => {
    await showSettings()
    await devices.answerChooser('nothing')
    await choose.first().click()
    await expect(page.getByText('Nothing was chosen. Is the scanner plugged in, and in this mode?')).toBeVisible()
    await devices.answerChooser('device')
    await devices.occupy(true)
    await choose.first().click()
    await expect(page.getByText('It could not be opened. Close other programs')).toBeVisible()
    await devices.occupy(false)
    await choose.first().click()
    await expect(port).toBeVisible()
    await expect(page.getByText('It could not be opened.')).toBeHidden()
  })

  await test.step('bytes in awkward pieces: a separator, ends cut in two, two codes at once, a frame', async () => {
    await showCount()
    const label = `10AB-1${gs}17281231`
    await devices.writeSerial('1', '0AB-', `1${gs}`, '172812', '31\r', '\n')
    await devices.writeSerial(`${first.code}\r\n${second.code}\r`)
    await devices.writeSerial('\x02', first.code.slice(0, 5), `${first.code.slice(5)}\x03`)
    await expectCounted(label, first.code, second.code, first.code)
  })

  await test.step('of a code with a broken byte nothing is counted, and the next one is', async () => {
    for (const [index, error] of (['FramingError', 'ParityError', 'BufferOverrunError'] as const).entries()) {
      const next = others[index]?.code ?? ''
      await devices.writeSerial(first.code.slice(0, 6))
      await devices.breakSerial(error)
      await devices.writeSerial(`${first.code.slice(8)}\r`, `${next}\r`)
      await expectCounted(next)
    }
  })

  await test.step('the plug is pulled in the middle of a code, and comes back', async () => {
    for (const { code: next } of others.slice(3, 5)) {
      await devices.writeSerial(first.code.slice(0, 7))
      await devices.unplug('serial')
      await expect.poll(async () => (await devices.state()).serial).toBe('closed')
      await devices.plugIn('serial')
      await expect.poll(async () => (await devices.state()).serial).toBe('open')
      await devices.writeSerial(`${next}\r`)
      await expectCounted(next)
    }
  })

  await test.step('a scanner in point-of-sale mode beside its own keyboard, and a code of two reports', async () => {
    await showSettings()
    await choose.last().click()
    await expect(imager).toBeVisible()
    await showCount()
    const long = `00340123450000000017${gs}91${'X'.repeat(60)}`
    await devices.reportHid(first.code, 'E0')
    await devices.reportHid(long, ']d2')
    await expectCounted(`]E0${first.code}`, `]d2${long}`)
    await devices.reportHid(long, ']d2', 'first')
    await devices.unplug('hid')
    await devices.plugIn('hid')
    await expect.poll(async () => (await devices.state()).hid).toBe('open')
    await devices.reportHid(second.code, ']E0')
    await expectCounted(`]E0${second.code}`)
  })

  await test.step('both are open again after a new start, and forgotten when told so', async () => {
    await page.reload()
    await showCount()
    await expect.poll(() => devices.state()).toMatchObject({ serial: 'open', hid: 'open' })
    await devices.writeSerial(`${first.code}\r`)
    await devices.reportHid(second.code, '')
    await expectCounted(first.code, second.code)
    await showSettings()
    await expect(imager).toBeVisible()
    for (const left of [1, 0]) {
      await page.getByRole('button', { name: 'Disconnect' }).first().click()
      await expect(page.getByRole('button', { name: 'Disconnect' })).toHaveCount(left)
    }
    expect(await devices.state()).toEqual({ serial: 'closed', hid: 'closed', allowed: [] })
  })
})
