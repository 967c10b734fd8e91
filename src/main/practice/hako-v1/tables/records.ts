/** Items, bundles and warehouses: rows with an id, a unique key, a few fields and two stamps. */
import type Database from 'better-sqlite3'
import { conditionSql, type Condition } from './conditions.ts'

/** `price` and `expires` are null where the table has no such column. */
export interface RecordRow {
  readonly id: number
  readonly key: string
  readonly name: string | null
  readonly price: number | null
  /** Unix seconds. */
  readonly expires: number | null
  /** Milliseconds. */
  readonly createdAt: number
  readonly updatedAt: number
}

type NewRecord = Omit<RecordRow, 'id'>

export interface RecordTable {
  find(key: string): RecordRow | undefined
  insert(record: NewRecord): RecordRow
  /** Writes the whole row; the id says which. */
  write(row: RecordRow): void
  remove(id: number): void
  /** Rows in order of their id, after the given one. */
  page(conditions: readonly Condition[], afterID: number, limit: number): readonly RecordRow[]
  count(): number
}

interface Shape {
  readonly table: 'items' | 'bundles' | 'warehouses'
  readonly key: 'sku' | 'warehouse_id'
  readonly fields: readonly ('name' | 'price' | 'expires')[]
}

export const itemShape: Shape = { table: 'items', key: 'sku', fields: ['name', 'price', 'expires'] }
export const bundleShape: Shape = { table: 'bundles', key: 'sku', fields: ['name', 'price'] }
export const warehouseShape: Shape = { table: 'warehouses', key: 'warehouse_id', fields: ['name'] }

export function recordTable(database: Database.Database, { table, key, fields }: Shape): RecordTable {
  const shown = (['name', 'price', 'expires'] as const).map((field) =>
    fields.includes(field) ? field : `NULL AS ${field}`,
  )
  const select = `SELECT id, ${key} AS key, ${shown.join(', ')}, created_at AS createdAt, updated_at AS updatedAt FROM ${table}`
  const find = database.prepare<[string], RecordRow>(`${select} WHERE ${key} = ?`)
  const insert = database.prepare<[NewRecord]>(
    `INSERT INTO ${table} (${key}, ${fields.join(', ')}, created_at, updated_at)
     VALUES (@key, ${fields.map((field) => `@${field}`).join(', ')}, @createdAt, @updatedAt)`,
  )
  const write = database.prepare<[RecordRow]>(
    `UPDATE ${table} SET ${key} = @key, ${fields.map((field) => `${field} = @${field}`).join(', ')},
     created_at = @createdAt, updated_at = @updatedAt WHERE id = @id`,
  )
  const remove = database.prepare<[number]>(`DELETE FROM ${table} WHERE id = ?`)
  const count = database.prepare<[], { readonly rows: number }>(`SELECT count(*) AS rows FROM ${table}`)
  const pages = new Map<string, Database.Statement<(string | number)[], RecordRow>>()

  return {
    find: (sought) => find.get(sought),
    insert: (record) => ({ ...record, id: Number(insert.run(record).lastInsertRowid) }),
    write: (row) => void write.run(row),
    remove: (id) => void remove.run(id),
    page(conditions, afterID, limit) {
      const { sql, values } = conditionSql(conditions, table, key)
      const statement =
        pages.get(sql) ??
        // The cast keeps SQLite from planning by the value, and so from preparing the statement anew at every call.
        database.prepare<(string | number)[], RecordRow>(
          `${select} WHERE id > ?${sql} ORDER BY id LIMIT CAST(? AS INTEGER)`,
        )
      pages.set(sql, statement)
      return statement.all(afterID, ...values, limit)
    },
    count: () => count.get()?.rows ?? 0,
  }
}
