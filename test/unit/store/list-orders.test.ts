import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { listItems } from '../../../src/main/core/store/item-list.ts'
import { missingOrders } from '../../../src/main/core/store/list-orders.ts'
import { databaseFile } from '../../../src/main/core/store/open-database.ts'
import type { Store } from '../../../src/main/core/store/open-store.ts'
import { schemaPagesFile } from '../../../src/main/core/store/schema-pages.ts'
import { readFileSync } from 'node:fs'
import { addConfirmed, addTestConnection, openTestStore } from '../../support/store-world.ts'

const directoryOf = (store: Store): string => store.files.status().directory

function schemaOf(store: Store): unknown[] {
  const sqlite = new Sqlite(databaseFile(directoryOf(store)), { readonly: true })
  const rows = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").all()
  sqlite.close()
  return rows
}

function addItems(store: Store): number {
  return store.write((writer) => {
    const connection = addTestConnection(writer)
    for (const [key, name] of [
      ['A', 'Zinc'],
      ['B', 'anvil'],
      ['C', 'Lamp'],
    ] as const)
      addConfirmed(writer, connection, 'item', key, { name })
    return connection
  })
}

const orders = ['name', 'price', 'expires', 'quantity', 'updatedAt'] as const

function listed(store: Store, connection: number) {
  const query = { connection, search: undefined, warehouse: null, offset: 0, limit: 2 } as const
  return [
    ...orders.flatMap((by) =>
      [true, false].map((descending) => listItems(store.reader, { ...query, filter: 'all', by, descending })),
    ),
    listItems(store.reader, { ...query, filter: 'outOfStock', by: 'name', descending: false }),
  ]
}

test('without its orders the list is the same, and building them gives back what the migrations made', async () => {
  const store = await openTestStore()
  const connection = addItems(store)
  const [schema, before] = [schemaOf(store), listed(store, connection)]
  expect(store.orders.putOff(connection)).toBe(true)
  expect(missingOrders(store.reader)).toHaveLength(orders.length)
  expect(listed(store, connection)).toEqual(before)
  while (store.orders.buildNext());
  expect(missingOrders(store.reader)).toEqual([])
  expect(schemaOf(store)).toEqual(schema)
  expect(listed(store, connection)).toEqual(before)
})

test('what a crash left missing can be built later, and the list is right meanwhile', async () => {
  const store = await openTestStore()
  const directory = directoryOf(store)
  const connection = addItems(store)
  const [schema, before] = [schemaOf(store), listed(store, connection)]
  store.orders.putOff(connection)
  store.orders.buildNext()
  store.close()
  const opened = await openTestStore(directory)
  expect(listed(opened, connection)).toEqual(before)
  while (opened.orders.buildNext());
  expect(schemaOf(opened)).toEqual(schema)
  expect(listed(opened, connection)).toEqual(before)
})

test('the list of tables that is kept beside the file is always that of the file', async () => {
  const store = await openTestStore()
  const connection = addItems(store)
  const kept = (): string => readFileSync(schemaPagesFile(directoryOf(store))).toString('latin1')
  store.orders.putOff(connection)
  const without = kept()
  while (store.orders.buildNext());
  expect(kept()).not.toBe(without)
  expect(kept()).toContain('CREATE INDEX items_by_update')
})

test('they stay where another connection lists items by them', async () => {
  const store = await openTestStore()
  addItems(store)
  const another = store.write((writer) => addTestConnection(writer, 'Another'))
  expect(store.orders.putOff(another)).toBe(false)
  expect(missingOrders(store.reader)).toEqual([])
})
