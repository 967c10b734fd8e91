import { describe, expect, it } from 'vitest'
import type { RemoteRecord } from '../../../../src/main/core/ports.ts'
import { walkPages, type Page } from '../../../../src/main/remotes/http/walk.ts'
import { err, ok } from '../../../../src/shared/domain/result.ts'

/** A listing that others change between two pages, as told by `before`: what happens ahead of each request. */
async function walk(
  start: readonly string[],
  {
    size = 2,
    totals = true,
    before = {},
  }: {
    size?: number
    totals?: boolean
    before?: Readonly<Record<number, (rows: string[]) => void>>
  } = {},
) {
  const rows = [...start]
  const seen: string[] = []
  let requests = 0
  let turns = 0
  const result = await walkPages({
    fetch: ({ offset }) => {
      requests += 1
      before[requests]?.(rows)
      const part = rows.slice(offset, offset + size)
      const page: Page = {
        rows: part.map((key) => ({ id: key, record: { kind: 'item', key, updatedAt: 1500 } })),
        total: totals ? rows.length : null,
        last: totals ? offset + part.length >= rows.length : part.length < size,
        bytes: 10,
        serverDate: 7,
      }
      return Promise.resolve(ok(page))
    },
    turn: () => {
      turns += 1
      return Promise.resolve()
    },
    onRows: (records: readonly RemoteRecord[]) => {
      seen.push(...records.map(({ key }) => key))
      return Promise.resolve()
    },
  })
  return { result, seen, requests, turns }
}

describe('a listing in pages', () => {
  it('is read once where nothing changes, with a turn before every request but the first', async () => {
    const { result, seen, requests, turns } = await walk(['a', 'b', 'c', 'd', 'e'])
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect([requests, turns]).toEqual([3, 2])
    expect(result).toEqual(ok({ rows: 5, bytes: 30, serverDate: 7, newest: 1500, tick: 1 }))
  })

  it('without a total ends at a short page', async () => {
    expect((await walk(['a', 'b', 'c'], { totals: false })).seen).toEqual(['a', 'b', 'c'])
  })

  it('is walked again where a row was added, and nothing comes twice', async () => {
    const added = await walk(['b', 'c', 'd'], { before: { 2: (rows) => rows.unshift('a') } })
    expect([...added.seen].sort()).toEqual(['a', 'b', 'c', 'd'])
    expect(added.result).toMatchObject({ ok: true, value: { rows: 4 } })
    expect(added.result.ok && added.result.value.whole).not.toBe(false)
  })

  it('is walked again where a row was removed, so that none is skipped', async () => {
    const removed = await walk(['a', 'b', 'c', 'd'], { before: { 2: (rows) => rows.shift() } })
    expect(removed.seen).toContain('c')
  })

  it('that never stands still is said not to be whole', async () => {
    let next = 0
    const shift = (rows: string[]): void => void rows.unshift(`new ${String((next += 1))}`)
    const restless = await walk(['a', 'b', 'c', 'd'], {
      before: Object.fromEntries(Array.from({ length: 40 }, (_, index) => [index + 2, shift])),
    })
    expect(restless.result).toMatchObject({ ok: true, value: { whole: false } })
  })

  it('ends with the failure of a page', async () => {
    const failure = { kind: 'tooLarge', text: 'no' } as const
    const result = await walkPages({
      fetch: () => Promise.resolve(err(failure)),
      turn: () => Promise.resolve(),
      onRows: () => Promise.resolve(),
    })
    expect(result).toEqual(err(failure))
  })
})
