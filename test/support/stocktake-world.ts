import { barcodeCommands, barcodeQueries } from '../../src/main/core/app/barcodes.ts'
import { bundleQueries } from '../../src/main/core/app/bundles.ts'
import { paperCommands, paperJobs, paperQueries } from '../../src/main/core/app/paper/paper.ts'
import { peopleCommands, peopleQueries } from '../../src/main/core/app/people.ts'
import { stocktakeCommands, stocktakeJobs, stocktakeQueries } from '../../src/main/core/app/stocktakes/stocktakes.ts'
import { countKept } from '../../src/main/core/app/count-kept.ts'
import { unknownCodeCommands, unknownCodeQueries } from '../../src/main/core/app/unknown-codes.ts'
import { saveCode } from '../../src/main/core/store/barcodes.ts'
import type { Input } from '../../src/shared/contract/contract.ts'
import { acknowledge, addMirror, openAppWorld, uidOf, type AppWorld } from './app-world.ts'

/** A small shop with a stocktake of its warehouse W1 open: AAA 10 there and 4 in W2, BBB 5 there, CCC only in W2. */
const items = {
  AAA: { name: 'Apple', price: 2, stock: { W1: 10, W2: 4 } },
  BBB: { name: 'Banana', stock: { W1: 5 } },
  CCC: { name: 'Cherry', price: 0.5, stock: { W2: 3 } },
}

export async function openCount(
  options: Omit<Partial<Input<'stocktakes.open'>>, 'scope'> & { readonly scope?: string[] } = {},
) {
  const { scope, ...chosen } = options
  const world = await openAppWorld({
    handlers: {
      queries: {
        ...stocktakeQueries,
        ...paperQueries,
        ...unknownCodeQueries,
        ...peopleQueries,
        ...barcodeQueries,
        ...bundleQueries,
      },
      commands: {
        ...stocktakeCommands,
        ...paperCommands,
        ...unknownCodeCommands,
        ...peopleCommands,
        ...barcodeCommands,
      },
      jobs: { ...stocktakeJobs, ...paperJobs },
    },
  })
  const connection = addMirror(world, ['W1', 'W2'], items)
  world.now += 60_000
  const { stocktakeID } = await world.call('stocktakes.open', {
    warehouseID: 'W1',
    blind: false,
    ...chosen,
    ...(scope ? { scope: { skus: scope } } : {}),
  })
  let scans = 0
  const scan = (code: string, quantity?: number, scanID = `s${String((scans += 1))}`) => {
    world.now += 1000
    return world.call('stocktakes.scan', { stocktakeID, code, scanID, ...(quantity === undefined ? {} : { quantity }) })
  }
  const review = async (sku: string) => {
    const { rows } = await world.call('stocktakes.review', { stocktakeID })
    const row = rows.find((line) => line.sku === sku)
    if (!row) throw new Error(`No line ${sku}`)
    return row
  }
  const get = () => world.call('stocktakes.get', { stocktakeID })
  return { world, connection, stocktakeID, scan, review, get }
}

/** Teaches a code and answers how many kept pieces it counted. */
export const teach = (world: AppWorld, connection: number, code: string, sku: string, quantity = 1): number =>
  world.store.write((writer) => {
    const item = uidOf(writer, connection, 'item', sku)
    saveCode(writer, connection, code, item, quantity, world.now)
    return countKept(world.context, writer, connection, item)
  })

const cell = (world: AppWorld, connection: number, sku: string, warehouseID: string) => ({
  item: uidOf(world.store.reader, connection, 'item', sku),
  warehouse: uidOf(world.store.reader, connection, 'warehouse', warehouseID),
})

/** The remote acknowledges a change and names the cell's new figure. */
export const apply = (
  world: AppWorld,
  connection: number,
  changeID: number,
  sku: string,
  warehouseID: string,
  answered: number,
) => {
  const { item, warehouse } = cell(world, connection, sku, warehouseID)
  acknowledge(world, changeID, item, new Map([[warehouse, answered]]))
}
