import { barcodeCommands, barcodeQueries } from '../../src/main/core/app/barcodes.ts'
import { codeImportCommands, codeImportQueries } from '../../src/main/core/app/code-imports.ts'
import { itemCommands, itemQueries } from '../../src/main/core/app/items.ts'
import { moveCommands, moveQueries } from '../../src/main/core/app/moves.ts'
import { stocktakeCommands, stocktakeQueries } from '../../src/main/core/app/stocktakes/stocktakes.ts'
import { unknownCodeCommands, unknownCodeQueries } from '../../src/main/core/app/unknown-codes.ts'
import type { MoveKind } from '../../src/shared/contract/moves.ts'
import { addMirror, openAppWorld } from './app-world.ts'

/** A shop with all that has to do with codes: items A, B, C and one whose SKU is a UPC-A. */
export async function openCodes() {
  const world = await openAppWorld({
    handlers: {
      queries: {
        ...barcodeQueries,
        ...codeImportQueries,
        ...itemQueries,
        ...moveQueries,
        ...stocktakeQueries,
        ...unknownCodeQueries,
      },
      commands: {
        ...barcodeCommands,
        ...codeImportCommands,
        ...itemCommands,
        ...moveCommands,
        ...stocktakeCommands,
        ...unknownCodeCommands,
      },
    },
  })
  const connection = addMirror(world, ['W1', 'W2'], {
    A: { name: 'Apple', price: 4, stock: { W1: 10 } },
    B: { name: 'Banana' },
    C: { name: 'Cheese' },
    '036000291452': { name: 'Cola' },
  })
  let scans = 0
  const nextID = (): string => `s${String((scans += 1))}`
  return {
    world,
    connection,
    resolve: (code: string) => world.call('barcodes.resolve', { code }),
    assign: (code: string, sku: string, quantity = 1) => world.call('barcodes.assign', { code, sku, quantity }),
    unknown: async (search?: string) =>
      (await world.call('barcodes.unknown', search === undefined ? {} : { search })).rows,
    open: async (warehouseID = 'W1') =>
      (await world.call('stocktakes.open', { warehouseID, blind: false })).stocktakeID,
    scan: (stocktakeID: string, code: string, quantity?: number) => {
      world.now += 1000
      return world.call('stocktakes.scan', {
        stocktakeID,
        code,
        scanID: nextID(),
        ...(quantity === undefined ? {} : { quantity }),
      })
    },
    move: (kind: MoveKind, code: string, quantity = 1) =>
      world.call('moves.scan', { kind, code, quantity, scanID: nextID() }),
    counted: async (stocktakeID: string, sku: string) => {
      const { rows } = await world.call('stocktakes.lines', { stocktakeID })
      return rows.find((row) => row.sku === sku)?.counted ?? null
    },
  }
}
