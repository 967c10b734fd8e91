import { describe, expect, it, onTestFinished } from 'vitest'
import { startPracticeServer } from '../../src/main/practice/practice.ts'
import { openCoreWorld } from '../support/core-world.ts'
import { connected, lost, settle, type HiveCore } from '../support/hive-core.ts'

/** What does not go through the queue: counts leave as a file, deliveries are announced once each. */

describe('Hive', { timeout: 60_000 }, () => {
  describe('a count', () => {
    async function counted() {
      const world = await connected()
      const { core } = world
      const { stocktakeID } = await core.call('stocktakes.open', { warehouseID: '7', blind: false })
      await core.call('stocktakes.count', { stocktakeID, sku: 'MUG', quantity: 9, scanID: 's1' })
      await core.call('stocktakes.count', { stocktakeID, sku: 'BOWL', quantity: 10, scanID: 's2' })
      return { ...world, stocktakeID }
    }

    it('is not posted, and leaves as a file that says what it was compared with', async () => {
      const { core, stocktakeID, writes } = await counted()
      expect((await core.fail('stocktakes.post', { stocktakeID })).kind).toBe('unsupported')
      const variance = await core.call('stocktakes.variance', { stocktakeID })
      expect(variance).toMatchObject({ warehouseID: '7', figure: 'total', left: 0 })
      expect(variance.rows).toMatchObject([
        { sku: 'BOWL', counted: 10, expected: 10, difference: 0 },
        { sku: 'MUG', remoteID: '1', barcode: '400000000003', counted: 9, expected: 10, difference: -1 },
      ])
      expect(await core.call('stocktakes.handOver', { stocktakeID })).toEqual({ lines: 1, left: 0, state: 'posted' })
      expect((await core.call('stocktakes.review', { stocktakeID, filter: 'posted' })).rows).toMatchObject([
        { sku: 'MUG', status: 'posted', changeID: null },
      ])
      await core.call('sync.run', {})
      expect([writes(), (await core.call('queue.list', {})).rows]).toEqual([[], []])
    })

    it('says what is there now where somebody moved goods before the count, and a person said so', async () => {
      const { core, server, stocktakeID } = await counted()
      server.control.move('MUG', 7, -3)
      await core.call('sync.run', { full: true })
      const row = async () =>
        (await core.call('stocktakes.variance', { stocktakeID })).rows.find(({ sku }) => sku === 'MUG')
      expect([await row(), (await core.call('stocktakes.variance', { stocktakeID })).left]).toEqual([undefined, 1])
      await core.call('stocktakes.decide', { stocktakeID, skus: ['MUG'], decision: 'difference' })
      expect(await row()).toMatchObject({ counted: 9, expected: 10, difference: -1 })
      await core.call('stocktakes.decide', { stocktakeID, skus: ['MUG'], decision: 'counted' })
      expect(await row()).toMatchObject({ counted: 9, expected: 7, difference: 2 })
    })

    it('that was handed over is taken back whole, and may be counted on', async () => {
      const { core, stocktakeID } = await counted()
      await core.call('stocktakes.handOver', { stocktakeID })
      expect(await core.call('stocktakes.takeBack', { stocktakeID })).toEqual({ lines: 1, state: 'open' })
      expect((await core.fail('stocktakes.takeBack', { stocktakeID })).kind).toBe('notAllowed')
      await core.call('stocktakes.count', { stocktakeID, sku: 'MUG', quantity: 1, scanID: 's3' })
      expect((await core.call('stocktakes.variance', { stocktakeID })).rows.at(-1)).toMatchObject({ difference: 0 })
      const { acts } = await core.call('stocktakes.report', { stocktakeID })
      expect(acts.map(({ act }) => act)).toEqual(['open', 'handOver', 'takeBack'])
    })

    it('is not handed over where the service takes counts itself', async () => {
      const server = await startPracticeServer({ seed: 'shop' })
      onTestFinished(() => server.close())
      const core = await openCoreWorld()
      await core.call('connections.save', {
        name: 'Shop',
        remote: 'hako-v1',
        baseUrl: server.baseUrl,
        credentials: { apiKey: server.apiKey },
      })
      await core.call('sync.run', {})
      const { stocktakeID } = await core.call('stocktakes.open', { warehouseID: 'w-SHOP' })
      expect((await core.fail('stocktakes.handOver', { stocktakeID })).kind).toBe('notAllowed')
    })
  })

  describe('a delivery', () => {
    async function announced(world: HiveCore): Promise<string> {
      const { core } = world
      await core.call('moves.set', { kind: 'receive', warehouseID: '7' })
      await core.call('moves.scan', { kind: 'receive', code: 'MUG', quantity: 24, scanID: 'm1' })
      await core.call('moves.scan', { kind: 'receive', code: '400000000004', quantity: 6, scanID: 'm2' })
      const made = await core.call('moves.announce', {
        arrivesOn: '2030-02-01',
        delivery: 'courier',
        trackingCode: 'T-1',
        orderNumber: 'PO 77',
      })
      return made.announcementID
    }
    const states = async ({ core }: HiveCore) =>
      (await core.call('moves.announcements', {})).rows.map(({ state }) => state)

    it('is announced once the network is there, with our token behind the order number', async () => {
      const world = await connected()
      await world.server.control.networkOff()
      await announced(world)
      expect((await world.core.call('moves.get', { kind: 'receive' })).lines).toEqual([])
      await settle(world)
      expect(await states(world)).toEqual(['waiting'])
      await world.server.control.networkOn()
      await settle(world)
      const [row] = (await world.core.call('moves.announcements', {})).rows
      const { shipments } = world.server.control.state()
      expect(shipments).toMatchObject([
        {
          warehouse_id: 7,
          estimated_arrival_date: '2030-02-01',
          delivery_option: 'courier',
          tracking_code: 'T-1',
          po_number: `PO 77 ${row?.token ?? ''}`,
          items: [{ announced_quantity: 24 }, { announced_quantity: 6 }],
        },
      ])
      expect(row).toMatchObject({ state: 'announced', remoteID: String(shipments[0]?.id) })
    })

    it.each(lost.filter(({ kind }) => kind !== 'fewer-rows'))('$kind: it is there exactly once', async (fault) => {
      const world = await connected()
      await announced(world)
      world.server.control.schedule(fault, { on: 'write' })
      await settle(world)
      expect(world.server.control.state().shipments).toHaveLength(1)
      expect(await states(world)).toEqual(['announced'])
    })

    it('of an item that is gone is not sent, says why, and what is left goes back onto the draft', async () => {
      const world = await connected()
      const announcementID = await announced(world)
      world.server.control.removeSku('MUG')
      await world.core.call('sync.run', { full: true })
      expect((await world.core.call('moves.announcements', {})).rows).toMatchObject([
        { state: 'refused', problem: expect.stringContaining('MUG') as string },
      ])
      expect(world.server.control.state().shipments).toEqual([])
      expect(await world.core.call('moves.cancelAnnouncement', { announcementID })).toEqual({ lines: 1 })
    })

    it('of an item that Hive does not have yet says which, and goes once it is there', async () => {
      const world = await connected()
      await world.server.control.networkOff()
      await world.core.call('items.create', { sku: 'JUG', name: 'Jug' })
      await world.core.call('moves.set', { kind: 'receive', warehouseID: '7' })
      await world.core.call('moves.scan', { kind: 'receive', code: 'JUG', quantity: 2, scanID: 'j1' })
      await world.core.call('moves.announce', { arrivesOn: '2030-02-01', delivery: 'courier' })
      const row = async () => (await world.core.call('moves.announcements', {})).rows[0]
      expect(await row()).toMatchObject({ state: 'waiting', unsentItems: ['JUG'] })
      await world.server.control.networkOn()
      for (let round = 0; round < 3; round += 1) await settle(world)
      expect(await row()).toMatchObject({ state: 'announced', unsentItems: [] })
      expect(world.server.control.state().shipments).toMatchObject([{ items: [{ announced_quantity: 2 }] }])
    })

    it('that waits is taken back onto the draft', async () => {
      const world = await connected()
      await world.server.control.networkOff()
      const announcementID = await announced(world)
      expect(await world.core.call('moves.cancelAnnouncement', { announcementID })).toEqual({ lines: 2 })
      const { lines } = await world.core.call('moves.get', { kind: 'receive' })
      expect(lines.map(({ sku, quantity }) => [sku, quantity]).sort()).toEqual([
        ['BOWL', 6],
        ['MUG', 24],
      ])
      await world.server.control.networkOn()
      await settle(world)
      expect(world.server.control.state().shipments).toEqual([])
    })

    it('whose fate the list can’t tell is asked about, and nothing is sent meanwhile', async () => {
      const world = await connected({ orderNumbers: 'absent' })
      world.server.control.addShipment()
      const announcementID = await announced(world)
      world.server.control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
      await settle(world)
      expect(await states(world)).toEqual(['unknown'])
      expect(world.writes()).toHaveLength(1)
      await world.core.call('moves.decideAnnouncement', { announcementID, answer: 'there' })
      await settle(world)
      expect(await states(world)).toEqual(['announced'])
      expect(world.server.control.state().shipments).toHaveLength(2)
    })

    it.each([4, 2])('that a list in pages of %i does not show whole is not sent again', async (itemsPerPage) => {
      const world = await connected({ itemsPerPage })
      for (const _ of [1, 2, 3]) world.server.control.addShipment()
      await announced(world)
      const { control } = world.server
      control.schedule({ kind: 'response-lost', how: 'reset' }, { on: 'write' })
      const short = { kind: 'fewer-rows', missing: itemsPerPage } as const
      control.schedule(short, { on: 'read', path: 'restocking_shipments', times: 20 })
      await settle(world)
      expect([world.writes().length, await states(world)]).toEqual([1, ['unknown']])
      control.clearFaults()
      await settle(world)
      expect([world.writes().length, await states(world)]).toEqual([1, ['announced']])
    })
  })
})
