import type Database from 'better-sqlite3'

/** An item of a bundle, and how many of it. */
export interface Component {
  readonly sku: string
  readonly quantity: number
}

export interface ComponentRow extends Component {
  readonly bundleID: number
}

export interface ComponentTable {
  /** In the order they were given in. */
  ofBundles(bundleIDs: readonly number[]): readonly ComponentRow[]
  replace(bundleID: number, components: readonly Component[]): void
  /** Ids of the bundles that contain this SKU. */
  bundlesWith(sku: string): readonly number[]
  renameItem(from: string, to: string): void
  removeItem(sku: string): void
}

export function componentTable(database: Database.Database): ComponentTable {
  const ofBundles = database.prepare<[string], ComponentRow>(
    `SELECT bundle_id AS bundleID, sku, quantity FROM components
     WHERE bundle_id IN (SELECT value FROM json_each(?)) ORDER BY bundle_id, position`,
  )
  const clear = database.prepare<[number]>('DELETE FROM components WHERE bundle_id = ?')
  const add = database.prepare<[number, number, string, number]>(
    'INSERT INTO components (bundle_id, position, sku, quantity) VALUES (?, ?, ?, ?)',
  )
  const bundlesWith = database.prepare<[string], { readonly id: number }>(
    'SELECT DISTINCT bundle_id AS id FROM components WHERE sku = ? ORDER BY bundle_id',
  )
  const renameItem = database.prepare<[string, string]>('UPDATE components SET sku = ? WHERE sku = ?')
  const removeItem = database.prepare<[string]>('DELETE FROM components WHERE sku = ?')

  return {
    ofBundles: (bundleIDs) => ofBundles.all(JSON.stringify(bundleIDs)),
    replace(bundleID, components) {
      clear.run(bundleID)
      components.forEach(({ sku, quantity }, position) => add.run(bundleID, position, sku, quantity))
    },
    bundlesWith: (sku) => bundlesWith.all(sku).map((row) => row.id),
    renameItem: (from, to) => void renameItem.run(to, from),
    removeItem: (sku) => void removeItem.run(sku),
  }
}
