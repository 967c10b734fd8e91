import type { ImportRow } from '../../../shared/contract/barcodes.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'

/** Tables of codes as rows of texts, whatever file they come from or go to. */
export type Table = readonly (readonly string[])[]

export type TableProblem = 'empty' | 'noCode' | 'noSku' | 'tooLong'

const mostRows = 100_000

const names = {
  code: ['code', 'barcode', 'ean', 'gtin', 'upc', 'strichcode'],
  sku: ['sku', 'item', 'item number', 'article', 'artikel', 'artikelnummer'],
  quantity: ['quantity', 'qty', 'pieces', 'pieces per scan', 'pack', 'menge', 'stück', 'stück je scan', 'anzahl'],
} as const
type ColumnName = keyof typeof names

/** Lines are numbered as a spreadsheet does. A first row without a known heading is a row: code, SKU, quantity. */
export function toImportRows(table: Table): Result<ImportRow[], TableProblem> {
  const lines = table.map((cells, index) => ({ cells, line: index + 1 })).filter(({ cells }) => cells.some(isFilled))
  const head = lines[0]
  if (head === undefined) return err('empty')
  const columns = columnsOf(head.cells)
  if (columns.code === -1) return err('noCode')
  if (columns.sku === -1) return err('noSku')
  const body = columns.named ? lines.slice(1) : lines
  if (body.length === 0) return err('empty')
  if (body.length > mostRows) return err('tooLong')
  const textAt = (cells: readonly string[], column: number): string => (cells[column] ?? '').trim()
  return ok(
    body.map(({ cells, line }) => ({
      line,
      code: textAt(cells, columns.code),
      sku: textAt(cells, columns.sku),
      quantity: textAt(cells, columns.quantity),
    })),
  )
}

const isFilled = (cell: string): boolean => cell.trim() !== ''

function columnsOf(head: readonly string[]): Readonly<Record<ColumnName, number>> & { readonly named: boolean } {
  const placeOf = (name: ColumnName): number =>
    head.findIndex((cell) => (names[name] as readonly string[]).includes(cell.trim().toLowerCase())) // safe: widened to be searched
  const found = { code: placeOf('code'), sku: placeOf('sku'), quantity: placeOf('quantity') }
  const named = Object.values(found).some((place) => place !== -1)
  return named ? { ...found, named } : { code: 0, sku: head.length > 1 ? 1 : -1, quantity: 2, named }
}

export function fromCodes(
  rows: readonly { readonly code: string; readonly sku: string; readonly quantity: number }[],
): Table {
  return [['code', 'sku', 'quantity'], ...rows.map(({ code, sku, quantity }) => [code, sku, String(quantity)])]
}
