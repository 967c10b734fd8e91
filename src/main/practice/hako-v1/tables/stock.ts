import type Database from 'better-sqlite3'

export interface StockRow {
  readonly id: number
  readonly sku: string
  readonly warehouseID: string
  readonly quantity: number
}

export interface StockTable {
  find(sku: string, warehouseID: string): StockRow | undefined
  /** Makes the row or replaces its figure. */
  put(sku: string, warehouseID: string, quantity: number): void
  /** Rows of these SKUs, in order of their id. */
  ofItems(skus: readonly string[]): readonly StockRow[]
  ofWarehouses(warehouseIDs: readonly string[]): readonly StockRow[]
  renameItem(from: string, to: string): void
  renameWarehouse(from: string, to: string): void
  removeItem(sku: string): void
  removeWarehouse(warehouseID: string): void
}

export function stockTable(database: Database.Database): StockTable {
  const select = 'SELECT id, sku, warehouse_id AS warehouseID, quantity FROM stock'
  const find = database.prepare<[string, string], StockRow>(`${select} WHERE sku = ? AND warehouse_id = ?`)
  const put = database.prepare<[string, string, number]>(
    `INSERT INTO stock (sku, warehouse_id, quantity) VALUES (?, ?, ?)
     ON CONFLICT (sku, warehouse_id) DO UPDATE SET quantity = excluded.quantity`,
  )
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
    put: (sku, warehouseID, quantity) => void put.run(sku, warehouseID, quantity),
    ofItems: (skus) => ofItems.all(JSON.stringify(skus)),
    ofWarehouses: (warehouseIDs) => ofWarehouses.all(JSON.stringify(warehouseIDs)),
    renameItem: (from, to) => void renameItem.run(to, from),
    renameWarehouse: (from, to) => void renameWarehouse.run(to, from),
    removeItem: (sku) => void removeItem.run(sku),
    removeWarehouse: (warehouseID) => void removeWarehouse.run(warehouseID),
  }
}
