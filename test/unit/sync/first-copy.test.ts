import { expect, test } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { err } from '../../../src/shared/domain/result.ts'
import { missingOrders } from '../../../src/main/core/store/list-orders.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

/** A remote with 7,003 items whose listing of them may break off, and how many orders of the list were missing meanwhile. */
async function open() {
  const seen = { world: null as SyncWorld | null, missing: new Set<number>(), breaksAfter: Infinity }
  const wrapRemote = (remote: Remote): Remote => ({
    ...remote,
    read: async (kind, filter, onRows, ...rest) => {
      let rows = 0
      const read = await remote.read(
        kind,
        filter,
        async (group) => {
          if (rows >= seen.breaksAfter) return
          rows += group.length
          await onRows(group)
          if (seen.world !== null) seen.missing.add(missingOrders(seen.world.store.reader).length)
        },
        ...rest,
      )
      if (rows < seen.breaksAfter) return read
      return err({ kind: 'uncertain', cause: 'reset', status: null, complete: false, text: 'it broke off' })
    },
  })
  const world = await openSyncWorld({ items: 7_003, wrapRemote })
  seen.world = world
  const items = () =>
    world.store.reader.row<{ count: number }>("SELECT count(*) AS count FROM records WHERE kind = 'item'")?.count
  return { world, seen, items }
}

test(
  'a large first copy puts the orders of the list off, and has them all at its end',
  { timeout: 60_000 },
  async () => {
    const { world, seen, items } = await open()
    await world.run()
    expect([items(), missingOrders(world.store.reader)]).toEqual([7_003, []])
    expect([...seen.missing]).toEqual([0, 5])
    seen.missing.clear()
    await world.run(true)
    expect([...seen.missing]).toEqual([0])
  },
)

test(
  'what a large first copy held when it broke off is kept, and the orders are there',
  { timeout: 60_000 },
  async () => {
    const { world, seen, items } = await open()
    seen.breaksAfter = 6_500
    await expect(world.run()).rejects.toThrow('broke off')
    expect(items()).toBeGreaterThanOrEqual(6_500)
    expect(items()).toBeLessThan(7_003)
    expect(missingOrders(world.store.reader)).toEqual([])
    seen.breaksAfter = Infinity
    await world.clock.sleep(600_000)
    await world.run()
    expect(items()).toBe(7_003)
  },
)
