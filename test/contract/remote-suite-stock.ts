/** Stock that a remote lets itself be told, by differences or by figures. */
import { describe, expect } from 'vitest'
import type { Acknowledgement, Batch } from '../../src/main/core/ports.ts'
import { probeOf, testIf, truthOf, useWorld } from './remote-suite-parts.ts'
import { acknowledged, list, type RemoteKind } from './remote-world.ts'

/** Every figure that an answer names, whether in a record or alone. */
const told = ({ cells, records }: Acknowledgement): ReadonlyMap<string, number> =>
  new Map([
    ...cells.map((cell) => [`${cell.sku} ${cell.warehouseID}`, cell.quantity] as const),
    ...records.flatMap(({ key, stock }) => [...(stock ?? [])].map(([id, figure]) => [`${key} ${id}`, figure] as const)),
  ])

const partsOf = <T>(rows: readonly T[], size = rows.length): readonly (readonly T[])[] =>
  rows.flatMap((_, place) => (place % size === 0 ? [rows.slice(place, place + size)] : []))

export function describeStock(kind: RemoteKind): void {
  const { capabilities, decimals, tick } = kind
  const { moveStock, relativeStock, setStock } = capabilities
  const [half, eighth] = decimals ? [0.5, 0.125] : [5, 1]

  describe('stock', () => {
    const used = useWorld(kind)
    const stockOf = (sku: string) => truthOf(used.world, sku)?.stock
    const places = () => {
      const [first, second = first] = used.world.places
      return { first, second }
    }

    testIf(capabilities.writeItems && setStock && kind.firstFigures !== false)(
      'of a new item comes with it',
      async () => {
        const { first, second } = places()
        const stock = [
          { warehouseID: first, quantity: 2 + half },
          { warehouseID: second, quantity: 0 },
        ]
        const rows = [{ key: 'new', fields: { name: 'New' }, stock }]
        await acknowledged(used.world.remote, { endpoint: 'create', kind: 'item', rows })
        expect(stockOf('new')).toEqual({ [first]: 2 + half })
      },
    )

    testIf(moveStock && relativeStock)('is moved by increments and decrements, each answered', async () => {
      const { remote } = used.world
      const { first, second } = places()
      const rows = [
        { sku: 'a', warehouseID: first, quantity: 2 + half },
        { sku: 'b', warehouseID: second, quantity: 3 },
      ]
      const up = new Map<string, number>()
      for (const part of partsOf(rows, capabilities.largestBatch?.increment)) {
        const answer = await acknowledged(remote, { endpoint: 'increment', rows: part })
        for (const [cell, figure] of told(answer)) up.set(cell, figure)
      }
      expect([up.get(`a ${first}`), up.get(`b ${second}`)]).toEqual([12 + half, 3])
      await acknowledged(remote, { endpoint: 'decrement', rows: [{ sku: 'a', warehouseID: first, quantity: half }] })
      expect([stockOf('a'), stockOf('b')]).toEqual([{ [first]: 12 }, { [second]: 3 }])
    })

    testIf(moveStock && relativeStock)('is transferred, and both ends are answered', async () => {
      const { first, second } = places()
      const rows = [{ sku: 'a', from: first, to: second, quantity: 4 }]
      const answer = await acknowledged(used.world.remote, { endpoint: 'transfer', rows })
      expect(told(answer)).toEqual(
        new Map([
          [`a ${first}`, 6],
          [`a ${second}`, 4],
        ]),
      )
      expect(stockOf('a')).toEqual({ [first]: 6, [second]: 4 })
    })

    testIf(setStock)('is set, several figures of one item at once and zero among them', async () => {
      const { first, second } = places()
      const rows = [
        { sku: 'a', warehouseID: first, quantity: 0 },
        { sku: 'b', warehouseID: first, quantity: 8 },
        { sku: 'a', warehouseID: second, quantity: 1 + eighth },
      ].slice(0, capabilities.largestBatch?.setStock)
      const [given = [], missing = []] =
        capabilities.ownFirstFigures === true ? [rows.slice(0, 1), rows.slice(1)] : [rows]
      await acknowledged(used.world.remote, { endpoint: 'setStock', rows: given })
      if (missing.length > 0)
        await acknowledged(used.world.remote, { endpoint: 'setStock', rows: missing, first: true })
      for (const { sku, warehouseID, quantity } of rows) expect(stockOf(sku)?.[warehouseID] ?? 0).toBe(quantity)
      const read = (await list(used.world.remote, 'item', { key: 'a' })).records[0]
      expect(read?.stock?.get(first) ?? 0).toBe(0)
    })

    testIf(tick !== null)('tells when it was changed, by the clock of the remote', async () => {
      const { world } = used
      world.advance(5000)
      const batch = probeOf(kind)?.batch(world) as Batch // safe: it can move or set stock
      const answer = await acknowledged(world.remote, batch)
      const now = Math.floor(world.now() / (tick ?? 1)) * (tick ?? 1)
      expect(answer.serverDate).toBe(Math.floor(world.now() / 1000) * 1000)
      expect((await list(world.remote, 'item', { key: 'a' })).records).toMatchObject([{ updatedAt: now }])
    })
  })
}
