import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discard, pullFigure, queueChange } from '../support/app-world.ts'
import { apply, openCount } from '../support/stocktake-world.ts'

/**
 * Law (sync.md §6): a scan that is saved later is compared as if it had been saved when it was made, whatever moved here and
 * at the remote before, in between and after. Two items live through the same; one is scanned at the moment, one late.
 */
const step = fc.oneof(
  fc.record({ kind: fc.constant('own' as const), by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ kind: fc.constant('foreign' as const), by: fc.integer({ min: -4, max: 4 }) }),
  fc.record({
    kind: fc.constantFrom('applied' as const, 'landed' as const, 'discarded' as const),
    by: fc.nat({ max: 5 }),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('a late scan is compared as one that was saved at once', async () => {
  const steps = fc.array(step, { maxLength: 7 })
  await fc.assert(
    fc.asyncProperty(steps, steps, steps, async (before, between, after) => {
      const { world, connection, stocktakeID, review, scan } = await openCount()
      const items = ['AAA', 'BBB'].map((sku) => ({
        sku,
        figure: sku === 'AAA' ? 10 : 5,
        open: new Map<number, number>(),
      }))
      const live = (all: readonly Step[]): void => {
        for (const { kind, by } of all) {
          world.now += 1_000
          for (const item of items) take(item, kind, by)
        }
      }
      const take = (item: (typeof items)[number], kind: Step['kind'], by: number): void => {
        const { sku, open } = item
        const pull = (moved: number): void => {
          item.figure += moved
          if (moved !== 0) pullFigure(world, connection, sku, 'W1', item.figure)
        }
        if (kind === 'foreign') return pull(by)
        if (kind === 'own') {
          if (by !== 0)
            open.set(queueChange(world, connection, sku, { kind: 'stock-delta', quantity: by, at: 'W1' }), by)
          return
        }
        const [id, quantity] = [...open][by] ?? []
        if (id === undefined || quantity === undefined) return
        open.delete(id)
        if (kind === 'discarded') return discard(world, id)
        if (kind === 'landed') {
          pull(quantity)
          world.now += 1_000
        } else item.figure += quantity
        apply(world, connection, id, sku, 'W1', item.figure)
      }
      live(before)
      await scan('AAA', 3)
      const scannedAt = world.now
      live(between)
      world.now += 10_000
      await world.call('stocktakes.scan', { stocktakeID, code: 'BBB', quantity: 3, scanID: 'late', scannedAt })
      live(after)
      const [timely, late] = [await review('AAA'), await review('BBB')]
      const { expected, drift, status, suggested, recountCause } = timely
      expect(late).toMatchObject({ expected: expected - 5, drift, suggested, recountCause })
      if (late.variance !== 0 && timely.variance !== 0) expect(late.status).toBe(status)
    }),
    { numRuns: 100, seed: 20_261_121 },
  )
}, 60_000)
