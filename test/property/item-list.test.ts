import fc from 'fast-check'
import { expect, it } from 'vitest'
import { searchText } from '../../src/shared/domain/search-text.ts'
import { itemFilters, itemSorts, type ItemRow } from '../../src/shared/contract/items.ts'
import { saveCode } from '../../src/main/core/store/barcodes.ts'
import { listItems, type ItemQuery } from '../../src/main/core/store/item-list.ts'
import type { Store } from '../../src/main/core/store/open-store.ts'
import { addConfirmed, addTestConnection, openTestStore } from '../support/store-world.ts'

/** The list against a plain model of it, over both of its ways: few matches are gathered, many are walked. */

interface Goods {
  readonly uid: number
  readonly sku: string
  readonly name: string | null
  readonly price: number | null
  readonly updatedAt: number | null
  readonly codes: readonly string[]
  readonly stock: ReadonlyMap<number, number>
}

const syllables = [
  'Weiß',
  'bier',
  'Café',
  'ap',
  'PLE',
  'x',
  '1',
  '20',
  '200',
  'ö',
  '%',
  '_',
  '"',
  '*',
  'ab"c',
  "O'",
  '🍎',
  ' ',
]

/** Deterministic, so that one store serves all runs. */
function goodsFor(count: number, warehouses: readonly number[]): Omit<Goods, 'uid'>[] {
  let seed = 7
  const next = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * below)
  }
  const words = (): string =>
    Array.from({ length: 1 + next(4) }, () => syllables[next(syllables.length)] ?? '').join('')
  return Array.from({ length: count }, (_, index) => ({
    sku: `${words().trim()}-${String(index)}`,
    name: next(10) === 0 ? null : words(),
    price: next(5) === 0 ? null : next(20),
    updatedAt: next(5) === 0 ? null : next(50),
    codes: next(3) === 0 ? [`200${String(index).padStart(6, '0')}`] : [],
    stock: new Map(warehouses.filter(() => next(2) === 0).map((warehouse) => [warehouse, next(7) - 2])),
  }))
}

async function fill(
  count: number,
): Promise<{ store: Store; connection: number; warehouses: number[]; goods: Goods[] }> {
  const store = await openTestStore()
  return store.write((writer) => {
    const other = addTestConnection(writer, 'Other')
    addConfirmed(writer, other, 'item', 'Weiß-other', { name: 'ap 200' })
    const connection = addTestConnection(writer)
    const warehouses = ['W1', 'W2'].map((key) => addConfirmed(writer, connection, 'warehouse', key))
    const goods = goodsFor(count, warehouses).map((item) => {
      const uid = addConfirmed(writer, connection, 'item', item.sku, item)
      for (const code of item.codes) saveCode(writer, connection, code, uid, 1, 1)
      return { ...item, uid }
    })
    return { store, connection, warehouses, goods }
  })
}

function modelOf(goods: readonly Goods[], query: ItemQuery): number[] {
  const words = searchText(query.search ?? '').split(' ')
  const quantity = (item: Goods): number =>
    query.warehouse === null
      ? [...item.stock.values()].reduce((a, b) => a + b, 0)
      : (item.stock.get(query.warehouse) ?? 0)
  const found = goods.filter((item) => {
    if (query.warehouse !== null && !item.stock.has(query.warehouse)) return false
    const text = searchText(item.sku, item.name, ...item.codes)
    if (!words.every((word) => text.includes(word))) return false
    if (query.filter === 'inStock') return quantity(item) > 0
    if (query.filter === 'outOfStock') return quantity(item) <= 0
    if (query.filter === 'negative') return quantity(item) < 0
    if (query.filter === 'noBarcode') return item.codes.length === 0
    return query.filter === 'all'
  })
  const value = (item: Goods): string | number | null => {
    if (query.by === 'sku') return item.sku
    if (query.by === 'name')
      return item.name === null ? null : item.name.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    if (query.by === 'quantity') return quantity(item)
    return query.by === 'price' ? item.price : query.by === 'updatedAt' ? item.updatedAt : null
  }
  const sorted = found.toSorted((a, b) => compare(value(a), value(b)) || a.uid - b.uid)
  return (query.descending ? sorted.reverse() : sorted).map((item) => item.uid)
}

const utf8 = new TextEncoder()
function compare(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [left, right] = [utf8.encode(String(a)), utf8.encode(String(b))]
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}

const searches = fc.oneof(
  fc.constant(undefined),
  fc
    .array(fc.constantFrom(...syllables, 'ei', 'we', 'bier w', 'zz', '-1', '-'), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join(' ')),
)

it.each([
  ['few', 60, 150],
  ['many', 4500, 60],
])(
  'lists %s items as the model does, page by page, with the exact total',
  async (_name, count, runs) => {
    const { store, connection, warehouses, goods } = await fill(count)
    const skuOf = new Map(goods.map((item) => [item.uid, item.sku]))
    const anyQuery = fc.record({
      connection: fc.constant(connection),
      search: searches,
      warehouse: fc.constantFrom(null, ...warehouses),
      filter: fc.constantFrom(...itemFilters),
      by: fc.constantFrom(...itemSorts),
      descending: fc.boolean(),
      offset: fc.oneof(fc.constant(0), fc.nat(count)),
      limit: fc.constantFrom(0, 1, 7, 100),
    })
    fc.assert(
      fc.property(anyQuery, (query) => {
        const expected = modelOf(goods, query)
        const page = listItems(store.reader, query)
        expect(page.total).toBe(expected.length)
        expect(page.rows.map((row: ItemRow) => row.sku)).toEqual(
          expected.slice(query.offset, query.offset + query.limit).map((uid) => skuOf.get(uid)),
        )
      }),
      { numRuns: runs, seed: 20_260_101 },
    )
  },
  30_000,
)

it('puts the exact match first on whichever page it falls, and counts it once', async () => {
  const { store, connection, goods } = await fill(4500)
  const exact = goods[4321]
  if (!exact) throw new Error('4500 items')
  const query = {
    connection,
    search: exact.sku,
    warehouse: null,
    filter: 'all',
    by: 'sku',
    descending: true,
    offset: 0,
    limit: 5,
  } as const
  const { rows, total } = listItems(store.reader, query)
  expect(rows[0]?.sku).toBe(exact.sku)
  expect(total).toBe(modelOf(goods, query).length)
  store.write((writer) => {
    saveCode(writer, connection, 'Weiß', exact.uid, 1, 1)
  })
  const all: string[] = []
  for (let offset = 0; offset < 4500; offset += 400) {
    all.push(...listItems(store.reader, { ...query, search: 'Weiß', offset, limit: 400 }).rows.map((row) => row.sku))
  }
  expect(all[0]).toBe(exact.sku)
  expect(new Set(all).size).toBe(all.length)
  expect(all).toHaveLength(listItems(store.reader, { ...query, search: 'Weiß' }).total)
})
