import { expect, test } from 'vitest'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../../src/main/core/app/stocktakes/stocktakes.ts'
import { addMirror, openAppWorld } from '../../support/app-world.ts'

/**
 * What users of other programs complained of about speed, by thread. A small shop and a large one are measured in turn, so
 * that a busy machine slows both, and the best of many tries stands for each.
 */
async function openShop({ items, places }: { readonly items: number; readonly places: number }) {
  const world = await openAppWorld({
    handlers: { queries: stocktakeQueries, commands: stocktakeCommands, jobs: stocktakeJobs },
  })
  const locations = Array.from({ length: places }, (_, index) => `L${String(index)}`)
  const stock = { L0: 3 }
  addMirror(
    world,
    locations,
    Object.fromEntries(Array.from({ length: items }, (_, index) => [`S${String(index)}`, { stock }])),
  )
  const { stocktakeID } = await world.call('stocktakes.open', { warehouseID: 'L0', blind: false })
  await world.call('stocktakes.zero', { stocktakeID })
  let tries = 0
  return {
    scan: () => world.call('stocktakes.scan', { stocktakeID, code: 'S7', scanID: `scan${String((tries += 1))}` }),
    count: () =>
      world.call('stocktakes.count', {
        stocktakeID,
        sku: 'S7',
        scanID: `count${String((tries += 1))}`,
        quantity: tries,
        mode: 'set',
      }),
  }
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** How many times as long the second takes. */
async function compare(small: () => Promise<unknown>, large: () => Promise<unknown>): Promise<number> {
  const best = { small: Infinity, large: Infinity }
  for (let round = 0; round < 40; round += 1) {
    best.small = Math.min(best.small, await taken(small))
    best.large = Math.min(best.large, await taken(large))
  }
  return best.large / best.small
}

test('a quantity is changed as fast among 3,000 counted lines as among 20 (odoo/odoo#22002)', async () => {
  const small = await openShop({ items: 20, places: 1 })
  const large = await openShop({ items: 3_000, places: 1 })
  expect(await compare(small.count, large.count)).toBeLessThan(3)
}, 60_000)

test('a scan takes as long with 15,000 locations as with one (odoo/odoo#8344)', async () => {
  const small = await openShop({ items: 20, places: 1 })
  const large = await openShop({ items: 20, places: 15_000 })
  expect(await compare(small.scan, large.scan)).toBeLessThan(3)
}, 60_000)
