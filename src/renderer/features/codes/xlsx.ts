import { readSheet, type CellValue } from 'read-excel-file/universal'
import writeExcelFile from 'write-excel-file/universal'
import type { Table } from './code-table.ts'

/**
 * Excel workbooks. Every cell is written as text, so that zeros stay; control characters are written as Excel does, because
 * XML has no other way. Fetched only when a workbook is at hand.
 */
export async function readXlsx(file: Blob): Promise<Table> {
  const rows = await readSheet(file)
  return rows.map((row) => row.map(textOf))
}

function textOf(cell: CellValue | null): string {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

export const writeXlsx = (table: Table): Promise<Blob> =>
  writeExcelFile(
    table.map((row) => row.map((value) => ({ value: escaped(value), type: String, format: '@' }))),
  ).toBlob()

/**
 * A text that looks like an escape is escaped itself, and so is the beginning of one that every object has a member of,
 * such as `valueOf`: write-excel-file looks texts up in a plain object and would write that member instead.
 */
export const escaped = (value: string): string => {
  const text = value.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/\p{Cc}/gu, hexed)
  return Reflect.has({}, text) ? hexed(text.slice(0, 1)) + text.slice(1) : text
}

const hexed = (sign: string): string => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
