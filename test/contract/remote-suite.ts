/**
 * What every remote promises to the core, tried against its practice server over real HTTP. Run by one small test file a
 * remote, which says how to start a world; what only one remote has is tested there.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Batch, RemoteRecord } from '../../src/main/core/ports.ts'
import { describeFailures } from './remote-suite-failures.ts'
import { acknowledged, failureOf, list, never, noWait, type RemoteKind, type RemoteWorld } from './remote-world.ts'

export function describeRemote(kind: RemoteKind): void {
  describe(kind.name, () => {
    describeRecords(kind)
    describeStock(kind)
    describeListings(kind)
    describeFailures(kind)
  })
}

/** A world for each test. */
function useWorld(kind: RemoteKind): { readonly world: RemoteWorld } {
  const used: { world: RemoteWorld } = { world: undefined as never }
  beforeEach(async () => {
    used.world = await kind.start()
  })
  afterEach(() => used.world.close())
  return used
}

const keysOf = (records: readonly RemoteRecord[]): readonly string[] => records.map(({ key }) => key).sort()

function describeRecords(kind: RemoteKind): void {
  describe('records', () => {
    const used = useWorld(kind)

    it('are created with all their fields and their first figures', async () => {
      const { remote } = used.world
      const fields = { name: 'Shirt "L" ß箱', price: 25.5, expires: 1_900_000_000 }
      const stock = [
        { warehouseID: 'w-SF', quantity: 2.5 },
        { warehouseID: 'w-NY', quantity: 0 },
      ]
      const answer = await acknowledged(remote, {
        endpoint: 'create',
        kind: 'item',
        rows: [{ key: 'new', fields, stock }],
      })
      expect(answer).toMatchObject({ cells: [], keys: [], records: [{ kind: 'item', key: 'new', ...fields }] })
      expect(answer.records[0]?.stock).toEqual(
        new Map([
          ['w-SF', 2.5],
          ['w-NY', 0],
        ]),
      )
      expect(used.world.truth().items['new']).toEqual({ ...fields, stock: { 'w-SF': 2.5, 'w-NY': 0 } })
    })

    it('of warehouses and bundles are created', async () => {
      const { remote } = used.world
      await acknowledged(remote, {
        endpoint: 'create',
        kind: 'warehouse',
        rows: [{ key: 'w-3', fields: { name: 'Bay' } }],
      })
      const fields = {
        name: 'Both',
        price: 9,
        components: [
          { sku: 'a', quantity: 2 },
          { sku: 'b', quantity: 0.5 },
        ],
      }
      const answer = await acknowledged(remote, { endpoint: 'create', kind: 'bundle', rows: [{ key: 'both', fields }] })
      expect(answer.records).toMatchObject([{ kind: 'bundle', key: 'both', ...fields }])
      expect(used.world.truth().warehouses['w-3']).toEqual({ name: 'Bay' })
      expect(used.world.truth().bundles['both']).toEqual(fields)
    })

    it('are changed in the fields that were named, and in no other', async () => {
      const { remote } = used.world
      const before = used.world.truth().items['a']
      await acknowledged(remote, { endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { price: 3 } }] })
      expect(used.world.truth().items['a']).toEqual({ ...before, price: 3 })
      const components = [{ sku: 'b', quantity: 7 }]
      await acknowledged(remote, { endpoint: 'update', kind: 'bundle', rows: [{ key: 'set', fields: { components } }] })
      expect(used.world.truth().bundles['set']).toMatchObject({ name: 'Set', components })
      await acknowledged(remote, {
        endpoint: 'update',
        kind: 'warehouse',
        rows: [{ key: 'w-SF', fields: { name: 'Bay' } }],
      })
      expect(used.world.truth().warehouses['w-SF']).toEqual({ name: 'Bay' })
    })

    it('are emptied in a field where that was asked', async () => {
      const { remote } = used.world
      await acknowledged(remote, { endpoint: 'update', kind: 'item', rows: [{ key: 'a', fields: { price: null } }] })
      expect(used.world.truth().items['a']).toMatchObject({ name: 'Item a', price: null })
    })

    it('are renamed, and answer under their new key with the same id', async () => {
      const { remote } = used.world
      const before = (await list(remote, 'item', { key: 'a' })).records[0]
      const rename: Batch = {
        endpoint: 'update',
        kind: 'item',
        rows: [{ key: 'a', newKey: 'a2', fields: { name: 'New' } }],
      }
      const answer = await acknowledged(remote, rename)
      expect(answer.records).toMatchObject([{ key: 'a2', name: 'New', serverID: before?.serverID }])
      expect(used.world.truth().items['a2']?.stock).toEqual({ 'w-SF': 10 })
      const move: Batch = { endpoint: 'update', kind: 'warehouse', rows: [{ key: 'w-SF', newKey: 'w-LA', fields: {} }] }
      expect((await acknowledged(remote, move)).records).toMatchObject([{ key: 'w-LA' }])
    })

    it('are deleted, and named by their keys', async () => {
      const { remote } = used.world
      for (const [record, key] of [
        ['bundle', 'set'],
        ['item', 'b'],
        ['warehouse', 'w-NY'],
      ] as const) {
        const answer = await acknowledged(remote, { endpoint: 'delete', kind: record, rows: [{ key }] })
        expect(answer).toMatchObject({ records: [], cells: [], keys: [key] })
      }
      const truth = used.world.truth()
      expect([Object.keys(truth.items), Object.keys(truth.warehouses), Object.keys(truth.bundles)]).toEqual([
        ['a'],
        ['w-SF'],
        [],
      ])
    })

    it('that do not exist are refused, with what the remote says about it', async () => {
      const failure = failureOf(
        await used.world.remote.send({ endpoint: 'delete', kind: 'item', rows: [{ key: 'nobody' }] }, never),
      )
      expect(failure).toMatchObject({ kind: 'refused', text: expect.stringContaining('nobody') as string })
    })
  })
}

