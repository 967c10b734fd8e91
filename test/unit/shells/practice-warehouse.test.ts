import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPracticeWarehouse, type PracticeWarehouse } from '../../../src/main/shells/host/practice-warehouse.ts'
import type { PracticeEntry } from '../../../src/main/core/ports.ts'
import { listen } from '../../../src/main/shells/browser/browser-shell.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

function open(directory: string): PracticeWarehouse {
  const warehouse = createPracticeWarehouse({ directory, log: () => undefined, random: { next: () => 0 } })
  onTestFinished(() => warehouse.close())
  return warehouse
}

async function start(warehouse: PracticeWarehouse): Promise<PracticeEntry> {
  const entry = await warehouse.start()
  if (!entry.ok) throw new Error(entry.error)
  return entry.value
}

/** Reads as the API wants it, with the filters in the body of a GET, which `fetch` refuses to send. */
async function firstItem({ baseUrl, apiKey }: PracticeEntry): Promise<{ sku: string; name: string }> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json', 'content-length': 2 }
  const request = httpRequest(`${baseUrl}items`, { method: 'GET', headers, agent: false })
  request.end('{}')
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const [item] = JSON.parse(await text(response)) as { sku: string; name: string }[]
  if (item === undefined) throw new Error('The shop is empty')
  return item
}

describe('the practice warehouse', () => {
  it('starts once, and answers the same address however often it is asked', async () => {
    const warehouse = open(temporaryFolder())
    expect(warehouse.status()).toEqual({ running: false, network: true, loseNextAnswer: false })
    const [one, two] = await Promise.all([start(warehouse), start(warehouse)])
    expect(two).toEqual(one)
    expect(warehouse.status().running).toBe(true)
    expect(warehouse.codes().length).toBeGreaterThan(250)
  })

  it('is the same after a restart: goods, key and port', async () => {
    const directory = temporaryFolder()
    const before = open(directory)
    const entry = await start(before)
    const { sku } = await firstItem(entry)
    expect(await before.act({ act: 'rename', sku, name: 'Renamed' })).toMatchObject({ ok: true })
    await before.close()
    const after = open(directory)
    expect(await after.resume()).toEqual({ ok: true, value: entry })
    expect((await firstItem(entry)).name).toBe('Renamed')
    expect(statSync(path.join(directory, 'practice', 'practice.json')).mode & 0o077).toBe(0)
  })

  it('takes another port where its own was taken meanwhile', async () => {
    const directory = temporaryFolder()
    const before = open(directory)
    const entry = await start(before)
    await before.close()
    const thief = createServer()
    await listen(thief, Number(new URL(entry.baseUrl).port))
    onTestFinished(() => void thief.close())
    const again = await start(open(directory))
    expect(again.apiKey).toBe(entry.apiKey)
    expect(again.baseUrl).not.toBe(entry.baseUrl)
  })

  it('is not resumed where it never was, and not after it was forgotten', async () => {
    const directory = temporaryFolder()
    const warehouse = open(directory)
    expect(await warehouse.resume()).toBeNull()
    await start(warehouse)
    await warehouse.forget()
    expect(await warehouse.resume()).toBeNull()
    expect(existsSync(path.join(directory, 'practice'))).toBe(false)
  })

  it('plays the outside world', async () => {
    const warehouse = open(temporaryFolder())
    expect(await warehouse.act({ act: 'sell' })).toMatchObject({ ok: false })
    const entry = await start(warehouse)
    for (const act of ['sell', 'receive', 'rename'] as const) {
      const { sku } = await firstItem(entry)
      expect(await warehouse.act({ act, sku, quantity: 1 })).toMatchObject({ ok: true })
    }
    expect(await warehouse.act({ act: 'sell', sku: 'no such item' })).toMatchObject({ ok: false })
    await warehouse.act({ act: 'loseAnswer' })
    await warehouse.act({ act: 'networkOff' })
    expect(warehouse.status()).toEqual({ running: true, network: false, loseNextAnswer: true })
    await expect(firstItem(entry)).rejects.toThrow()
    await warehouse.act({ act: 'networkOn' })
    expect((await firstItem(entry)).sku).toBeTypeOf('string')
  })
})
