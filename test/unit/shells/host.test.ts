import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { appVersion } from '../../../src/main/shells/host/app-version.ts'
import { defaultDataDirectory } from '../../../src/main/shells/host/folders.ts'
import { openLog } from '../../../src/main/shells/host/log.ts'
import { rendererDirectory } from '../../../src/main/shells/host/renderer-files.ts'
import { createIds } from '../../../src/main/shells/host/ulid.ts'
import { systemClock } from '../../../src/main/shells/host/world.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('the data folder', () => {
  const home = '/home/kim'
  it('is where each system keeps the data of programs', () => {
    expect(defaultDataDirectory({ platform: 'linux', env: {}, home })).toBe('/home/kim/.local/share/hakomori')
    expect(defaultDataDirectory({ platform: 'linux', env: { XDG_DATA_HOME: '/data' }, home })).toBe('/data/hakomori')
    expect(defaultDataDirectory({ platform: 'linux', env: { XDG_DATA_HOME: 'data' }, home })).toBe(
      '/home/kim/.local/share/hakomori',
    )
    expect(defaultDataDirectory({ platform: 'darwin', env: {}, home: '/Users/kim' })).toBe(
      '/Users/kim/Library/Application Support/Hakomori',
    )
    const local = 'C:\\Users\\kim\\AppData\\Local'
    expect(defaultDataDirectory({ platform: 'win32', env: { LOCALAPPDATA: local }, home })).toBe(`${local}\\Hakomori`)
    expect(defaultDataDirectory({ platform: 'win32', env: {}, home: 'C:\\Users\\kim' })).toBe(`${local}\\Hakomori`)
  })

  it('is the one that HAKOMORI_DATA names, before all else', () => {
    expect(defaultDataDirectory({ platform: 'linux', env: { HAKOMORI_DATA: '/shop' }, home })).toBe('/shop')
  })
})

describe('ids', () => {
  it('are ULIDs whose order is the order of making, within a millisecond and when the clock steps back', () => {
    const times = [1000, 1000, 1000, 2000, 1500, 1500, 3000]
    const ids = createIds(() => times.shift() ?? 4000)
    const made = Array.from({ length: 40 }, () => ids.ulid())
    for (const id of made) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    expect(made).toEqual([...made].sort())
    expect(new Set(made).size).toBe(made.length)
  })

  it('hold the time in their first ten places, as the ULID specification writes it', () => {
    expect(
      createIds(() => 1469918176385)
        .ulid()
        .slice(0, 10),
    ).toBe('01ARYZ6S41')
  })

  it('carry over when the last place is full', () => {
    const ids = createIds(
      () => 1,
      () => new Uint8Array(16).fill(31).with(0, 0),
    )
    expect(ids.ulid().slice(10)).toBe('0ZZZZZZZZZZZZZZZ')
    expect(ids.ulid().slice(10)).toBe('1000000000000000')
  })
})

describe('the clock', () => {
  it('sleeps, and wakes at once when the signal aborts', async () => {
    const controller = new AbortController()
    const asleep = systemClock.sleep(60_000, controller.signal)
    controller.abort()
    await asleep
    await systemClock.sleep(60_000, controller.signal)
    const before = systemClock.monotonic()
    await systemClock.sleep(5)
    expect(systemClock.monotonic() - before).toBeGreaterThan(3)
  })
})

describe('the log', () => {
  const read = (directory: string): Record<string, unknown>[] =>
    readFileSync(path.join(directory, 'logs', 'hakomori.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  it('writes JSON lines and never a credential', () => {
    const directory = temporaryFolder()
    const { log, close } = openLog({ directory })
    log('info', 'opened', {
      connection: { apiKey: 'K-SECRET', name: 'Shop' },
      credentials: { clientSecret: 'K-SECRET' },
    })
    log('debug', 'not at this level')
    log('warn', 'sent', { request: { headers: { authorization: 'Basic K-SECRET' } } })
    close()
    expect(read(directory)).toMatchObject([
      { msg: 'opened', connection: { apiKey: '[hidden]', name: 'Shop' } },
      { msg: 'sent', request: { headers: { authorization: '[hidden]' } } },
    ])
    expect(readFileSync(path.join(directory, 'logs', 'hakomori.log'), 'utf8')).not.toContain('K-SECRET')
  })

  it('puts long files aside and keeps a few of them, losing no line', () => {
    const directory = temporaryFolder()
    const { log, close } = openLog({ directory, maxBytes: 2000, keep: 2 })
    for (let line = 0; line < 100; line += 1) log('info', `line ${String(line)}`)
    close()
    expect(readdirSync(path.join(directory, 'logs')).sort()).toEqual(
      ['hakomori.log', 'hakomori.log.1', 'hakomori.log.2'].sort(),
    )
    const text = ['hakomori.log.2', 'hakomori.log.1', 'hakomori.log']
      .map((name) => readFileSync(path.join(directory, 'logs', name), 'utf8'))
      .join('')
    const numbers = [...text.matchAll(/line (\d+)/g)].map(([, number]) => Number(number))
    expect(numbers.at(-1)).toBe(99)
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index))
  })

  it('goes on without a folder that it could write to', () => {
    const directory = temporaryFolder()
    writeFileSync(path.join(directory, 'logs'), 'a file where the folder should be')
    const { log, close } = openLog({ directory, level: 'error' })
    log('info', 'nothing happens')
    close()
  })
})

describe('the places of built files', () => {
  it('are the same seen from the sources, from the bundle and from its chunks', () => {
    expect(rendererDirectory('/app/src/main/shells/host/renderer-files.ts')).toBe('/app/out/renderer')
    expect(rendererDirectory('/app/out/main/chunks/rpc-x.js')).toBe('/app/out/renderer')
    expect(rendererDirectory('/home/out/app/out/main/electron.js')).toBe('/home/out/app/out/renderer')
  })

  it('know our version', () => {
    expect(appVersion()).toMatch(/^\d+\.\d+\.\d+$/)
  })
})