function describeStock(kind: RemoteKind): void {
  describe('stock', () => {
    const used = useWorld(kind)
    const figures = () => ({ a: used.world.truth().items['a']?.stock, b: used.world.truth().items['b']?.stock })

    it('is moved by increments and decrements, each answered with the figures after it', async () => {
      const { remote } = used.world
      const rows = [
        { sku: 'a', warehouseID: 'w-SF', quantity: 2.5 },
        { sku: 'b', warehouseID: 'w-NY', quantity: 3 },
      ]
      const up = await acknowledged(remote, { endpoint: 'increment', rows })
      expect(up.records.map(({ key, stock }) => [key, stock])).toEqual([
        ['a', new Map([['w-SF', 12.5]])],
        ['b', new Map([['w-NY', 3]])],
      ])
      await acknowledged(remote, { endpoint: 'decrement', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 0.5 }] })
      expect(figures()).toEqual({ a: { 'w-SF': 12 }, b: { 'w-NY': 3 } })
    })

    it('is transferred, and both ends are answered', async () => {
      const { remote } = used.world
      const transfer: Batch = { endpoint: 'transfer', rows: [{ sku: 'a', from: 'w-SF', to: 'w-NY', quantity: 4 }] }
      const answer = await acknowledged(remote, transfer)
      const told = new Map([
        ...answer.cells.map((cell) => [`${cell.sku} ${cell.warehouseID}`, cell.quantity] as const),
        ...answer.records.flatMap(({ key, stock }) =>
          [...(stock ?? [])].map(([id, quantity]) => [`${key} ${id}`, quantity] as const),
        ),
      ])
      expect(told).toEqual(
        new Map([
          ['a w-SF', 6],
          ['a w-NY', 4],
        ]),
      )
      expect(figures().a).toEqual({ 'w-SF': 6, 'w-NY': 4 })
    })

    it('is set, several figures of one item at once and zero among them', async () => {
      const rows = [
        { sku: 'a', warehouseID: 'w-SF', quantity: 0 },
        { sku: 'b', warehouseID: 'w-SF', quantity: 8 },
        { sku: 'a', warehouseID: 'w-NY', quantity: 1.125 },
      ]
      const answer = await acknowledged(used.world.remote, { endpoint: 'setStock', rows })
      expect(keysOf(answer.records)).toEqual(['a', 'b'])
      expect(figures()).toEqual({ a: { 'w-SF': 0, 'w-NY': 1.125 }, b: { 'w-SF': 8 } })
    })

    it('tells in each answer when it was changed, by the clock of the remote', async () => {
      used.world.advance(5000)
      const rows = [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }]
      const answer = await acknowledged(used.world.remote, { endpoint: 'increment', rows })
      const now = Math.floor(used.world.now() / 1000) * 1000
      expect(answer).toMatchObject({ serverDate: now, status: 200, records: [{ updatedAt: now }] })
    })

    it('is the same request that was described and hashed beforehand', () => {
      const { remote } = used.world
      const batch: Batch = { endpoint: 'increment', rows: [{ sku: 'a', warehouseID: 'w-SF', quantity: 1 }] }
      expect(remote.body(batch)).toBe(remote.body(structuredClone(batch)))
      expect(remote.describe(batch)).toMatch(/^[A-Z]+ \/\S+$/)
      expect(used.world.arrivals()).toEqual([])
    })
  })
}

