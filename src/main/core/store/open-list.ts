import type { Reader } from './database.ts'

/** Every change that is not settled, of all connections, oldest first: what must not get lost, in one flat list. */
export interface OpenRow {
  readonly id: number
  readonly connection: string
  readonly kind: string
  readonly state: string
  readonly record: string
  readonly key: string
  readonly name: string | null
  readonly warehouse: string | null
  readonly toWarehouse: string | null
  readonly quantity: number | null
  /** JSON: new fields, keys and first stock. */
  readonly payload: string
  readonly person: string | null
  readonly note: string | null
  /** ISO 8601. */
  readonly at: string
}

export const listOpen = (reader: Reader): OpenRow[] =>
  reader
    .rows<Omit<OpenRow, 'at'> & { readonly at: number }>(
      `SELECT c.id, n.name AS connection, c.kind, c.state, c.record_kind AS record, r.key, r.name, w.key AS warehouse,
         t.key AS toWarehouse, c.quantity, c.payload, c.person, c.note, c.at
       FROM changes AS c JOIN connections AS n USING (connection) JOIN records AS r ON r.uid = c.uid
         LEFT JOIN records AS w ON w.uid = c.warehouse LEFT JOIN records AS t ON t.uid = c.to_warehouse
       WHERE c.state NOT IN ('applied', 'superseded', 'discarded') AND n.removed = 0 ORDER BY c.id`,
    )
    .map((row) => ({ ...row, at: new Date(row.at).toISOString() }))
