/**
 * What every remote promises to the core, tried against its practice server over real HTTP. Run by one small test file a
 * remote, which says how to start a world. What a remote does not offer is not asked of it; what only one remote has is
 * tested beside it.
 */
import { describe, expect, it } from 'vitest'
import type { Batch } from '../../src/main/core/ports.ts'
import { describeFailures } from './remote-suite-failures.ts'
import { describeListings } from './remote-suite-listings.ts'
import { probeOf, testIf, truthOf, useWorld } from './remote-suite-parts.ts'
import { describeStock } from './remote-suite-stock.ts'
import { acknowledged, failureOf, list, send, type RemoteKind } from './remote-world.ts'

export function describeRemote(kind: RemoteKind): void {
  const { writeItems, moveStock, setStock } = kind.capabilities
  describe(kind.name, () => {
    it('offers what its kind says', async () => {
      const world = await kind.start()
      expect(world.remote.capabilities).toEqual(kind.capabilities)
      await world.close()
    })
    if (writeItems) describeRecords(kind)
    if (moveStock || setStock) describeStock(kind)
    describeRequests(kind)
    describeListings(kind)
    describeFailures(kind)
  })
}

function describeRecords(kind: RemoteKind): void {
  const { capabilities, fields } = kind
  const hasPrice = fields.includes('price')

  describe('records', () => {
    const used = useWorld(kind)

    it('are created with all their fields', async () => {
      const { remote } = used.world
      const wanted = {
        name: 'Shirt "L" ß箱',
        ...(hasPrice && { price: 25.5 }),
        ...(fields.includes('expires') && { expires: 1_900_000_000 }),
      }
      const answer = await acknowledged(remote, {
        endpoint: 'create',
        kind: 'item',
        rows: [{ key: 'new', fields: wanted }],
      })
      expect(answer.records).toMatchObject([{ kind: 'item', key: 'new', ...wanted }])
      expect(truthOf(used.world, 'new')).toMatchObject(wanted)
    })

    testIf(capabilities.writeWarehouses)('of warehouses are created, changed and deleted', async () => {
      const { remote, places } = used.world
      const name = (key: string) => used.world.truth().warehouses[key]?.name
      const fields = { name: 'Bay' }
      await acknowledged(remote, { endpoint: 'create', kind: 'warehouse', rows: [{ key: 'w-3', fields }] })
      expect(name('w-3')).toBe('Bay')
      const [first] = places
      await acknowledged(remote, { endpoint: 'update', kind: 'warehouse', rows: [{ key: first, fields }] })
      expect(name(first)).toBe('Bay')
      await acknowledged(remote, { endpoint: 'delete', kind: 'warehouse', rows: [{ key: 'w-3' }] })
      expect(Object.keys(used.world.truth().warehouses).sort()).toEqual([...places].sort())
    })

    testIf(capabilities.bundles)('of bundles are created, changed and deleted', async () => {
      const { remote } = used.world
      const components = [
        { sku: 'a', quantity: 2 },
        { sku: 'b', quantity: kind.decimals ? 0.5 : 1 },
      ]
      const fields = { name: 'Both', price: 9, components }
      const answer = await acknowledged(remote, { endpoint: 'create', kind: 'bundle', rows: [{ key: 'both', fields }] })
      expect(answer.records).toMatchObject([{ kind: 'bundle', key: 'both', ...fields }])
      expect(used.world.truth().bundles['both']).toEqual(fields)
      const other = [{ sku: 'b', quantity: 7 }]
      const change = { key: 'set', fields: { components: other } }
      await acknowledged(remote, { endpoint: 'update', kind: 'bundle', rows: [change] })
      expect(used.world.truth().bundles['set']).toMatchObject({ name: 'Set', components: other })
      await acknowledged(remote, { endpoint: 'delete', kind: 'bundle', rows: [{ key: 'set' }] })
      expect(Object.keys(used.world.truth().bundles)).toEqual(['both'])
    })

    it('are changed in the fields that were named, and in no other', async () => {
      const { world } = used
      const before = truthOf(world, 'a')
      const rows = [{ key: 'a', fields: { name: 'New' } }]
      await acknowledged(world.remote, { endpoint: 'update', kind: 'item', rows })
      expect(truthOf(world, 'a')).toEqual({ ...before, name: 'New' })
    })

    testIf(hasPrice)('are emptied in a field where that was asked', async () => {
      const { world } = used
      const rows = [{ key: 'a', fields: { price: null } }]
      await acknowledged(world.remote, { endpoint: 'update', kind: 'item', rows })
      expect(truthOf(world, 'a')).toMatchObject({ name: 'Item a', price: null })
    })

    testIf(capabilities.rename)('are renamed, and answer under their new key with the same id', async () => {
      const { remote } = used.world
      const before = (await list(remote, 'item', { key: 'a' })).records[0]
      const stock = truthOf(used.world, 'a')?.stock
      const rows = [{ key: 'a', newKey: 'a2', fields: { name: 'New' } }]
      const answer = await acknowledged(remote, { endpoint: 'update', kind: 'item', rows })
      expect(answer.records).toMatchObject([{ key: 'a2', name: 'New' }])
      expect(answer.records[0]?.serverID).toBe(before?.serverID)
      expect(truthOf(used.world, 'a2')?.stock).toEqual(stock)
    })

    testIf(capabilities.rename && capabilities.writeWarehouses)('of warehouses are renamed', async () => {
      const { remote, places } = used.world
      const rows = [{ key: places[0], newKey: 'w-LA', fields: {} }]
      const answer = await acknowledged(remote, { endpoint: 'update', kind: 'warehouse', rows })
      expect(answer.records).toMatchObject([{ key: 'w-LA' }])
    })

    it('are deleted, and named by their keys', async () => {
      const { remote } = used.world
      const answer = await acknowledged(remote, { endpoint: 'delete', kind: 'item', rows: [{ key: 'b' }] })
      expect(answer).toMatchObject({ records: [], cells: [], keys: ['b'] })
      expect(Object.keys(used.world.truth().items)).toEqual(['a'])
      expect((await list(remote, 'item')).records.map(({ key }) => key)).toEqual(['a'])
    })

    it('that do not exist are refused, with what the remote says about it', async () => {
      const rows = [{ key: 'nobody' }]
      for (const batch of [
        { endpoint: 'delete', kind: 'item', rows },
        { endpoint: 'update', kind: 'item', rows: [{ key: 'nobody', fields: { name: 'New' } }] },
      ] satisfies Batch[]) {
        const failure = failureOf(await send(used.world.remote, batch))
        expect(failure).toMatchObject({ kind: 'refused', text: expect.stringContaining('nobody') as string })
      }
      expect(Object.keys(used.world.truth().items)).toEqual(['a', 'b'])
    })

    it('that exist are not created over', async () => {
      const before = truthOf(used.world, 'a')
      const rows = [{ key: 'a', fields: { name: 'Another' } }]
      const failure = failureOf(await send(used.world.remote, { endpoint: 'create', kind: 'item', rows }))
      expect(failure).toMatchObject({ kind: 'refused' })
      expect(truthOf(used.world, 'a')).toEqual(before)
    })
  })
}

