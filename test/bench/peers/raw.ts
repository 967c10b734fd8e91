import { editedPlace, inBatches, remoteItems, remoteNews, type OpenPeer, type PeerItem } from '../peer.ts'
import { openRaw } from '../raw.ts'

/** Prepared statements of better-sqlite3 and nothing else: what the disk and the language allow. */
export const open: OpenPeer = (directory, items) => {
  const { sqlite, close } = openRaw(directory)
  const places = new Map<string, number>()
  const placeOf = (warehouseID: string): number => {
    if (!places.has(warehouseID)) places.set(warehouseID, places.size)
    return places.get(warehouseID) ?? 0
  }
  const insert = sqlite.prepare(
    'INSERT INTO items (sku, name, price, expires, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const cell = sqlite.prepare('INSERT INTO stock VALUES (?, ?, ?)')
  const scan = sqlite.prepare('INSERT INTO scans (stocktake_id, scan_id, at, code, quantity) VALUES (?, ?, ?, ?, 1)')
  const uid = sqlite.prepare<[string], number>('SELECT uid FROM items WHERE sku = ?').pluck()
  const add = sqlite.prepare(
    'INSERT INTO stock VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity',
  )
  const queue = sqlite.prepare('INSERT INTO changes (item, warehouse, quantity, at) VALUES (?, ?, 1, ?)')
  const pending = sqlite.prepare<[number], number>('SELECT sum(quantity) FROM changes WHERE item = ?').pluck()
  const update = sqlite.prepare('UPDATE items SET name = ?, updated_at = ? WHERE uid = ?')
  const set = sqlite.prepare(
    'INSERT INTO stock VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET quantity = excluded.quantity',
  )
  const read = sqlite.prepare<[number, string], { name: string; quantity: number }>(
    'SELECT name, coalesce(quantity, 0) AS quantity FROM items LEFT JOIN stock ON item = uid AND warehouse = ? WHERE sku = ?',
  )
  const like = sqlite.prepare('SELECT sku, name FROM items WHERE name LIKE ? ORDER BY sku LIMIT 50')
  const page = sqlite.prepare('SELECT sku, name, price FROM items ORDER BY name LIMIT 50 OFFSET ?')

  const keep = (item: PeerItem): void => {
    const { lastInsertRowid } = insert.run(
      item.sku,
      item.name,
      item.price,
      item.expires,
      item.createdAt,
      item.updatedAt,
    )
    for (const [place, quantity] of Object.entries(item.stock)) cell.run(lastInsertRowid, placeOf(place), quantity)
  }
  const rebase = (item: PeerItem): void => {
    const known = uid.get(item.sku) ?? 0
    update.run(item.name, item.updatedAt, known)
    for (const [place, quantity] of Object.entries(item.stock))
      set.run(known, placeOf(place), quantity + (place === editedPlace ? (pending.get(known) ?? 0) : 0))
  }
  const inTransactions = (rows: Iterable<PeerItem>, work: (item: PeerItem) => void): Promise<void> => {
    for (const batch of inBatches(rows, 1000)) sqlite.transaction(() => batch.forEach(work))()
    return Promise.resolve()
  }
  return Promise.resolve({
    durable: 'the power going (synchronous=FULL)',
    notes: ['The raw limit: keeps no base, no evidence and no rules; what the others are measured by.'],
    firstCopy: () => inTransactions(remoteItems(items), keep),
    scan(number, sku) {
      scan.run('peer', String(number), Date.now(), sku)
      return Promise.resolve()
    },
    editMany(skus) {
      sqlite.transaction(() => {
        for (const sku of skus) {
          const known = uid.get(sku) ?? 0
          add.run(known, placeOf(editedPlace), 1)
          queue.run(known, placeOf(editedPlace), Date.now())
        }
      })()
      return Promise.resolve()
    },
    pullOver: (count) => inTransactions(remoteNews(items, count), rebase),
    read: (sku) => Promise.resolve(read.get(placeOf(editedPlace), sku) ?? { name: '', quantity: 0 }),
    search: (part) => Promise.resolve(like.all(`%${part}%`).length),
    page: (offset) => Promise.resolve(page.all(offset).length),
    close: () => Promise.resolve(close()),
  })
}
