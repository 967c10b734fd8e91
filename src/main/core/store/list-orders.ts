import type { Reader, Writer } from './database.ts'

/**
 * The orders of the item list, which a large first copy puts off: its rows come in none of them, so each row would write
 * another page of every index, many times what the row takes itself. While they are missing the list sorts what it reads.
 * They are built when the copy ends, and what a crash or a stop leaves missing when nothing else is going on. They serve all
 * connections: where another one has items, they stay.
 */
const orders = {
  items_by_name: 'name COLLATE NOCASE',
  items_by_price: 'price',
  items_by_expires: 'expires',
  items_by_quantity: 'quantity',
  items_by_update: 'server_updated_at',
} as const
export type ListOrder = keyof typeof orders

const names = Object.keys(orders) as ListOrder[] // safe: the keys of the object itself

export const hasOrder = (reader: Reader, order: ListOrder): boolean =>
  reader.row(`SELECT 1 FROM pragma_index_info('${order}')`) !== undefined

export function missingOrders(reader: Reader): ListOrder[] {
  const found = reader.rows<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'index'")
  return names.filter((order) => !found.some(({ name }) => name === order))
}

export const othersHaveItems = (reader: Reader, connection: number): boolean =>
  reader.row(
    `SELECT 1 FROM connections AS other WHERE other.connection <> ? AND EXISTS
       (SELECT 1 FROM records WHERE records.connection = other.connection AND kind = 'item')`,
    connection,
  ) !== undefined

export function dropOrders(writer: Writer): void {
  for (const name of names) writer.exec(`DROP INDEX IF EXISTS ${name}`)
}

export function buildOrder(writer: Writer, name: ListOrder): void {
  writer.exec(`CREATE INDEX ${name} ON records (connection, ${orders[name]}) WHERE kind = 'item' AND present = 1`)
}
