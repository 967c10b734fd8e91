import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { createIndexes, createStore } from 'tinybase'
import { createBetterSqlite3Persister } from 'tinybase/persisters/persister-better-sqlite3'
import { editedPlace, inBatches, remoteItems } from '../peer.ts'

const tables = ['items', 'stock', 'scans']
const idle = 0

/** A store whose transactions are answered when their rows are in the file. */
async function openStore(file) {
  const sqlite = new Sqlite(file)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  const store = createStore()
  const named = Object.fromEntries(tables.map((table) => [table, table]))
  const persister = createBetterSqlite3Persister(store, sqlite, {
    mode: 'tabular',
    tables: { load: named, save: named },
  })
  await persister.startAutoSave()
  const saved = () =>
    new Promise((resolve) => {
      if (persister.getStatus() === idle) return resolve()
      const listener = persister.addStatusListener((_persister, status) => {
        if (status !== idle) return
        persister.delListener(listener)
        resolve()
      })
    })
  return {
    store,
    async write(work) {
      store.transaction(work)
      await saved()
    },
    async close() {
      await persister.destroy()
      sqlite.close()
    },
  }
}

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (directory, items) => {
  const { store, write, close } = await openStore(path.join(directory, 'tinybase.db'))
  const indexes = createIndexes(store)
  return {
    durable: 'the power going, through its SQLite persister in tables (synchronous=FULL, set by us)',
    notes: [
      'Everything is in memory as well; a search is a loop over the rows.',
      'Its persister writes row by row, only what changed; saving everything at once exceeds what SQLite takes as parameters.',
    ],
    async firstCopy() {
      for (const batch of inBatches(remoteItems(items), 1000))
        await write(() => {
          for (const { sku, stock, expires, ...item } of batch) {
            store.setRow('items', sku, { ...item, ...(expires === null ? {} : { expires }) })
            for (const [place, quantity] of Object.entries(stock))
              store.setRow('stock', `${sku} ${place}`, { sku, place, quantity })
          }
        })
      indexes.setIndexDefinition('byName', 'items', () => '', 'name')
    },
    scan: (id, code) => write(() => store.setRow('scans', String(id), { code, at: Date.now(), quantity: 1 })),
    editMany: (skus) =>
      write(() => {
        for (const sku of skus) {
          const row = `${sku} ${editedPlace}`
          const quantity = (store.getCell('stock', row, 'quantity') ?? 0) + 1
          store.setRow('stock', row, { sku, place: editedPlace, quantity })
        }
      }),
    pullOver: {
      noSuchNotion:
        'a store keeps no queue; a MergeableStore merges cells, the latest writer wins, and nothing waits to be sent',
    },
    read: (sku) =>
      Promise.resolve({
        name: store.getCell('items', sku, 'name'),
        quantity: store.getCell('stock', `${sku} ${editedPlace}`, 'quantity') ?? 0,
      }),
    search: (part) =>
      Promise.resolve(
        store
          .getRowIds('items')
          .values()
          .filter((sku) => store.getCell('items', sku, 'name').includes(part))
          .take(50)
          .toArray().length,
      ),
    page: (offset) =>
      Promise.resolve(
        indexes
          .getSliceRowIds('byName', '')
          .slice(offset, offset + 50)
          .map((sku) => store.getRow('items', sku)).length,
      ),
    close,
  }
}
