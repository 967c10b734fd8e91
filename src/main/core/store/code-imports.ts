import type { Reader, Writer } from './database.ts'

/** What imports of codes wrote over what, so that one can be taken back. */
export interface CodeImport {
  readonly importID: string
  readonly at: number
  readonly person: string | null
  readonly name: string
  readonly rows: number
  readonly undoneAt: number | null
}

export interface ImportedCode {
  readonly code: string
  readonly item: number
  readonly quantity: number
  /** What the code stood for before, of the same item; null: the code was new. */
  readonly beforeQuantity: number | null
}

export function addCodeImport(
  writer: Writer,
  connection: number,
  { importID, at, person, name }: Pick<CodeImport, 'importID' | 'at' | 'person' | 'name'>,
  codes: readonly ImportedCode[],
): void {
  writer.exec(
    'INSERT INTO code_imports (import_id, connection, at, person, name) VALUES (?, ?, ?, ?, ?)',
    importID,
    connection,
    at,
    person,
    name,
  )
  for (const { code, item, quantity, beforeQuantity } of codes) {
    writer.exec(
      'INSERT INTO code_import_rows (import_id, code, item, quantity, before_quantity) VALUES (?, ?, ?, ?, ?)',
      importID,
      code,
      item,
      quantity,
      beforeQuantity,
    )
  }
}

const fromImports = `SELECT import_id AS importID, at, person, name, undone_at AS undoneAt,
   (SELECT count(*) FROM code_import_rows AS r WHERE r.import_id = code_imports.import_id) AS rows FROM code_imports`

/** Newest first. */
export const listCodeImports = (reader: Reader, connection: number, limit: number): CodeImport[] =>
  reader.rows<CodeImport>(
    `${fromImports} WHERE connection = ? ORDER BY at DESC, import_id DESC LIMIT ?`,
    connection,
    limit,
  )

export const findCodeImport = (reader: Reader, connection: number, importID: string): CodeImport | undefined =>
  reader.row<CodeImport>(`${fromImports} WHERE connection = ? AND import_id = ?`, connection, importID)

export const importedCodes = (reader: Reader, importID: string): ImportedCode[] =>
  reader.rows<ImportedCode>(
    'SELECT code, item, quantity, before_quantity AS beforeQuantity FROM code_import_rows WHERE import_id = ? ORDER BY code',
    importID,
  )

export function markImportUndone(writer: Writer, importID: string, at: number): void {
  writer.exec('UPDATE code_imports SET undone_at = ? WHERE import_id = ?', at, importID)
}
