import { describe, expect, test } from 'vitest'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { listItems } from '../../../src/main/core/store/item-list.ts'
import { keepConfirmed } from '../../../src/main/core/store/mirror.ts'
import { removePiece, markRemoved } from '../../../src/main/core/store/remove-connection.ts'
import { countUnindexed, indexAtOnce, indexSearch } from '../../../src/main/core/store/search-index.ts'
import { addConfirmed, addTestConnection, openTestStore } from '../../support/store-world.ts'

function search(store: Store, connection: number, text: string) {
  const { rows, total } = listItems(store.reader, {
    ...{ connection, search: text, warehouse: null, filter: 'all', by: 'sku', descending: false },
    ...{ offset: 0, limit: 100 },
  })
  expect(total).toBe(rows.length)
  return rows.map((row) => row.sku)
}

async function open(items: readonly string[]) {
  const store = await openTestStore()
  const connection = store.write((writer) => addTestConnection(writer))
  const add = (key: string, name = `Lamp ${key}`): number =>
    store.write((writer) => addConfirmed(writer, connection, 'item', key, { name }))
  const uids = items.map((key) => add(key))
  const rename = (uid: number, key: string, name: string): void => {
    const state = { key, name, price: null, expires: null, components: null }
    const base = { state, serverID: null, createdAt: null, updatedAt: null, seenAt: null }
    store.write((writer) => keepConfirmed(writer, 'item', uid, base, null))
  }
  return { store, connection, add, uids, rename }
}

describe('the search', () => {
  test('finds the same before and after new items have their trigrams', async () => {
    const { store, connection, add } = await open(['A1', 'A2'])
    expect(search(store, connection, 'lamp')).toEqual(['A1', 'A2'])
    store.write(indexSearch)
    add('A3')
    expect(countUnindexed(store.reader)).toBe(1)
    for (const text of ['lamp', 'la', 'lamp a', 'LAMP']) expect(search(store, connection, text)).toHaveLength(3)
    expect(search(store, connection, 'lamp a3')).toEqual(['A3'])
    store.write(indexSearch)
    expect(countUnindexed(store.reader)).toBe(0)
    expect(search(store, connection, 'lamp')).toEqual(['A1', 'A2', 'A3'])
  })

  test('follows a new name, whether the item has trigrams yet or not', async () => {
    const { store, connection, uids, rename } = await open(['A1', 'A2'])
    const [first = 0, second = 0] = uids
    rename(first, 'A1', 'Table')
    store.write(indexSearch)
    rename(second, 'A2', 'Table')
    expect(search(store, connection, 'lamp')).toEqual([])
    expect(search(store, connection, 'table')).toEqual(['A1', 'A2'])
  })

  test('indexes a large copy in pieces', async () => {
    const store = await openTestStore()
    const connection = store.write((writer) => {
      const id = addTestConnection(writer)
      for (let index = 0; index < indexAtOnce + 5; index += 1)
        addConfirmed(writer, id, 'item', `K${String(index)}`, { name: index % 500 === 0 ? 'Rare' : 'Common' })
      return id
    })
    store.write(indexSearch)
    expect(countUnindexed(store.reader)).toBe(5)
    store.write(indexSearch)
    expect(countUnindexed(store.reader)).toBe(0)
    store.write(indexSearch)
    expect(search(store, connection, 'rare')).toHaveLength(3)
  })
})

describe('a removed connection', () => {
  test('goes in pieces, and leaves the others found', async () => {
    const { store, connection } = await open(['A1', 'A2'])
    const other = store.write((writer) => {
      const id = addTestConnection(writer, 'Other')
      for (let index = 0; index < 450; index += 1)
        addConfirmed(writer, id, 'item', `B${String(index)}`, { name: 'Lamp' })
      return id
    })
    store.write(indexSearch)
    store.write((writer) => {
      markRemoved(writer, other)
    })
    let pieces = 0
    while (store.write((writer) => removePiece(writer, other))) pieces += 1
    expect(pieces).toBe(3)
    expect(store.reader.rows('SELECT DISTINCT connection FROM records')).toEqual([{ connection }])
    expect(search(store, connection, 'lamp')).toEqual(['A1', 'A2'])
    store.write(indexSearch)
    expect(search(store, connection, 'lamp')).toEqual(['A1', 'A2'])
  })
})
