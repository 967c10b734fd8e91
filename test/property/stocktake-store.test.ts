import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareLines } from '../../src/main/core/app/stocktakes/compare.ts'
import { stocktakeCommands } from '../../src/main/core/app/stocktakes/stocktakes.ts'
import { addRecord, saveBase, saveBaseCells } from '../../src/main/core/store/records.ts'
import { decideLine } from '../../src/main/core/store/stocktake-lines.ts'
import { getStocktake } from '../../src/main/core/store/stocktakes.ts'
import { refold } from '../../src/main/core/store/view.ts'
import { add, subtract } from '../../src/shared/domain/quantity.ts'
import {
  acknowledge,
  addMirror,
  discard,
  openAppWorld,
  pullFigure,
  queueChange,
  uidOf,
  type AppWorld,
} from '../support/app-world.ts'
import { steps, TrueWorld, type Subject } from '../support/stocktake-model.ts'

/** The same laws as of the pure arithmetic, through tables, folds and the tape. */

function addItem(world: AppWorld, connection: number, sku: string, books: number): number {
  return world.store.write((writer) => {
    const item = addRecord(writer, connection, 'item', sku)
    const state = { key: sku, name: null, price: null, expires: null, components: null }
    saveBase(writer, item, { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null })
    saveBaseCells(writer, item, new Map([[uidOf(writer, connection, 'warehouse', 'W1'), books]]))
    refold(writer, item)
    return item
  })
}

interface Place {
  readonly world: AppWorld
  readonly connection: number
  readonly stocktakeID: string
  readonly sku: string
  readonly item: number
}

function throughTheStore({ world, connection, stocktakeID, sku, item }: Place): Subject {
  const { store, context } = world
  const warehouse = uidOf(store.reader, connection, 'warehouse', 'W1')
  return {
    queue: (quantity) => queueChange(world, connection, sku, { kind: 'stock-delta', quantity, at: 'W1' }),
    acknowledge: (id, figure) => {
      acknowledge(world, id, item, new Map([[warehouse, figure]]))
    },
    discard: (id) => {
      discard(world, id)
    },
    pull: (figure) => {
      pullFigure(world, connection, sku, 'W1', figure)
    },
    count: (quantity) => {
      const counted = store.write((writer) =>
        stocktakeCommands['stocktakes.count'](context, writer, {
          stocktakeID,
          sku,
          quantity,
          mode: 'set',
          scanID: undefined,
          requestID: undefined,
        }),
      )
      expect(counted.ok).toBe(true)
    },
    review: (decision) => {
      const stocktake = getStocktake(store.reader, stocktakeID)
      if (!stocktake) throw new Error('No stocktake')
      store.write((writer) => {
        decideLine(writer, stocktakeID, item, decision, 0, null)
      })
      const [line] = compareLines(store.reader, stocktake, [item])
      if (!line) throw new Error('No line')
      return line.result
    },
  }
}

test('through the store, too, drift and corrections come to what the true world says', async () => {
  const world = await openAppWorld({ handlers: {} })
  const connection = addMirror(world, ['W1'], {})
  const opened = world.store.write((writer) =>
    stocktakeCommands['stocktakes.open'](world.context, writer, {
      warehouseID: 'W1',
      name: 'All',
      blind: false,
      method: 'single',
      rules: undefined,
      scope: undefined,
      requestID: undefined,
    }),
  )
  if (!opened.ok) throw new Error(opened.error.message)
  let items = 0
  const worlds = fc.tuple(fc.integer({ min: 300, max: 500 }), fc.integer({ min: -20, max: 20 }), steps)
  fc.assert(
    fc.property(worlds, ([books, missing, all]) => {
      const sku = `SKU${String((items += 1))}`
      const item = addItem(world, connection, sku, books)
      const subject = throughTheStore({ world, connection, stocktakeID: opened.value.stocktakeID, sku, item })
      const truth = new TrueWorld(subject, books, missing)
      truth.run([...all.slice(0, 10), { step: 'count' }, ...all.slice(10)])
      expect(subject.review(null).drift).toBe(add(truth.beforeCount, truth.afterCount))
      expect(subtract(truth.booksAfter(subject.review('difference').correction), truth.shelf)).toBe(truth.beforeCount)
      const absolute = subject.review('counted')
      if (absolute.drift !== 0)
        expect(subtract(truth.booksAfter(absolute.correction), truth.shelf)).toBe(subtract(0, truth.afterCount))
    }),
    { seed: 11, numRuns: 60 },
  )
})
