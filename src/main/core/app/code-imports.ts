import type { ImportedRow, importRow } from '../../../shared/contract/barcodes.ts'
import { appError } from '../../../shared/contract/errors.ts'
import { readScannedCode } from '../../../shared/domain/barcode.ts'
import { parseQuantity } from '../../../shared/domain/quantity.ts'
import { isReserved } from '../../../shared/domain/reserved-codes.ts'
import { err, ok } from '../../../shared/domain/result.ts'
import { findCode, removeCodes, saveCodes, type SavedCode } from '../store/barcodes.ts'
import {
  addCodeImport,
  findCodeImport,
  importedCodes,
  listCodeImports,
  markImportUndone,
  type ImportedCode,
} from '../store/code-imports.ts'
import { connectionInUse } from '../store/connections.ts'
import type { Reader } from '../store/database.ts'
import { currentPerson } from '../store/people.ts'
import { findByKey } from '../store/records.ts'
import { holderOf } from './code-holder.ts'
import { connected } from './gesture.ts'
import type { CommandHandler, Commands, Queries, QueryHandler } from './handlers.ts'
import { countKeptOf } from './count-kept.ts'
import type { z } from 'zod'

/**
 * Importing tables of codes. The check and the import decide by the same function, so what was shown is what happens. A row is
 * refused by itself and named; the rest goes in one transaction and can be taken back.
 */
type Row = z.output<typeof importRow>

interface Judged {
  readonly shown: ImportedRow
  /** What is to be written; null: nothing. */
  readonly write: ImportedCode | null
}

function judge(reader: Reader, connection: number, rows: readonly Row[]): Judged[] {
  const lines = linesByNumber(rows)
  return rows.map((row) => judgeRow(reader, connection, row, contradicting(lines, row)))
}

/** Other writings of one GTIN are the same code. */
const identityOf = (row: Row): string => {
  const { gtin, text } = readScannedCode(row.code)
  return gtin ?? text
}

function linesByNumber(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const lines = new Map<string, Row[]>()
  for (const row of rows) {
    const known = lines.get(identityOf(row))
    if (known) known.push(row)
    else lines.set(identityOf(row), [row])
  }
  return lines
}

/** Another line that says something else of the same code: which of the two is right, only a person knows. */
function contradicting(lines: ReadonlyMap<string, readonly Row[]>, row: Row): Row | undefined {
  const wanted = parseQuantity(row.quantity === '' ? '1' : row.quantity)
  return lines.get(identityOf(row))?.find((other) => {
    const quantity = parseQuantity(other.quantity === '' ? '1' : other.quantity)
    const sameQuantity = wanted.ok && quantity.ok ? wanted.value === quantity.value : wanted.ok === quantity.ok
    return other !== row && (other.sku.trim() !== row.sku.trim() || !sameQuantity)
  })
}

function judgeRow(reader: Reader, connection: number, row: Row, other: Row | undefined): Judged {
  const code = readScannedCode(row.code).text
  const sku = row.sku.trim()
  const quantity = parseQuantity(row.quantity.trim() === '' ? '1' : row.quantity)
  const shown = { line: row.line, code, sku, quantity: row.quantity }
  const refuse = (problem: NonNullable<ImportedRow['problem']>, holder?: ImportedRow['holder']): Judged => ({
    shown: { ...shown, outcome: 'refused', problem, ...(holder ? { holder } : {}) },
    write: null,
  })
  if (code === '') return refuse('noCode')
  if (code.length > 512) return refuse('codeTooLong')
  if (isReserved(code)) return refuse('reserved')
  if (/^\d[.,]\d+E\+\d+$/i.test(code)) return refuse('rounded')
  if (sku === '') return refuse('noItem')
  const item = findByKey(reader, connection, 'item', sku)
  if (!item) return refuse('unknownItem')
  if (!quantity.ok || quantity.value <= 0) return refuse('badQuantity')
  if (other) return refuse('twice', { sku: other.sku.trim(), name: null, line: other.line })
  const holder = holderOf(reader, connection, code)
  if (holder !== null && holder.uid !== item.uid)
    return refuse(holder.via === 'sku' ? 'isSku' : 'taken', { sku: holder.sku, name: holder.name })
  const before = findCode(reader, connection, code)
  const own = before?.item === item.uid ? before.quantity : null
  if (own === quantity.value) return { shown: { ...shown, outcome: 'same' }, write: null }
  return {
    shown: own === null ? { ...shown, outcome: 'new' } : { ...shown, outcome: 'changed', before: own },
    write: { code, item: item.uid, quantity: quantity.value, beforeQuantity: own },
  }
}

