import { expect, it } from 'vitest'
import { itemSorts } from '../../../src/shared/contract/items.ts'
import type { Reader, SqlValue } from '../../../src/main/core/store/database.ts'
import { findByBaseKey, findByKey, findByServerID, readCells } from '../../../src/main/core/store/records.ts'
import { resentAttempts } from '../../../src/main/core/store/attempts.ts'
import { resolveCode } from '../../../src/main/core/store/barcodes.ts'
import { countByState, openChangesOf } from '../../../src/main/core/store/changes.ts'
import { readHistory } from '../../../src/main/core/store/history.ts'
import { listItems, type ItemQuery } from '../../../src/main/core/store/item-list.ts'
import { snapshotCell } from '../../../src/main/core/store/cell-snapshot.ts'
import {
  addConfirmed as addMirrored,
  knownAsGone,
  knownByKey,
  knownByServerID,
  knownCells,
} from '../../../src/main/core/store/mirror.ts'
import { lastHash, standingEvents } from '../../../src/main/core/store/scans.ts'
import { countsOf } from '../../../src/main/core/store/stocktake-counts.ts'
import { listQueue } from '../../../src/main/core/store/queue-list.ts'
import { listStock, warehouseTotals } from '../../../src/main/core/store/stock-list.ts'
import { countCells, readTallies } from '../../../src/main/core/store/tallies.ts'
import { foldChanges } from '../../../src/main/core/store/view.ts'
import { listWarehouses } from '../../../src/main/core/store/warehouse-list.ts'
import { addConfirmed, addTestConnection, openTestStore } from '../../support/store-world.ts'

/** Pins how SQLite goes about the hot queries: through an index, never over a whole large table, never sorting one. */
async function open() {
  const store = await openTestStore()
  const connection = store.write((writer) => {
    const id = addTestConnection(writer)
    const warehouse = addConfirmed(writer, id, 'warehouse', 'W')
    for (let index = 0; index < 2500; index += 1) {
      const state = { key: `item-${String(index)}`, name: 'common', price: null, expires: null, components: null }
      const base = { state, serverID: String(index), createdAt: 1, updatedAt: 1, seenAt: 1 }
      addMirrored(writer, id, 'item', base, new Map([[warehouse, 1]]))
    }
    return id
  })
  const warehouse = findByKey(store.reader, connection, 'warehouse', 'W')?.uid ?? 0
  return { reader: store.reader, connection, warehouse }
}

/** Runs `work` and answers the plan of every statement it made. */
function plansOf(reader: Reader, work: (spy: Reader) => unknown): string[] {
  const plans: string[] = []
  const explain = (text: string, parameters: readonly SqlValue[]): void => {
    const steps = reader.rows<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...parameters)
    // One page of rows handed in by their ids is sorted, and may be.
    plans.push(
      ...steps
        .map((step) => step.detail)
        .filter((detail) => !(text.includes('json_each(?)') && detail.includes('TEMP B-TREE'))),
    )
  }
  const spy: Reader = {
    all: (query) => {
      const { sql, parameters } = query.compile()
      explain(sql, parameters as SqlValue[]) // safe: the store's statements have no other values
      return reader.all(query)
    },
    first: (query) => {
      const { sql, parameters } = query.compile()
      explain(sql, parameters as SqlValue[]) // safe: as above
      return reader.first(query)
    },
    rows: (text, ...parameters) => {
      explain(text, parameters)
      return reader.rows(text, ...parameters)
    },
    row: (text, ...parameters) => {
      explain(text, parameters)
      return reader.row(text, ...parameters)
    },
  }
  work(spy)
  return plans
}

/** The statements that `work` makes. */
function textsOf(reader: Reader, work: (spy: Reader) => unknown): string[] {
  const texts: string[] = []
  const spy: Reader = {
    all: (query) => (texts.push(query.compile().sql), reader.all(query)),
    first: (query) => (texts.push(query.compile().sql), reader.first(query)),
    rows: (text, ...parameters) => (texts.push(text), reader.rows(text, ...parameters)),
    row: (text, ...parameters) => (texts.push(text), reader.row(text, ...parameters)),
  }
  work(spy)
  return texts
}

