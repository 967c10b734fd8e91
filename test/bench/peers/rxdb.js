import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { editedPlace, remoteItems, remoteNews } from '../peer.ts'

const text = (maxLength) => ({ type: 'string', maxLength })
const number = { type: 'number' }
const itemSchema = {
  version: 0,
  primaryKey: 'sku',
  type: 'object',
  properties: {
    ...{ sku: text(40), name: text(120), price: number, expires: { type: ['number', 'null'] } },
    ...{ createdAt: number, updatedAt: number, stock: { type: 'object' } },
  },
  required: ['sku', 'name'],
  indexes: ['name'],
}
const scanSchema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: text(40), code: text(40), at: number, quantity: number },
  required: ['id'],
}

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (_directory, items) => {
  const db = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
  const collections = await db.addCollections({ items: { schema: itemSchema }, scans: { schema: scanSchema } })
  /** One run of its replication, from rows that lie ready. */
  const replicate = async (rows) => {
    const iterator = rows[Symbol.iterator]()
    const replication = replicateRxCollection({
      collection: collections.items,
      replicationIdentifier: 'bench',
      live: false,
      pull: {
        batchSize: 1000,
        handler: (checkpoint, size) => {
          const documents = iterator.take(size).toArray()
          const at = (checkpoint?.at ?? 0) + documents.length
          return Promise.resolve({ documents: documents.map((row) => ({ ...row, _deleted: false })), checkpoint: { at } })
        },
      },
    })
    let failure = null
    replication.error$.subscribe((error) => (failure ??= error))
    await replication.awaitInitialReplication()
    await replication.cancel()
    if (failure !== null) throw failure
  }
  return {
    durable: 'nothing: it is in memory only (its durable storages for Node are sold)',
    notes: [
      'Its write of a scan reaches no disk, so it is no match for the others there.',
      'A pull leaves documents with unsent edits as they are; conflicts come up when it pushes.',
      'A search is a regular expression over the documents: there is no index for parts of words.',
    ],
    firstCopy: () => replicate(remoteItems(items)),
    scan: (id, code) => collections.scans.insert({ id: String(id), code, at: Date.now(), quantity: 1 }),
    async editMany(skus) {
      const found = await collections.items.findByIds(skus).exec()
      const edited = [...found.values()].map((document) => {
        const item = document.toMutableJSON()
        return { ...item, stock: { ...item.stock, [editedPlace]: (item.stock[editedPlace] ?? 0) + 1 } }
      })
      await collections.items.bulkUpsert(edited)
    },
    pullOver: (count) => replicate(remoteNews(items, count)),
    async read(sku) {
      const { name, stock } = await collections.items.findOne(sku).exec()
      return { name, quantity: stock[editedPlace] ?? 0 }
    },
    search: async (part) =>
      (await collections.items.find({ selector: { name: { $regex: part } }, limit: 50 }).exec()).length,
    page: async (skip) =>
      (await collections.items.find({ selector: {}, sort: [{ name: 'asc' }], skip, limit: 50 }).exec()).length,
    close: () => db.close(),
  }
}