const countOf = (judged: readonly Judged[]) => {
  const number = (outcome: ImportedRow['outcome']) => judged.filter(({ shown }) => shown.outcome === outcome).length
  return { added: number('new'), changed: number('changed'), same: number('same'), refused: number('refused') }
}

const check: QueryHandler<'barcodes.checkImport'> = (_context, reader, { rows }) => {
  const connection = connected(reader)
  if (!connection.ok) return connection
  const judged = judge(reader, connection.value.id, rows)
  return ok({ rows: judged.map(({ shown }) => shown), ...countOf(judged) })
}

const take: CommandHandler<'barcodes.import'> = (context, writer, { rows, name }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const judged = judge(writer, id, rows)
  const codes = uniqueCodes(judged.flatMap(({ write }) => (write === null ? [] : [write])))
  if (codes.length === 0) return ok({ importID: null, ...countOf(judged), counted: 0 })
  const at = context.ports.clock.now()
  const importID = context.ports.ids.ulid()
  saveCodes(writer, id, codes, at)
  addCodeImport(writer, id, { importID, at, person: currentPerson(writer), name }, codes)
  const counted = countKeptOf(context, writer, id, new Set(codes.map(({ item }) => item)))
  return ok({ importID, ...countOf(judged), counted })
}

/** A line that is there twice is written once. */
const uniqueCodes = (codes: readonly ImportedCode[]): ImportedCode[] => [
  ...new Map(codes.map((each) => [each.code, each])).values(),
]

const list: QueryHandler<'barcodes.imports'> = (_context, reader, { limit }) => {
  const connection = connectionInUse(reader)
  return ok({ rows: connection ? listCodeImports(reader, connection.id, limit) : [] })
}

const undo: CommandHandler<'barcodes.undoImport'> = (context, writer, { importID }) => {
  const connection = connected(writer)
  if (!connection.ok) return connection
  const { id } = connection.value
  const found = findCodeImport(writer, id, importID)
  if (!found) return err(appError('notFound', 'There is no such import of codes.', { importID }))
  if (found.undoneAt !== null) return ok({ restored: 0, kept: 0 })
  const codes = importedCodes(writer, importID)
  const untouched = codes.filter((each) => stands(findCode(writer, id, each.code), each))
  removeCodes(
    writer,
    id,
    untouched.filter((each) => each.beforeQuantity === null).map(({ code }) => code),
  )
  const changed = untouched.flatMap(({ code, item, beforeQuantity }) =>
    beforeQuantity === null ? [] : [{ code, item, quantity: beforeQuantity }],
  )
  const at = context.ports.clock.now()
  saveCodes(writer, id, changed, at)
  markImportUndone(writer, importID, at)
  writer.touch('barcodes')
  return ok({ restored: untouched.length, kept: codes.length - untouched.length })
}

const stands = (saved: SavedCode | undefined, imported: ImportedCode): boolean =>
  saved?.item === imported.item && saved.quantity === imported.quantity

export const codeImportQueries = {
  'barcodes.checkImport': check,
  'barcodes.imports': list,
} satisfies Partial<Queries>
export const codeImportCommands = {
  'barcodes.import': take,
  'barcodes.undoImport': undo,
} satisfies Partial<Commands>
