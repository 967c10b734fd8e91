import type { CodeRow } from './barcodes.ts'
import type { Reader } from './database.ts'
import { parseSearch, searchSource, textCondition, type Condition } from './item-search.ts'

/** Known codes, in their order; a search finds the codes of the items that it would find. */
export interface CodeQuery {
  readonly connection: number
  readonly item: number | null
  readonly search: string | undefined
  readonly offset: number
  readonly limit: number
}

export function listCodes(reader: Reader, query: CodeQuery): { rows: CodeRow[]; total: number } {
  const { sql, parameters } = source(query)
  const rows = reader.rows<CodeRow>(
    `SELECT b.code, r.key AS sku, r.name, b.quantity ${sql} ORDER BY b.code LIMIT ? OFFSET ?`,
    ...parameters,
    query.limit,
    query.offset,
  )
  const total = reader.row<{ count: number }>(`SELECT count(*) AS count ${sql}`, ...parameters)?.count ?? 0
  return { rows, total }
}

function source({ connection, item, search }: CodeQuery): Condition {
  const parsed = parseSearch(search)
  const text = textCondition('r.search_text', parsed.words)
  const where = `WHERE b.connection = ? AND r.present = 1 AND r.kind = 'item'${text.sql}`
  if (item !== null) {
    return { sql: `${ofItem} ${where} AND b.item = ?`, parameters: [connection, ...text.parameters, item] }
  }
  if (parsed.words.length === 0) return { sql: `${all} ${where}`, parameters: [connection] }
  const found = searchSource(connection, parsed, -1)
  const sql = `FROM (${found.sql}) AS f CROSS JOIN barcodes AS b INDEXED BY barcodes_by_item ON b.item = f.uid CROSS JOIN records AS r ON r.uid = b.item ${where}`
  return { sql, parameters: [...found.parameters, connection, ...text.parameters] }
}

const all = 'FROM barcodes AS b CROSS JOIN records AS r ON r.uid = b.item'
const ofItem = 'FROM barcodes AS b INDEXED BY barcodes_by_item CROSS JOIN records AS r ON r.uid = b.item'
