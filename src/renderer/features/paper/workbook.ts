import type { SheetData } from 'write-excel-file/universal'
import { escaped, writeCsv } from '../codes/index.ts'

/** A text, a figure, or nothing. */
export type Cell = string | number | null

export interface TableSheet {
  /** At most 31 signs, as Excel wants it. */
  readonly name: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
  /** Widths of the columns, in signs. */
  readonly widths?: readonly number[]
}

/** Figures are figures and texts texts, so that 00123 keeps its zeros and sums can be made. */
export async function toXlsx(sheets: readonly TableSheet[]): Promise<Blob> {
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  return writeExcelFile(
    sheets.map(({ name, heads, rows, widths }) => ({
      sheet: name.slice(0, 31),
      data: [heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows.map(toCells)],
      stickyRowsCount: 1,
      ...(widths === undefined ? {} : { columns: widths.map((width) => ({ width })) }),
    })),
  ).toBlob()
}

const toCells = (row: readonly Cell[]): SheetData[number] =>
  row.map((value) => {
    if (value === null) return null
    return typeof value === 'number' ? { value, type: Number } : { value: escaped(value), type: String, format: '@' }
  })

/** With a point before the decimals: a file for programs, the same in every language. */
export const toCsv = ({ heads, rows }: Pick<TableSheet, 'heads' | 'rows'>): Blob =>
  new Blob([writeCsv([heads, ...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))])], {
    type: 'text/csv;charset=utf-8',
  })
