import type Database from 'better-sqlite3'

export interface StockRow {
  readonly id: number
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
  /** Milliseconds; version 1 of the API does not show them. */
  readonly createdAt: number
  readonly updatedAt: number
}

/** What a row of stock must be exactly. */
export type StockFilter = Partial<Omit<StockRow, 'id'>>

export interface StockTable {
  find(sku: string, warehouseID: string): StockRow | undefined
  /** Makes the row or replaces its figure, with the stamp of whoever writes. */
  put(sku: string, warehouseID: string, quantity: number, stampMs: number): void
  /** Writes the whole row; the id says which. */
  write(row: StockRow): void
  remove(id: number): void
  /** Rows in order of their id, after the given one. */
  page(filter: StockFilter, afterID: number, limit: number): readonly StockRow[]
  /** Rows of these SKUs, in order of their id. */
  ofItems(skus: readonly string[]): readonly StockRow[]
  ofWarehouses(warehouseIDs: readonly string[]): readonly StockRow[]
  renameItem(from: string, to: string): void
  renameWarehouse(from: string, to: string): void
  removeItem(sku: string): void
  removeWarehouse(warehouseID: string): void
}

const columns: Readonly<Record<keyof StockFilter, string>> = {
  sku: 'sku',
  warehouseID: 'warehouse_id',
  quantity: 'quantity',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}

export function stockTable(database: Database.Database): StockTable {
  const select =
    'SELECT id, sku, warehouse_id AS warehouseID, quantity, created_at AS createdAt, updated_at AS updatedAt FROM stock'
  const find = database.prepare<[string, string], StockRow>(`${select} WHERE sku = ? AND warehouse_id = ?`)
  const put = database.prepare<[string, string, number, number, number]>(
    `INSERT INTO stock (sku, warehouse_id, quantity, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (sku, warehouse_id) DO UPDATE SET quantity = excluded.quantity, updated_at = excluded.updated_at`,
  )
  const write = database.prepare<[StockRow]>(
    `UPDATE stock SET sku = @sku, warehouse_id = @warehouseID, quantity = @quantity,
     created_at = @createdAt, updated_at = @updatedAt WHERE id = @id`,
  )
  const remove = database.prepare<[number]>('DELETE FROM stock WHERE id = ?')
  const among = '(SELECT value FROM json_each(?)) ORDER BY id'
  const ofItems = database.prepare<[string], StockRow>(`${select} WHERE sku IN ${among}`)
  const ofWarehouses = database.prepare<[string], StockRow>(`${select} WHERE warehouse_id IN ${among}`)
  // OR REPLACE: rows that outlived an earlier owner of the new key give way.
  const renameItem = database.prepare<[string, string]>('UPDATE OR REPLACE stock SET sku = ? WHERE sku = ?')
  const renameWarehouse = database.prepare<[string, string]>(
    'UPDATE OR REPLACE stock SET warehouse_id = ? WHERE warehouse_id = ?',
  )
  const removeItem = database.prepare<[string]>('DELETE FROM stock WHERE sku = ?')
  const removeWarehouse = database.prepare<[string]>('DELETE FROM stock WHERE warehouse_id = ?')

  return {
    find: (sku, warehouseID) => find.get(sku, warehouseID),
    put: (sku, warehouseID, quantity, stampMs) => void put.run(sku, warehouseID, quantity, stampMs, stampMs),
    write: (row) => void write.run(row),
    remove: (id) => void remove.run(id),
    page(filter, afterID, limit) {
      const conditions = Object.entries(filter) as [keyof StockFilter, string | number][] // safe: the filter's own type
      const where = conditions.map(([name]) => ` AND ${columns[name]} = ?`).join('')
      const statement = database.prepare<(string | number)[], StockRow>(
        `${select} WHERE id > ?${where} ORDER BY id LIMIT CAST(? AS INTEGER)`,
      )
      return statement.all(afterID, ...conditions.map(([, value]) => value), limit)
    },
    ofItems: (skus) => ofItems.all(JSON.stringify(skus)),
    ofWarehouses: (warehouseIDs) => ofWarehouses.all(JSON.stringify(warehouseIDs)),
    renameItem: (from, to) => void renameItem.run(to, from),
    renameWarehouse: (from, to) => void renameWarehouse.run(to, from),
    removeItem: (sku) => void removeItem.run(sku),
    removeWarehouse: (warehouseID) => void removeWarehouse.run(warehouseID),
  }
}
