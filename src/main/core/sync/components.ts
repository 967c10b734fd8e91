import type { Component } from '../ports.ts'
import type { Reader } from '../store/database.ts'

/** A bundle's parts name items by SKU. An item that was renamed here since goes out under the key the remote knows. */
export function wireComponents(reader: Reader, bundle: number, components: readonly Component[]): Component[] {
  const connection =
    reader.row<{ connection: number }>('SELECT connection FROM records WHERE uid = ?', bundle)?.connection ?? 0
  return components.map((part) => ({ ...part, sku: wireSku(reader, connection, part.sku) }))
}

function wireSku(reader: Reader, connection: number, sku: string): string {
  const byBase = "SELECT base_key AS sku FROM records WHERE connection = ? AND kind = 'item' AND base_key = ?"
  const byView =
    "SELECT base_key AS sku FROM records WHERE connection = ? AND kind = 'item' AND present = 1 AND key = ? AND base_key IS NOT NULL"
  const byRename = `SELECT record.base_key AS sku FROM changes AS change JOIN records AS record ON record.uid = change.uid
    WHERE change.connection = ? AND change.kind = 'rename' AND change.state = 'applied' AND record.base_key IS NOT NULL
      AND record.kind = 'item' AND json_extract(change.base_seen, '$.key') = ? ORDER BY change.id DESC`
  for (const text of [byBase, byView, byRename]) {
    const found = reader.row<{ sku: string }>(text, connection, sku)
    if (found) return found.sku
  }
  return sku
}
