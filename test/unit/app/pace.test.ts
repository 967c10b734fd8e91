import { expect, test } from 'vitest'
import { createPace } from '../../../src/main/core/pace.ts'
import { ok } from '../../../src/shared/domain/result.ts'
import { openAppWorld } from '../../support/app-world.ts'

test.each(['stocktakes.scan', 'moves.scan'])(
  'the engine rests between two pieces of its work after %s, and at no other time',
  async (scan) => {
    const { context } = await openAppWorld({ handlers: {} })
    const rests: number[] = []
    let breaths = 0
    let now = 10_000
    const pace = createPace({
      ...context.ports,
      clock: {
        ...context.ports.clock,
        monotonic: () => now,
        sleep: (ms) => {
          rests.push(ms)
          return Promise.resolve()
        },
      },
      breathe: () => {
        breaths += 1
        return Promise.resolve()
      },
    })
    const dispatch = pace.noting(() => Promise.resolve(ok(null)))
    await dispatch('stocktakes.tape', {})
    await pace.ports.breathe()
    expect([rests.length, breaths]).toEqual([0, 1])
    await dispatch(scan, {})
    await pace.ports.breathe()
    now += 2_000
    await pace.ports.breathe()
    expect([rests.length, breaths]).toEqual([2, 1])
    now += 60_000
    await pace.ports.breathe()
    expect([rests.length, breaths]).toEqual([2, 2])
  },
)
