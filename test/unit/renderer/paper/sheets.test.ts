import { describe, expect, it } from 'vitest'
import { i18n } from '../../../../src/renderer/i18n/i18n.ts'
import { parseCsv } from '../../../../src/renderer/features/codes/csv.ts'
import { readXlsx } from '../../../../src/renderer/features/codes/xlsx.ts'
import { newSheetID, readSheetTable, sheetTable } from '../../../../src/renderer/features/paper/sheet-table.ts'
import { toCsv, toXlsx } from '../../../../src/renderer/features/paper/workbook.ts'

const rows = [
  { sku: '00123', name: 'Apple, "red"', barcode: '4006381333931', place: 'R1', expected: 4 },
  { sku: '=1+1', name: null, barcode: null, place: null, expected: 2.5 },
]
const sheet = { sheetID: 'ABCD2345', rows, figures: true }

describe.each(['en', 'de'] as const)('a sheet in %s', (language) => {
  const t = i18n.getFixedT(language, ['paper', 'review', 'common'])

  it('comes back from Excel and CSV as it left, blank where nothing was counted', async () => {
    const table = sheetTable(sheet, t)
    const files = [await readXlsx(await toXlsx([table])), parseCsv(await toCsv(table).text())]
    for (const file of files) {
      expect(readSheetTable(file)).toEqual({
        ok: true,
        value: {
          sheetID: 'ABCD2345',
          rows: [
            { line: 2, no: '1', sku: '00123', code: '4006381333931', place: 'R1', counted: '' },
            { line: 3, no: '2', sku: '=1+1', code: '', place: '', counted: '' },
          ],
        },
      })
    }
  })

  it('is filled and read by its own headings', () => {
    const table = sheetTable(sheet, t)
    const at = table.heads.indexOf(t('paper:sheet.col.counted'))
    const filled = [
      table.heads,
      ...table.rows.map((row) => row.map((cell, index) => (index === at ? '7' : String(cell ?? '')))),
    ]
    const read = readSheetTable(filled)
    expect(read.ok && read.value.rows.map(({ counted }) => counted)).toEqual(['7', '7'])
  })

  it('shows no column of figures where they are hidden', () => {
    expect(sheetTable({ ...sheet, figures: false }, t).heads).not.toContain(t('paper:sheet.col.expected'))
  })
})

describe('a table that is no sheet of ours', () => {
  it('is read by its headings, and lines of nothing are passed over', () => {
    expect(
      readSheetTable([
        ['Qty', 'EAN'],
        ['3', '96385074'],
        ['', ''],
        ['0', '96385074'],
      ]),
    ).toEqual({
      ok: true,
      value: {
        sheetID: null,
        rows: [
          { line: 2, sku: '', code: '96385074', place: '', counted: '3' },
          { line: 4, sku: '', code: '96385074', place: '', counted: '0' },
        ],
      },
    })
  })

  it.each([
    [[['SKU', 'Counted']], 'empty'],
    [[['SKU'], ['A']], 'noCounted'],
    [[['Counted'], ['1']], 'noItem'],
    [
      [
        ['Sheet', 'SKU', 'Counted'],
        ['A', 'x', '1'],
        ['B', 'y', '1'],
      ],
      'severalSheets',
    ],
  ])('%j is refused: %s', (table, error) => {
    expect(readSheetTable(table)).toEqual({ ok: false, error })
  })
})

it('sheets have names that nobody mixes up', () => {
  expect(newSheetID(new Uint8Array([0, 1, 31, 32, 255, 9, 100, 7]))).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
})
