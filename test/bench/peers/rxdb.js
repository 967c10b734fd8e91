import { isDeepStrictEqual } from 'node:util'
import { Subject } from 'rxjs'
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

/** Its replication with a remote in memory, which has a network only while it is read. */
function connect(collection) {
  const known = new Map()
  const stream = new Subject()
  let rows = [].values()
  let online = false
  let replication = null
  const push = (pushed) => {
    if (!online) return Promise.reject(new Error('There is no network'))
    return Promise.resolve(
      pushed.flatMap(({ assumedMasterState, newDocumentState }) => {
        const theirs = known.get(newDocumentState.sku)
        if (isDeepStrictEqual(theirs, assumedMasterState)) known.set(newDocumentState.sku, newDocumentState)
        return theirs === known.get(newDocumentState.sku) ? [theirs] : []
      }),
    )
  }
  const pull = (checkpoint, size) => {
    const documents = rows.take(size).toArray()
    return Promise.resolve({ documents, checkpoint: { at: (checkpoint?.at ?? 0) + documents.length } })
  }
  return {
    /** What the remote has now, and the next reading brings. */
    has(news) {
      const documents = [...news].map((row) => ({ ...row, _deleted: false }))
      for (const document of documents) known.set(document.sku, document)
      rows = documents.values()
    },
    async replicate() {
      online = true
      if (replication === null)
        replication = replicateRxCollection({
          ...{ collection, replicationIdentifier: 'bench', live: true, retryTime: 10 },
          push: { handler: push, batchSize: 1000 },
          pull: { handler: pull, batchSize: 1000, stream$: stream },
        })
      else stream.next('RESYNC')
      await replication.awaitInitialReplication()
      await replication.awaitInSync()
      online = false
    },
    close: () => replication?.cancel(),
  }
}

/** Both sides' pieces count, and the rest is the remote's. */
const conflictHandler = {
  isEqual: isDeepStrictEqual,
  resolve: ({ newDocumentState, assumedMasterState, realMasterState }) => {
    const pieces = ({ stock }) => stock[editedPlace] ?? 0
    const mine = pieces(newDocumentState) - pieces(assumedMasterState)
    const stock = { ...realMasterState.stock, [editedPlace]: pieces(realMasterState) + mine }
    return Promise.resolve({ ...realMasterState, stock })
  },
}

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (_directory, items) => {
  const db = await createRxDatabase({ name: 'bench', storage: getRxStorageMemory(), multiInstance: false })
  const collections = await db.addCollections({
    items: { schema: itemSchema, conflictHandler },
    scans: { schema: scanSchema },
  })
  const remote = connect(collections.items)
  return {
    durable: 'nothing: it is in memory only (its durable storages for Node are sold)',
    notes: [
      'Its memory holds the remote of this benchmark as well.',
      'Its write of a scan reaches no disk, so it is no match for the others there.',
      'Its edits meet the remote’s when it pushes: pushing to a remote in memory is in that figure, and the rule that adds up is ours.',
      'A search is a regular expression over the documents: there is no index for parts of words.',
    ],
    firstCopy() {
      remote.has(remoteItems(items))
      return remote.replicate()
    },
    scan: (id, code) => collections.scans.insert({ id: String(id), code, at: Date.now(), quantity: 1 }),
    async editMany(skus) {
      const found = await collections.items.findByIds(skus).exec()
      const edited = [...found.values()].map((document) => {
        const item = document.toMutableJSON()
        return { ...item, stock: { ...item.stock, [editedPlace]: (item.stock[editedPlace] ?? 0) + 1 } }
      })
      await collections.items.bulkUpsert(edited)
    },
    beforePull(count) {
      remote.has(remoteNews(items, count))
      return Promise.resolve()
    },
    pullOver: () => remote.replicate(),
    async read(sku) {
      const { name, stock } = await collections.items.findOne(sku).exec()
      return { name, quantity: stock[editedPlace] ?? 0 }
    },
    search: async (part) =>
      (await collections.items.find({ selector: { name: { $regex: part } }, limit: 50 }).exec()).length,
    page: async (skip) =>
      (await collections.items.find({ selector: {}, sort: [{ name: 'asc' }], skip, limit: 50 }).exec()).length,
    async close() {
      await remote.close()
      await db.close()
    },
  }
}
