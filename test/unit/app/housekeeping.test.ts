import { expect, test } from 'vitest'
import { keepHouse } from '../../../src/main/core/housekeeping.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

test('the backup of the day waits until nobody writes, and not for ever', async () => {
  let now = 0
  let nextRound: (() => void) | null = null
  const world = await openAppWorld({
    handlers: {},
    ports: {
      clock: {
        now: () => 1_700_000_000_000 + now,
        monotonic: () => now,
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
  const round = async (later: number): Promise<number> => {
    await expect.poll(() => nextRound).not.toBeNull()
    now += later
    const go = nextRound
    nextRound = null
    go?.()
    await expect.poll(() => nextRound).not.toBeNull()
    return world.store.files.backups().length
  }
  const write = (): void => world.store.write((writer) => writer.touch('stocktakes'))
  addMirror(world, ['W1'], { AAA: { name: 'Apple', stock: { W1: 1 } } })
  const scanning = async (later: number): Promise<number> => {
    now += later - 1_000
    write()
    return round(1_000)
  }
  expect(await scanning(60_000)).toBe(0)
  expect(await scanning(60_000)).toBe(0)
  expect(await round(60_000)).toBe(1)
  expect(await scanning(25 * 3_600_000)).toBe(2)
  closing.abort()
  await keeping
})
