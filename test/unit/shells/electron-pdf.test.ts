import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { createFakeElectron } from './fake-electron.ts'

const fake = createFakeElectron()
vi.doMock('electron', () => fake.electron)
const { servePdf } = await import('../../../src/main/shells/electron/ipc.ts')
const { savePdf } = await import('../../../src/main/shells/electron/pdf.ts')
await import('../../../src/main/shells/electron/preload.ts')
servePdf('app://hakomori', savePdf)

// Safe: this is what the preload script has just exposed.
const bridge = fake.exposed['hakomori'] as { savePdf(name: string): Promise<string | null> }

test('what would be printed is saved as a PDF where the user says, on the paper that the page wants', async () => {
  const file = path.join(temporaryFolder(), 'report.pdf')
  fake.log.saveTo = file
  expect(await bridge.savePdf('report ../ "Shelf" 3')).toBe(file)
  expect(fake.log.savePath).toBe('report .._ _Shelf_ 3.pdf')
  expect(readFileSync(file, 'utf8')).toMatch(/^%PDF .*"preferCSSPageSize":true/)
})

test('nothing is written where the user cancels, and a file that can’t be written is told', async () => {
  fake.log.saveTo = null
  expect(await bridge.savePdf('report')).toBeNull()
  fake.log.saveTo = path.join(temporaryFolder(), 'nowhere', 'report.pdf')
  expect(await bridge.savePdf('report')).toBeNull()
  expect(fake.log.errors).toHaveLength(1)
})

test('only our own page may save', async () => {
  fake.log.saveTo = path.join(temporaryFolder(), 'stolen.pdf')
  expect(await fake.invoke('hakomori:pdf', ['x'], { frame: { url: 'https://evil.example/' } })).toBeNull()
  expect(await fake.invoke('hakomori:pdf', ['x'], { frame: null })).toBeNull()
})
