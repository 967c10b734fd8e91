import { expect, test } from 'vitest'
import type { Remote } from '../../../src/main/core/ports.ts'
import { countHeld } from '../../../src/main/core/store/held-deletions.ts'
import { readLog } from '../../../src/main/core/store/log.ts'
import { readSyncState } from '../../../src/main/core/store/sync-state.ts'
import { ok } from '../../../src/shared/domain/result.ts'
import { openSyncWorld, type SyncWorld } from '../../support/sync-world.ts'

const items = (world: SyncWorld): number =>
  world.store.reader.row<{ count: number }>(
    "SELECT count(*) AS count FROM records WHERE kind = 'item' AND base_key IS NOT NULL",
  )?.count ?? 0

const events = (world: SyncWorld): string[] =>
  readLog(world.store.reader, world.connection, 100).map(({ event }) => event)

/** Items that were created one a second, in the order of their names. */
function addItems(world: SyncWorld, count: number): void {
  for (let index = 0; index < count; index += 1) {
    world.server.control.model.handle(
      {
        method: 'POST',
        path: '/v1/items',
        body: [{ sku: `N${String(index).padStart(4, '0')}`, name: 'Many' }],
      },
      world.clock.now() - 1000 * (count - index),
    )
  }
}

test('a remote that cuts its lists is noticed at the first reading, and everything is there all the same', async () => {
  const world = await openSyncWorld({ switches: { rowLimit: 100 } })
  addItems(world, 392)
  await world.run()
  expect(items(world)).toBe(400)
  expect(events(world)).toContain('rowCap')
  expect(readSyncState(world.store.reader, world.connection).listings.item).toMatchObject({ cap: 100 })
})

test('a row cap that comes later never looks like deletions', async () => {
  const world = await openSyncWorld()
  addItems(world, 392)
  await world.run()
  world.server.control.setSwitches({ rowLimit: 100 })
  await world.run(true)
  await world.run(true)
  expect(items(world)).toBe(400)
  expect(countHeld(world.store.reader, world.connection)).toBe(0)
})

test('a list that was cut once by mishap is believed again after the next start', async () => {
  const world = await openSyncWorld()
  addItems(world, 192)
  await world.run()
  world.server.control.schedule({ kind: 'row-cap', rows: 100 }, { path: 'items' })
  await world.run(true)
  expect(readSyncState(world.store.reader, world.connection).listings.item?.cap).toBe(100)
  await world.restart()
  await world.run()
  expect(readSyncState(world.store.reader, world.connection).listings.item?.cap).toBeNull()
})

test('where creation times can’t part the list, a row cap is asked about and removes nothing', async () => {
  const world = await openSyncWorld({ switches: { timestamps: 'absent' } })
  addItems(world, 392)
  await world.run()
  world.server.control.setSwitches({ rowLimit: 100 })
  await world.run(true)
  expect(items(world)).toBe(400)
  expect(countHeld(world.store.reader, world.connection)).toBe(300)
})

test('a round number of rows that is the truth costs two more reads, once', async () => {
  const world = await openSyncWorld()
  addItems(world, 92)
  await world.run()
  const first = world.reads()
  await world.run(true)
  expect([first, world.reads() - first]).toEqual([5, 3])
})

test('a list above 10 MB is read in parts beside the work, a part each cycle, and finds what is gone', async () => {
  const world = await openSyncWorld({ wrapRemote: heavy })
  addItems(world, 92)
  await world.run()
  expect(items(world)).toBe(100)
  world.server.control.actAsOther({ kind: 'delete', sku: 'N0004' })
  await world.clock.sleep(31 * 60_000)
  let cycles = 0
  while (items(world) === 100 && cycles < 20) {
    const id = world.receive('A', 'W1', 1)
    await world.run()
    expect(world.states(id)).toEqual(['applied'])
    cycles += 1
  }
  expect(items(world)).toBe(99)
  expect(cycles).toBeGreaterThan(3)
})

/** Two thousand times the bytes. */
const heavy = (remote: Remote): Remote => ({
  ...remote,
  read: async (...asked) => {
    const read = await remote.read(...asked)
    return read.ok ? ok({ ...read.value, bytes: read.value.bytes * 2000 }) : read
  },
})

test('a stripped filter while reading in parts falls back to one list', async () => {
  const world = await openSyncWorld({ switches: { rowLimit: 100 } })
  addItems(world, 192)
  await world.run()
  world.server.control.schedule({ kind: 'body-stripped' }, { path: 'items', times: 20 })
  await world.run(true)
  expect(items(world)).toBe(200)
  expect(countHeld(world.store.reader, world.connection)).toBe(0)
})

test('one bad field keeps no row away and is told once', async () => {
  const world = await openSyncWorld({
    wrapRemote: (remote) => ({
      ...remote,
      read: (kind, filter, onRows, signal, turn) =>
        remote.read(
          kind,
          filter,
          (rows) => onRows(rows.map((row) => (row.key === 'B' ? { ...row, malformed: ['price'] } : row))),
          signal,
          turn,
        ),
    }),
  })
  await world.run()
  await world.run(true)
  expect(items(world)).toBe(8)
  expect(events(world).filter((event) => event === 'malformedRow')).toHaveLength(1)
})
