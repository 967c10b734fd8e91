import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCodes, toImportRows } from '../../../../src/renderer/features/codes/code-table.ts'
import { decodeText, parseCsv, writeCsv } from '../../../../src/renderer/features/codes/csv.ts'
import { readXlsx, writeXlsx } from '../../../../src/renderer/features/codes/xlsx.ts'

const rowsOf = (table: readonly (readonly string[])[]) => {
  const rows = toImportRows(table)
  return rows.ok ? rows.value : rows.error
}

describe('tables of codes', () => {
  it('are found by their headings, in any order and in German too', () => {
    expect(rowsOf([['Artikel', 'Menge', 'Barcode'], [], ['A', '12', '0123']])).toEqual([
      { line: 3, code: '0123', sku: 'A', quantity: '12' },
    ])
  })

  it('without headings are code, SKU and quantity', () => {
    expect(
      rowsOf([
        ['0123', 'A'],
        ['', ''],
        ['x', 'B', '6'],
      ]),
    ).toEqual([
      { line: 1, code: '0123', sku: 'A', quantity: '' },
      { line: 3, code: 'x', sku: 'B', quantity: '6' },
    ])
  })

  it.each([
    [[], 'empty'],
    [[['code', 'sku']], 'empty'],
    [
      [
        ['code', 'pieces'],
        ['x', '1'],
      ],
      'noSku',
    ],
    [
      [
        ['sku', 'name'],
        ['A', 'Apple'],
      ],
      'noCode',
    ],
    [[['0123']], 'noSku'],
    [Array.from({ length: 100_001 }, () => ['x', 'A']), 'tooLong'],
  ])('that can’t be used say why', (table, problem) => {
    expect(rowsOf(table)).toBe(problem)
  })
})

describe('CSV', () => {
  it('is read with commas, semicolons and tabs, quoted or not', () => {
    for (const text of ['code,sku\r\n"0,1",A', 'code;sku\n0,1;A', 'code\tsku\n0,1\tA\n'])
      expect(rowsOf(parseCsv(text))).toEqual([{ line: 2, code: '0,1', sku: 'A', quantity: '' }])
  })

  it('is read as UTF-8 or as older spreadsheets write it', () => {
    expect(decodeText(new TextEncoder().encode('\ufeffStück').buffer)).toBe('Stück')
    expect(decodeText(new Uint8Array([0x53, 0x74, 0xfc, 0x63, 0x6b]).buffer)).toBe('Stück')
  })

  it('holds no formula', () => {
    const text = writeCsv(fromCodes([{ code: '=1+1', sku: '@A', quantity: 1 }]))
    expect(text).toContain(`"'=1+1","'@A",1`)
  })
})

const code = fc.oneof(
  fc.stringMatching(/^[0-9]{1,14}$/),
  fc.stringMatching(/^[ -~]{1,20}$/),
  fc.stringMatching(/^['=+@-]{1,3}[0-9A-Z"',;]{0,5}$/),
  fc.constantFrom('0001', "'=x", '_x001D_', 'a\u001db', 'Größe', '1e5', '=cmd()'),
)
const rows = fc.array(fc.record({ code, sku: code, quantity: fc.constantFrom(1, 12, 0.5) }), {
  minLength: 1,
  maxLength: 8,
})
const asImported = (row: { code: string; sku: string; quantity: number }, index: number) => ({
  line: index + 2,
  code: row.code.trim(),
  sku: row.sku.trim(),
  quantity: String(row.quantity),
})
const filled = (row: { code: string; sku: string }): boolean => row.code.trim() !== '' && row.sku.trim() !== ''

describe('what is exported', () => {
  it('comes back the same from CSV', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const written = all.filter(filled)
        fc.pre(written.length > 0)
        expect(rowsOf(parseCsv(decodeText(new TextEncoder().encode(writeCsv(fromCodes(written))).buffer)))).toEqual(
          written.map(asImported),
        )
      }),
    )
  })

  it('comes back the same from Excel, zeros in front and all', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const written = all.filter(filled)
        fc.pre(written.length > 0)
        const file = await writeXlsx(fromCodes(written))
        expect(rowsOf(await readXlsx(file))).toEqual(written.map(asImported))
      }),
      { numRuns: 40 },
    )
  })

  it('keeps a text that is also the name of a member of every object', async () => {
    for (const text of ['valueOf', 'constructor', '__proto__', 'toString'])
      expect(await readXlsx(await writeXlsx([['code', text]]))).toEqual([['code', text]])
  })
})
