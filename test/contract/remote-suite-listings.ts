/** Listings: whole, filtered, in groups, given up, and changed by others while their pages are read. */
import { describe, expect, it } from 'vitest'
import type { RecordKind } from '../../src/shared/domain/change.ts'
import { keysOf, testIf, useWorld } from './remote-suite-parts.ts'
import { acknowledged, list, noWait, type PagedListing, type RemoteKind, type RemoteWorld } from './remote-world.ts'

export function describeListings(kind: RemoteKind): void {
  const { capabilities, fields, tick } = kind

  describe('a listing', () => {
    const used = useWorld(kind)

    it('brings everything of its kind, and says what it was', async () => {
      const { remote, places } = used.world
      const items = await list(remote, 'item')
      expect(keysOf(items.records)).toEqual(['a', 'b'])
      const [first] = places
      const a = items.records.find(({ key }) => key === 'a')
      expect(a).toMatchObject({ kind: 'item', name: 'Item a', ...(fields.includes('price') && { price: 1 }) })
      expect(a?.stock?.get(first)).toBe(10)
      const newest = Math.max(...items.records.map(({ updatedAt }) => updatedAt ?? 0))
      expect(items.result).toMatchObject({ ok: true, value: { rows: 2, newest: tick === null ? null : newest } })
      if (tick !== null) expect(items.result).toMatchObject({ value: { tick } })
      expect(keysOf((await list(remote, 'warehouse')).records)).toEqual([...places].sort())
    })

    it('of bundles brings their components, or is empty where there are none', async () => {
      const bundles = await list(used.world.remote, 'bundle')
      expect(bundles.result.ok).toBe(true)
      const set = { key: 'set', name: 'Set', components: [{ sku: 'a', quantity: 2 }] }
      expect(bundles.records).toMatchObject(capabilities.bundles ? [set] : [])
    })

    it('may be narrowed to one key of each kind', async () => {
      const { remote, places } = used.world
      const keys: readonly (readonly [RecordKind, string])[] = [
        ['item', 'a'],
        ['warehouse', places[0]],
        ...(capabilities.bundles ? [['bundle', 'set'] as const] : []),
      ]
      for (const [record, key] of keys) {
        expect(keysOf((await list(remote, record, { key })).records)).toEqual([key])
        const none = await list(remote, record, { key: 'nobody' })
        expect(none).toMatchObject({ result: { ok: true, value: { rows: 0, newest: null, tick: null } }, records: [] })
      }
    })

    testIf(capabilities.changedSince)('may be narrowed to what changed, the given moment included', async () => {
      const { world } = used
      world.advance(10_000)
      const rows = [{ key: 'b', fields: { name: 'New' } }]
      await acknowledged(world.remote, { endpoint: 'update', kind: 'item', rows })
      const step = tick ?? 1
      const changedAt = Math.floor(world.now() / step) * step
      expect(keysOf((await list(world.remote, 'item', { updatedFrom: changedAt })).records)).toEqual(['b'])
      // A fraction of a second within the remote's tick must not lose the row.
      const fraction = { updatedFrom: changedAt + step - 1 }
      expect(keysOf((await list(world.remote, 'item', fraction)).records)).toEqual(['b'])
      expect((await list(world.remote, 'item', { updatedFrom: changedAt + step })).records).toEqual([])
    })

    it('is delivered in groups, each awaited', async () => {
      const world = await kind.start({ items: 1200 })
      try {
        const whole = await list(world.remote, 'item')
        expect(whole.result).toMatchObject({ ok: true, value: { rows: 1200 } })
        expect(Math.max(...whole.groups)).toBeLessThanOrEqual(500)
        expect(new Set(keysOf(whole.records)).size).toBe(1200)
      } finally {
        await world.close()
      }
    })

    testIf(capabilities.createdRange)('brings the same rows in whatever parts it is read', async () => {
      const world = await kind.start({ items: 1200 })
      try {
        const whole = await list(world.remote, 'item')
        const times = whole.records.map(({ createdAt }) => createdAt ?? 0).sort((x, y) => x - y)
        const middle = times[600] ?? 0
        const before = await list(world.remote, 'item', { createdBefore: middle })
        const from = await list(world.remote, 'item', { createdFrom: middle })
        expect([...keysOf(before.records), ...keysOf(from.records)].sort()).toEqual(keysOf(whole.records))
        expect(before.records).toHaveLength(600)
      } finally {
        await world.close()
      }
    })

    it('can be given up in the middle', async () => {
      const world = await kind.start({ items: 1200 })
      try {
        const abort = new AbortController()
        const taken: number[] = []
        const take = (rows: readonly unknown[]): Promise<void> => {
          taken.push(rows.length)
          abort.abort()
          return Promise.resolve()
        }
        const result = await world.remote.read('item', {}, take, abort.signal, noWait)
        expect(result.ok).toBe(false)
        expect(taken.length).toBeLessThan(4)
        expect((await list(world.remote, 'item')).result.ok).toBe(true)
      } finally {
        await world.close()
      }
    })
  })

  if (kind.paged !== undefined) describePages(kind, kind.paged)
}

function describePages(kind: RemoteKind, { items, add, remove }: PagedListing): void {
  /** Walks the listing while `disturb` runs before every page but the first. */
  async function walk(disturb: (world: RemoteWorld, turn: number) => void) {
    const world = await kind.start({ items })
    try {
      const before = new Set(Object.keys(world.truth().items))
      let turn = 0
      const { result, records } = await list(world.remote, 'item', {}, () => {
        turn += 1
        disturb(world, turn)
        return Promise.resolve()
      })
      if (!result.ok) throw new Error(JSON.stringify(result.error))
      const read = keysOf(records)
      const stayed = Object.keys(world.truth().items).filter((sku) => before.has(sku))
      const missing = stayed.filter((sku) => !read.includes(sku))
      return { read, missing, whole: result.value.whole !== false, rows: result.value.rows }
    } finally {
      await world.close()
    }
  }
  const skus = async (): Promise<readonly string[]> => {
    const world = await kind.start({ items })
    const keys = Object.keys(world.truth().items)
    await world.close()
    return keys
  }

  describe('a listing in pages', () => {
    it('that stays as it is comes whole, nothing twice', async () => {
      const { read, missing, whole, rows } = await walk(() => undefined)
      expect({ missing, whole, rows }).toEqual({ missing: [], whole: true, rows: items })
      expect(new Set(read).size).toBe(read.length)
    })

    it('that grows while it is read brings nothing twice and leaves nothing out', async () => {
      const { read, missing } = await walk((world, turn) => {
        if (turn === 1) add(world, 'grown')
      })
      expect(missing).toEqual([])
      expect(new Set(read).size).toBe(read.length)
    })

    it('that shrinks while it is read is never called whole with something missing', async () => {
      for (const gone of [...(await skus())].filter((_, index) => index % 7 === 0)) {
        const { read, missing, whole } = await walk((world, turn) => {
          if (turn === 1) remove(world, gone)
        })
        expect(whole && missing.length > 0 ? { gone, missing } : null).toBeNull()
        expect(new Set(read).size).toBe(read.length)
      }
    })

    it('that never stands still is given up unwhole, with nothing twice', async () => {
      const names = await skus()
      const { read, missing, whole } = await walk((world, turn) => {
        const gone = names[turn * 3]
        if (gone === undefined || turn % 2 === 1) add(world, `grown-${String(turn)}`)
        else remove(world, gone)
      })
      expect(whole && missing.length > 0).toBe(false)
      expect(whole).toBe(false)
      expect(new Set(read).size).toBe(read.length)
    })
  })
}