function describeRequests(kind: RemoteKind): void {
  describe('a request', () => {
    const used = useWorld(kind)
    const probe = probeOf(kind)

    testIf(probe !== null)('is the same that was described and hashed beforehand', () => {
      const { remote } = used.world
      const batch = probe?.batch(used.world) as Batch // safe: the test runs only where there is one
      expect(remote.body(batch)).toBe(remote.body(structuredClone(batch)))
      expect(remote.describe(batch)).toMatch(/^[A-Z]+ \/\S+$/)
      expect(used.world.arrivals()).toEqual([])
    })

    it('is waited for where the limit wants it: one turn for each after the first', async () => {
      const items = kind.paged?.items ?? 3
      const world = await kind.start({ items })
      let turns = 0
      const turn = (): Promise<void> => {
        turns += 1
        return Promise.resolve()
      }
      expect((await list(world.remote, 'item', {}, turn)).records).toHaveLength(items)
      expect(world.arrivals()).toHaveLength(turns + 1)
      await world.close()
    })

    testIf(kind.paged !== undefined)('is not made without its turn', async () => {
      const world = await kind.start({ items: kind.paged?.items ?? 0 })
      const stopped = new Error('stopped while waiting')
      const reading = list(world.remote, 'item', {}, () => Promise.reject(stopped))
      await expect(reading).rejects.toBe(stopped)
      expect(world.arrivals()).toHaveLength(1)
      await world.close()
    })
  })
}
