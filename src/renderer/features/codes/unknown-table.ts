import type { UnknownRow } from '../../../shared/contract/barcodes.ts'
import type { Table } from './code-table.ts'

/** The list of unknown codes as a file. Its first columns fit an import: name the SKUs in it and read it back. */
export const fromUnknown = (rows: readonly UnknownRow[]): Table => [
  ['code', 'sku', 'quantity', 'scans', 'pieces', 'first', 'last', 'before', 'after', 'stocktakes', 'places', 'lots'],
  ...rows.map((row) => [
    row.code,
    '',
    '1',
    String(row.scans),
    String(row.quantity),
    new Date(row.firstAt).toISOString(),
    new Date(row.lastAt).toISOString(),
    row.before ?? '',
    row.after ?? '',
    row.stocktakes.map(({ name }) => name).join(' · '),
    row.places.join(' · '),
    row.lots.join(' · '),
  ]),
]
