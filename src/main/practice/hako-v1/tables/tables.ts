/**
 * The practice account's state in SQLite. This folder is the only place of the practice server that holds SQL.
 * It knows rows, not rules: what may be written is decided by the files above it.
 */
import Database from 'better-sqlite3'
import { componentTable, type ComponentTable } from './components.ts'
import { bundleShape, itemShape, recordTable, warehouseShape, type RecordTable } from './records.ts'
import { schema, schemaVersion, upgrade } from './schema.ts'
import { stockTable, type StockTable } from './stock.ts'

export interface Tables {
  readonly items: RecordTable
  readonly bundles: RecordTable
  readonly warehouses: RecordTable
  readonly stock: StockTable
  readonly components: ComponentTable
  /** Does the work in a savepoint and takes it back unless the work says `keep`. Nests. */
  attempt<T>(work: () => { readonly keep: boolean; readonly value: T }): T
  /** An independent copy in memory, as things stand. */
  copy(): Tables
  close(): void
}

/** `source` is a path, `:memory:`, or the bytes of a database. Throws when the file is of another version. */
export function openTables(source: string | Buffer): Tables {
  const database = new Database(source)
  const version = database.pragma('user_version', { simple: true })
  if (version === 0 || version === schemaVersion - 1) {
    database.exec(version === 0 ? schema : upgrade)
    database.pragma(`user_version = ${String(schemaVersion)}`)
  } else if (version !== schemaVersion) {
    database.close()
    throw new Error(`The practice database has version ${String(version)}; this program knows ${String(schemaVersion)}`)
  }
  // Practice data: surviving a power cut matters less than speed. No WAL: `copy` could not open its bytes.
  database.pragma('journal_mode = TRUNCATE')
  database.pragma('synchronous = OFF')

  const begin = database.prepare('SAVEPOINT attempt')
  const keep = database.prepare('RELEASE attempt')
  const takeBack = database.prepare('ROLLBACK TO attempt')
  return {
    items: recordTable(database, itemShape),
    bundles: recordTable(database, bundleShape),
    warehouses: recordTable(database, warehouseShape),
    stock: stockTable(database),
    components: componentTable(database),
    attempt(work) {
      begin.run()
      let kept = false
      try {
        const { keep: wanted, value } = work()
        kept = wanted
        return value
      } finally {
        if (!kept) takeBack.run()
        keep.run()
      }
    },
    copy: () => openTables(database.serialize()),
    close: () => void database.close(),
  }
}
