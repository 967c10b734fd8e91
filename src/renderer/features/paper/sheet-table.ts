import type { TFunction } from 'i18next'
import type { SheetImportRow, SheetRow } from '../../../shared/contract/paper.ts'
import { err, ok, type Result } from '../../../shared/domain/result.ts'
import type { Table } from '../codes/index.ts'
import type { Cell, TableSheet } from './workbook.ts'

type Words = TFunction<['paper', 'review', 'common']>

export interface SheetContent {
  /** Names the sheet on its rows, so that it is never counted twice. */
  readonly sheetID: string
  readonly rows: readonly SheetRow[]
  readonly figures: boolean
}

/** A sheet to be filled in a spreadsheet; its column for the count is empty, and empty stays uncounted. */
export function sheetTable({ sheetID, rows, figures }: SheetContent, t: Words): TableSheet {
  const names = [
    'sheet',
    'no',
    'place',
    'barcode',
    'sku',
    'name',
    ...(figures ? (['expected'] as const) : []),
    'counted',
    'note',
  ] as const
  return {
    name: t('sheet.title'),
    heads: names.map((name) => t(`sheet.col.${name}`)),
    rows: rows.map((row, index) => {
      const cells: Record<(typeof names)[number], Cell> = {
        ...row,
        sheet: sheetID,
        no: index + 1,
        counted: null,
        note: null,
      }
      return names.map((name) => cells[name])
    }),
    widths: names.map((name) => (name === 'name' || name === 'note' ? 32 : 14)),
  }
}

const headings = {
  sheet: ['sheet', 'bogen'],
  no: ['no', 'no.', 'nr', 'nr.'],
  place: ['place', 'location', 'bin', 'shelf', 'platz', 'ort', 'lagerplatz', 'regal'],
  code: ['barcode', 'code', 'ean', 'gtin', 'upc', 'strichcode'],
  sku: ['sku', 'item', 'item number', 'article', 'artikel', 'artikelnummer'],
  counted: ['counted', 'count', 'quantity', 'qty', 'gezählt', 'menge', 'anzahl', 'bestand'],
} as const
type Heading = keyof typeof headings

export type SheetProblem = 'empty' | 'noCounted' | 'noItem' | 'tooLong' | 'severalSheets'

export interface ReadSheet {
  readonly sheetID: string | null
  readonly rows: readonly SheetImportRow[]
}

const mostRows = 100_000

/** A filled sheet, or any table with the columns SKU (or barcode) and counted. Lines are numbered as a spreadsheet does. */
export function readSheetTable(table: Table): Result<ReadSheet, SheetProblem> {
  const [heads = [], ...body] = table
  if (body.every((row) => row.every((cell) => cell.trim() === ''))) return err('empty')
  if (body.length > mostRows) return err('tooLong')
  const at = (heading: Heading): number => {
    const known: readonly string[] = headings[heading]
    return heads.findIndex((head) => known.includes(head.trim().toLowerCase()))
  }
  if (at('counted') === -1) return err('noCounted')
  if (at('sku') === -1 && at('code') === -1) return err('noItem')
  const cell = (row: readonly string[], heading: Heading): string => (row[at(heading)] ?? '').trim()
  const sheets = new Set(body.map((row) => cell(row, 'sheet')).filter((sheet) => sheet !== ''))
  if (sheets.size > 1) return err('severalSheets')
  const rows = body.flatMap((row, index): SheetImportRow[] => {
    if (row.every((each) => each.trim() === '')) return []
    const no = cell(row, 'no')
    return [
      {
        line: index + 2,
        ...(/^\d{1,9}$/.test(no) ? { no } : {}),
        sku: cell(row, 'sku'),
        code: cell(row, 'code'),
        place: cell(row, 'place'),
        counted: cell(row, 'counted'),
      },
    ]
  })
  const [sheetID] = sheets
  return ok({ sheetID: sheetID !== undefined && /^[\w-]{1,20}$/.test(sheetID) ? sheetID : null, rows })
}

/** Letters and digits that nobody mixes up, for people who read a sheet's name aloud. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** `bytes`: random ones, one a sign. */
export const newSheetID = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => signs[byte % signs.length] ?? '').join('')
