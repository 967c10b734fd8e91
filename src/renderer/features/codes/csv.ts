import Papa from 'papaparse'
import type { Table } from './code-table.ts'

/** CSV as spreadsheets write and read it: any separator in; commas, a byte order mark and no formulas out. */
export const parseCsv = (text: string): Table =>
  Papa.parse<string[]>(text, { delimiter: separatorOf(text) }).data.map((row) => row.map(plainText))

/** The one that stands most often in the first line: a decimal comma further down must not decide. */
function separatorOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const times = (sign: string): number => head.split(sign).length
  return [',', ';', '\t', '|'].reduce((best, sign) => (times(sign) > times(best) ? sign : best))
}

/** What a spreadsheet would take for a formula; an apostrophe is put before it, and taken off again. */
const formulaStart = /^'*[=+\-@\t\r]/
const plainText = (cell: string): string => (cell.startsWith("'") && formulaStart.test(cell) ? cell.slice(1) : cell)

export const writeCsv = (table: Table): string =>
  `\ufeff${Papa.unparse(
    table.map((row) => [...row]),
    { escapeFormulae: formulaStart, newline: '\r\n' },
  )}`

/** UTF-8 where it is that; else what older spreadsheets on Windows write. */
export function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
