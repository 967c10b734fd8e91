import { expect, test, vi } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { openRemote } from '../../../src/main/remotes/remote.ts'
import { connectionTo, openCoreWorld, startShop } from '../../support/core-world.ts'
import { openCount } from '../../support/stocktake-world.ts'

test('a disk that fills up while people scan refuses the scan that it cannot keep, and none before or after', async () => {
  const { world, stocktakeID, scan, review } = await openCount()
  const limit = (pages: number): void => {
    world.store.reader.row(`PRAGMA max_page_count = ${String(pages)}`)
  }
  const pages = world.store.reader.row<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
  await world.call('stocktakes.count', { stocktakeID, sku: 'AAA', quantity: 1, mode: 'add' })
  limit(pages)
  let kept = 1
  const full = async (): Promise<unknown> => {
    for (;;) {
      try {
        await scan('AAA', 1, `scan ${String(kept)}`)
        kept += 1
      } catch (error) {
        return error
      }
    }
  }
  expect(String(await full())).toContain('The disk is full')
  expect(
    await world.fail('stocktakes.scan', { stocktakeID, code: 'AAA', scanID: `scan ${String(kept)}` }),
  ).toMatchObject({
    kind: 'storage',
    details: { problem: 'full' },
  })
  expect((await review('AAA')).counted).toBe(kept)
  limit(pages + 1_000)
  await scan('AAA', 1, `scan ${String(kept)}`)
  await scan('AAA', 1, `scan ${String(kept)}`)
  expect((await review('AAA')).counted).toBe(kept + 1)
})

test('damage that a cycle meets by itself is told, and nothing is read or sent from then on', async () => {
  const server = await startShop()
  let reads = 0
  const spoilt = (remote: Remote): Remote => ({
    ...remote,
    read: () => {
      reads += 1
      throw Object.assign(new Error('database disk image is malformed'), { code: 'SQLITE_CORRUPT' })
    },
  })
  const open = openRemote({ environment: {} })
  const world = await openCoreWorld({
    automatic: true,
    ports: {
      openRemote: (settings) => {
        const opened = open(settings)
        return opened.ok ? { ...opened, value: spoilt(opened.value) } : opened
      },
    },
  })
  await world.call('connections.save', connectionTo(server))
  await vi.waitFor(async () => {
    expect((await world.call('data.status', {})).damage).toContain('malformed')
  })
  const before = reads
  await world.fail('sync.run', {})
  expect(reads).toBe(before)
})
