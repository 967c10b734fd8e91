/** Tables as files, for other features that hand them out. */
export { digestOf, safeName, saveBlob } from './save-blob.ts'
export { toCsv, toXlsx, type Cell, type TableSheet } from './workbook.ts'
