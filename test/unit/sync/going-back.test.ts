import { expect, it } from 'vitest'
import type { Remote, RemoteRecord } from '../../../src/main/core/ports.ts'
import { openSyncWorld } from '../../support/sync-world.ts'

/** A remote whose listings of items show A as it once was, with an older stamp, as long as `stale` says so. */
async function open() {
  const remote = { stale: false }
  const once = (row: RemoteRecord): RemoteRecord =>
    remote.stale && row.key === 'A' && row.updatedAt !== undefined
      ? { ...row, name: 'Once', updatedAt: row.updatedAt - 3_600_000 }
      : row
  const wrapRemote = (wrapped: Remote): Remote => ({
    ...wrapped,
    read: (kind, filter, onRows, ...rest) =>
      wrapped.read(kind, filter, (rows) => onRows(kind === 'item' ? rows.map(once) : rows), ...rest),
  })
  const world = await openSyncWorld({ wrapRemote, options: { settleSeconds: 60 } })
  await world.run(true)
  const name = () =>
    world.store.reader.row<{ name: string }>(
      'SELECT base_name AS name FROM records WHERE uid = ?',
      world.uid('item', 'A'),
    )?.name
  const listed = async (stale: boolean) => {
    remote.stale = stale
    await world.run(true)
    return name()
  }
  return { world, listed }
}

it('an older row is believed when whole listings a settle time apart show it, and no sooner', async () => {
  const { world, listed } = await open()
  expect(await listed(true)).toBe('Item A')
  await world.clock.sleep(50_000)
  expect(await listed(true)).toBe('Item A')
  await world.clock.sleep(10_000)
  expect(await listed(true)).toBe('Once')
})

it('rule 14: two stale answers with a right one between them move nothing back', async () => {
  const { world, listed } = await open()
  expect(await listed(true)).toBe('Item A')
  expect(await listed(false)).toBe('Item A')
  await world.clock.sleep(24 * 3_600_000)
  expect(await listed(true)).toBe('Item A')
  await world.clock.sleep(61_000)
  expect(await listed(true)).toBe('Once')
})

it('rule 14: nor with a newer one between them', async () => {
  const { world, listed } = await open()
  expect(await listed(true)).toBe('Item A')
  world.server.control.actAsOther({ kind: 'receive', sku: 'A', warehouseID: 'W1', quantity: 1 })
  expect(await listed(false)).toBe('Item A')
  await world.clock.sleep(61_000)
  expect(await listed(true)).toBe('Item A')
})
