import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepPort, keptPort } from '../../../src/main/shells/browser/kept-port.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

it('finds the port of the last address again', () => {
  const directory = temporaryFolder()
  expect(keptPort(directory)).toBeNull()
  keepPort(directory, 'http://127.0.0.1:41234/?token=abc')
  expect(keptPort(directory)).toBe(41_234)
})

it.each(['', 'port', '80', '1023', '65536', '41234.5', '-1'])('takes %j for no port', (text) => {
  const directory = temporaryFolder()
  writeFileSync(join(directory, 'browser.port'), text)
  expect(keptPort(directory)).toBeNull()
})

it('is no obstacle where nothing can be written', () => {
  const nowhere = join(temporaryFolder(), 'not', 'there')
  keepPort(nowhere, 'http://127.0.0.1:41234/')
  expect([existsSync(nowhere), keptPort(nowhere)]).toEqual([false, null])
})
