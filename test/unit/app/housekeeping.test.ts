import { expect, test } from 'vitest'
import { keepHouse } from '../../../src/main/core/housekeeping.ts'
import { missingOrders } from '../../../src/main/core/store/list-orders.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

const day = 24 * 3_600_000

/** Housekeeping over a data folder, its rounds told by the test. */
async function open() {
  let [now, steady] = [0, 0]
  let nextRound: (() => void) | null = null
  const world = await openAppWorld({
    handlers: {},
    ports: {
      clock: {
        now: () => 1_700_000_000_000 + now,
        monotonic: () => steady,
        sleep: (_ms, signal) =>
          new Promise((resolve) => {
            nextRound = resolve
            signal?.addEventListener('abort', () => resolve())
          }),
      },
    },
  })
  const closing = new AbortController()
  const keeping = keepHouse({ ...world.context, closing: closing.signal })
  const pass = (ms: number): void => {
    now += ms
    steady += ms
  }
  /** How many backups there are after the next round. */
  const round = async (later: number): Promise<number> => {
    await expect.poll(() => nextRound).not.toBeNull()
    pass(later)
    const go = nextRound
    nextRound = null
    go?.()
    await expect.poll(() => nextRound).not.toBeNull()
    return world.store.files.backups().length
  }
  return {
    world,
    round,
    /** The same while somebody wrote a second ago. */
    async scanning(later: number): Promise<number> {
      pass(later - 1_000)
      world.store.write((writer) => writer.touch('stocktakes'))
      return round(1_000)
    },
    connect: () => addMirror(world, ['W1'], { AAA: { name: 'Apple', stock: { W1: 1 } } }),
    turnClockBack(ms: number): void {
      now -= ms
    },
    async end(): Promise<void> {
      closing.abort()
      await keeping
    },
  }
}

test('the backup of the day waits until nobody writes, and not for ever', async () => {
  const { connect, round, scanning, end } = await open()
  connect()
  expect(await scanning(60_000)).toBe(0)
  expect(await scanning(60_000)).toBe(0)
  expect(await round(60_000)).toBe(1)
  expect(await scanning(25 * 3_600_000)).toBe(2)
  await end()
})

test('a backup is due after a whole day, and when the clock was turned back by one', async () => {
  const { connect, round, turnClockBack, end } = await open()
  connect()
  expect(await round(60_000)).toBe(1)
  expect(await round(day - 1)).toBe(1)
  expect(await round(1)).toBe(2)
  turnClockBack(2 * day)
  expect(await round(60_000)).toBe(3)
  await end()
})

test('there is no backup of nothing', async () => {
  const { connect, round, end } = await open()
  expect(await round(2 * day)).toBe(0)
  connect()
  expect(await round(60_000)).toBe(1)
  await end()
})

test('damaged data take no place among the backups until they are mended', async () => {
  const { world, connect, round, end } = await open()
  connect()
  world.context.keeping.noteDamage('a page')
  expect(await round(2 * day)).toBe(0)
  world.context.keeping.mended()
  expect(await round(60_000)).toBe(1)
  await end()
})

test('the log goes into the database once nobody wrote for 20 seconds', async () => {
  const { world, connect, round, scanning, end } = await open()
  connect()
  const log = (): number => world.store.files.status().bytes.wal
  await scanning(60_000)
  expect(log()).toBeGreaterThan(0)
  await round(18_999)
  expect(log()).toBeGreaterThan(0)
  await round(1)
  expect(log()).toBe(0)
  await end()
})

test('orders of the item list that a first copy left out are built once nobody wrote for 20 seconds', async () => {
  const { world, connect, round, scanning, end } = await open()
  const connection = connect()
  expect(world.store.orders.putOff(connection)).toBe(true)
  await scanning(60_000)
  expect(missingOrders(world.store.reader)).not.toEqual([])
  await round(20_000)
  expect(missingOrders(world.store.reader)).toEqual([])
  await end()
})