/** Scans of what is small by nature: lists of ids handed in, rows of a subquery with a limit, the matches of a search. */
const harmless =
  /^SCAN (c|f|json_each|item_search|connections|tallies|search_progress|\(subquery|warehouse_totals)\b|VIRTUAL TABLE|^SCAN CONSTANT ROW/

const wholeTables = (plans: readonly string[]): string[] =>
  plans.filter((detail) => detail.startsWith('SCAN ') && !harmless.test(detail))
const sorts = (plans: readonly string[]): string[] => plans.filter((detail) => detail.includes('TEMP B-TREE'))

it('finds records, codes and changes by an index', async () => {
  const { reader, connection } = await open()
  const plans = plansOf(reader, (spy) => {
    findByKey(spy, connection, 'item', 'item-7')
    findByBaseKey(spy, connection, 'item', 'item-7')
    findByServerID(spy, connection, 'item', '7')
    for (const code of ['code-1', 'item-7', '4006381333931']) resolveCode(spy, connection, code)
    foldChanges(spy, 7)
    openChangesOf(spy, 7)
    readHistory(spy, { item: 7, warehouse: 1, limit: 10 })
  })
  expect(wholeTables(plans)).toEqual([])
  expect(sorts(plans)).toEqual([])
  expect(plans).toContainEqual(expect.stringContaining('barcodes_by_gtin (connection=? AND gtin=?)'))
  expect(plans).toContainEqual(expect.stringContaining('changes_open (uid=?)'))
})

it('leaves SQLite no reason to prepare a hot statement anew at every call', async () => {
  const { reader, connection, warehouse } = await open()
  const texts = textsOf(reader, (spy) => {
    findByKey(spy, connection, 'item', 'item-7')
    knownByKey(spy, connection, 'item', 'item-7')
    knownByServerID(spy, connection, 'item', '7')
    knownCells(spy, 7)
    knownAsGone(spy, connection, 'item', 'item-7')
    resentAttempts(spy, 7)
    readCells(spy, 7)
    for (const code of ['code-1', 'item-7', '4006381333931']) resolveCode(spy, connection, code)
    snapshotCell(spy, 7, warehouse, null)
    standingEvents(spy, 'none', 7, 1)
    lastHash(spy, 'none')
    countsOf(spy, 'none', 7)
    foldChanges(spy, 7)
    openChangesOf(spy, 7)
  })
  // It does so where a bound value meets a partial index's constant, and where an ORDER BY follows a bound equality.
  expect(texts.filter((text) => /\b(kind|present|state)"? = \?|ORDER BY/i.test(text))).toEqual([])
})

it('counts without reading what it counts', async () => {
  const { reader, connection, warehouse } = await open()
  const plans = plansOf(reader, (spy) => {
    readTallies(spy, connection)
    countCells(spy, connection)
    listWarehouses(spy, connection)
    warehouseTotals(spy, warehouse)
    countByState(spy, connection)
  })
  expect(wholeTables(plans)).toEqual([])
  expect(plans.filter((detail) => /\bstock\b/.test(detail))).toEqual([])
})

it('walks the index of the order, both ways and from both ends', async () => {
  const { reader, connection } = await open()
  const indexes = {
    sku: 'records_by_key',
    name: 'items_by_name',
    price: 'items_by_price',
    expires: 'items_by_expires',
    quantity: 'items_by_quantity',
    updatedAt: 'items_by_update',
  }
  for (const by of itemSorts) {
    const query: ItemQuery = {
      connection,
      search: undefined,
      warehouse: null,
      filter: 'all',
      by,
      descending: false,
      offset: 0,
      limit: 100,
    }
    for (const variant of [query, { ...query, descending: true }, { ...query, offset: 2400 }]) {
      const plans = plansOf(reader, (spy) => listItems(spy, variant))
      expect(plans).toContainEqual(expect.stringContaining(`SEARCH r USING COVERING INDEX ${indexes[by]}`))
      expect(wholeTables(plans)).toEqual([])
      expect(sorts(plans)).toEqual([])
    }
  }
})

it('searches through trigrams, and through the narrow index for short words', async () => {
  const { reader, connection, warehouse } = await open()
  const query: ItemQuery = {
    connection,
    search: undefined,
    warehouse: null,
    filter: 'all',
    by: 'sku',
    descending: false,
    offset: 0,
    limit: 100,
  }
  const plans = (changes: Partial<ItemQuery>): string[] =>
    plansOf(reader, (spy) => listItems(spy, { ...query, ...changes }))
  for (const search of ['common', 'co', 'common it', 'item-77']) expect(wholeTables(plans({ search }))).toEqual([])
  expect(plans({ search: 'common' })).toContainEqual(expect.stringContaining('VIRTUAL TABLE INDEX'))
  expect(plans({ search: 'co' })).toContainEqual(
    expect.stringContaining('COVERING INDEX records_by_text (connection=?)'),
  )
  expect(plans({ search: 'common it' })).toContainEqual(
    expect.stringContaining('COVERING INDEX records_by_text (connection=? AND uid=?)'),
  )
  expect(plans({ search: 'common', warehouse })).toContainEqual(
    expect.stringContaining('s USING PRIMARY KEY (item=? AND warehouse=?)'),
  )
})

it('filters through an index of its own', async () => {
  const { reader, connection } = await open()
  const indexes = {
    waiting: 'records_with_changes',
    doubt: 'items_in_doubt',
    noBarcode: 'items_without_code',
    negative: 'items_by_quantity',
  } as const
  for (const filter of ['waiting', 'doubt', 'noBarcode', 'negative'] as const) {
    const query: ItemQuery = {
      connection,
      search: undefined,
      warehouse: null,
      filter,
      by: 'name',
      descending: false,
      offset: 0,
      limit: 100,
    }
    const plans = plansOf(reader, (spy) => listItems(spy, query))
    expect(plans).toContainEqual(expect.stringContaining(indexes[filter]))
    expect(wholeTables(plans)).toEqual([])
  }
})

it('lists a warehouse by quantity in the order of its index', async () => {
  const { reader, connection, warehouse } = await open()
  const query: ItemQuery = {
    connection,
    search: undefined,
    warehouse,
    filter: 'inStock',
    by: 'quantity',
    descending: true,
    offset: 0,
    limit: 100,
  }
  const plans = plansOf(reader, (spy) => listItems(spy, query))
  expect(plans).toContainEqual(expect.stringContaining('stock_by_warehouse (warehouse=? AND shown=? AND quantity>?)'))
  expect(sorts(plans)).toEqual([])
})

it('pages stock and queue by their indexes', async () => {
  const { reader, connection } = await open()
  const queue = { connection, state: undefined, groupID: undefined, stocktakeID: undefined, offset: 0, limit: 100 }
  const plans = plansOf(reader, (spy) => {
    listQueue(spy, { ...queue, state: 'ready' })
    listQueue(spy, { ...queue, state: 'open' })
  })
  expect(wholeTables(plans)).toEqual([])
  // The page itself is put in order again after its names were looked up; the queue is not.
  expect(plans).toContainEqual(expect.stringContaining('COVERING INDEX changes_by_state (connection=? AND state=?)'))
  expect(plans).toContainEqual(expect.stringContaining('INDEX changes_open_by_id (connection=?)'))
  const stock = plansOf(reader, (spy) =>
    listStock(spy, { connection, item: null, warehouse: null, offset: 0, limit: 100 }),
  )
  expect(wholeTables(stock)).toEqual([])
})
