import { expect, test } from 'vitest'
import { addMirror, openAppWorld } from '../../support/app-world.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'

const count = 1_250
const skus = Array.from({ length: count }, (_, index) => `S${String((index * 7) % count).padStart(5, '0')}`)

/** A whole warehouse counted, on a clock that shows every piece of work as a long one. */
async function openLarge() {
  let ticks = 0
  let breath: (() => void) | null = null
  const world = await openAppWorld({
    handlers: { queries: stocktakeQueries, commands: stocktakeCommands, jobs: stocktakeJobs },
    ports: {
      clock: { now: () => 1_700_000_000_000, monotonic: () => (ticks += 10), sleep: () => Promise.resolve() },
      breathe: () => {
        breath?.()
        return Promise.resolve()
      },
    },
  })
  addMirror(world, ['W1'], Object.fromEntries(skus.map((sku) => [sku, { name: `Item ${sku}`, stock: { W1: 3 } }])))
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'W1' })
  await world.call('stocktakes.zero', { stocktakeID })
  const onBreath = (work: () => void): void => {
    breath = () => {
      breath = null
      work()
    }
  }
  return { world, stocktakeID, onBreath }
}

test('a scan is answered while a large review is being made, and the review after it has the scan', async () => {
  const { world, stocktakeID, onBreath } = await openLarge()
  const order: string[] = []
  const scanned = new Promise<void>((resolve) => {
    onBreath(() => {
      void world.call('stocktakes.scan', { stocktakeID, code: 'S00007', scanID: 'between' }).then(() => {
        order.push('scan')
        resolve()
      })
    })
  })
  const { rows, total } = await world.call('stocktakes.review', { stocktakeID, limit: 1_000 })
  order.push('review')
  await scanned
  expect(order).toEqual(['scan', 'review'])
  expect(total).toBe(count)
  expect(rows.map(({ sku }) => sku)).toEqual(skus.toSorted().slice(0, 1_000))
  const after = await world.call('stocktakes.review', { stocktakeID, sku: 'S00007' })
  expect(after.rows).toMatchObject([{ sku: 'S00007', counted: 1 }])
})

test('pages of a review that nothing changed since are compared once', async () => {
  const { world, stocktakeID, onBreath } = await openLarge()
  await world.call('stocktakes.review', { stocktakeID, limit: 1 })
  let breaths = 0
  onBreath(() => (breaths += 1))
  const { rows } = await world.call('stocktakes.review', { stocktakeID, offset: 1_000, limit: 2 })
  expect(rows.map(({ sku }) => sku)).toEqual(['S01000', 'S01001'])
  expect(breaths).toBe(0)
  await world.call('stocktakes.scan', { stocktakeID, code: 'S01000', scanID: 'later' })
  const again = await world.call('stocktakes.review', { stocktakeID, offset: 1_000, limit: 1 })
  expect(again.rows).toMatchObject([{ sku: 'S01000', counted: 1 }])
  expect(breaths).toBe(1)
})
