import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createCredentialsFile } from '../../../src/main/shells/host/credentials-file.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const fileIn = (directory: string): string => path.join(directory, 'credentials.json')

describe('the credentials file', () => {
  it('gives back what was written, also to the next start', async () => {
    const directory = path.join(temporaryFolder(), 'made', 'when', 'missing')
    const secrets = createCredentialsFile({ directory })
    expect(await secrets.write('C1', { apiKey: 'one' })).toEqual({ ok: true, value: undefined })
    await secrets.write('C2', { apiKey: 'two', secret: 'three' })
    expect(await createCredentialsFile({ directory }).read('C2')).toEqual({
      ok: true,
      value: { apiKey: 'two', secret: 'three' },
    })
    await secrets.remove('C1')
    expect(await secrets.read('C1')).toMatchObject({ ok: false })
    expect(await secrets.read('C2')).toMatchObject({ ok: true })
  })

  it('can be read by its owner alone, whatever it was before', async () => {
    const directory = temporaryFolder()
    writeFileSync(fileIn(directory), '{}', { mode: 0o644 })
    writeFileSync(`${fileIn(directory)}.new`, 'left over from a crash', { mode: 0o644 })
    await createCredentialsFile({ directory }).write('C1', { apiKey: 'one' })
    expect(statSync(fileIn(directory)).mode & 0o777).toBe(0o600)
  })

  it('loses nothing when many are written at once', async () => {
    const directory = temporaryFolder()
    const secrets = createCredentialsFile({ directory })
    const names = Array.from({ length: 20 }, (_, index) => `C${String(index)}`)
    await Promise.all(names.map((name) => secrets.write(name, { apiKey: name })))
    const read = await Promise.all(names.map((name) => secrets.read(name)))
    expect(read.map((result) => (result.ok ? result.value['apiKey'] : null))).toEqual(names)
  })

  it('is not overwritten when it is damaged', async () => {
    const directory = temporaryFolder()
    writeFileSync(fileIn(directory), '{"C1":')
    const secrets = createCredentialsFile({ directory })
    expect(await secrets.read('C1')).toMatchObject({ ok: false, error: expect.stringContaining('damaged') as string })
    expect(await secrets.write('C2', { apiKey: 'x' })).toMatchObject({ ok: false })
    expect(readFileSync(fileIn(directory), 'utf8')).toBe('{"C1":')
  })

  it('says of what the desktop app sealed that only the desktop app can read it', async () => {
    const directory = temporaryFolder()
    writeFileSync(fileIn(directory), '{"C1":{"sealed":"AAAA"}}')
    const result = await createCredentialsFile({ directory }).read('C1')
    expect(result).toMatchObject({ ok: false, error: expect.stringContaining('HAKOMORI_CREDENTIALS') as string })
  })
})

describe('HAKOMORI_CREDENTIALS', () => {
  const environment = '{"Shop":{"apiKey":"by name"},"C9":{"apiKey":"by id"}}'

  it('goes before the file, by connectionID or by name', async () => {
    const directory = temporaryFolder()
    await createCredentialsFile({ directory }).write('C1', { apiKey: 'file' })
    const secrets = createCredentialsFile({ directory, environment })
    expect(await secrets.read('C1', 'Shop')).toEqual({ ok: true, value: { apiKey: 'by name' } })
    expect(await secrets.read('C9', 'Other')).toEqual({ ok: true, value: { apiKey: 'by id' } })
    expect(await secrets.read('C1', 'Other')).toEqual({ ok: true, value: { apiKey: 'file' } })
  })

  it('is never written to', async () => {
    const secrets = createCredentialsFile({ directory: temporaryFolder(), environment })
    expect(await secrets.write('C9', { apiKey: 'new' })).toMatchObject({ ok: false })
    expect(await secrets.read('C9')).toEqual({ ok: true, value: { apiKey: 'by id' } })
  })

  it('is reported when it is not of the form that it must have', async () => {
    for (const wrong of ['{', '[]', '{"Shop":"key"}', '{"Shop":{"apiKey":1}}']) {
      const secrets = createCredentialsFile({ directory: temporaryFolder(), environment: wrong })
      expect(await secrets.read('C1')).toMatchObject({ ok: false, error: expect.stringContaining('form') as string })
    }
  })
})
