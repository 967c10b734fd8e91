/** What a listing is filtered by, and its SQL. */

export type Condition =
  | { readonly kind: 'compare'; readonly column: Column; readonly operator: Operator; readonly value: string | number }
  /** The item has a stock row in this warehouse (any, when null) with at least this quantity (any, when null). */
  | { readonly kind: 'stock'; readonly warehouseID: string | null; readonly atLeast: number | null }

export type Column = 'key' | 'name' | 'price' | 'expires' | 'createdAt' | 'updatedAt'
export type Operator = '=' | '>=' | '>' | '<=' | '<'

const columns: Record<Exclude<Column, 'key'>, string> = {
  name: 'name',
  price: 'price',
  expires: 'expires',
  createdAt: 'created_at',
  updatedAt: 'updated_at',
}

/** Only names from closed lists get into the text; what the caller sent goes into `values`. */
export function conditionSql(
  conditions: readonly Condition[],
  table: string,
  key: string,
): { readonly sql: string; readonly values: readonly (string | number)[] } {
  let sql = ''
  const values: (string | number)[] = []
  for (const condition of conditions) {
    if (condition.kind === 'compare') {
      sql += ` AND ${condition.column === 'key' ? key : columns[condition.column]} ${condition.operator} ?`
      values.push(condition.value)
      continue
    }
    sql += ` AND EXISTS (SELECT 1 FROM stock WHERE stock.sku = ${table}.sku`
    if (condition.warehouseID !== null) {
      sql += ' AND stock.warehouse_id = ?'
      values.push(condition.warehouseID)
    }
    if (condition.atLeast !== null) {
      sql += ' AND stock.quantity >= ?'
      values.push(condition.atLeast)
    }
    sql += ')'
  }
  return { sql, values }
}