function describeListings(kind: RemoteKind): void {
  describe('a listing', () => {
    const used = useWorld(kind)

    it('brings everything of its kind, and says what it was', async () => {
      const { remote } = used.world
      const items = await list(remote, 'item')
      expect(keysOf(items.records)).toEqual(['a', 'b'])
      expect(items.records.find(({ key }) => key === 'a')).toMatchObject({
        kind: 'item',
        name: 'Item a',
        price: 1,
        stock: new Map([['w-SF', 10]]),
      })
      const newest = Math.max(...items.records.map(({ updatedAt }) => updatedAt ?? 0))
      expect(items.result).toMatchObject({
        ok: true,
        value: { rows: 2, newest, tick: 1000, serverDate: used.world.now() },
      })
      expect(keysOf((await list(remote, 'warehouse')).records)).toEqual(['w-NY', 'w-SF'])
      const bundles = await list(remote, 'bundle')
      expect(bundles.records).toMatchObject([{ key: 'set', name: 'Set', components: [{ sku: 'a', quantity: 2 }] }])
    })

    it('may be narrowed to one key of each kind', async () => {
      const { remote } = used.world
      for (const [record, key] of [
        ['item', 'a'],
        ['warehouse', 'w-NY'],
        ['bundle', 'set'],
      ] as const) {
        expect(keysOf((await list(remote, record, { key })).records)).toEqual([key])
        const none = await list(remote, record, { key: 'nobody' })
        expect(none).toMatchObject({ result: { ok: true, value: { rows: 0, newest: null, tick: null } }, records: [] })
      }
    })

    it('may be narrowed to what changed, the given moment included', async () => {
      const { world } = used
      world.advance(10_000)
      await acknowledged(world.remote, {
        endpoint: 'update',
        kind: 'item',
        rows: [{ key: 'b', fields: { name: 'New' } }],
      })
      const changedAt = Math.floor(world.now() / 1000) * 1000
      expect(keysOf((await list(world.remote, 'item', { updatedFrom: changedAt })).records)).toEqual(['b'])
      // A fraction of a second within the remote's tick must not lose the row.
      expect(keysOf((await list(world.remote, 'item', { updatedFrom: changedAt + 999 })).records)).toEqual(['b'])
      expect((await list(world.remote, 'item', { updatedFrom: changedAt + 1000 })).records).toEqual([])
    })

    it('is delivered in groups, each awaited, with the same rows whatever the partition', async () => {
      const world = await kind.start({ items: 1200 })
      try {
        const whole = await list(world.remote, 'item')
        expect(whole.result).toMatchObject({ ok: true, value: { rows: 1200 } })
        expect(Math.max(...whole.groups)).toBeLessThanOrEqual(500)
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
        const result = await world.remote.read(
          'item',
          {},
          (rows) => {
            taken.push(rows.length)
            abort.abort()
            return Promise.resolve()
          },
          abort.signal,
          noWait,
        )
        expect(result.ok).toBe(false)
        expect(taken.length).toBeLessThan(4)
        expect((await list(world.remote, 'item')).result.ok).toBe(true)
      } finally {
        await world.close()
      }
    })
  })
}
