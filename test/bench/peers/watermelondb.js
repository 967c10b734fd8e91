import path from 'node:path'
import { appSchema, Database, Model, Q, tableSchema } from '@nozbe/watermelondb'
import sqliteAdapter from '@nozbe/watermelondb/adapters/sqlite/index.js'
import { synchronize } from '@nozbe/watermelondb/sync/index.js'
import { editedPlace, remoteItems, remoteNews } from '../peer.ts'

const column = (name, type, more = {}) => ({ name, type, ...more })
const schema = appSchema({
  version: 1,
  tables: [
    tableSchema({
      name: 'items',
      columns: [
        column('name', 'string', { isIndexed: true }),
        column('price', 'number'),
        column('expires', 'number', { isOptional: true }),
        column('createdAt', 'number'),
        column('updatedAt', 'number'),
      ],
    }),
    tableSchema({
      name: 'stock',
      columns: [column('item', 'string', { isIndexed: true }), column('place', 'string'), column('quantity', 'number')],
    }),
    tableSchema({
      name: 'scans',
      columns: [column('code', 'string'), column('at', 'number'), column('quantity', 'number')],
    }),
  ],
})
const modelOf = (table) =>
  class extends Model {
    static table = table
  }
const stockID = (sku, place) => `${sku} ${place}`

/** Its synchronisation with rows that lie ready; sends nothing. */
function pullInto(database) {
  let pulls = 0
  const none = () => ({ created: [], updated: [], deleted: [] })
  return (rows, verb) => {
    const changes = { items: none(), stock: none() }
    for (const { sku, stock: cells, ...item } of rows) {
      changes.items[verb].push({ id: sku, ...item })
      for (const [place, quantity] of Object.entries(cells))
        changes.stock[verb].push({ id: stockID(sku, place), item: sku, place, quantity })
    }
    pulls += 1
    const pullChanges = () => Promise.resolve({ changes, timestamp: pulls })
    return synchronize({ database, sendCreatedAsUpdated: verb === 'updated', pullChanges })
  }
}

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (directory, items) => {
  const adapter = new sqliteAdapter.default({ schema, dbName: path.join(directory, 'watermelondb.db') })
  const db = new Database({ adapter, modelClasses: ['items', 'stock', 'scans'].map(modelOf) })
  const [stock, scans, goods] = [db.get('stock'), db.get('scans'), db.get('items')]
  const pull = pullInto(db)
  return {
    durable: 'the power going (rollback journal, synchronous=FULL: the defaults of its adapter for Node)',
    notes: [
      'Its adapter for Node is meant for tests; the quick one for phones cannot run here. Takes a pull as one piece in memory.',
      'A pull keeps the columns that were edited here and takes the others; a figure counted on both sides loses the remote’s part.',
      'A search is LIKE over the rows.',
    ],
    firstCopy: () => pull(remoteItems(items), 'created'),
    scan: (_number, code) =>
      db.write(() =>
        scans.create((scan) => {
          scan._setRaw('code', code)
          scan._setRaw('at', Date.now())
          scan._setRaw('quantity', 1)
        }),
      ),
    editMany: (skus) =>
      db.write(async () => {
        const found = await stock.query(Q.where('item', Q.oneOf([...skus])), Q.where('place', editedPlace)).fetch()
        const known = new Map(found.map((cell) => [cell._getRaw('item'), cell]))
        await db.batch(
          skus.map((sku) => {
            const cell = known.get(sku)
            if (cell !== undefined)
              return cell.prepareUpdate(() => cell._setRaw('quantity', cell._getRaw('quantity') + 1))
            return stock.prepareCreate((made) => {
              made._raw.id = stockID(sku, editedPlace)
              made._setRaw('item', sku)
              made._setRaw('place', editedPlace)
              made._setRaw('quantity', 1)
            })
          }),
        )
      }),
    pullOver: (count) => pull(remoteNews(items, count), 'updated'),
    async read(sku) {
      const item = await goods.find(sku)
      const [cell] = await stock.query(Q.where('id', stockID(sku, editedPlace))).fetch()
      return { name: item._getRaw('name'), quantity: cell?._getRaw('quantity') ?? 0 }
    },
    search: async (part) =>
      (await goods.query(Q.where('name', Q.like(`%${Q.sanitizeLikeString(part)}%`)), Q.take(50)).fetch()).length,
    page: async (offset) => (await goods.query(Q.sortBy('name'), Q.skip(offset), Q.take(50)).fetch()).length,
    close: () => Promise.resolve(),
  }
}
