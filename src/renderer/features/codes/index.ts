/** Tables as files, for other features that read or write them. */
export { readTable } from './code-files.ts'
export type { Table } from './code-table.ts'
export { writeCsv } from './csv.ts'
export { escaped } from './xlsx.ts'
