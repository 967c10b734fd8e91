import { createServer } from 'node:http'
import { once } from 'node:events'
import { column, Schema, Table } from '@powersync/common'
import { PowerSyncDatabase } from '@powersync/node'
import { editedPlace, inBatches, remoteItems } from '../peer.ts'

const { text, integer, real } = column
const schema = new Schema({
  items: new Table(
    { name: text, price: real, expires: integer, createdAt: integer, updatedAt: integer },
    { indexes: { byName: ['name'] } },
  ),
  stock: new Table({ item: text, place: text, quantity: real }, { indexes: { byItem: ['item'] } }),
  scans: new Table({ code: text, at: integer, quantity: real }),
})
const stockID = (sku, place) => `${sku} ${place}`

/** A service that sends everything once, in one bucket, as its protocol's lines; sums of zero are right for rows of zero. */
async function serve(items) {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-ndjson')
    void stream(response, items)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function stream(response, items) {
  const line = async (value) => {
    if (!response.write(`${JSON.stringify(value)}\n`)) await once(response, 'drain')
  }
  const operations = [...operationsOf(items)]
  const last = String(operations.length)
  const bucket = { bucket: 'all', checksum: 0, priority: 3, count: operations.length, subscriptions: [{ default: 0 }] }
  const streams = [{ name: 'all', is_default: true, errors: [] }]
  await line({ checkpoint: { last_op_id: last, write_checkpoint: null, buckets: [bucket], streams } })
  let after = 0
  for (const data of inBatches(operations, 1000)) {
    const next = after + data.length
    await line({
      data: { bucket: 'all', has_more: String(next) !== last, after: String(after), next_after: String(next), data },
    })
    after = next
  }
  await line({ checkpoint_complete: { last_op_id: last } })
}

function* operationsOf(items) {
  let id = 0
  const put = (type, objectID, row) => {
    id += 1
    const named = { object_type: type, object_id: objectID, subkey: null, data: JSON.stringify(row) }
    return { op_id: String(id), op: 'PUT', checksum: 0, ...named }
  }
  for (const { sku, stock, ...item } of remoteItems(items)) {
    yield put('items', sku, item)
    for (const [place, quantity] of Object.entries(stock))
      yield put('stock', stockID(sku, place), { item: sku, place, quantity })
  }
}

/** @type {import('../peer.ts').OpenPeer} */
export const open = async (directory, items) => {
  const db = new PowerSyncDatabase({
    schema,
    database: {
      dbFilename: 'powersync.db',
      dbLocation: directory,
      readWorkerCount: 1,
      initializeConnection: (connection) => connection.execute('PRAGMA synchronous = FULL'),
    },
  })
  await db.init()
  const server = await serve(items)
  const connector = {
    fetchCredentials: () => ({ endpoint: `http://127.0.0.1:${server.address().port}`, token: 'bench' }),
    uploadData: () => Promise.resolve(),
  }
  return {
    durable: 'the power going (WAL, synchronous=FULL: set by us, its driver’s default is NORMAL)',
    notes: [
      'Its first copy comes over HTTP from a stand-in for its service in the same process, and is read through views over JSON.',
      'A search is LIKE over a view.',
    ],
    async firstCopy() {
      await db.connect(connector)
      await db.waitForFirstSync()
      await db.disconnect()
      server.closeAllConnections()
    },
    scan: (_number, code) =>
      db.execute('INSERT INTO scans (id, code, at, quantity) VALUES (uuid(), ?, ?, 1)', [code, Date.now()]),
    editMany: (skus) =>
      db.writeTransaction(async (transaction) => {
        const ids = JSON.stringify(skus.map((sku) => stockID(sku, editedPlace)))
        await transaction.execute(
          'UPDATE stock SET quantity = quantity + 1 WHERE id IN (SELECT value FROM json_each(?))',
          [ids],
        )
        await transaction.execute(
          `INSERT INTO stock (id, item, place, quantity)
           SELECT value || ?, value, ?, 1 FROM json_each(?) WHERE value || ? NOT IN (SELECT id FROM stock)`,
          [` ${editedPlace}`, editedPlace, JSON.stringify(skus), ` ${editedPlace}`],
        )
      }),
    pullOver: {
      noSuchNotion: 'what was pulled is held back until every own change was uploaded; nothing is rebased',
    },
    async read(sku) {
      const { name } = await db.get('SELECT name FROM items WHERE id = ?', [sku])
      const cell = await db.getOptional('SELECT quantity FROM stock WHERE id = ?', [stockID(sku, editedPlace)])
      return { name, quantity: cell?.quantity ?? 0 }
    },
    search: async (part) =>
      (await db.getAll('SELECT id, name FROM items WHERE name LIKE ? LIMIT 50', [`%${part}%`])).length,
    page: async (offset) => (await db.getAll('SELECT * FROM items ORDER BY name LIMIT 50 OFFSET ?', [offset])).length,
    async close() {
      server.close()
      await db.close()
    },
  }
}
