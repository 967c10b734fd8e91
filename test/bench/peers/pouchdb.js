import { createHash } from 'node:crypto'
import path from 'node:path'
import leveldb from 'pouchdb-adapter-leveldb'
import PouchDB from 'pouchdb-core'
import mapreduce from 'pouchdb-mapreduce'
import { editedPlace, inBatches, remoteItems, remoteNews } from '../peer.ts'

PouchDB.plugin(leveldb).plugin(mapreduce)

const revision = (generation, sku) => createHash('md5').update(`${generation} ${sku}`).digest('hex')
const documentOf = ({ sku, ...item }) => ({ _id: sku, kind: 'item', ...item })

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (directory, items) => {
  const db = new PouchDB(path.join(directory, 'pouchdb'), { adapter: 'leveldb' })
  /** Writes revisions as its replicator does, without the remote's part of it. */
  const replicate = async (rows, toDocument) => {
    for (const batch of inBatches(rows, 1000)) await db.bulkDocs(batch.map(toDocument), { new_edits: false })
  }
  return {
    durable: 'a crash of the program; not the power going (leveldb is not told to sync)',
    notes: [
      'The first copy writes replicated revisions straight from memory; its index over names is built at the end of it.',
      'A pull keeps both versions and picks one as the winner; merging the loser is left to the program.',
      'A search reads every document: there is no index for parts of words.',
    ],
    async firstCopy() {
      await replicate(remoteItems(items), (item) => ({
        ...documentOf(item),
        _rev: `1-${revision(1, item.sku)}`,
      }))
      await db.put({
        _id: '_design/items',
        views: { byName: { map: 'function (doc) { if (doc.kind === "item") emit(doc.name) }' } },
      })
      await db.query('items/byName', { limit: 1 })
    },
    scan: (number, code) => db.put({ _id: `scan-${number}`, kind: 'scan', code, at: Date.now(), quantity: 1 }),
    async editMany(skus) {
      const { rows } = await db.allDocs({ keys: skus, include_docs: true })
      await db.bulkDocs(
        rows.map(({ doc }) => ({
          ...doc,
          stock: { ...doc.stock, [editedPlace]: (doc.stock[editedPlace] ?? 0) + 1 },
        })),
      )
    },
    pullOver: (count) =>
      replicate(remoteNews(items, count), (item) => ({
        ...documentOf(item),
        _rev: `2-${revision(2, item.sku)}`,
        _revisions: { start: 2, ids: [revision(2, item.sku), revision(1, item.sku)] },
      })),
    async read(sku) {
      const { name, stock } = await db.get(sku)
      return { name, quantity: stock[editedPlace] ?? 0 }
    },
    async search(part) {
      const { rows } = await db.allDocs({ include_docs: true })
      return rows.filter(({ doc }) => doc.kind === 'item' && doc.name.includes(part)).slice(0, 50).length
    },
    async page(offset) {
      return (await db.query('items/byName', { skip: offset, limit: 50, include_docs: true })).rows.length
    },
    close: () => db.close(),
  }
}
