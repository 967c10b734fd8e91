/**
 * The tables behind the practice account. Stock and components are held by SKU and warehouseID, as the API shows them,
 * and deliberately without foreign keys: whether they outlive what they belong to is a switch.
 * Times are milliseconds; `expires` is unix seconds.
 */
export const schemaVersion = 2

export const schema = `
  CREATE TABLE items (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL UNIQUE,
    name TEXT, price REAL, expires REAL, created_at REAL NOT NULL, updated_at REAL NOT NULL
  ) STRICT;
  CREATE TABLE bundles (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL UNIQUE,
    name TEXT, price REAL, created_at REAL NOT NULL, updated_at REAL NOT NULL
  ) STRICT;
  CREATE TABLE warehouses (
    id INTEGER PRIMARY KEY AUTOINCREMENT, warehouse_id TEXT NOT NULL UNIQUE,
    name TEXT, created_at REAL NOT NULL, updated_at REAL NOT NULL
  ) STRICT;
  CREATE TABLE stock (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sku TEXT NOT NULL, warehouse_id TEXT NOT NULL, quantity REAL NOT NULL,
    created_at REAL NOT NULL, updated_at REAL NOT NULL,
    UNIQUE (sku, warehouse_id)
  ) STRICT;
  CREATE INDEX stock_by_warehouse ON stock (warehouse_id);
  CREATE TABLE components (
    bundle_id INTEGER NOT NULL, position INTEGER NOT NULL, sku TEXT NOT NULL, quantity REAL NOT NULL,
    PRIMARY KEY (bundle_id, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX components_by_sku ON components (sku);
`

/** From a database of the version before: its stock is as old as time. */
export const upgrade = `
  ALTER TABLE stock ADD COLUMN created_at REAL NOT NULL DEFAULT 0;
  ALTER TABLE stock ADD COLUMN updated_at REAL NOT NULL DEFAULT 0;
`
